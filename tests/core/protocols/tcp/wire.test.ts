import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACK,
  decodeSegment,
  describeControlBits,
  encodeSegment,
  optionsLength,
  segmentLength,
  SYN,
  type Segment,
  type TcpOption,
} from '#lib/core/protocols/tcp/wire.ts'
import { bytesFromHex, hexFromBytes, octetsFromBytes } from '#lib/core/protocols/wire/octets.ts'

const addresses = { source: [192, 0, 2, 1], destination: [198, 51, 100, 2] }
const u16 = fc.nat({ max: 0xffff })
const u32 = fc.nat({ max: 0xffffffff })
const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map(octetsFromBytes)

const anyOption: fc.Arbitrary<TcpOption> = fc.oneof(
  fc.constant({ kind: 'nop' } as const),
  u16.map((value) => ({ kind: 'mss', value }) as const),
  fc.nat({ max: 255 }).map((shift) => ({ kind: 'window-scale', shift }) as const),
  fc.constant({ kind: 'sack-permitted' } as const),
  fc
    .array(fc.tuple(u32, u32), { minLength: 1, maxLength: 3 })
    .map((blocks) => ({ kind: 'sack', blocks }) as const),
  fc.tuple(u32, u32).map(([value, echo]) => ({ kind: 'timestamps', value, echo }) as const),
  fc
    .tuple(fc.constantFrom(9, 30, 34, 254), octets(6))
    .map(([code, data]) => ({ kind: 'unknown', code, data }) as const),
)
const anySegment: fc.Arbitrary<Segment> = fc.record({
  sourcePort: u16,
  destinationPort: u16,
  SEQ: u32,
  ACK: u32,
  CTL: fc.nat({ max: 0xfff }),
  WND: u16,
  UP: u16,
  options: fc.array(anyOption, { maxLength: 6 }).filter((options) => optionsLength(options) <= 40),
  data: octets(60),
})

describe('segments', () => {
  const syn: Segment = {
    sourcePort: 49152,
    destinationPort: 80,
    SEQ: 100,
    ACK: 0,
    CTL: SYN,
    WND: 65535,
    UP: 0,
    options: [{ kind: 'mss', value: 1460 }, { kind: 'sack-permitted' }],
    data: '',
  }

  it('RFC 9293 §3.1: a SYN with MSS and SACK-permitted, padded to a word', () => {
    expect(hexFromBytes(encodeSegment(syn, null))).toBe(
      'c000 0050 00000064 00000000 7002 ffff 0000 0000 020405b4 0402 0000'.replace(/ /g, ''),
    )
    expect(segmentLength(syn)).toBe(1)
    expect(describeControlBits(SYN | ACK)).toBe('SYN,ACK')
    expect(describeControlBits(0)).toBe('none')
  })

  it('reads back what it wrote, checksum verified', () => {
    fc.assert(
      fc.property(anySegment, (segment) => {
        expect(decodeSegment(encodeSegment(segment, addresses), addresses)).toEqual({
          ok: true,
          value: segment,
        })
      }),
    )
  })

  it('a flipped bit is found by the checksum', () => {
    fc.assert(
      fc.property(anySegment, u16, (segment, at) => {
        const bytes = encodeSegment(segment, addresses)
        bytes[at % bytes.length]! ^= 1 << (at % 8)
        expect(decodeSegment(bytes, addresses).ok).toBe(false)
      }),
    )
  })

  it('no bytes make it throw, and a problem names a byte inside them', () => {
    const header = fc.uint8Array({ minLength: 20, maxLength: 60 }).map((bytes) => {
      bytes[12] = 0xf0 & (bytes[12]! | 0x50)
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), header), (bytes) => {
        const decoded = decodeSegment(bytes, null)
        if (!decoded.ok) expect(decoded.problem.place!.byte).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a Data Offset below 5', '0000 0000 00000000 00000000 4002 0000 0000 0000', 'packet-field', 12],
    ['a header cut short', '0000 0000 0000', 'packet-truncated', 6],
    [
      'a Data Offset beyond the bytes',
      '0000 0000 00000000 00000000 6002 0000 0000 0000',
      'packet-truncated',
      20,
    ],
    [
      'RFC 9293 MUST-7: an option of length 0',
      '0000 0000 00000000 00000000 6002 0000 0000 0000 02000000',
      'packet-field',
      21,
    ],
    [
      'an option that runs over the header',
      '0000 0000 00000000 00000000 6002 0000 0000 0000 01010508',
      'packet-field',
      23,
    ],
    [
      'an MSS option of length 3',
      '0000 0000 00000000 00000000 6002 0000 0000 0000 02030001',
      'packet-field',
      21,
    ],
    [
      'a SACK option without blocks',
      '0000 0000 00000000 00000000 6002 0000 0000 0000 05020000',
      'packet-field',
      21,
    ],
    [
      'an option kind in the last octet',
      '0000 0000 00000000 00000000 6002 0000 0000 0000 01010108',
      'packet-field',
      23,
    ],
  ])('%s is a problem with its byte', (_name, hex, code, byte) => {
    expect(decodeSegment(bytesFromHex(hex)!, null)).toMatchObject({
      ok: false,
      problem: { code, place: { byte } },
    })
  })

  it('what follows an End of Option List is padding', () => {
    const bytes = bytesFromHex('0000 0000 00000000 00000000 6002 0000 0000 0000 01000204')!
    expect(decodeSegment(bytes, null)).toMatchObject({ ok: true, value: { options: [{ kind: 'nop' }] } })
  })
})
