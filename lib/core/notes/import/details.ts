// Dialect 3: `<details><summary>question</summary> answer </details>`, and VuePress's `::: details question … :::`.
// Tags are taken off wherever they stand, also glued to a list item or a fence. Where the summary only says 答案 or
// "Show answer", the question is what stands before, and the answer begins here.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, isBlank, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { asking, isAnswerLabel } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const details: Dialect = { name: 'details', repair: openDetails }

const tag = /<details\b[^<>]*>|<\/details\s*>|<summary\b[^<>]*>|<\/summary\s*>/gi
const sign = /<\/?(?:details|summary)\b|^[ \t]*:{3,}/i
const container = /^[ \t]*:{3,}[ \t]*details\b[ \t]*(.*)$/i
const containerEnd = /^[ \t]*:{3,}[ \t]*$/
/** Folded illustrations, which belong to the answer they stand in. */
const illustration =
  /^(?:.{0,12}(?:代码|源码|示例|截图|图片?|例子|实现|日志|表格?|提示|hint|code|example|screenshot|log|output|tip)s?)[:：]?$/iu

/** An open part: its summary as read so far, where its text began, and whether it became a mark that must be ended. */
interface OpenPart {
  readonly summary: string[]
  firstLine: number
  marked: boolean
}

/** The lines as opened so far, and the parts that are open. */
interface Opening {
  readonly result: NoteLine[]
  readonly parts: OpenPart[]
  inSummary: boolean
  /** Marks that ended since the last line. */
  ends: number
}

function openDetails(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => sign.test(line.text))) return lines
  const unglued = lines.flatMap(unglueFence)
  const code = findCode(unglued)
  const opening: Opening = { result: [], parts: [], inSummary: false, ends: 0 }
  let containers = 0
  for (const [index, line] of unglued.entries()) {
    if (code[index] !== 0 || line.hidden) {
      push(opening, line)
    } else if (line.text.includes('<')) {
      for (const piece of splitAtTags(line)) {
        if (piece.isTag) readTag(opening, piece.line, context)
        else readPiece(opening, piece.line)
      }
    } else if (container.test(line.text)) {
      containers += 1
      openContainer(opening, line, context)
    } else if (containers > 0 && containerEnd.test(line.text)) {
      containers -= 1
      push(opening, { ...line, hidden: true })
      closePart(opening)
    } else readPiece(opening, line)
  }
  return opening.result
}

function push(opening: Opening, line: NoteLine): void {
  opening.result.push(opening.ends === 0 ? line : { ...line, ends: (line.ends ?? 0) + opening.ends })
  opening.ends = 0
}

function readPiece(opening: Opening, line: NoteLine): void {
  if (opening.inSummary) opening.parts.at(-1)?.summary.push(line.text.trim())
  push(opening, line)
}

function readTag(opening: Opening, line: NoteLine, context: RepairContext): void {
  const name = /^<\/?[a-z]+/i.exec(line.text)?.[0].toLowerCase()
  push(opening, { ...line, hidden: true })
  const part = opening.parts.at(-1)
  if (name === '<details') {
    context.repairs.push({ kind: 'opened-details', offset: line.start })
    opening.parts.push({ summary: [], firstLine: opening.result.length, marked: false })
  } else if (name === '<summary' && part !== undefined) {
    opening.inSummary = true
    part.firstLine = opening.result.length
  } else if (name === '</summary' && opening.inSummary) {
    opening.inSummary = false
    if (part !== undefined) finishSummary(opening, part)
  } else if (name === '</details') {
    opening.inSummary = false
    closePart(opening)
  }
}

function closePart(opening: Opening): void {
  if (opening.parts.pop()?.marked === true) opening.ends += 1
}

/** The summary becomes a mark, unless it only says that the answer follows or unfolds an illustration. */
function finishSummary(opening: Opening, part: OpenPart): void {
  const [title = '', ...rest] = part.summary.map((line) => line.trim()).filter((line) => line !== '')
  const clean = cleanTitle(title)
  if (isAnswerLabel(clean)) {
    for (let at = part.firstLine; at < opening.result.length; at += 1)
      opening.result[at] = { ...opening.result[at]!, hidden: true }
    push(opening, { ...newLine(opening.result.at(-1)!), answerStart: true })
    return
  }
  // The summary may begin lines below its tag, and be written as a heading.
  const from = opening.result.findIndex((line, at) => at >= part.firstLine && !isBlank(line))
  const written = opening.result[from]
  if (written === undefined || isIllustration(clean)) return
  const first = cutLine(written, /^ {0,3}(?:#{1,6}[ \t]+)?/.exec(written.text)![0].length)
  part.firstLine = from
  // Inside a folded answer, a fold that asks nothing is a part of it.
  if (asking(clean) === 0 && opening.parts.some((outer) => outer !== part && outer.marked)) return
  part.marked = true
  opening.result[part.firstLine] = { ...first, mark: summaryMark(title, clean) }
  // The rest of a summary of several lines is the question's body.
  if (rest.length > 0) push(opening, { ...newLine(opening.result.at(-1)!), answerStart: true })
}

function openContainer(opening: Opening, line: NoteLine, context: RepairContext): void {
  const title = container.exec(line.text)![1]!
  const clean = cleanTitle(title)
  context.repairs.push({ kind: 'opened-details', offset: line.start })
  const marked = !isAnswerLabel(clean) && !isIllustration(clean)
  opening.parts.push({ summary: [title], firstLine: opening.result.length, marked })
  if (marked) {
    push(opening, { ...cutLine(line, line.text.length - title.length), mark: summaryMark(title, clean) })
    return
  }
  push(opening, { ...line, hidden: true })
  if (isAnswerLabel(clean)) push(opening, { ...newLine(line), answerStart: true })
}

function isIllustration(clean: string): boolean {
  return illustration.test(clean) && asking(clean) === 0
}

function summaryMark(title: string, clean: string): Mark {
  return {
    dialect: 'details',
    title: plainText(title),
    level: 7,
    bounded: true,
    explicit: true,
    tier: asking(clean) > 0 ? 'T1' : 'T2',
  }
}

/** The line cut at its tags; what holds no text besides markers (`- <details>`) is hidden. */
function splitAtTags(line: NoteLine): { line: NoteLine; isTag: boolean }[] {
  const pieces: { line: NoteLine; isTag: boolean }[] = []
  let from = 0
  const add = (to: number, isTag: boolean): void => {
    const text = line.text.slice(from, to)
    const bare = !isTag && /^[\s>*+\-\d.)]*$/.test(text)
    const piece = cutLine(line, from, to)
    if (text.trim() !== '') pieces.push({ line: bare ? { ...piece, hidden: true } : piece, isTag })
    from = to
  }
  for (const match of line.text.matchAll(tag)) {
    add(match.index, false)
    add(match.index + match[0].length, true)
  }
  if (pieces.length === 0) return [{ line, isTag: false }]
  add(line.text.length, false)
  return pieces
}

/** ```` ```</details> ```` closes no fence as Markdown reads it; the tag moves to a line of its own. */
function unglueFence(line: NoteLine): NoteLine[] {
  const glued = /^([ \t]*(?:`{3,}|~{3,}))[ \t]*(<\/(?:details|b|p|summary)\b.*)$/i.exec(line.text)
  if (glued === null) return [line]
  return [cutLine(line, 0, glued[1]!.length), cutLine(line, line.text.length - glued[2]!.length)]
}
