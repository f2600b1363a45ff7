import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BINARY, PING, PONG, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import {
  decodeHeader,
  encodeFrame,
  readFrame,
  startReader,
  unmask,
} from '#lib/core/protocols/websocket/wire.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s+/g, ''), 'hex'))
const text = (value: string) => new TextEncoder().encode(value)

/** Every frame of a stream that is given in the parts that `cuts` makes. */
function readAll(bytes: Uint8Array, parts: readonly number[]) {
  let reader = startReader()
  const frames: { header: unknown; payload: number[] }[] = []
  let from = 0
  for (const size of [...parts, bytes.length]) {
    const part = bytes.slice(from, from + size)
    from += part.length
    let next = 0
    while (next < part.length) {
      const got = readFrame(reader, part, next)
      expect(got.next).toBeGreaterThan(next)
      reader = got.reader
      next = got.next
      if (got.piece === null) continue
      if (got.piece.first) frames.push({ header: got.piece.header, payload: [] })
      expect(got.piece.from).toBe(frames.at(-1)!.payload.length)
      frames.at(-1)!.payload.push(...got.piece.payload)
    }
  }
  return { frames, at: reader.at }
}

describe('RFC 6455 §5.7, the examples', () => {
  const hello = text('Hello')
  it.each([
    ['a single-frame unmasked text message', '8105 48656c6c6f', { opcode: TEXT, payload: hello }],
    [
      'a single-frame masked text message',
      '8185 37fa213d 7f9f4d5158',
      { opcode: TEXT, payload: hello, maskingKey: 0x37fa213d },
    ],
    ['the first fragment', '0103 48656c', { opcode: TEXT, fin: false, payload: text('Hel') }],
    ['the last fragment', '8002 6c6f', { opcode: 0, payload: text('lo') }],
    ['an unmasked Ping', '8905 48656c6c6f', { opcode: PING, payload: hello }],
    ['a masked Pong', '8a85 37fa213d 7f9f4d5158', { opcode: PONG, payload: hello, maskingKey: 0x37fa213d }],
  ])('%s', (_name, bytes, frame) => {
    expect(encodeFrame(frame)).toEqual(hex(bytes))
    const { piece, next } = readFrame(startReader(), hex(bytes))
    expect(next).toBe(hex(bytes).length)
    expect(piece).toMatchObject({ first: true, last: true, header: { opcode: frame.opcode, at: 0 } })
    expect(piece!.payload).toEqual(frame.payload)
  })

  it('256 bytes and 64 KiB take the longer forms', () => {
    const medium = encodeFrame({ opcode: BINARY, payload: new Uint8Array(256) })
    expect(medium.subarray(0, 4)).toEqual(hex('827e0100'))
    const large = encodeFrame({ opcode: BINARY, payload: new Uint8Array(65536) })
    expect(large.subarray(0, 10)).toEqual(hex('827f0000000000010000'))
    expect(large.length).toBe(10 + 65536)
  })
})

describe('lengths', () => {
  it.each([
    [125, 7, 2],
    [126, 16, 4],
    [65535, 16, 4],
    [65536, 64, 10],
  ])('%d bytes are written in %d bits', (length, lengthBits, headerLength) => {
    const header = decodeHeader(encodeFrame({ opcode: BINARY, payload: new Uint8Array(length) }), 0, 0)
    expect(header).toMatchObject({ payloadLength: length, lengthBits, headerLength, lengthSignBit: false })
  })

  it('a longer form than needed is written when asked for, and a wrong length too', () => {
    expect(encodeFrame({ opcode: TEXT, payload: text('a'), lengthBits: 16 })).toEqual(hex('817e000161'))
    expect(encodeFrame({ opcode: TEXT, payload: text('a'), claimedLength: 5 })).toEqual(hex('810561'))
  })

  it('the sign bit of a 64-bit length is kept apart', () => {
    const header = decodeHeader(hex('82ff 8000000000000001 00000000'), 0, 7)
    expect(header).toMatchObject({ lengthSignBit: true, lengthBits: 64, headerLength: 14, at: 7 })
    expect(decodeHeader(hex('827f 8000000000'), 0, 0)).toBeNull()
  })
})

describe('masking', () => {
  it('is its own inverse, in any parts', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200, size: 'max' }),
        fc.nat(0xffffffff),
        fc.nat(150),
        (bytes, key, cut) => {
          const whole = unmask(bytes, key)
          expect(unmask(whole, key)).toEqual(bytes)
          const parts = [
            ...unmask(bytes.subarray(0, cut), key),
            ...unmask(bytes.subarray(cut), key, Math.min(cut, bytes.length)),
          ]
          expect(parts).toEqual([...whole])
        },
      ),
    )
  })

  it('follows RFC 6455 §5.3 octet by octet', () => {
    const key = [0x37, 0xfa, 0x21, 0x3d]
    const bytes = new Uint8Array(101).map((_, index) => index * 23)
    expect([...unmask(bytes, 0x37fa213d)]).toEqual([...bytes].map((byte, index) => byte ^ key[index % 4]!))
  })
})

const frames = fc.record({
  opcode: fc.nat(15),
  fin: fc.boolean(),
  rsv1: fc.boolean(),
  rsv2: fc.boolean(),
  rsv3: fc.boolean(),
  payload: fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 120, maxLength: 300 })),
  maskingKey: fc.option(fc.nat(0xffffffff)),
  lengthBits: fc.constantFrom(7 as const, 16 as const, 64 as const),
})

describe('the incremental reader', () => {
  it('decodes what was encoded, whatever the frame', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 6 }), (list) => {
        const stream = Buffer.concat(list.map((frame) => encodeFrame(frame)))
        const read = readAll(new Uint8Array(stream), [])
        expect(read.at).toBe(stream.length)
        expect(read.frames.map(({ payload }) => payload)).toEqual(list.map(({ payload }) => [...payload]))
        read.frames.forEach(({ header }, index) => {
          const { opcode, fin, rsv1, rsv2, rsv3, maskingKey } = list[index]!
          expect(header).toMatchObject({ opcode, fin, rsv1, rsv2, rsv3, masked: maskingKey !== null })
          expect(header).toMatchObject({ maskingKey: maskingKey ?? 0 })
        })
      }),
    )
  })

  it('reads the same byte by byte, in any parts, and all at once, from any bytes at all', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.integer({ min: 1, max: 50 })),
        (bytes, parts) => {
          const whole = readAll(bytes, [])
          expect(readAll(bytes, parts)).toEqual(whole)
          expect(readAll(bytes, new Array<number>(bytes.length).fill(1))).toEqual(whole)
        },
      ),
    )
  })

  it('an earlier reader can be read on from again', () => {
    const bytes = encodeFrame({ opcode: TEXT, payload: text('Hello'), maskingKey: 1 })
    const half = readFrame(startReader(), bytes.subarray(0, 8))
    const once = readFrame(half.reader, bytes.subarray(8))
    expect(readFrame(half.reader, bytes.subarray(8))).toEqual(once)
    expect(once.piece).toMatchObject({ first: false, last: true, from: 2 })
  })
})
