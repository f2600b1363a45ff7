// The byte inspector: a packet's fields, each with its place in bits, its value, what that means and where it
// is defined. Data for a page that marks bytes and fields together; the IP headers are here, the rest with
// its protocol.
// Read first: RFC 791 §3.1, RFC 8200 §3.
import { internetChecksum } from '#lib/core/protocols/wire/checksum.ts'
import { formatIpv4, formatIpv6 } from '#lib/core/protocols/wire/address.ts'

export interface Meaning {
  readonly en: string
  readonly zh: string
}

export interface InspectedField {
  /** The RFC's name, in English everywhere. */
  readonly name: string
  readonly value: string
  readonly meaning: Meaning
  /** Where the field is defined. */
  readonly clause: string
  /** Offset and length in bits from the packet's first bit. */
  readonly bit: number
  readonly bits: number
}

export interface InspectedLayer {
  readonly name: string
  /** Octets from the packet's start. */
  readonly offset: number
  readonly length: number
  readonly fields: readonly InspectedField[]
}

/** Collects the fields of one layer; places are counted from the layer's start. */
export class LayerInspector {
  readonly fields: InspectedField[] = []
  private readonly bytes: Uint8Array
  private readonly offset: number

  constructor(bytes: Uint8Array, offset: number) {
    this.bytes = bytes
    this.offset = offset
  }

  /**
   * The unsigned number in `bits` bits at `bit` of the layer; at most 32. Bits beyond the packet count as
   * zero.
   */
  number(bit: number, bits: number): number {
    let value = 0
    for (let at = bit; at < bit + bits; at++) {
      const byte = this.bytes[this.offset + (at >> 3)] ?? 0
      value = value * 2 + ((byte >> (7 - (at & 7))) & 1)
    }
    return value
  }

  /** Octets of the layer, cut to the packet. */
  octets(byte: number, length: number): Uint8Array {
    return this.bytes.subarray(this.offset + byte, this.offset + byte + length)
  }

  add(name: string, bit: number, bits: number, value: string, clause: string, meaning: Meaning): void {
    this.fields.push({ name, value, meaning, clause, bit: this.offset * 8 + bit, bits })
  }
}

/** The IP header of a packet, or null when it has none. */
export function inspectIp(
  bytes: Uint8Array,
): { layer: InspectedLayer; protocol: number; next: number } | null {
  const version = (bytes[0] ?? 0) >> 4
  if (version === 4 && bytes.length >= 20) return inspectIpv4(bytes)
  return version === 6 && bytes.length >= 40 ? inspectIpv6(bytes) : null
}

const protocolNames: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' }

function inspectIpv4(bytes: Uint8Array): { layer: InspectedLayer; protocol: number; next: number } {
  const inspect = new LayerInspector(bytes, 0)
  const clause = 'RFC 791 §3.1'
  const number = (name: string, bit: number, bits: number, meaning: Meaning): number => {
    const value = inspect.number(bit, bits)
    inspect.add(name, bit, bits, String(value), clause, meaning)
    return value
  }
  number('Version', 0, 4, { en: 'IPv4', zh: 'IPv4' })
  const words = number('IHL', 4, 4, { en: 'Header length in 32-bit words', zh: '首部长度，以 32 位字计' })
  number('DSCP and ECN', 8, 8, { en: 'Class of service and congestion marks', zh: '区分服务与拥塞标记' })
  number('Total Length', 16, 16, { en: 'Header and data, in octets', zh: '首部与数据的总字节数' })
  number('Identification', 32, 16, {
    en: 'Tells fragments of one packet together',
    zh: '标识同一分组的各个分片',
  })
  number('Flags', 48, 3, { en: '2 is Don’t Fragment', zh: '2 表示不允许分片' })
  number('Fragment Offset', 51, 13, { en: 'In units of 8 octets', zh: '以 8 字节为单位' })
  number('Time to Live', 64, 8, { en: 'Hops left', zh: '剩余跳数' })
  const protocol = inspect.number(72, 8)
  const name = protocolNames[protocol] ?? '?'
  inspect.add('Protocol', 72, 8, String(protocol), clause, { en: name, zh: name })
  const right = internetChecksum(bytes, 0, Math.min(words * 4, bytes.length)) === 0
  const sum = hex(inspect.number(80, 16), 4)
  inspect.add('Header Checksum', 80, 16, sum, clause, rightOrWrong(right))
  inspect.add('Source Address', 96, 32, formatIpv4(inspect.octets(12, 4)), clause, {
    en: 'Sender',
    zh: '发送方',
  })
  inspect.add('Destination Address', 128, 32, formatIpv4(inspect.octets(16, 4)), clause, {
    en: 'Receiver',
    zh: '接收方',
  })
  const length = Math.max(20, words * 4)
  return { layer: { name: 'IPv4', offset: 0, length, fields: inspect.fields }, protocol, next: length }
}

function inspectIpv6(bytes: Uint8Array): { layer: InspectedLayer; protocol: number; next: number } {
  const inspect = new LayerInspector(bytes, 0)
  const clause = 'RFC 8200 §3'
  const number = (name: string, bit: number, bits: number, meaning: Meaning): void => {
    inspect.add(name, bit, bits, String(inspect.number(bit, bits)), clause, meaning)
  }
  number('Version', 0, 4, { en: 'IPv6', zh: 'IPv6' })
  number('Traffic Class', 4, 8, { en: 'Class of service and congestion marks', zh: '区分服务与拥塞标记' })
  number('Flow Label', 12, 20, { en: 'Names a flow for routers', zh: '供路由器识别的流标签' })
  number('Payload Length', 32, 16, { en: 'Octets after this header', zh: '首部之后的字节数' })
  const protocol = inspect.number(48, 8)
  const name = protocolNames[protocol] ?? '?'
  inspect.add('Next Header', 48, 8, String(protocol), clause, { en: name, zh: name })
  number('Hop Limit', 56, 8, { en: 'Hops left', zh: '剩余跳数' })
  inspect.add('Source Address', 64, 128, formatIpv6(inspect.octets(8, 16)), clause, {
    en: 'Sender',
    zh: '发送方',
  })
  inspect.add('Destination Address', 192, 128, formatIpv6(inspect.octets(24, 16)), clause, {
    en: 'Receiver',
    zh: '接收方',
  })
  return { layer: { name: 'IPv6', offset: 0, length: 40, fields: inspect.fields }, protocol, next: 40 }
}

/** `0x` and so many digits. */
export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`

export const rightOrWrong = (right: boolean): Meaning => {
  return right
    ? { en: 'Right for these bytes', zh: '与内容相符' }
    : { en: 'Wrong for these bytes', zh: '与内容不符' }
}
