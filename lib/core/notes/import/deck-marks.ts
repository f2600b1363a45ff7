// Dialect 11: Obsidian's spaced repetition: `question::answer`, a lone `?` between question and answer, `==cloze==`.
// Only in notes that carry a deck tag (#flashcards) or its scheduling comments: `fe80::1` and `std::move` are no cards.
// The comments (<!--SR:…-->) are hidden; the schedule in them is not read here.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, indentOf, isBlank, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'

export const deckMarks: Dialect = { name: 'deck-marks', repair: readDeck }

/** The tag that says of a note that it holds cards. */
export const deckTag =
  /(?:^|\s)#(?:flash ?cards?|cards?|anki|srs|spaced|review|记忆卡|卡片|闪卡|复习)(?:\/[^\s#]*)?(?=\s|$)/iu
const deckTagLine = /^[ \t]*(?:#[^\s#]+[ \t]*)+$/u
const tagAtEnd = /(?<![ \t])[ \t]+#(?:flash ?cards?|cards?|anki|srs|spaced|记忆卡|卡片|闪卡)(?:\/[^\s#]*)?[ \t]*$/iu
/** What an outliner notes down about a block. */
const property =
  /^[ \t]+(?:[-*+][ \t]+)?(?:collapsed|id|heading|background-color|created-at|updated-at|(?:card|logseq)[\w.-]+)::[ \t]/
const schedule = /<!--SR:[^>]*-->/
const cloze = /==(?=[^\s=])[^=]+==|\{\{(?:c\d+::)?[^{}]+\}\}/
/** Lines of a question above its `?`. */
const longestQuestion = 30
const separator = /^[ \t]*\?{1,2}[ \t]*$/

function readDeck(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const tagged = context.front.tags.some((tag) => deckTag.test(` #${tag.replace(/^#/, '')}`))
  if (!tagged && !lines.some((line) => deckTag.test(line.text) || schedule.test(line.text))) return lines
  const code = findCode(lines)
  const result: TaggedLine[] = []
  for (const [index, line] of lines.entries()) {
    if (code[index] !== 0 || line.hidden || line.text.length > 4000) {
      result.push(line)
      continue
    }
    if (schedule.test(line.text)) {
      const at = line.text.search(schedule)
      const kept = cutLine(line, 0, at)
      result.push(...(isBlank(kept) ? [{ ...line, hidden: true }] : readInline(kept)))
      continue
    }
    if (
      (deckTagLine.test(line.text) && deckTag.test(line.text)) ||
      property.test(line.text)
    ) {
      result.push({ ...line, hidden: true })
      continue
    }
    const tagged = readTagged(lines, index)
    if (tagged !== null) {
      result.push(tagged)
      continue
    }
    result.push(...readInline(line))
  }
  return readSeparators(closeTagged(result))
}

/** A line with a mark that lasts as long as lines are indented deeper than this. */
interface TaggedLine extends NoteLine {
  readonly level?: number
}

/** `- What is X? #card`, answered by what stands indented below it; a heading only loses its tag. */
function readTagged(lines: readonly NoteLine[], index: number): TaggedLine | null {
  const line = lines[index]!
  const match = tagAtEnd.exec(line.text)
  if (match === null) return null
  const heading = /^ {0,3}#{1,6}[ \t]/.test(line.text)
  if (heading) return cutLine(line, 0, match.index)
  const next = lines.slice(index + 1, index + 1 + longestQuestion).find((one) => !isBlank(one) && !property.test(one.text))
  if (next === undefined || indentOf(next.text) <= indentOf(line.text)) return null
  const from = /^[ \t]*(?:[-*+][ \t]+)?/.exec(line.text)![0].length
  const kept = cutLine(line, from, match.index)
  return { ...kept, mark: { ...deckMark(kept.text), tier: 'T1' }, level: indentOf(line.text) }
}

/** Where a tagged item's indented text ends. */
function closeTagged(lines: readonly TaggedLine[]): readonly NoteLine[] {
  const result: NoteLine[] = []
  let open: number | null = null
  for (const { level, ...line } of lines) {
    const ends = open !== null && (level !== undefined || (!isBlank(line) && indentOf(line.text) <= open))
    if (ends) open = null
    result.push(ends ? { ...line, ends: (line.ends ?? 0) + 1 } : line)
    if (level !== undefined) open = level
  }
  if (open !== null && result.length > 0) result.push({ ...newLine(result.at(-1)!), hidden: true, ends: 1 })
  return result
}

/** `question::answer` on one line; three colons ask in both directions, of which the first is taken. */
function readInline(line: NoteLine): NoteLine[] {
  if (/^[ \t]*(?:#{1,6}[ \t]|\|)/.test(line.text)) return [line]
  const match = /^([ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)([^:].*?\S?)[ \t]*(?<!:):::?(?!:)[ \t]*(\S.*)$/.exec(
    line.text,
  )
  if (match !== null && !insideCode(match[2]!)) {
    const questionFrom = match[1]!.length
    const answer = match[3]!.replace(deckTag, '').trimEnd()
    const answerFrom = line.text.length - match[3]!.length
    return [
      { ...cutLine(line, questionFrom, questionFrom + match[2]!.length), mark: deckMark(match[2]!) },
      { ...cutLine(line, answerFrom, answerFrom + answer.length) },
      { ...cutLine(line, line.text.length), hidden: true, ends: 1 },
    ]
  }
  if (cloze.test(line.text) && !/^[ \t]*[>|]/.test(line.text)) {
    const item = /^[ \t]*(?:[-*+][ \t]+)?/.exec(line.text)![0].length
    const text = line.text.slice(item)
    const body = cutLine(line, item)
    return [
      { ...body, mark: { ...deckMark(text), kind: 'cloze' } },
      body,
      { ...cutLine(line, line.text.length), hidden: true, ends: 1 },
    ]
  }
  return [line]
}

/** `::` between backticks is a name of C++ or an address, not a mark. */
function insideCode(before: string): boolean {
  return (before.match(/`/g)?.length ?? 0) % 2 === 1
}

/** Blocks with a lone `?`: the question above it up to a blank line, the answer below it up to a blank line. */
function readSeparators(lines: readonly NoteLine[]): readonly NoteLine[] {
  if (!lines.some((line) => separator.test(line.text))) return lines
  const code = findCode(lines)
  const result = [...lines]
  for (const [index, line] of lines.entries()) {
    if (!separator.test(line.text) || code[index] !== 0 || index === 0) continue
    let from = index
    while (
      from > Math.max(0, index - longestQuestion) &&
      (lines[from - 1]!.hidden === true || !isBlank(lines[from - 1]!)) &&
      !/^ {0,3}#{1,6}[ \t]/.test(lines[from - 1]!.text)
    )
      from -= 1
    while (from < index && lines[from]!.hidden === true) from += 1
    if (from === index) continue
    let to = index + 1
    // Up to a blank line, or to the next block's question.
    while (
      to < lines.length &&
      !(to > index + 1 && separator.test(lines[to + 1]?.text ?? '')) &&
      (code[to] !== 0 || !isBlank(lines[to]!))
    )
      to += 1
    const title = lines[from]!.text.replace(deckTag, '').trim()
    result[from] = { ...lines[from]!, mark: deckMark(title) }
    result[index] = { ...line, hidden: true }
    if (index + 1 < lines.length) result[index + 1] = { ...result[index + 1]!, answerStart: true }
    if (to < lines.length) result[to] = { ...result[to]!, ends: (result[to]!.ends ?? 0) + 1 }
  }
  return result
}

function deckMark(title: string): Mark {
  return { dialect: 'deck-marks', title, level: 8, bounded: true, explicit: true, tier: 'T1' }
}
