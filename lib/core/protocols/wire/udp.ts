// UDP datagrams → bytes, with their checksum. No sockets, no ICMP.
// Read first: RFC 768 (its fields and checksum; it has no numbered sections); RFC 8200 §8.1 for IPv6.
import { finishChecksum, pseudoHeaderSum, sumWords } from '#lib/core/protocols/wire/checksum.ts'
import { ByteWriter } from '#lib/core/protocols/wire/bytes.ts'
import { addressOctets, PROTOCOL_UDP } from '#lib/core/protocols/wire/ip.ts'

export interface UdpHeader {
  /** Addresses in text form, both of one family: the checksum covers them. */
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
  readonly destinationPort: number
}

/** The UDP header is eight octets. */
export const udpHeaderOctets = 8

export function encodeUdp(header: UdpHeader, payload: Uint8Array): Uint8Array {
  const source = Uint8Array.from(addressOctets(header.source) ?? [])
  const destination = Uint8Array.from(addressOctets(header.destination) ?? [])
  const length = udpHeaderOctets + payload.length
  const out = new ByteWriter()
  out.u16(header.sourcePort)
  out.u16(header.destinationPort)
  out.u16(length)
  out.u16(0)
  out.write(payload)
  const sum = sumWords(out.finish(), 0, length, pseudoHeaderSum(source, destination, PROTOCOL_UDP, length))
  // Zero would say that there is no checksum, so its other form is sent.
  out.patchU16(6, finishChecksum(sum) || 0xffff)
  return out.finish()
}
