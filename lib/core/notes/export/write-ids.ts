// Writes the ids of cards into a person's own file: `<!-- id: q-… -->` behind each question, which no renderer shows and
// `import/explicit-id.ts` finds. Nothing is printed anew: the ids are put between the file's bytes, in its own encoding
// and with its own line ends, and every other byte stays. What was written is read again before it is given out: an id
// after which any card reads otherwise is not written, and its card is named among those left.
import { decodeText, type DecodedText } from '#lib/core/notes/import/decode-text.ts'
import type { ReadCard } from '#lib/core/notes/import/read-card.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'
import { ok, type Result } from '#lib/core/problem.ts'

export interface WrittenIds {
  readonly bytes: Uint8Array
  /** What was put in, in the order of the file: before which byte of the file as it was, and how many bytes. */
  readonly inserted: readonly { readonly at: number; readonly length: number }[]
  readonly written: readonly string[]
  /** Ids of cards in whose form no id can stand, such as rows of a table of another program. */
  readonly left: readonly string[]
}

/** Where in the text an id goes, in characters. */
interface Insertion {
  readonly at: number
  /** ASCII. */
  readonly text: string
}

const forms = ['behind-question', 'behind-line', 'below-card'] as const
type Form = (typeof forms)[number]

/** A file as it was, and what reading it gave. */
interface Source {
  readonly file: string
  readonly bytes: Uint8Array
  readonly decoded: DecodedText
  readonly cards: readonly ReadCard[]
  readonly ids: ReadonlyMap<number, string>
}

/**
 * The file with ids. `ids`: by the number of a card in the order in which `readNotes` gives them; cards that carry an id
 * of their own are passed over. Problems are those of `decodeText`.
 */
export function writeIds(bytes: Uint8Array, { file, ids }: { readonly file: string; readonly ids: ReadonlyMap<number, string> }): Result<WrittenIds> {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  const { cards } = readNotes(bytes, { file })
  const source: Source = { file, bytes, decoded: decoded.value, cards, ids }
  const wanted = [...ids.keys()].filter((index) => cards[index]?.explicitId === false).sort((left, right) => left - right)
  const chosen = new Map<number, Form>()
  for (const form of forms) {
    const open = wanted.filter((index) => !chosen.has(index))
    for (const index of findGood(source, chosen, open, form)) chosen.set(index, form)
  }
  const inserted = insertionsOf(source, chosen)
  const { bytes: made, places } = insertAscii(source, inserted)
  const idOf = (index: number): string => ids.get(index)!
  return ok({
    bytes: made,
    inserted: places,
    written: [...chosen.keys()].sort((left, right) => left - right).map(idOf),
    left: wanted.filter((index) => !chosen.has(index)).map(idOf),
  })
}

/** Those of `open` that can take this form together with what is chosen already: halves are tried where the whole fails. */
function findGood(source: Source, chosen: ReadonlyMap<number, Form>, open: readonly number[], form: Form): number[] {
  if (open.length === 0) return []
  const tried = new Map([...chosen, ...open.map((index) => [index, form] as const)])
  const good = readsAlike(source, tried)
  if (good === 'all') return [...open]
  if (open.length === 1) return []
  const stands = open.filter((index) => good.has(index))
  if (stands.length < open.length && stands.length > 0) return findGood(source, chosen, stands, form)
  const middle = open.length >> 1
  const left = findGood(source, chosen, open.slice(0, middle), form)
  const both = new Map([...chosen, ...left.map((index) => [index, form] as const)])
  return [...left, ...findGood(source, both, open.slice(middle), form)]
}

/** `all`: the file reads as before, and each card has the id it was given; else the cards of which that is true. */
function readsAlike(source: Source, forms: ReadonlyMap<number, Form>): 'all' | ReadonlySet<number> {
  const { bytes } = insertAscii(source, insertionsOf(source, forms))
  const { cards } = readNotes(bytes, { file: source.file })
  if (cards.length !== source.cards.length) return new Set()
  let others = true
  const good = new Set<number>()
  for (const [index, card] of cards.entries()) {
    const before = source.cards[index]!
    const same = card.question === before.question && card.answer === before.answer && card.kind === before.kind && card.context === before.context
    if (!forms.has(index)) others &&= same && card.explicitId === before.explicitId
    else if (same && card.explicitId && card.id === source.ids.get(index)) good.add(index)
  }
  if (!others) return new Set()
  return good.size === forms.size ? 'all' : good
}

function insertionsOf({ cards, ids, decoded }: Source, forms: ReadonlyMap<number, Form>): Insertion[] {
  return [...forms]
    .map(([index, form]): Insertion => {
      const mark = `<!-- id: ${ids.get(index)!} -->`
      const card = cards[index]!
      if (form === 'behind-question' && card.place.end !== undefined) return { at: card.place.end, text: ` ${mark}` }
      if (form !== 'below-card') return { at: endOfLine(decoded.text, card.place.line).at, text: ` ${mark}` }
      const { at, indent, lineEnd } = endOfLine(decoded.text, card.lines.to)
      return { at, text: `${lineEnd}${lineEnd}${indent}${mark}` }
    })
    .sort((left, right) => left.at - right.at)
}

/** Where a line ends, how it is indented, and what this file ends its lines with. */
function endOfLine(text: string, line: number): { readonly at: number; readonly indent: string; readonly lineEnd: string } {
  let from = 0
  for (let count = 1; count < line; count += 1) {
    const next = /\r\n|\r|\n/g
    next.lastIndex = from
    const match = next.exec(text)
    if (match === null) break
    from = match.index + match[0].length
  }
  const end = text.slice(from).search(/[\r\n]/)
  const at = end < 0 ? text.length : from + end
  return { at, indent: /^[ \t]*/.exec(text.slice(from, at))![0], lineEnd: /\r\n|\r|\n/.exec(text)?.[0] ?? '\n' }
}

function insertAscii({ bytes, decoded }: Source, insertions: readonly Insertion[]): { bytes: Uint8Array; places: WrittenIds['inserted'] } {
  const width = decoded.encoding.startsWith('utf-16') ? 2 : 1
  const offsets = byteOffsets(bytes, decoded, insertions.map(({ at }) => at))
  const made = new Uint8Array(bytes.length + insertions.reduce((sum, { text }) => sum + text.length * width, 0))
  const places: { at: number; length: number }[] = []
  let read = 0
  let write = 0
  for (const [index, { text }] of insertions.entries()) {
    const at = offsets[index]!
    made.set(bytes.subarray(read, at), write)
    write += at - read
    read = at
    for (const sign of text) {
      if (decoded.encoding === 'utf-16be') write += 1
      made[write] = sign.charCodeAt(0)
      write += decoded.encoding === 'utf-16le' ? 2 : 1
    }
    places.push({ at, length: text.length * width })
  }
  made.set(bytes.subarray(read), write)
  return { bytes: made, places }
}

/** The byte at which each character stands; `at` ascending. No decoder tells it, so the lengths are counted. */
function byteOffsets(bytes: Uint8Array, { encoding, markLength }: DecodedText, at: readonly number[]): number[] {
  if (encoding.startsWith('utf-16')) return at.map((offset) => markLength + offset * 2)
  const offsets: number[] = []
  let byte = markLength
  let units = 0
  for (const offset of at) {
    while (units < offset && byte < bytes.length) {
      const [length, wide] = encoding === 'utf-8' ? utf8Length(bytes[byte]!) : gbLength(bytes[byte]!, bytes[byte + 1] ?? 0)
      byte += length
      units += wide
    }
    offsets.push(byte)
  }
  return offsets
}

/** Bytes and UTF-16 units of the character that a byte begins. The text was decoded, so it is well formed. */
function utf8Length(first: number): readonly [bytes: number, units: number] {
  if (first < 0x80) return [1, 1]
  if (first < 0xe0) return [2, 1]
  return first < 0xf0 ? [3, 1] : [4, 2]
}

/** GB 18030: four bytes where the second is a digit; from the lead 0x90 on they are beyond the basic plane. */
function gbLength(first: number, second: number): readonly [bytes: number, units: number] {
  if (first < 0x81 || first === 0xff) return [1, 1]
  if (second < 0x30 || second > 0x39) return [2, 1]
  return [4, first < 0x90 ? 1 : 2]
}
