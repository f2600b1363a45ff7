// Reading and writing bytes in network order (RFC 791 Appendix B: the most significant octet first).
// A reader never throws: past its end it gives zeros and remembers the byte at which it ran out, so that a
// decoder reads on straight and asks once.
import type { Problem } from '#lib/core/problem.ts'

export class ByteReader {
  readonly bytes: Uint8Array
  readonly end: number
  /** Where the next octet is read, counted from the start of `bytes`. */
  offset: number
  /** The byte at which a read first went beyond `end`; null while none did. */
  overrunAt: number | null = null

  /** Reads `bytes` from `start` up to, not including, `end`; both are cut to what there is. */
  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes
    this.end = Math.min(end, bytes.length)
    this.offset = Math.min(start, this.end)
  }

  get remaining(): number {
    return this.end - this.offset
  }

  u8(): number {
    if (!this.has(1)) return 0
    return this.bytes[this.offset++]!
  }

  u16(): number {
    if (!this.has(2)) return 0
    const value = this.bytes[this.offset]! * 0x100 + this.bytes[this.offset + 1]!
    this.offset += 2
    return value
  }

  u32(): number {
    if (!this.has(4)) return 0
    const at = this.offset
    const { bytes } = this
    this.offset += 4
    return (bytes[at]! * 0x1000000 + (bytes[at + 1]! << 16) + (bytes[at + 2]! << 8) + bytes[at + 3]!) >>> 0
  }

  u64(): bigint {
    if (!this.has(8)) return 0n
    const high = BigInt(this.u32())
    return (high << 32n) | BigInt(this.u32())
  }

  /** The next `length` octets as a view, not a copy; empty when there are fewer. */
  take(length: number): Uint8Array {
    if (!this.has(length)) return this.bytes.subarray(this.end, this.end)
    const view = this.bytes.subarray(this.offset, this.offset + length)
    this.offset += length
    return view
  }

  /** The problem to return after reading: null while every read was within the bytes. */
  problem(what: string): Problem | null {
    if (this.overrunAt === null) return null
    return { code: 'packet-truncated', params: { what, length: this.end }, place: { byte: this.overrunAt } }
  }

  private has(length: number): boolean {
    if (length >= 0 && this.offset + length <= this.end) return true
    this.overrunAt ??= this.end
    this.offset = this.end
    return false
  }
}

export class ByteWriter {
  private bytes = new Uint8Array(64)
  length = 0

  u8(value: number): void {
    this.room(1)
    this.bytes[this.length++] = value
  }

  u16(value: number): void {
    this.room(2)
    this.bytes[this.length++] = value >>> 8
    this.bytes[this.length++] = value
  }

  u32(value: number): void {
    this.u16(value >>> 16)
    this.u16(value)
  }

  u64(value: bigint): void {
    this.u32(Number((value >> 32n) & 0xffffffffn))
    this.u32(Number(value & 0xffffffffn))
  }

  write(octets: ArrayLike<number>): void {
    this.room(octets.length)
    this.bytes.set(octets, this.length)
    this.length += octets.length
  }

  /** Writes over 16 bits that are there already: checksums and lengths are known last. */
  patchU16(at: number, value: number): void {
    this.bytes[at] = value >>> 8
    this.bytes[at + 1] = value
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }

  private room(more: number): void {
    const needed = this.length + more
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }
}
