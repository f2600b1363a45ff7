// Dialect 9: questions as plain numbered lines, `1.TCP 为什么需要三次握手？` or `1. What is X?`, each answered by what
// follows up to the next one; and list items that ask and hold their answer. The same style numbers steps and 401 或 403,
// so a line must ask, and lists inside the answer to a question heading are left alone.
import type { Dialect, ParsedNote, PlacedMark, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, indentOf, insertText, isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { asking, isCollection, isProcedure, tellsToAnswer } from '#lib/core/notes/import/question-shape.ts'
import type { Asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle, hanNumber } from '#lib/core/notes/import/title.ts'

export const numberedLines: Dialect = { name: 'numbered-lines', repair: splitAnswers, mark: markItems }

const numbered =
  /^([ \t]{0,3}(?:[-*+][ \t]+)?)((?:\*\*|__)?(?:(\d{1,4})[ \t]*(?:[、)）]|[.．](?!\d))|(\d{1,4})\.(?=\d{1,3}(?:[A-Z]|[ \t]*(?:和|与|vs)))|[（([【](\d{1,3})[)）\]】](?![(:[])|(?:Q|问题|题目)[ \t]?(\d{1,4})[ \t]*[.:：、)]|第(\d{1,4})题[ \t]*[:：.、]?|([一二三四五六七八九十]{1,3})[、.．]))[ \t]*(?=\S).*$/iu
/** Fewer numbers without a sign are counts of things. */
const fewestBare = 3
/** A shorter line was not broken for its length. */
const shortestBroken = 24
const bullet = /^([ \t]{0,3}[-*+•][ \t]+)(?!\[[ xX]\])(\S.*)$/u

/** How an item is numbered: `1.` `2、` `3)`, `（1）`, `一、`, or not at all. An answer often counts in another style. */
type Style = 'plain' | 'parentheses' | 'han' | 'bullet'

/** An item that may be a question. */
interface Head {
  readonly line: number
  readonly style: Style
  readonly number: number
  readonly title: string
  readonly asks: Asking
  readonly indent: number
  /** Column at which the item's own text begins. */
  readonly column: number
  /** The line below the title, where a title takes two. */
  readonly bodyFrom?: number
}

interface Item extends Head {
  /** Index after the last line that can belong to it, and whether something stands there. */
  readonly to: number
  readonly filled: boolean
  /** Whether the answer stands indented inside the item. */
  readonly inside: boolean
}

function markItems(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  const segments = splitSegments(note, marked).filter((segment) => !segment.answersQuestion)
  const heads = segments.map((segment) => readHeads(note, segment))
  const askingInNote = heads.flat().filter((head) => head.style !== 'bullet' && head.asks === 2).length
  return segments.flatMap((segment, index) => {
    const all = heads[index]!
    const numberedItems = withBodies(note, segment, chooseNumbered(note, all, askingInNote)).filter(
      (item) => item.filled,
    )
    const bullets = withBodies(
      note,
      segment,
      all.filter((head) => head.style === 'bullet'),
    )
    const asked = bullets.filter((item) => item.asks === 2 && item.filled && item.inside)
    // Among folded questions one that only names is a question too, if its text stands apart like theirs.
    const isToggle = (item: Item): boolean =>
      item.filled && item.inside && isBlank(note.lines[item.line + 1]!) && isName(item)
    const chosen =
      asked.length >= 2 && asked.length * 2 >= bullets.length
        ? [...numberedItems, ...bullets.filter((item) => asked.includes(item) || isToggle(item))]
        : numberedItems
    return chosen.map(placeItem)
  })
}

interface Segment {
  readonly from: number
  readonly to: number
  /** The text under a heading that itself asks one question. */
  readonly answersQuestion: boolean
}

/** The stretches between marks that other dialects found, in the order of their lines. */
export function splitSegments(note: ParsedNote, marked: readonly PlacedMark[]): Segment[] {
  const segments: Segment[] = []
  let from = 0
  let answersQuestion = false
  for (const placed of marked) {
    segments.push({ from, to: placed.line, answersQuestion })
    from = placed.bodyFrom
    const clean = cleanTitle(placed.mark.title)
    answersQuestion =
      placed.mark.level > 1 &&
      (placed.mark.explicit || asking(clean) > 0 || isProcedure(clean)) &&
      !isCollection(clean)
  }
  segments.push({ from, to: note.lines.length, answersQuestion })
  return segments.filter((segment) => segment.to > segment.from)
}

function readHeads(note: ParsedNote, segment: Segment): Head[] {
  const heads: Head[] = []
  for (let index = segment.from; index < segment.to; index += 1) {
    const line = note.lines[index]!
    if (note.code[index] !== 0 || line.hidden || line.text.length > 1000) continue
    const outer = heads.at(-1)
    const read = readGlued(line.text, index, heads) ?? readHead(line.text, index)
    const whole = read === null ? null : readOn(note.lines, read, segment.to)
    const head = whole !== null && isAnswered(note.lines, whole, segment.to) ? { ...whole, asks: 2 as const } : whole
    // An item indented below another one belongs to it.
    if (head !== null && (outer === undefined || head.indent < outer.indent + 2)) heads.push(head)
  }
  return heads
}

/** Books break long questions: the second line counts where the question mark stands at its end. */
function readOn(lines: readonly NoteLine[], head: Head, to: number): Head {
  const next = lines[head.line + 1]
  if (head.asks === 2 || head.style === 'bullet' || next === undefined || head.line + 1 >= to) return head
  if (head.title.length < shortestBroken || /[.。:：;；!！?？]$/u.test(head.title)) return head
  if (!/^[^\s#>|*-].{0,80}[?？]$/u.test(next.text.trimEnd()) || readHead(next.text, 0) !== null) return head
  const gap = /\p{Script=Han}$/u.test(head.title) ? '' : ' '
  const title = head.title + gap + next.text.trim()
  return readsAsQuestion(title) === 2 ? { ...head, title, asks: 2, bodyFrom: head.line + 2 } : head
}

/** Whatever a numbered line says: 答： right below it makes it a question. */
function isAnswered(lines: readonly NoteLine[], head: Head, to: number): boolean {
  if (head.style === 'bullet' || cleanTitle(head.title).length > 120) return false
  let below = head.bodyFrom ?? head.line + 1
  while (below < to && lines[below]!.answerStart !== true && isBlank(lines[below]!)) below += 1
  return below < to && lines[below]!.answerStart === true
}

/** `12.3 次重复 ACK 会怎样？` behind number 11 is no decimal fraction. */
function readGlued(text: string, line: number, heads: readonly Head[]): Head | null {
  const match = /^[ \t]{0,3}(\d{1,4})[.．](?=\d)/u.exec(text)
  const before = match === null ? undefined : heads.findLast((head) => head.style === 'plain')
  if (match === null || before?.number !== Number(match[1]) - 1) return null
  const column = match[0].length
  const title = text.slice(column).trim()
  const asks = readsAsQuestion(title)
  return asks === 0
    ? null
    : { line, style: 'plain', number: Number(match[1]), title, indent: indentOf(text), asks, column }
}

function readHead(text: string, line: number): Head | null {
  const match = numbered.exec(text)
  if (match !== null) {
    const number =
      match[8] === undefined
        ? Number(match[3] ?? match[4] ?? match[5] ?? match[6] ?? match[7])
        : (hanNumber(match[8]) ?? 0)
    const title = text.slice(match[1]!.length).trim()
    const style = match[8] !== undefined ? 'han' : match[5] !== undefined ? 'parentheses' : 'plain'
    return {
      line,
      style,
      number,
      title,
      indent: indentOf(text),
      asks: readsAsQuestion(title),
      column: match[1]!.length + match[2]!.length + 1,
    }
  }
  const plain = bullet.exec(text)
  if (plain === null) return null
  const title = plain[2]!
  return {
    line,
    style: 'bullet',
    number: 0,
    title,
    indent: indentOf(text),
    asks: readsAsQuestion(title),
    column: plain[1]!.length,
  }
}

/** A sentence that merely holds a question word is no question here: there is no heading to vouch for it, but bold type does. */
function readsAsQuestion(title: string): Asking {
  const clean = cleanTitle(title)
  const strength = asking(clean)
  if (strength === 2) return clean.length <= 200 && !/[。；]./u.test(clean) ? 2 : 0
  if (strength === 1 && clean.length <= 120 && tellsToAnswer(clean) && !/[。；;]./u.test(clean)) return 1
  if (strength === 0 || clean.length > 40 || /[。；;:：，,]/u.test(clean)) return 0
  return /^(?:[^*_]{0,8})(\*\*|__).+\1\s*$/u.test(title) ? 2 : 1
}

/** The numbered questions of a segment, and their neighbours in the same count that only name: 6.常见的网络错误： */
function chooseNumbered(note: ParsedNote, heads: readonly Head[], askingInNote: number): Head[] {
  const count = (list: readonly Head[]): number => list.filter((head) => head.asks === 2).length
  const series = (['plain', 'parentheses', 'han'] as const)
    .map((style) => heads.filter((head) => head.style === style))
    .reduce((best, list) => (count(list) > count(best) ? list : best))
  const asked = count(series)
  const share = series.length === 0 ? 0 : series.filter((head) => head.asks > 0).length / series.length
  if (share >= 0.5 && isRun(note, series)) return series
  if (asked === 0 || (askingInNote < 2 && share < 0.5)) return []
  const askedNumbers = new Set(series.filter((head) => head.asks === 2).map((head) => head.number))
  let last = 0
  return series.filter((head, at) => {
    if (head.asks === 2) {
      last = head.number
      return true
    }
    const next = series[at + 1]
    const begins = head.number === 1 && head.asks === 1 && next?.number === 2 && next.asks > 0
    const follows =
      begins || (last > 0 && head.number === last + 1 && (head.asks > 0 || !askedNumbers.has(head.number)))
    if (!follows || (head.asks === 0 && !isName(head))) return false
    // Words that ask need no blank line before them, as pages copied from a book have none.
    if (head.asks === 0 ? !standsAlone(note, head, series[at + 1]) : series[at + 1]?.line === head.line + 1) return false
    last = head.number
    return true
  })
}

/** A count from 1 without a gap, of lines that each name something and have text of their own below. */
function isRun(note: ParsedNote, series: readonly Head[]): boolean {
  return (
    series.length >= fewestBare &&
    series.every((head, at) => {
      const next = note.lines[head.line + 1]
      const told = next !== undefined && !isBlank(next) && series[at + 1]?.line !== head.line + 1
      return head.number === at + 1 && told && (head.asks > 0 || isName(head))
    })
  )
}

/** Not a step in a list: a blank line before it, and not the next number right below it. */
function standsAlone(note: ParsedNote, head: Head, next: Head | undefined): boolean {
  const before = note.lines[head.line - 1]
  return (before === undefined || isBlank(before)) && next?.line !== head.line + 1
}

function isName(head: Head): boolean {
  const clean = cleanTitle(head.title)
  const longest = /\p{Script=Han}/u.test(clean) ? 30 : 60
  return clean.length <= longest && clean.length >= 2 && !/[。；;，,：:]/u.test(clean)
}

/** Each item's text lasts to the next item, or, where it stands indented inside the item, to what stands outside. */
function withBodies(note: ParsedNote, segment: Segment, heads: readonly Head[]): Item[] {
  return heads.map((head, at) => {
    const limit = heads[at + 1]?.line ?? segment.to
    const first = firstFilled(note.lines, head.bodyFrom ?? head.line + 1, limit)
    const indent = first === null ? 0 : indentOf(note.lines[first]!.text)
    const inside = first !== null && indent > 0 && indent >= Math.min(head.column, 2)
    return {
      ...head,
      to: inside ? insideEnd(note.lines, first, limit) : limit,
      filled: first !== null,
      inside,
    }
  })
}

function firstFilled(lines: readonly NoteLine[], from: number, to: number): number | null {
  for (let index = from; index < to; index += 1) if (!isBlank(lines[index]!)) return index
  return null
}

/** An answer inside an item ends where unindented text follows a blank line. */
function insideEnd(lines: readonly NoteLine[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) {
    const line = lines[index]!
    if (isBlank(line) || indentOf(line.text) > 0) continue
    if (isBlank(lines[index - 1]!)) return index
  }
  return to
}

function placeItem(item: Item): PlacedMark {
  const mark: Mark = {
    dialect: 'numbered-lines',
    title: plainText(item.title).replace(/[:：]$/u, ''),
    level: 8,
    bounded: item.inside,
    explicit: item.asks === 2,
    tier: item.asks === 2 ? 'T1' : 'T2',
  }
  const bodyFrom = item.bodyFrom ?? item.line + 1
  return item.inside ? { mark, line: item.line, bodyFrom, end: item.to } : { mark, line: item.line, bodyFrom }
}

/**
 * `1. 什么是 X？X 是…` (at least twice in a note) or `**什么是 X？** X 是…` on one line: the answer gets a line of its own.
 * Below a heading that itself asks, such lines belong to its answer.
 */
function splitAnswers(written: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const code = findCode(written)
  const lines = dotBareNumbers(written, code)
  const found = new Map<number, Split>()
  let answersQuestion = false
  for (const [index, line] of lines.entries()) {
    if (code[index] !== 0 || line.hidden || line.text.length > 4000) continue
    const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line.text)
    if (heading !== null) {
      const clean = cleanTitle(heading[2]!)
      answersQuestion =
        heading[1]!.length > 1 && (asking(clean) > 0 || isProcedure(clean)) && !isCollection(clean)
    }
    if (answersQuestion || line.mark !== undefined || line.text.length < 12) continue
    const split = findSplit(line.text)
    if (split !== null) found.set(index, split)
  }
  const numberedCount = [...found.values()].filter((split) => !split.bold).length
  return lines.flatMap((line, index) => {
    const split = found.get(index)
    if (split === undefined || (!split.bold && numberedCount < 2)) return [line]
    context.repairs.push({ kind: 'split-line', offset: line.start })
    const indent = split.bold ? 0 : (bullet.exec(line.text)?.[1]?.length ?? 3)
    return [cutLine(line, 0, split.end), insertText(cutLine(line, split.at), 0, ' '.repeat(indent))]
  })
}

/** `1 什么是 X？`: a number without a sign counts where three such lines ask one after the other; it is given its dot. */
function dotBareNumbers(lines: readonly NoteLine[], code: Uint8Array): readonly NoteLine[] {
  const bare = lines.map((line, index) => {
    const match = code[index] !== 0 || line.hidden || line.text.length > 4000 ? null : /^[ \t]{0,3}(\d{1,3})[ \t]+(?=[^?？]{2,80}[?？])/u.exec(line.text)
    return match === null ? null : { number: Number(match[1]), at: match[0].trimEnd().length }
  })
  const found = bare.flatMap((one, index) => (one === null ? [] : [{ ...one, index }]))
  const counts = found.filter(({ number }, at) => found[at - 1]?.number === number - 1 || found[at + 1]?.number === number + 1)
  if (counts.length < fewestBare) return lines
  const at = new Map(counts.map((one) => [one.index, one.at]))
  return lines.map((line, index) => (at.has(index) ? insertText(line, at.get(index)!, '.') : line))
}

/** Where the question ends and the answer begins on one line. */
interface Split {
  readonly end: number
  readonly at: number
  readonly bold: boolean
}

/** What stands between the two: `What is a port? - A number…` */
const divider = /^(?:(?:[-–—]{1,2}|→|[=-]>)[ \t]+|[-–—]{2}[ \t]*)?/u

/** The columns, if the line asks first and then answers. */
function findSplit(text: string): Split | null {
  const bold = /^[ \t]{0,3}(?:\*\*|__)/.test(text)
  if (!bold && numbered.exec(text) === null && bullet.exec(text) === null) return null
  const mark = /[?？][”"』」）)]*(?:\*\*|__)?[:：]?[ \t]*/u.exec(text)
  if (mark === null || mark.index > 120) return null
  const end = mark.index + mark[0].length
  const at = end + divider.exec(text.slice(end))![0].length
  const rest = text.slice(at)
  if (
    rest.length < (/[。.]$/u.test(rest) ? 2 : 4) ||
    /^[\])]/.test(rest) ||
    (!/\*\*|__/.test(mark[0]) && /[?？]/u.test(rest.slice(0, 60))) ||
    /[。；]/u.test(text.slice(0, mark.index))
  )
    return null
  if (bold && !/\*\*|__/.test(mark[0])) return null
  return asking(cleanTitle(text.slice(0, end).replace(/[:：][ \t]*$/u, ''))) === 2 ? { end, at, bold } : null
}
