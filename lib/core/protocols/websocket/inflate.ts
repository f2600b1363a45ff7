// DEFLATE data → bytes, with a bound on the output and a window from earlier messages. One whole message at a
// time; no zlib or gzip wrapping. Goes on behind a final block, as RFC 7692 §7.2.1 allows, which zlib does
// not do by itself.
// Read first: RFC 1951 §3.2 (blocks), RFC 7692 §7.2.2.

export type InflateFault =
  | 'reserved block type'
  | 'stored length and its complement differ'
  | 'data ends within a block'
  | 'bad code lengths'
  | 'no such code'
  | 'distance beyond the window'

export type Inflated =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The output would exceed the bound; nothing of it is kept. */
  | { readonly kind: 'too-big' }
  /** `at`: the input's byte at which reading stopped. */
  | { readonly kind: 'fault'; readonly fault: InflateFault; readonly at: number }

interface Code {
  /** For the next 9 bits: symbol × 16 + length, or 0 when the code is longer or there is none. */
  readonly fast: Uint16Array
  /** How many codes there are of each length, and the symbols in the order of their codes. */
  readonly count: Uint16Array
  readonly symbols: Uint16Array
}

const FAST_BITS = 9
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
/** The order in which code lengths of the code length alphabet come (RFC 1951 §3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** Null for an over-subscribed or incomplete set, but for a single code of one bit (RFC 1951 §3.2.7). */
function buildCode(lengths: Uint8Array): Code | null {
  const count = new Uint16Array(16)
  for (const length of lengths) count[length]!++
  let left = 1
  for (let length = 1; length <= 15; length++) {
    left = left * 2 - count[length]!
    if (left < 0) return null
  }
  if (left > 0 && count[0]! + count[1]! !== lengths.length) return null
  const offsets = new Uint16Array(16)
  const next = new Uint16Array(16)
  for (let length = 1; length < 15; length++) {
    offsets[length + 1] = offsets[length]! + count[length]!
    next[length + 1] = (next[length]! + count[length]!) << 1
  }
  const symbols = new Uint16Array(lengths.length)
  const fast = new Uint16Array(1 << FAST_BITS)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!
    if (length === 0) continue
    symbols[offsets[length]!++] = symbol
    const code = next[length]!++
    if (length > FAST_BITS) continue
    for (let at = reverse(code, length); at < 1 << FAST_BITS; at += 1 << length)
      fast[at] = symbol * 16 + length
  }
  count[0] = 0
  return { fast, count, symbols }
}

function reverse(code: number, length: number): number {
  let out = 0
  for (let bit = 0; bit < length; bit++) out |= ((code >> bit) & 1) << (length - 1 - bit)
  return out
}

const fixedLengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280)
const fixedCode = buildCode(fixedLengths)!
const fixedDistances = buildCode(new Uint8Array(32).fill(5))!

/** Stops the reading of one message: never leaves this file. */
class Stop extends Error {
  readonly result: Inflated
  constructor(result: Inflated) {
    super('stop')
    this.result = result
  }
}

class Inflater {
  private readonly input: Uint8Array
  private at = 0
  private held = 0
  private heldBits = 0
  private out: Uint8Array
  private end: number
  private readonly begin: number
  private readonly max: number
  private readonly reach: number

  /** `window` stands before the output, so that a distance is a subtraction. */
  constructor(input: Uint8Array, window: Uint8Array, windowBits: number, maxBytes: number) {
    this.input = input
    this.begin = window.length
    this.end = window.length
    this.max = window.length + maxBytes
    this.reach = 2 ** windowBits
    this.out = new Uint8Array(Math.min(this.max, window.length + Math.max(256, input.length * 4)))
    this.out.set(window)
  }

  run(): Inflated {
    while (this.at < this.input.length || this.heldBits > 0) {
      const final = this.bits(1)
      const type = this.bits(2)
      if (type === 0) this.stored()
      else if (type === 1) this.compressed(fixedCode, fixedDistances)
      else if (type === 2) this.dynamic()
      else this.stop('reserved block type')
      if (final === 1) this.align()
    }
    return { kind: 'bytes', bytes: this.out.slice(this.begin, this.end) }
  }

  private stop(fault: InflateFault): never {
    throw new Stop({ kind: 'fault', fault, at: Math.max(0, this.at - 1) })
  }

  private bits(need: number): number {
    while (this.heldBits < need) {
      if (this.at >= this.input.length) this.stop('data ends within a block')
      this.held |= this.input[this.at++]! << this.heldBits
      this.heldBits += 8
    }
    const value = this.held & ((1 << need) - 1)
    this.held >>>= need
    this.heldBits -= need
    return value
  }

  private align(): void {
    const whole = this.heldBits >> 3
    this.at -= whole
    this.held = 0
    this.heldBits = 0
  }

  /** Makes room for `more` bytes of output, or stops at the bound. */
  private room(more: number): void {
    const need = this.end + more
    if (need > this.max) throw new Stop({ kind: 'too-big' })
    if (need <= this.out.length) return
    const grown = new Uint8Array(Math.min(this.max, Math.max(need, this.out.length * 2)))
    grown.set(this.out)
    this.out = grown
  }

  private stored(): void {
    this.align()
    if (this.at + 4 > this.input.length) {
      this.at = this.input.length
      this.stop('data ends within a block')
    }
    const length = this.input[this.at]! | (this.input[this.at + 1]! << 8)
    const complement = this.input[this.at + 2]! | (this.input[this.at + 3]! << 8)
    this.at += 4
    if (length !== (~complement & 0xffff)) this.stop('stored length and its complement differ')
    if (this.at + length > this.input.length) {
      this.at = this.input.length
      this.stop('data ends within a block')
    }
    this.room(length)
    this.out.set(this.input.subarray(this.at, this.at + length), this.end)
    this.end += length
    this.at += length
  }

  private symbol(code: Code): number {
    while (this.heldBits < 15 && this.at < this.input.length) {
      this.held |= this.input[this.at++]! << this.heldBits
      this.heldBits += 8
    }
    const entry = code.fast[this.held & ((1 << FAST_BITS) - 1)]!
    const length = entry & 15
    if (length > 0 && length <= this.heldBits) {
      this.held >>>= length
      this.heldBits -= length
      return entry >> 4
    }
    return this.longSymbol(code)
  }

  /** Bit by bit, for codes longer than the table's (RFC 1951 §3.2.2: codes of a length are consecutive). */
  private longSymbol(code: Code): number {
    let value = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= 15; length++) {
      value |= this.bits(1)
      const count = code.count[length]!
      if (value - count < first) return code.symbols[index + value - first]!
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    return this.stop('no such code')
  }

  private compressed(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.symbol(literals)
      if (symbol < 256) {
        if (this.end >= this.out.length) this.room(1)
        this.out[this.end++] = symbol
        continue
      }
      if (symbol === 256) return
      if (symbol > 285) this.stop('no such code')
      const length = LENGTH_BASE[symbol - 257]! + this.bits(LENGTH_EXTRA[symbol - 257]!)
      const place = this.symbol(distances)
      if (place > 29) this.stop('no such code')
      const distance = DISTANCE_BASE[place]! + this.bits(DISTANCE_EXTRA[place]!)
      if (distance > this.end || distance > this.reach) this.stop('distance beyond the window')
      this.room(length)
      const { out } = this
      let to = this.end
      // Byte by byte, because source and target overlap when the distance is shorter than the length.
      for (let from = to - distance, stop = to + length; to < stop;) out[to++] = out[from++]!
      this.end = to
    }
  }

  private dynamic(): void {
    const literalCount = this.bits(5) + 257
    const distanceCount = this.bits(5) + 1
    const lengthCount = this.bits(4) + 4
    if (literalCount > 286 || distanceCount > 30) this.stop('bad code lengths')
    const own = new Uint8Array(19)
    for (let index = 0; index < lengthCount; index++) own[ORDER[index]!] = this.bits(3)
    const lengthCode = buildCode(own)
    if (lengthCode === null) return this.stop('bad code lengths')
    const lengths = new Uint8Array(literalCount + distanceCount)
    for (let index = 0; index < lengths.length;) {
      const symbol = this.symbol(lengthCode)
      if (symbol < 16) {
        lengths[index++] = symbol
        continue
      }
      if (symbol === 16 && index === 0) this.stop('bad code lengths')
      const value = symbol === 16 ? lengths[index - 1]! : 0
      const times = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7)
      if (index + times > lengths.length) this.stop('bad code lengths')
      lengths.fill(value, index, index + times)
      index += times
    }
    const literals = buildCode(lengths.subarray(0, literalCount))
    const distances = buildCode(lengths.subarray(literalCount))
    // Without an end-of-block code the block could never end.
    if (literals === null || distances === null || lengths[256] === 0) return this.stop('bad code lengths')
    this.compressed(literals, distances)
  }
}

/**
 * The bytes that `input` stands for. `window` is what came before, at most 2^windowBits bytes of it are
 * reached; the output is at most `maxBytes` long. Never throws.
 */
export function inflate(
  input: Uint8Array,
  window: Uint8Array,
  windowBits: number,
  maxBytes: number,
): Inflated {
  try {
    return new Inflater(input, window, windowBits, maxBytes).run()
  } catch (stopped) {
    if (stopped instanceof Stop) return stopped.result
    throw stopped
  }
}
