// Bytes → DEFLATE data: one block with the fixed codes, matches found by hash chains, or stored blocks where
// that is shorter. Worse than zlib by some tens of percent, because it makes no codes of its own; in return
// it is short.
// Read first: RFC 1951 §3.2.5 and §3.2.6 (lengths, distances, fixed codes), RFC 7692 §7.2.1.

const MIN_MATCH = 3
const MAX_MATCH = 258
/** How many earlier places with the same hash are tried: the bound on time. */
const MAX_CHAIN = 32
const HASH_BITS = 14

class BitWriter {
  private bytes: Uint8Array
  private length = 0
  private held = 0
  private heldBits = 0

  constructor(expected: number) {
    this.bytes = new Uint8Array(expected)
  }

  /** At most 16 bits, the least significant first. */
  bits(value: number, count: number): void {
    this.held |= value << this.heldBits
    this.heldBits += count
    while (this.heldBits >= 8) {
      this.byte(this.held & 0xff)
      this.held >>>= 8
      this.heldBits -= 8
    }
  }

  private byte(value: number): void {
    if (this.length === this.bytes.length) {
      const grown = new Uint8Array(this.bytes.length * 2 + 64)
      grown.set(this.bytes)
      this.bytes = grown
    }
    this.bytes[this.length++] = value
  }

  finish(): Uint8Array {
    if (this.heldBits > 0) this.byte(this.held & 0xff)
    return this.bytes.slice(0, this.length)
  }
}

/** Codes in the bit order of the stream: RFC 1951 §3.1.1 packs Huffman codes with their first bit first. */
const literalCodes = new Uint16Array(286)
const literalBits = new Uint8Array(286)
for (let symbol = 0; symbol < 286; symbol++) {
  const [code, length] =
    symbol < 144
      ? [0x30 + symbol, 8]
      : symbol < 256
        ? [0x190 + symbol - 144, 9]
        : symbol < 280
          ? [symbol - 256, 7]
          : [0xc0 + symbol - 280, 8]
  literalBits[symbol] = length
  literalCodes[symbol] = reverse(code, length)
}

function reverse(code: number, length: number): number {
  let out = 0
  for (let bit = 0; bit < length; bit++) out |= ((code >> bit) & 1) << (length - 1 - bit)
  return out
}

/** Symbol, extra bits and their value, for a length of 3 to 258. */
function writeLength(out: BitWriter, length: number): void {
  if (length === MAX_MATCH) {
    out.bits(literalCodes[285]!, literalBits[285]!)
    return
  }
  const value = length - MIN_MATCH
  const extra = value < 8 ? 0 : 29 - Math.clz32(value)
  const symbol = 257 + (extra << 2) + (value >> extra)
  out.bits(literalCodes[symbol]!, literalBits[symbol]!)
  out.bits(value & ((1 << extra) - 1), extra)
}

function writeDistance(out: BitWriter, distance: number): void {
  const value = distance - 1
  const extra = value < 4 ? 0 : 30 - Math.clz32(value)
  out.bits(reverse((extra << 1) + (value >> extra), 5), 5)
  out.bits(value & ((1 << extra) - 1), extra)
}

/**
 * Compresses one message as RFC 7692 §7.2.1 wants it: the data ends with the header of an empty stored block
 * whose four octets 00 00 FF FF are left out. `window` is what was sent before; no distance is above
 * 2^windowBits.
 */
export function deflate(message: Uint8Array, window: Uint8Array, windowBits: number): Uint8Array {
  if (message.length === 0) return new Uint8Array(1)
  const data = new Uint8Array(window.length + message.length)
  data.set(window)
  data.set(message, window.length)
  const reach = 2 ** windowBits
  const heads = new Int32Array(1 << HASH_BITS).fill(-1)
  const chain = new Int32Array(data.length)
  const insert = (at: number): number => {
    const hash = hashAt(data, at)
    const before = heads[hash]!
    chain[at] = before
    heads[hash] = at
    return before
  }
  const lastHashed = data.length - MIN_MATCH
  for (let at = 0; at < Math.min(window.length, lastHashed + 1); at++) insert(at)
  const out = new BitWriter(message.length + 16)
  out.bits(0b010, 3)
  for (let at = window.length; at < data.length;) {
    let best = MIN_MATCH - 1
    let distance = 0
    if (at <= lastHashed) {
      const limit = Math.min(MAX_MATCH, data.length - at)
      let candidate = insert(at)
      for (let tried = 0; candidate >= 0 && at - candidate <= reach && tried < MAX_CHAIN; tried++) {
        if (data[candidate + best] === data[at + best]) {
          let length = 0
          while (length < limit && data[candidate + length] === data[at + length]) length++
          if (length > best) {
            best = length
            distance = at - candidate
            if (length === limit) break
          }
        }
        candidate = chain[candidate]!
      }
    }
    if (distance === 0) {
      const literal = data[at]!
      out.bits(literalCodes[literal]!, literalBits[literal]!)
      at++
      continue
    }
    writeLength(out, best)
    writeDistance(out, distance)
    const end = at + best
    for (at++; at < end; at++) if (at <= lastHashed) insert(at)
  }
  // End of block, then the three header bits of the empty stored block.
  out.bits(literalCodes[256]!, literalBits[256]!)
  out.bits(0, 3)
  const compressed = out.finish()
  const blocks = Math.ceil(message.length / 0xffff)
  return compressed.length <= message.length + 5 * blocks + 1 ? compressed : store(message, blocks)
}

function hashAt(data: Uint8Array, at: number): number {
  const three = data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16)
  return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS)
}

/** Stored blocks of at most 65,535 bytes, then the header of the empty one. */
function store(message: Uint8Array, blocks: number): Uint8Array {
  const out = new Uint8Array(message.length + 5 * blocks + 1)
  let to = 0
  for (let from = 0; from < message.length; from += 0xffff) {
    const length = Math.min(0xffff, message.length - from)
    out.set([0, length, length >> 8, ~length, ~length >> 8], to)
    out.set(message.subarray(from, from + length), to + 5)
    to += 5 + length
  }
  return out
}
