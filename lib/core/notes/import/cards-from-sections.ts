// The section tree → cards. Which section asks, which only names, which is furniture; which lines are its answer.
// The rules, in one place:
// - A question's answer is its section without the questions inside it; headings that only name are its outline. If
//   nothing is left, the whole section is the answer (a composite question's answer is its children).
// - A title that only names is a card of its own text (T2), unless it stands inside a question's answer.
// - No card: furniture (目录, 参考), summaries and frames (小结, a date), an empty body, a list of links, a list of questions, a container's lead-in.
// - Lines that no card took become the context of the nearest card.
import type { Problem } from '#lib/core/problem.ts'
import {
  isBlankRange,
  countListedQuestions,
  isCheckList,
  isLinkList,
  isReadingList,
  saysSomething,
  sliceMarkdown,
  trimRange,
  wordCount,
} from '#lib/core/notes/import/answer-text.ts'
import type { LineRange } from '#lib/core/notes/import/answer-text.ts'
import { isBlank } from '#lib/core/notes/import/note-lines.ts'
import { readChoice } from '#lib/core/notes/import/choice.ts'
import type { ParsedNote } from '#lib/core/notes/import/dialect.ts'
import { findExplicitId } from '#lib/core/notes/import/explicit-id.ts'
import type { Tier } from '#lib/core/notes/import/mark.ts'
import {
  asking,
  isCollection,
  isContents,
  isExercise,
  isFrame,
  isFurniture,
  isGeneric,
  isNotebook,
  isSummary,
} from '#lib/core/notes/import/question-shape.ts'
import type { ReadCard, ReadOption } from '#lib/core/notes/import/read-card.ts'
import type { Section } from '#lib/core/notes/import/section-tree.ts'

/** A card before it has an id, a place and a context. */
export interface Candidate extends Pick<
  ReadCard,
  'question' | 'answer' | 'kind' | 'tier' | 'dialect' | 'contextPath'
> {
  readonly explicitId: string | null
  readonly options: readonly ReadOption[] | null
  /** Index of the title's line among the repaired lines, and the ranges that the card took. */
  readonly line: number
  readonly taken: readonly LineRange[]
}

export interface FoundCards {
  readonly candidates: readonly Candidate[]
  /** With `place.line` as index among the repaired lines; the caller turns it into the original's. */
  readonly problems: readonly Problem[]
  /** Questions that nothing answers. */
  readonly unanswered: number
}

/** Fewer letters above a section's first heading only lead in. */
const shortestText = 24

const aboutText =
  /本[章节文篇]|这[一]?[章节篇部]|[以如]下|下[面文列]|接下来|先来|我们|这里|分为|分成|包括|^(?:this|these|here|in this|below|let|we |there are|the following|some )/iu

type Role = 'question' | 'topic' | 'collection' | 'frame' | 'furniture'

interface Walk {
  readonly note: ParsedNote
  readonly roots: readonly Section[]
  readonly roles: Map<Section, Role>
  readonly candidates: Candidate[]
  readonly problems: Problem[]
  unanswered: number
}

/** All cards of a note, in the order of their lines. */
export function findCards(note: ParsedNote, roots: readonly Section[]): FoundCards {
  const walk: Walk = { note, roots, roles: new Map(), candidates: [], problems: [], unanswered: 0 }
  for (const root of roots) visit(walk, root, [], false)
  walk.candidates.sort((left, right) => left.line - right.line)
  return walk
}

function roleOf(section: Section, walk: Walk): Role {
  const known = walk.roles.get(section)
  if (known !== undefined) return known
  const role = judgeRole(section, walk)
  walk.roles.set(section, role)
  return role
}

function judgeRole(section: Section, walk: Walk): Role {
  const { note } = walk
  const { title } = section
  const wordy = /[\p{L}\p{N}]/u.test(title)
  if (section.mark.explicit && wordy) return 'question'
  if (wordy && /^\W{0,4}q(?:uestion)?\s?\d{1,4}\s?[.:：、)]/iu.test(section.mark.title)) return 'question'
  // 第 1 题: what it asks stands below it.
  if (!wordy && countsQuestions.test(section.mark.title) && hasAnswer(section, note)) return 'question'
  if (!wordy || isFurniture(title)) return 'furniture'
  // 是什么, 如何实现 below a question are its outline.
  if (isGeneric(title) && section.parent !== null && roleOf(section.parent, walk) === 'question')
    return 'topic'
  // An anchor (`{#tls}`, `<a id=…>`) is a place to link to; a card's id says that the heading is a card.
  if (/<!--|\^/.test(section.mark.title) && findExplicitId(section.mark.title) !== null) return 'question'
  if (hasAnswer(section, note)) return 'question'
  if (isSummary(title) || isFrame(title)) return 'frame'
  if (isCollection(title) || (section.level <= 1 && isNotebook(title))) return 'collection'
  // In a quiz a numbered title with boxes is one of the questions; elsewhere it is a plan.
  const inQuiz = section.number !== null && hasBoxes(section, note)
  const beside = inQuiz ? (section.parent?.children ?? []) : []
  if (beside.some((one) => asking(one.title) > 0 && hasBoxes(one, note))) return 'question'
  return asking(title) > 0 ? 'question' : 'topic'
}

/** Whether boxes to tick stand in the section's own text, some of them ticked. */
function hasBoxes(section: Section, note: ParsedNote): boolean {
  const ranges = ownRanges(section)
  return readChoice(note.lines, note.code, ranges, '', '').choice !== null
}

const countsQuestions = /^\W{0,4}(?:第\s*(?:\d{1,4}|[一二三四五六七八九十]{1,4})\s*[题问]|(?:题目?|问题|question|problem|exercise|quiz|q)\s*#?\s*\d{1,4}|\d{1,4})\W{0,4}$/iu

/** Whether an answer label stands in the section's own text. */
function hasAnswer(section: Section, note: ParsedNote): boolean {
  return ownRanges(section).some(([from, to]) =>
    note.lines.slice(from, to).some((line) => line.answerStart === true),
  )
}

function visit(walk: Walk, section: Section, path: readonly string[], insideQuestion: boolean): void {
  const role = roleOf(section, walk)
  if (role === 'furniture') {
    // Headings count badly, and what stands "below" a table of contents may be the text itself.
    if (isContents(section.title))
      for (const child of section.children)
        if (roleOf(child, walk) === 'question' && answers(walk.note, [[child.bodyFrom, child.to]]))
          visit(walk, child, path, false)
    return
  }
  const title = section.title
  const inner = [...path, title]
  if (role === 'question') {
    addQuestion(walk, section, path)
    for (const child of section.children) visit(walk, child, inner, true)
    return
  }
  // The outline of an answer is no card; questions below it are.
  if (!insideQuestion && role !== 'frame') addTopic(walk, section, path, role)
  for (const child of section.children) visit(walk, child, inner, insideQuestion)
}

/** The front matter's title, or the only heading of the first level if nothing stands above it. */
function isFileTitle(section: Section, { roots }: Walk): boolean {
  if (section.level === 0 || section.mark.dialect === 'one-question-file') return true
  return section.level === 1 && roots.length === 1 && roots[0] === section
}

/** The section's lines, questions inside it too, without its furniture. */
function wholeRanges(section: Section, walk: Walk): LineRange[] {
  const ranges: LineRange[] = []
  let from = section.bodyFrom
  for (const child of section.children) {
    if (roleOf(child, walk) !== 'furniture') continue
    ranges.push([from, child.line])
    from = child.to
  }
  return joinRanges([...ranges, [from, section.to]])
}

/** The section's lines without its children's. */
function ownRanges(section: Section): LineRange[] {
  const ranges: LineRange[] = []
  let from = section.bodyFrom
  for (const child of section.children) {
    if (child.line > from) ranges.push([from, child.line])
    from = Math.max(from, child.to)
  }
  if (section.to > from) ranges.push([from, section.to])
  return ranges
}

/** The section's lines without the questions inside it, at whatever depth; neighbouring ranges are joined. */
function answerRanges(section: Section, walk: Walk): LineRange[] {
  const ranges = ownRanges(section)
  for (const child of section.children) {
    const role = roleOf(child, walk)
    if (role === 'question' || role === 'furniture') continue
    ranges.push([child.line, child.bodyFrom], ...answerRanges(child, walk))
  }
  return joinRanges(ranges)
}

function joinRanges(ranges: LineRange[]): LineRange[] {
  const sorted = ranges.filter(([from, to]) => to > from).sort((left, right) => left[0] - right[0])
  const joined: LineRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last?.[1] === range[0]) joined[joined.length - 1] = [last[0], range[1]]
    else joined.push(range)
  }
  return joined
}

function addQuestion(walk: Walk, section: Section, path: readonly string[]): void {
  const { note } = walk
  // One file a question: the whole file answers it, whatever else it asks on the way.
  let ranges = isFileTitle(section, walk) ? wholeRanges(section, walk) : answerRanges(section, walk)
  if (!ranges.some((range) => answers(note, [range])) && section.children.length > 0) {
    ranges = wholeRanges(section, walk)
  }
  const { before, after, label } = splitAtAnswer(note, ranges)
  const body = sliceMarkdown(note.lines, before)
  let answer = sliceMarkdown(note.lines, after)
  const reading = readChoice(note.lines, note.code, [...before, ...after], label, answer)
  const title = questionTitle(section, path)
  const adjacent = before[0]?.[0] === section.bodyFrom && !isBlank(note.lines[section.bodyFrom]!)
  let question = body === '' || title === '' ? title + body : `${title}${adjacent ? '\n' : '\n\n'}${body}`
  let options: readonly ReadOption[] | null = null

  if (reading.choice !== null) {
    options = reading.choice.options
    const cut = (part: readonly LineRange[]): LineRange[] =>
      part.flatMap((range) => withoutRange(range, reading.choice!.range))
    const explanation = sliceMarkdown(note.lines, cut(after))
    const stem = sliceMarkdown(
      note.lines,
      before.length > 0 ? cut(before) : beforeOf(after, reading.choice.range),
    )
    const rest =
      before.length > 0 ? explanation : sliceMarkdown(note.lines, afterOf(after, reading.choice.range))
    question = stem === '' || title === '' ? title + stem : `${title}\n\n${stem}`
    const right = options
      .filter((option) => option.right)
      .map((option) => `- ${option.text.replace(/\n/g, '\n  ')}`)
      .join('\n')
    const told = withoutLetters(rest, options)
    answer = told === '' ? right : `${right}\n\n${told}`
  } else if (reading.unanswered) {
    walk.problems.push({
      code: 'choice-without-right-option',
      params: { question: title },
      place: { line: section.line },
    })
    return
  }

  if (section.mark.kind === 'cloze') {
    question = toCloze(plainCloze(sliceMarkdown(note.lines, ranges)))
    answer = plainCloze(sliceMarkdown(note.lines, ranges))
      .replace(/\{\{c\d+::(.*?)(?:::[^{}]*)?\}\}/g, '**$1**')
      .replace(/==(\S[^=]*)==/g, '**$1**')
  }
  if (
    !saysSomething(answer) ||
    isLinkList(answer) ||
    (options === null && countListedQuestions(answer) > 0)
  ) {
    walk.unanswered += 1
    walk.problems.push({
      code: 'question-without-answer',
      params: { question: title },
      place: { line: section.line },
    })
    return
  }
  walk.candidates.push({
    question,
    answer,
    options,
    kind: options === null ? (section.mark.kind ?? 'explain') : 'choice',
    tier: section.mark.tier === 'T1' && needsContext(section) ? 'T2' : section.mark.tier,
    dialect:
      options === null
        ? section.mark.dialect
        : label === '' && section.mark.dialect !== 'details'
          ? 'choice-boxes'
          : 'choice-letters',
    contextPath: path,
    explicitId: idOf(section, note),
    line: section.line,
    taken: [[section.line, section.bodyFrom], ...ranges],
  })
}

function addTopic(walk: Walk, section: Section, path: readonly string[], role: Role): void {
  const { note } = walk
  const ranges = ownRanges(section)
  const answer = sliceMarkdown(note.lines, ranges)
  if (!saysSomething(answer) || isLinkList(answer) || isReadingList(answer) || isCheckList(answer)) return
  const listed = countListedQuestions(answer, role === 'collection' ? 0.4 : 0.7)
  if (listed > 0) {
    walk.unanswered += listed
    walk.problems.push({
      code: 'questions-without-answers',
      params: { count: listed },
      place: { line: section.line },
    })
    return
  }
  const holdsOthers = section.children.some((child) => roleOf(child, walk) !== 'furniture')
  // What stands above a container's first heading introduces it.
  const shows = /^[ \t]*(?:```|~~~|\|)|!\[/m.test(answer)
  if (isExercise(section.title)) return
  // A title that announces questions is not explained by a few words.
  if (role === 'collection' && wordCount(answer) < shortestText && !shows) return
  const leadsIn =
    holdsOthers &&
    (section.level <= 1 ||
      role === 'collection' ||
      /[:：]\s*$/u.test(answer) ||
      (!shows && !tells(answer, section.children.some((child) => roleOf(child, walk) === 'question'))))
  if (leadsIn) return
  const tier: Tier = section.mark.tier === 'T3' || role === 'collection' ? 'T3' : 'T2'
  walk.candidates.push({
    question: questionTitle(section, path),
    answer,
    options: null,
    kind: 'explain',
    tier,
    dialect: section.mark.dialect,
    contextPath: path,
    explicitId: idOf(section, note),
    line: section.line,
    taken: [[section.line, section.bodyFrom], ...ranges],
  })
}

/** Long enough to tell something, or one whole sentence that speaks neither of the text nor leads into questions. */
function tells(answer: string, leadsToQuestions: boolean): boolean {
  if (wordCount(answer) >= shortestText) return true
  if (leadsToQuestions) return false
  return /[。.]$/u.test(answer) && !/\n/.test(answer) && wordCount(answer) >= 8 && !aboutText.test(answer)
}

function answers(note: ParsedNote, ranges: readonly LineRange[]): boolean {
  return (
    ranges.some((range) => !isBlankRange(note.lines, range)) &&
    saysSomething(sliceMarkdown(note.lines, ranges))
  )
}

/** An explanation without the line that only repeats the right letters: `B`, `a, c`, `b) AAAA`. */
function withoutLetters(explanation: string, options: readonly ReadOption[]): string {
  const [first = ''] = explanation.split('\n', 1)
  const named = /^[([（]?[A-Ha-h][)\]）.:：][ \t]*(.*)$/u.exec(first)?.[1]
  const repeats =
    /^(?:[A-H][\s,，、和&/]*)+[.。]?$|^[a-h](?:[\s,，、&/]+(?:and )?[a-h])*[).。]?$/u.test(first) ||
    options.some((option) => option.right && option.text === named)
  return repeats ? explanation.slice(first.length).trim() : explanation
}

/** The ranges before and after the line where an answer label stands; all of them are the answer where none does. */
function splitAtAnswer(
  note: ParsedNote,
  ranges: readonly LineRange[],
): { before: LineRange[]; after: LineRange[]; label: string } {
  for (const [index, [from, to]] of ranges.entries()) {
    for (let at = from; at < to; at += 1) {
      const line = note.lines[at]!
      if (line.answerStart !== true) continue
      const before = [...ranges.slice(0, index), ...(at > from ? [[from, at] as const] : [])]
      const after: LineRange[] = [[at, to], ...ranges.slice(index + 1)]
      return { before, after, label: findLabel(note, after) }
    }
  }
  return { before: [], after: [...ranges], label: '' }
}

/** The first label that says more than "answer"; `Answer: D` may stand below a fold that says only "Answer". */
function findLabel(note: ParsedNote, ranges: readonly LineRange[]): string {
  for (const [from, to] of ranges) {
    const label = note.lines
      .slice(from, to)
      .find((line) => line.answerStart === true && (line.label ?? '') !== '')?.label
    if (label !== undefined) return label
  }
  return ''
}

function withoutRange(range: LineRange, cut: LineRange): LineRange[] {
  if (cut[1] <= range[0] || cut[0] >= range[1]) return [range]
  const parts: LineRange[] = []
  if (cut[0] > range[0]) parts.push([range[0], cut[0]])
  if (cut[1] < range[1]) parts.push([cut[1], range[1]])
  return parts
}

function beforeOf(ranges: readonly LineRange[], cut: LineRange): LineRange[] {
  return ranges.filter((range) => range[0] < cut[0]).map((range) => [range[0], Math.min(range[1], cut[0])])
}

function afterOf(ranges: readonly LineRange[], cut: LineRange): LineRange[] {
  return ranges.filter((range) => range[1] > cut[1]).map((range) => [Math.max(range[0], cut[1]), range[1]])
}

/** 是什么 below "OSI 模型" asks "OSI 模型是什么"; a generic title takes the nearest title above that says something. */
function questionTitle(section: Section, path: readonly string[]): string {
  const title = section.title
  if (!needsContext(section)) return title
  const above = path.findLast((one) => !isGeneric(one) && !isCollection(one))
  if (above === undefined) return title
  if (/^(?:是什么|为什么)/u.test(title)) return `${above} ${title}`
  return /\p{Script=Han}/u.test(title) ? `${above}：${title}` : `${above}: ${title}`
}

function needsContext(section: Section): boolean {
  return isGeneric(section.title)
}

/** The id in the hidden lines that begin here; they are few. */
function hiddenBelow(note: ParsedNote, from: number): string | null {
  for (let index = from; index < Math.min(from + 4, note.lines.length) && isBlank(note.lines[index]!); index += 1) {
    if (note.lines[index]!.hidden !== true) continue
    const id = findExplicitId(note.lines[index]!.text)
    if (id !== null) return id
  }
  return null
}

function idOf(section: Section, note: ParsedNote): string | null {
  const own = findExplicitId(section.mark.title) ?? findExplicitId(note.lines[section.line]?.text ?? '')
  if (own !== null) return own
  // Behind the question, or behind what ends on its own line (`question::answer <!-- id: … -->`).
  const below = hiddenBelow(note, section.line + 1)
  const id = below ?? (section.to > section.line ? hiddenBelow(note, section.to) : null)
  if (id !== null) return id
  const [, to] = trimRange(note.lines, [section.bodyFrom, section.to])
  const last = note.lines.slice(Math.max(section.bodyFrom, to - 1), Math.min(section.to, to + 3))
  for (const line of last) {
    const id = /^[ \t]*(?:\^[\w-]+|<!--.*-->)[ \t]*$/.test(line.text) ? findExplicitId(line.text) : null
    if (id !== null) return id
  }
  return null
}

/** hashcards' `[hidden]`, Obsidian's `==hidden==` and `{{hidden}}` as format 1 writes clozes. */
function toCloze(text: string): string {
  let count = 0
  return text.replace(
    /==(\S[^=]*)==|\{\{(?:c(\d+)::)?([^{}]+)\}\}/g,
    (_whole, marked: string | undefined, number: string | undefined, inner: string | undefined) => {
      count += 1
      return `{{c${number ?? count}::${marked ?? inner ?? ''}}}`
    },
  )
}

function plainCloze(text: string): string {
  return /==\S[^=]*==|\{\{/.test(text) ? text : text.replace(/(?<!!)\[([^[\]]+)\](?!\()/g, '==$1==')
}
