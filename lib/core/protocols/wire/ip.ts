// IPv4 and IPv6 packets ↔ bytes. No fragmentation, no extension headers, no routing: what a lab's hosts
// exchange.
// Read first: RFC 791 §3.1 (IPv4 header), RFC 8200 §3 (IPv6 header).
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'
import { ByteReader, ByteWriter } from '#lib/core/protocols/wire/bytes.ts'
import { internetChecksum } from '#lib/core/protocols/wire/checksum.ts'

export const PROTOCOL_TCP = 6
export const PROTOCOL_UDP = 17

export interface IpHeader {
  readonly version: 4 | 6
  /** Text form: `192.0.2.1` or `2001:db8::1`. */
  readonly source: string
  readonly destination: string
  /** Protocol (IPv4) or Next Header (IPv6). */
  readonly protocol: number
  /** Time to Live (IPv4) or Hop Limit (IPv6). */
  readonly ttl: number
  /** Differentiated services and ECN, 8 bits: Type of Service or Traffic Class. */
  readonly tos: number
  /** IPv4 Identification; 0 for IPv6. */
  readonly id: number
  /** IPv4 Don't Fragment; false for IPv6. */
  readonly dontFragment: boolean
  /** IPv6 Flow Label; 0 for IPv4. */
  readonly flowLabel: number
}

export interface IpPacket {
  readonly header: IpHeader
  /** Octets of the header, where the payload begins. */
  readonly headerLength: number
  readonly payload: Uint8Array
}

/** The octets of an address in text form, or null when it is none. */
export function addressOctets(address: string): number[] | null {
  return address.includes(':') ? parseIpv6(address) : parseIpv4(address)
}

/** Bytes of a packet. The addresses must be of the header's version: anything else is a bug of the caller. */
export function encodeIp(header: IpHeader, payload: Uint8Array): Uint8Array {
  const source = addressOctets(header.source)
  const destination = addressOctets(header.destination)
  const width = header.version === 4 ? 4 : 16
  if (source?.length !== width || destination?.length !== width) {
    throw new Error(`not IPv${header.version} addresses: ${header.source}, ${header.destination}`)
  }
  const out = new ByteWriter()
  if (header.version === 4) {
    out.u8(0x45)
    out.u8(header.tos)
    out.u16(20 + payload.length)
    out.u16(header.id)
    out.u16(header.dontFragment ? 0x4000 : 0)
    out.u8(header.ttl)
    out.u8(header.protocol)
    out.u16(0)
    out.write(source)
    out.write(destination)
    out.patchU16(10, internetChecksum(out.finish()))
  } else {
    out.u32(((6 << 28) | (header.tos << 20) | header.flowLabel) >>> 0)
    out.u16(payload.length)
    out.u8(header.protocol)
    out.u8(header.ttl)
    out.write(source)
    out.write(destination)
  }
  out.write(payload)
  return out.finish()
}

/** A packet from bytes. Octets after the total length (link padding) are left out of the payload. */
export function decodeIp(bytes: Uint8Array): Result<IpPacket> {
  const version = (bytes[0] ?? 0) >> 4
  if (version === 4) return decodeIpv4(bytes)
  if (version === 6) return decodeIpv6(bytes)
  return fail(bytes.length === 0 ? truncated('IP header', 0) : unexpected('IP version', version, '4 or 6', 0))
}

function decodeIpv4(bytes: Uint8Array): Result<IpPacket> {
  const reader = new ByteReader(bytes)
  const headerLength = (reader.u8() & 0x0f) * 4
  const tos = reader.u8()
  const totalLength = reader.u16()
  const id = reader.u16()
  const fragment = reader.u16()
  const ttl = reader.u8()
  const protocol = reader.u8()
  reader.u16()
  const source = formatIpv4(reader.take(4).length === 4 ? bytes.subarray(12, 16) : [0, 0, 0, 0])
  const destination = formatIpv4(reader.take(4).length === 4 ? bytes.subarray(16, 20) : [0, 0, 0, 0])
  const short = reader.problem('IPv4 header')
  if (short !== null) return fail(short)
  if (headerLength < 20) return fail(unexpected('IHL', headerLength / 4, 'at least 5', 0))
  if (headerLength > bytes.length) return fail(truncated('IPv4 header', bytes.length))
  if (totalLength < headerLength)
    return fail(unexpected('Total Length', totalLength, `at least ${headerLength}`, 2))
  if (totalLength > bytes.length) return fail(truncated('IPv4 packet', bytes.length))
  if ((fragment & 0x3fff) !== 0) return fail(unexpected('fragment', fragment & 0x3fff, 'a whole packet', 6))
  if (internetChecksum(bytes, 0, headerLength) !== 0) {
    const field = bytes[10]! * 0x100 + bytes[11]!
    return fail({
      code: 'checksum-wrong',
      params: { what: 'IPv4 header', found: field },
      place: { byte: 10 },
    })
  }
  const dontFragment = (fragment & 0x4000) !== 0
  return ok({
    header: { version: 4, source, destination, protocol, ttl, tos, id, dontFragment, flowLabel: 0 },
    headerLength,
    payload: bytes.subarray(headerLength, totalLength),
  })
}

function decodeIpv6(bytes: Uint8Array): Result<IpPacket> {
  const reader = new ByteReader(bytes)
  const first = reader.u32()
  const payloadLength = reader.u16()
  const protocol = reader.u8()
  const ttl = reader.u8()
  const source = reader.take(16)
  const destination = reader.take(16)
  reader.take(payloadLength)
  const short = reader.problem('IPv6 packet')
  if (short !== null) return fail(short)
  return ok({
    header: {
      version: 6,
      source: formatIpv6(source),
      destination: formatIpv6(destination),
      protocol,
      ttl,
      tos: (first >>> 20) & 0xff,
      id: 0,
      dontFragment: false,
      flowLabel: first & 0xfffff,
    },
    headerLength: 40,
    payload: bytes.subarray(40, 40 + payloadLength),
  })
}

const truncated = (what: string, length: number): Problem => {
  return { code: 'packet-truncated', params: { what, length }, place: { byte: length } }
}

const unexpected = (field: string, found: number, expected: string, byte: number): Problem => {
  return { code: 'packet-field', params: { field, found, expected }, place: { byte } }
}
