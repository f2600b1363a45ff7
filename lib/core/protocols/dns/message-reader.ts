// Reads octets of a DNS message in order and keeps the first fault; after it every read gives an empty value.
// That lets decoders read straight on and look for the fault once, and no input can make them throw or loop.
// Read first: RFC 1035 §4.1.4 (compression).
import { maxNameOctets, root, spellOctet, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { Problem } from '#lib/core/problem.ts'

/** Letters, digits, hyphen and underscore stand for themselves: nearly every label holds nothing else. */
const plain = new Uint8Array(256)
for (let octet = 0; octet < 256; octet++) plain[octet] = spellOctet(octet).length === 1 ? 1 : 0

const headerOctets = 12

export class MessageReader {
  readonly bytes: Uint8Array
  at = 0
  /** Where reading must stop: the end of the message, or of the RDATA while one is read. */
  end: number
  problem: Problem | null = null

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.end = bytes.length
  }

  fail(problem: Problem): void {
    this.problem ??= problem
    this.at = this.end
  }

  isSound(): boolean {
    return this.problem === null
  }

  /** Whether `count` octets are left; if not, that is the fault. */
  has(count: number): boolean {
    if (this.problem) return false
    if (this.end - this.at >= count) return true
    this.fail({ code: 'dns-short', params: { missing: count - this.left }, place: { byte: this.end } })
    return false
  }

  get left(): number {
    return this.end - this.at
  }

  u8(): number {
    return this.has(1) ? this.bytes[this.at++]! : 0
  }

  u16(): number {
    if (!this.has(2)) return 0
    this.at += 2
    return this.bytes[this.at - 2]! * 0x100 + this.bytes[this.at - 1]!
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16()
  }

  octets(count: number): Uint8Array {
    if (!this.has(count)) return new Uint8Array(0)
    this.at += count
    return this.bytes.subarray(this.at - count, this.at)
  }

  /** Octets as a string of characters 0 to 255. */
  string(count: number): string {
    let text = ''
    for (const octet of this.octets(count)) text += String.fromCharCode(octet)
    return text
  }

  hex(count: number): string {
    let text = ''
    for (const octet of this.octets(count)) text += octet < 16 ? '0' + octet.toString(16) : octet.toString(16)
    return text
  }

  /**
   * A name. Pointers must lead strictly backwards, each to before the labels that it continues, so that
   * they end; `compressed` false refuses them (RFC 3597 §4).
   */
  name(compressed: boolean): DnsName {
    let pos = this.at
    let bound = pos
    let stop = this.end
    let after = -1
    let octets = 1
    let text = ''
    const { bytes } = this
    for (;;) {
      if (this.problem) return root
      if (pos >= stop) return this.short(pos, 1)
      const length = bytes[pos]!
      if (length === 0) break
      if (length < 0x40) {
        if (pos + 1 + length > stop) {
          return this.short(stop, pos + 1 + length - stop)
        }
        octets += length + 1
        if (octets > maxNameOctets) {
          return this.broken({ code: 'dns-name-too-long', params: { octets }, place: { byte: pos } })
        }
        for (let i = pos + 1; i <= pos + length; i++) {
          const octet = bytes[i]!
          text += plain[octet] === 1 ? String.fromCharCode(octet) : spellOctet(octet)
        }
        text += '.'
        pos += 1 + length
      } else if (length >= 0xc0) {
        if (!compressed) return this.broken({ code: 'dns-pointer-forbidden', place: { byte: pos } })
        if (pos + 1 >= stop) return this.short(stop, 1)
        const target = (length & 0x3f) * 0x100 + bytes[pos + 1]!
        if (target >= bound || target < headerOctets) {
          return this.broken({ code: 'dns-pointer', params: { target }, place: { byte: pos } })
        }
        if (after < 0) after = pos + 2
        bound = target
        pos = target
        stop = bytes.length
      } else {
        const octet = length.toString(16)
        return this.broken({ code: 'dns-label-octet', params: { octet }, place: { byte: pos } })
      }
    }
    this.at = after < 0 ? pos + 1 : after
    return text === '' ? root : (text as DnsName)
  }

  private short(byte: number, missing: number): DnsName {
    return this.broken({ code: 'dns-short', params: { missing }, place: { byte } })
  }

  private broken(problem: Problem): DnsName {
    this.fail(problem)
    return root
  }
}
