// A table whose header says question and answer: one card a row. The first column that asks and the first that answers
// count; further columns join the answer. Other tables are answers themselves.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const questionTable: Dialect = { name: 'question-table', repair: openTables }

const asks = /^(?:(?:面试)?(?:问题?|题目?|提问)(?:描述|内容)?|面试题|(?:interview )?questions?|q|front|正面|prompt)$/iu
const answers =
  /^(?:(?:参考|简要|简短|标准|我的)?(?:答案?|回答|解答|答复)(?:要点|内容|思路)?|要点|解释|(?:short |model |sample )?answers?|a|back|背面|response)$/iu
const delimiter = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/
/** A table row longer than this is no row that people write. */
const longestRow = 20_000
/** Rows that are looked at, and that there must be, where no header says what they are. */
const mostGuessed = 200
const fewestGuessed = 2

function openTables(written: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const lines = openHtmlRows(written, context)
  if (!lines.some((line) => line.text.includes('|') && line.text.length < 500 && delimiter.test(line.text)))
    return lines
  const code = findCode(lines)
  const result: NoteLine[] = []
  let columns: Columns | null = null
  for (const [index, line] of lines.entries()) {
    const isRow =
      code[index] === 0 && line.hidden !== true && line.text.includes('|') && line.text.length <= longestRow
    if (!isRow) {
      columns = null
      result.push(line)
      continue
    }
    if (columns !== null && !delimiter.test(line.text)) {
      result.push(...openRow(line, columns, context))
      continue
    }
    const next = lines[index + 1]
    if (columns === null && next !== undefined && next.text.length < 500 && delimiter.test(next.text)) {
      columns = readHeader(namesOf(line)) ?? guessColumns(lines, index + 2)
      result.push(columns === null ? line : { ...line, hidden: true })
      continue
    }
    result.push(columns === null ? line : { ...line, hidden: true })
  }
  return result
}

interface Columns {
  readonly question: number
  readonly answer: number
}

const namesOf = (line: NoteLine): string[] =>
  findCells(line.text).map(([from, to]) => cleanTitle(line.text.slice(from, to)))

/** Whatever the header says: a first column in which every row asks holds the questions (a count may stand before it). */
function guessColumns(lines: readonly NoteLine[], from: number): Columns | null {
  let to = from
  while (to < lines.length && to < from + mostGuessed && lines[to]!.text.includes('|')) to += 1
  if (to < from + fewestGuessed) return null
  const rows = lines.slice(from, to).map((line) => (line.text.length > longestRow ? [] : namesOf(line)))
  for (const question of [0, 1]) {
    const told = rows.every((row) => asking(row[question] ?? '') === 2 && (row[question + 1] ?? '') !== '')
    if (told) return { question, answer: question + 1 }
  }
  return null
}

const htmlRow = /^[ \t]*<tr\b[^<>]*>(?:[ \t]*<t[hd]\b[^<>]*>[^<>]*(?:<(?!\/?t[hdr]\b)[^<>]*>[^<>]*)*<\/t[hd]>){2,8}[ \t]*<\/tr>[ \t]*$/iu
const htmlCell = /(<t[hd]\b[^<>]*>)([^<>]*(?:<(?!\/?t[hdr]\b)[^<>]*>[^<>]*)*)<\/t[hd]>/giu

/** `<tr><td>question</td><td>answer</td></tr>`, a row a line, below a header that says so. */
function openHtmlRows(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => line.text.includes('<tr'))) return lines
  const code = findCode(lines)
  let columns: Columns | null = null
  return lines.flatMap((line, index): readonly NoteLine[] => {
    if (/<\/table/i.test(line.text)) columns = null
    if (code[index] !== 0 || line.hidden === true || line.text.length > longestRow || !htmlRow.test(line.text))
      return [line]
    const cells = [...line.text.matchAll(htmlCell)].map((match): [number, number] => {
      const from = match.index + match[1]!.length
      return [from, from + match[2]!.length]
    })
    if (columns !== null) return openCells(line, cells, columns, context)
    columns = readHeader(cells.map(([from, to]) => cleanTitle(line.text.slice(from, to))))
    return columns === null ? [line] : [{ ...line, hidden: true }]
  })
}

function readHeader(names: readonly string[]): Columns | null {
  const question = names.findIndex((name) => asks.test(name))
  const answer = names.findIndex((name) => answers.test(name))
  return question >= 0 && answer > question ? { question, answer } : null
}

function openRow(
  line: NoteLine,
  columns: Columns,
  context: RepairContext,
): NoteLine[] {
  return openCells(line, findCells(line.text), columns, context)
}

function openCells(
  line: NoteLine,
  cells: readonly [number, number][],
  { question, answer }: Columns,
  context: RepairContext,
): NoteLine[] {
  const asked = cells[question]
  const told = cells[answer]
  const title = asked === undefined ? '' : line.text.slice(...asked)
  if (told === undefined || cleanTitle(title) === '') return [{ ...line, hidden: true }]
  context.repairs.push({ kind: 'opened-table', offset: line.start })
  return [
    {
      ...cutLine(line, ...asked!),
      mark: { dialect: 'question-table', title, level: 8, bounded: true, explicit: true, tier: 'T1' },
    },
    ...cells.slice(answer).map((cell) => cutLine(line, ...cell)),
    { ...newLine(line), hidden: true, ends: 1 },
  ]
}

/** The columns of a row's cells, trimmed; an escaped bar and one in code do not divide. */
function findCells(text: string): [number, number][] {
  const cells: [number, number][] = []
  const end = text.trimEnd().length
  let from = text.length - text.trimStart().length
  if (text[from] === '|') from += 1
  let inCode = false
  for (let index = from; index <= end; index += 1) {
    const sign = text[index]
    if (sign === '`') inCode = !inCode
    const divides = index === end || (sign === '|' && !inCode && text[index - 1] !== '\\')
    if (!divides) continue
    const cell = text.slice(from, index)
    const lead = cell.length - cell.trimStart().length
    if (index < end || cell.trim() !== '')
      cells.push([from + Math.min(lead, cell.length), from + Math.max(lead, cell.trimEnd().length)])
    from = index + 1
  }
  return cells
}
