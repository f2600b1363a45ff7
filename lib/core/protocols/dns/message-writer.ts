// Writes octets of a DNS message in order, with names compressed against those already written.
// It can be wound back to an earlier place, which is how a message is cut at a record that does not fit.
// Read first: RFC 1035 §4.1.4 (compression).
import { labelsOf, parentName, root, type DnsName } from '#lib/core/protocols/dns/name.ts'

/** A pointer has fourteen bits. */
const pointerLimit = 0x4000

const usualOctets = 2048
/** The buffer of the writer that finished last: a server writes one message after the other. */
let spare: Uint8Array<ArrayBuffer> | null = null

export class MessageWriter {
  private bytes: Uint8Array<ArrayBuffer>
  private length = 0
  // Spelled with their case: a name is only shortened to one that reads the same, so case survives.
  private readonly places = new Map<DnsName, number>()

  constructor() {
    this.bytes = spare ?? new Uint8Array(usualOctets)
    spare = null
  }

  get at(): number {
    return this.length
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count))
    grown.set(this.bytes)
    this.bytes = grown
  }

  u8(value: number): void {
    this.reserve(1)
    this.bytes[this.length++] = value
  }

  u16(value: number): void {
    this.reserve(2)
    this.bytes[this.length++] = value >>> 8
    this.bytes[this.length++] = value
  }

  u32(value: number): void {
    this.u16(value >>> 16)
    this.u16(value & 0xffff)
  }

  octets(values: ArrayLike<number>): void {
    this.reserve(values.length)
    this.bytes.set(values, this.length)
    this.length += values.length
  }

  /** Characters 0 to 255 as octets. */
  string(text: string): void {
    this.reserve(text.length)
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i)
  }

  hex(text: string): void {
    for (let i = 0; i + 1 < text.length; i += 2) this.u8(Number.parseInt(text.slice(i, i + 2), 16))
  }

  name(name: DnsName, compressed: boolean): void {
    const labels = name.includes('\\') ? labelsOf(name) : null
    let rest = name
    for (let i = 0; rest !== root; i++) {
      const place = compressed ? this.places.get(rest) : undefined
      if (place !== undefined) {
        this.u16(0xc000 | place)
        return
      }
      if (this.length < pointerLimit && !this.places.has(rest)) this.places.set(rest, this.length)
      const label = labels === null ? rest.slice(0, rest.indexOf('.')) : labels[i]!
      this.u8(label.length)
      this.string(label)
      rest = parentName(rest)
    }
    this.u8(0)
  }

  /** Puts a 16-bit value over one written before. */
  patch16(at: number, value: number): void {
    this.bytes[at] = value >>> 8
    this.bytes[at + 1] = value
  }

  /** Forgets everything from `at` on. */
  rewind(at: number): void {
    this.length = at
    for (const [name, place] of this.places) if (place >= at) this.places.delete(name)
  }

  /** The octets from `at` on, as their own array. */
  copyFrom(at: number): Uint8Array {
    return this.bytes.slice(at, this.length)
  }

  /** All octets; the writer is not used again. */
  finish(): Uint8Array {
    const bytes = this.bytes.slice(0, this.length)
    spare = this.bytes
    this.bytes = new Uint8Array(0)
    return bytes
  }
}
