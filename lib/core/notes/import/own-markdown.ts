// Our own Markdown read back (`export/write-markdown.ts`): every `## ` is a card, and nothing else is. A card that somebody
// added to the file has no comment, and none of it is needed. Not a dialect: nothing here is inferred or repaired.
import type { CardKind, Lang } from '#lib/core/notes/card.ts'
import type { ExportedCard, ExportedCollection, ExportedWords } from '#lib/core/notes/export/exported.ts'
import type { Tier } from '#lib/core/notes/import/mark.ts'
import type { ReadOption } from '#lib/core/notes/import/read-card.ts'

/** A card of the file, and the lines that it takes: 1-based, the last one included. */
export interface OwnMarkdownCard {
  /** Null: added by hand, and not named yet. */
  readonly id: string | null
  readonly card: Omit<ExportedCard, 'id' | 'events'>
  readonly lines: { readonly from: number; readonly to: number }
}

export interface OwnMarkdown {
  readonly collection: Omit<ExportedCollection, 'cards'>
  readonly cards: readonly OwnMarkdownCard[]
}

const frontMatter = /^---\r?\nformat: 1\r?\ntopic: (n[a-z2-7]{12})\r?\ntitle: ("(?:[^"\\]|\\.)*")\r?\n/
const heading = /^## (?! )(.*?)(?: <a id="([a-z0-9-]{2,40})"><\/a>)?[ \t]*$/

/** Null where the text is not one of ours. */
export function readOwnMarkdown(text: string): OwnMarkdown | null {
  const front = frontMatter.exec(text.slice(0, 2000))
  if (front === null) return null
  const lines = text.split(/\r?\n/)
  const starts = lines.flatMap((line, index) => (heading.test(line) ? [index] : []))
  const cards = starts.map((start, at) => readCard(lines, start, starts[at + 1] ?? lines.length))
  return { collection: { id: front[1]!, title: readJson(front[2]!) as string }, cards: cards.filter((card) => card !== null) }
}

function readCard(lines: readonly string[], start: number, end: number): OwnMarkdownCard | null {
  const [, title = '', id] = heading.exec(lines[start]!)!
  let body = trimLines(lines.slice(start + 1, end))
  const facts = readFacts(body[0] ?? '')
  if (facts !== null) body = trimLines(body.slice(1))
  const tags = /^`tags: ([^`]*)`$/.exec(body[0] ?? '')?.[1]?.split(',').map((tag) => tag.trim()) ?? []
  if (tags.length > 0) body = trimLines(body.slice(1))
  const hasOptions = facts?.kind === 'choice' || body.some((line) => /^### (?:Options|选项)$/.test(line))
  const answerAt = (facts?.body ?? 0) > 0 || hasOptions ? body.findIndex((line) => /^### (?:Answer|答案)$/.test(line)) : -1
  const asked = answerAt < 0 ? [] : body.slice(0, answerAt)
  const optionsAt = hasOptions ? asked.findIndex((line) => /^### (?:Options|选项)$/.test(line)) : -1
  const below = asText(optionsAt < 0 ? asked : asked.slice(0, optionsAt))
  const answer = asText(body.slice(answerAt + 1))
  if (title.trim() === '') return null
  const words: ExportedWords = {
    question: below === '' ? title : `${title}${'\n'.repeat(facts?.body ?? 2)}${below}`,
    answer,
    options: optionsAt < 0 ? null : readOptions(asked.slice(optionsAt + 1)),
  }
  const { body: _, ...rest } = facts ?? noFacts(words, start)
  return { id: id ?? null, card: { ...words, tags, ...rest }, lines: { from: start + 1, to: end } }
}

interface Facts extends Omit<ExportedCard, 'id' | 'events' | 'tags' | keyof ExportedWords> {
  /** Line ends between the question's title and what follows it; 0: nothing does. */
  readonly body: number
}

/** What the comment says; whatever of it is not as we write it counts as not said. */
function readFacts(line: string): Facts | null {
  const json = /^<!-- card (\{.*\}) -->$/.exec(line)?.[1]
  const said = json === undefined ? null : (readJson(json) as Record<string, unknown> | null)
  if (typeof said !== 'object' || said === null) return null
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const one = <T extends string>(value: unknown, of: readonly T[], otherwise: T): T => of.find((each) => each === value) ?? otherwise
  return {
    kind: one<CardKind>(said['kind'], ['explain', 'choice', 'cloze'], 'explain'),
    lang: one<Lang>(said['lang'], ['zh', 'en'], 'en'),
    tier: one<Tier>(said['tier'], ['T1', 'T2', 'T3'], 'T1'),
    contextPath: Array.isArray(said['contextPath']) ? said['contextPath'].filter((part) => typeof part === 'string') : [],
    tiedTopic: text(said['tiedTopic']),
    file: text(said['file']) ?? '',
    line: Number.isInteger(said['line']) ? (said['line'] as number) : 1,
    textId: text(said['textId']),
    missing: said['missing'] === true,
    original: readWords(said['original']),
    body: Number.isInteger(said['body']) ? Math.min(9, Math.max(0, said['body'] as number)) : 0,
  }
}

function readWords(said: unknown): ExportedWords | null {
  if (typeof said !== 'object' || said === null) return null
  const { question, answer, options } = said as Partial<ExportedWords>
  return typeof question === 'string' && typeof answer === 'string' ? { question, answer, options: Array.isArray(options) ? (options as ReadOption[]) : null } : null
}

function noFacts({ question, answer, options }: ExportedWords, line: number): Facts {
  const lang = /\p{Script=Han}/u.test(question + answer) ? 'zh' : 'en'
  return {
    ...{ kind: options === null ? 'explain' : 'choice', lang, tier: 'T1', contextPath: [], tiedTopic: null, file: '', line: line + 1 },
    ...{ textId: null, missing: false, original: null, body: 0 },
  }
}

function readOptions(lines: readonly string[]): ReadOption[] {
  const options: { text: string; right: boolean }[] = []
  for (const line of lines) {
    const item = /^- \[([ xX])\] (.*)$/.exec(line)
    const last = options.at(-1)
    if (item !== null) options.push({ text: item[2]!, right: item[1] !== ' ' })
    else if (last !== undefined) last.text += `\n${line.replace(/^ {2}/, '')}`
  }
  return options.map(({ text, right }) => ({ text: text.trimEnd(), right }))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const asText = (lines: readonly string[]): string =>
  trimLines(lines)
    .join('\n')
    .replace(/^##  /gm, '## ')

function trimLines(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.trim() !== '')
  if (from < 0) return []
  return lines.slice(from, lines.findLastIndex((line) => line.trim() !== '') + 1)
}
