// Dialect 9: questions as plain numbered lines, `1.TCP 为什么需要三次握手？` or `1. What is X?`, each answered by what
// follows up to the next one; and list items that ask and hold their answer. The same style numbers steps and 401 或 403,
// so a line must ask, and lists inside the answer to a question heading are left alone.
import type { Dialect, ParsedNote, PlacedMark, RepairContext } from './dialect.ts'
import { findCode } from './code-lines.ts'
import { cutLine, indentOf, insertText, isBlank } from './note-lines.ts'
import type { NoteLine } from './note-lines.ts'
import type { Mark } from './mark.ts'
import { plainText } from './plain-text.ts'
import { asking, isCollection } from './question-shape.ts'
import type { Asking } from './question-shape.ts'
import { cleanTitle } from './title.ts'

export const numberedLines: Dialect = { name: 'numbered-lines', repair: splitAnswers, mark: markItems }

const numbered =
  /^([ \t]{0,3}(?:[-*+][ \t]+)?)((?:\*\*|__)?(?:(\d{1,4})[ \t]*(?:[、)）]|[.．](?!\d))|(\d{1,4})\.(?=\d{1,3}(?:[A-Z]|[ \t]*(?:和|与|vs)))|[（(](\d{1,3})[)）]|(?:Q|问题|题目)[ \t]?(\d{1,4})[ \t]*[.:：、)]|第(\d{1,4})题[ \t]*[:：.、]?))[ \t]*(?=\S)(.*)$/iu
const bullet = /^([ \t]{0,3}[-*+•][ \t]+)(?!\[[ xX]\])(\S.*)$/u

/** An item that may be a question. */
interface Item {
  readonly line: number
  readonly number: number | null
  readonly title: string
  readonly asks: Asking
  readonly indent: number
  /** Column at which the item's own text begins. */
  readonly column: number
  /** Index after the last line that can belong to it, and whether something stands there. */
  readonly to: number
  readonly filled: boolean
  /** Whether the answer stands indented inside the item. */
  readonly inside: boolean
}

function markItems(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  const segments = splitSegments(note, marked)
  const all = segments.map((segment) => readItems(note, segment))
  const askingItems = all.flat().filter((item) => item.number !== null && item.asks === 2 && item.filled)
  return segments.flatMap((segment, index) => {
    if (segment.answersQuestion) return []
    return chooseItems(all[index]!, askingItems.length).map(placeItem)
  })
}

interface Segment {
  readonly from: number
  readonly to: number
  /** The text under a heading that itself asks one question. */
  readonly answersQuestion: boolean
}

/** The stretches between marks that other dialects found. */
function splitSegments(note: ParsedNote, marked: readonly PlacedMark[]): Segment[] {
  const segments: Segment[] = []
  let from = 0
  let answersQuestion = false
  for (const placed of marked) {
    segments.push({ from, to: placed.line, answersQuestion })
    from = placed.bodyFrom
    const clean = cleanTitle(placed.mark.title)
    answersQuestion = placed.mark.level > 1 && (placed.mark.explicit || asking(clean) > 0) && !isCollection(clean)
  }
  segments.push({ from, to: note.lines.length, answersQuestion })
  return segments.filter((segment) => segment.to > segment.from)
}

function readItems(note: ParsedNote, segment: Segment): Item[] {
  const heads: Omit<Item, 'to' | 'filled' | 'inside'>[] = []
  for (let index = segment.from; index < segment.to; index += 1) {
    const line = note.lines[index]!
    if (note.code[index] !== 0 || line.hidden || line.text.length > 1000) continue
    const head = readHead(line.text, index)
    const outer = heads.at(-1)
    // An item indented below another one belongs to it.
    if (head !== null && (outer === undefined || head.indent < outer.indent + 2)) heads.push(head)
  }
  // A bullet ends at the next item, a numbered one at the next number.
  const limits = heads.map(() => segment.to)
  let nextNumber = segment.to
  for (let at = heads.length - 1; at >= 0; at -= 1) {
    limits[at] = heads[at]!.number === null ? (heads[at + 1]?.line ?? segment.to) : nextNumber
    if (heads[at]!.number !== null) nextNumber = heads[at]!.line
  }
  return heads.map((head, at) => {
    const limit = limits[at]!
    const first = firstFilled(note.lines, head.line + 1, limit)
    const inside = first !== null && indentOf(note.lines[first]!.text) >= Math.min(head.column, 2) && indentOf(note.lines[first]!.text) > 0
    const to = inside ? insideEnd(note.lines, first, limit) : limit
    return { ...head, to, filled: first !== null, inside }
  })
}

function readHead(text: string, line: number): Omit<Item, 'to' | 'filled' | 'inside'> | null {
  const match = numbered.exec(text)
  if (match !== null) {
    const number = Number(match[3] ?? match[4] ?? match[5] ?? match[6] ?? match[7])
    const title = text.slice(match[1]!.length).trim()
    const clean = cleanTitle(title)
    return { line, number, title, indent: indentOf(text), asks: readsAsQuestion(clean), column: match[1]!.length + match[2]!.length + 1 }
  }
  const plain = bullet.exec(text)
  if (plain === null) return null
  const clean = cleanTitle(plain[2]!)
  return { line, number: null, title: plain[2]!, indent: indentOf(text), asks: readsAsQuestion(clean), column: plain[1]!.length }
}

/** A sentence that merely holds a question word is no question here: there is no heading to vouch for it. */
function readsAsQuestion(clean: string): Asking {
  const strength = asking(clean)
  if (strength === 2) return clean.length <= 200 && !/[。；]./u.test(clean) ? 2 : 0
  return strength === 1 && clean.length <= 40 && !/[。；;:：，,]/u.test(clean) ? 1 : 0
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

function chooseItems(items: readonly Item[], askingInNote: number): Item[] {
  const withNumber = items.filter((item) => item.number !== null)
  const plain = withNumber.filter((item) => item.asks === 2 && item.filled)
  const share = withNumber.length === 0 ? 0 : withNumber.filter((item) => item.asks > 0).length / withNumber.length
  const chosen: Item[] = []
  if (plain.length > 0 && (askingInNote >= 2 || share >= 0.5)) {
    let last = 0
    for (const item of withNumber) {
      const follows = item.number === last + 1
      if (item.asks === 2) {
        if (item.filled) chosen.push(item)
        last = item.number!
      } else if (follows && last > 0 && item.filled && isTitle(item)) {
        // A neighbour in the same count that names instead of asking: 6.常见的网络错误：
        chosen.push(item)
        last = item.number!
      }
    }
  }
  const bullets = items.filter((item) => item.number === null && item.asks === 2 && item.filled && item.inside)
  const allBullets = items.filter((item) => item.number === null)
  if (bullets.length >= 2 && bullets.length * 2 >= allBullets.length) chosen.push(...bullets)
  return chosen.sort((left, right) => left.line - right.line)
}

function isTitle(item: Item): boolean {
  const clean = cleanTitle(item.title).replace(/[:：]$/u, '')
  return !item.inside && clean.length <= 30 && clean.length >= 2 && !/[。；;，,：:]/u.test(clean)
}

function placeItem(item: Item): PlacedMark {
  const mark: Mark = {
    dialect: 'numbered-lines', title: plainText(item.title).replace(/[:：]$/u, ''), level: 8, bounded: item.inside,
    explicit: item.asks === 2, tier: item.asks === 2 ? 'T1' : 'T2',
  }
  const bodyFrom = item.line + 1
  return item.inside ? { mark, line: item.line, bodyFrom, end: item.to } : { mark, line: item.line, bodyFrom }
}

/** `1. 什么是 X？X 是…` or `**什么是 X？** X 是…` on one line, several times in a note: the answer gets a line of its own. */
function splitAnswers(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const code = findCode(lines)
  const found = new Map<number, number>()
  for (const [index, line] of lines.entries()) {
    if (code[index] !== 0 || line.hidden || line.mark !== undefined || line.text.length < 12 || line.text.length > 4000) continue
    const at = findSplit(line.text)
    if (at !== null) found.set(index, at)
  }
  if (found.size < 3) return lines
  return lines.flatMap((line, index) => {
    const at = found.get(index)
    if (at === undefined) return [line]
    context.repairs.push({ kind: 'split-line', offset: line.start })
    const indent = bullet.exec(line.text)?.[1]?.length ?? 3
    return [cutLine(line, 0, at), insertText(cutLine(line, at), 0, ' '.repeat(indent))]
  })
}

function findSplit(text: string): number | null {
  const item = numbered.exec(text) ?? bullet.exec(text)
  const bold = /^[ \t]{0,3}\*\*/.test(text)
  if (item === null && !bold) return null
  const mark = /[?？][”"』」）)]*(?:\*\*|__)?[ \t]*/u.exec(text)
  if (mark === null || mark.index > 120) return null
  const at = mark.index + mark[0].length
  const rest = text.slice(at)
  if (rest.length < 6 || /[?？]/u.test(rest.slice(0, 60)) || /[。；]/u.test(text.slice(0, mark.index))) return null
  if (bold && item === null && !mark[0].includes('**')) return null
  return asking(cleanTitle(text.slice(0, at))) === 2 ? at : null
}
