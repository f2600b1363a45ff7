// Dialect 4: MkDocs's `!!! question "…"` and `??? question "…"`. The title is the question, the indented block below it
// the answer (3 to 8 columns are seen, and tabs). Other admonitions (note, tip) are no cards: they become quotes of the
// answer that they stand in. Also VuePress's `::: tip 标题`, whose body is not indented: only its fences are hidden.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import {
  cutLine,
  dedentLine,
  indentOf,
  insertText,
  isBlank,
  newLine,
} from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking, isAnswerLabel } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const admonition: Dialect = { name: 'admonition', repair: openAdmonitions }

const marker =
  /^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]*([A-Za-z][\w-]*)((?:[ \t]+(?!["“])[\w-]+)*)[ \t]*(?:["“'‘「](.*)["”'’」]|(\S.*[?？]))?[ \t]*$/
/** One of several pages that share a place: `=== "Answer"`. */
const tab = /^([ \t]*)===[+!]?[ \t]*"(.*)"[ \t]*$/
const container =
  /^[ \t]{0,3}:{3,}[ \t]*(?:(?:tip|info|note|warning|danger|caution|important|question|success|example)\b.*)?$/i
const questionTypes = new Set(['question', 'help', 'faq', 'quiz', 'ask', 'problem'])
/** Admonitions may nest; deeper ones stay text. */
const rounds = 3

function openAdmonitions(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  let current = lines
  for (let round = 0; round < rounds; round += 1) {
    const next = openRound(current, context)
    if (next === current) break
    current = next
  }
  return hideContainers(openTabs(current))
}

function openRound(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => marker.test(line.text))) return lines
  const code = findCode(lines)
  const result: NoteLine[] = []
  let index = 0
  let changed = false
  while (index < lines.length) {
    const line = lines[index]!
    const match = code[index] !== 0 || line.hidden || line.text.length > 1000 ? null : marker.exec(line.text)
    if (match === null) {
      result.push(line)
      index += 1
      continue
    }
    const to = bodyEnd(lines, index + 1, indentOf(line.text))
    const opened = openOne(lines, index, to, match)
    if (opened === null) {
      result.push(line)
      index += 1
      continue
    }
    context.repairs.push({ kind: 'opened-admonition', offset: line.start })
    result.push(...opened)
    changed = true
    index = to
  }
  return changed ? result : lines
}

/** The body: everything indented deeper than the marker, with the blank lines between. */
function bodyEnd(lines: readonly NoteLine[], from: number, outer: number): number {
  let to = from
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]!
    if (isBlank(line)) continue
    if (indentOf(line.text) <= outer) break
    to = index + 1
  }
  return to
}

function openOne(
  lines: readonly NoteLine[],
  at: number,
  to: number,
  match: RegExpExecArray,
): NoteLine[] | null {
  const line = lines[at]!
  const title = match[4] ?? match[5] ?? ''
  const titleFrom = line.text.lastIndexOf(title)
  const type = match[2]!.toLowerCase()
  const clean = cleanTitle(title)
  // Other kinds are questions where the words ask, and not the mark alone: `!!! note "Done?"`.
  const isQuestion =
    (questionTypes.has(type) && (title !== '' || asksAbove(lines, at))) || (asking(clean) === 2 && asking(clean.replace(/[?？]+$/u, '')) > 0)
  const first = lines.slice(at + 1, to).find((one) => !isBlank(one))
  const columns = first === undefined ? 4 : indentOf(first.text)
  const body = lines.slice(at + 1, to).map((one) => dedentLine(one, columns))

  if (!isQuestion && title !== '' && body.length > 0 && announcesAnswer(clean, lines, at))
    return [{ ...line, hidden: true }, { ...newLine(line), answerStart: true }, ...body]
  if (!isQuestion) {
    if (body.length === 0) return null
    const label =
      title === ''
        ? cutLine(line, line.text.indexOf(match[2]!), line.text.indexOf(match[2]!) + match[2]!.length)
        : cutLine(line, titleFrom, titleFrom + title.length)
    const head = insertText(insertText(label, label.text.length, '**'), 0, '> **')
    const gap = isBlank(body[0]!) ? [] : [insertText(newLine(line), 0, '>')]
    return [
      head,
      ...gap,
      ...trimEnd(body).map((one) => insertText(one, 0, isBlank(one) ? '>' : '> ')),
      newLine(line),
    ]
  }
  if (isAnswerLabel(clean)) {
    return [{ ...line, hidden: true }, { ...newLine(line), answerStart: true }, ...body]
  }
  const head: NoteLine = {
    ...cutLine(line, titleFrom, titleFrom + title.length),
    mark: { dialect: 'admonition', title, level: 7, bounded: body.length > 0, explicit: true, tier: 'T1' },
  }
  if (body.length === 0) return [head]
  return [head, ...body, { ...newLine(lines[to] ?? line), ends: 1, hidden: true }]
}

/** `??? success "答案"`, also below other words where the line above asks. */
function announcesAnswer(clean: string, lines: readonly NoteLine[], at: number): boolean {
  if (!isAnswerLabel(clean)) return false
  if (/[答解]|answer|solution/iu.test(clean)) return true
  return asksAbove(lines, at)
}

function asksAbove(lines: readonly NoteLine[], at: number): boolean {
  const above = lines.slice(Math.max(0, at - 4), at).findLast((one) => !isBlank(one))
  return above !== undefined && asking(cleanTitle(above.text.slice(0, 300))) > 0
}

function trimEnd(lines: readonly NoteLine[]): readonly NoteLine[] {
  let to = lines.length
  while (to > 0 && isBlank(lines[to - 1]!)) to -= 1
  return lines.slice(0, to)
}

/** The tab that answers: its text is the answer, at the left edge. Other tabs stay text. */
function openTabs(lines: readonly NoteLine[]): readonly NoteLine[] {
  if (!lines.some((line) => tab.test(line.text))) return lines
  const code = findCode(lines)
  const result: NoteLine[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index]!
    const match = code[index] !== 0 || line.hidden === true ? null : tab.exec(line.text)
    const clean = match === null ? '' : cleanTitle(match[2]!)
    index += 1
    if (clean === '' || !isAnswerLabel(clean) || !/[答解]|answer|solution/iu.test(clean)) {
      result.push(line)
      continue
    }
    const to = bodyEnd(lines, index, indentOf(line.text))
    result.push({ ...line, hidden: true }, { ...newLine(line), answerStart: true })
    result.push(...lines.slice(index, to).map((one) => dedentLine(one, indentOf(line.text) + 4)))
    index = to
  }
  return result
}

function hideContainers(lines: readonly NoteLine[]): readonly NoteLine[] {
  if (!lines.some((line) => container.test(line.text))) return lines
  const code = findCode(lines)
  return lines.map((line, index) => {
    if (code[index] !== 0 || !container.test(line.text)) return line
    const title = /^[ \t]*:{3,}[ \t]*\w+[ \t]+(\S.*)$/.exec(line.text)?.[1]
    if (title === undefined) return { ...line, hidden: true }
    const label = cutLine(line, line.text.length - title.length)
    return insertText(insertText(label, label.text.length, '**'), 0, '**')
  })
}
