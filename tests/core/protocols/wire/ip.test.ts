import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem } from '#lib/core/problem.ts'
import { decodeIp, encodeIp, type IpHeader } from '#lib/core/protocols/wire/ip.ts'
import { bytesFromHex, hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

const v4: IpHeader = {
  version: 4,
  source: '192.0.2.1',
  destination: '198.51.100.2',
  protocol: 6,
  ttl: 64,
  tos: 0,
  id: 7,
  dontFragment: true,
  flowLabel: 0,
}
const v6: IpHeader = {
  version: 6,
  source: '2001:db8::1',
  destination: '2001:db8::2',
  protocol: 6,
  ttl: 64,
  tos: 2,
  id: 0,
  dontFragment: false,
  flowLabel: 0x12345,
}

describe('IP packets', () => {
  it('writes the IPv4 header of RFC 791 §3.1', () => {
    expect(hexFromBytes(encodeIp(v4, Uint8Array.of(1)))).toBe('450000150007400040064ea5c0000201c633640201')
  })

  it('writes the IPv6 header of RFC 8200 §3', () => {
    expect(hexFromBytes(encodeIp(v6, Uint8Array.of(1)))).toBe(
      `60212345000106 40 20010db8000000000000000000000001 20010db8000000000000000000000002 01`.replace(
        / /g,
        '',
      ),
    )
  })

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.constantFrom(v4, v6), fc.uint8Array({ maxLength: 100 }), (header, payload) => {
        const decoded = decodeIp(encodeIp(header, payload))
        expect(decoded).toEqual({
          ok: true,
          value: { header, headerLength: header.version === 4 ? 20 : 40, payload },
        })
      }),
    )
  })

  it('never throws on any bytes', () => {
    const anyVersion = fc.tuple(fc.constantFrom(0x45, 0x60, 0x4f, 0x00), fc.uint8Array({ maxLength: 80 }))
    fc.assert(
      fc.property(anyVersion, ([first, rest]) => {
        const decoded = decodeIp(Uint8Array.of(first, ...rest))
        if (!decoded.ok) expect(decoded.problem.place?.byte).toBeTypeOf('number')
      }),
    )
  })

  it('says at which byte the header is wrong', () => {
    const bytes = encodeIp(v4, Uint8Array.of(1, 2))
    bytes[8] = 63
    const spoilt = decodeIp(bytes)
    expect(spoilt).toMatchObject({ ok: false, problem: { code: 'checksum-wrong', place: { byte: 10 } } })
    const cut = decodeIp(encodeIp(v4, Uint8Array.of(1, 2)).subarray(0, 21))
    expect(cut).toMatchObject({ ok: false, problem: { code: 'packet-truncated', place: { byte: 21 } } })
    const other = decodeIp(bytesFromHex('10')!)
    expect(other.ok ? '' : describeProblem(other.problem, 'en')).toBe(
      'Unexpected IP version 1, expected 4 or 6.',
    )
  })
})
