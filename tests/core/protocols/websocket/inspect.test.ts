import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import { inspectFrame, inspectFrames } from '#lib/core/protocols/websocket/inspect-frame.ts'
import { inspectHandshake } from '#lib/core/protocols/websocket/inspect-handshake.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s+/g, ''), 'hex'))
const rows = (bytes: Uint8Array, offset = 0) =>
  inspectFrame(bytes, offset)!.fields.map(({ name, value, bit, bits }) => [name, value, bit, bits])

describe('a frame', () => {
  it('RFC 6455 §5.7, the masked text', () => {
    expect(rows(hex('8185 37fa213d 7f9f4d5158'))).toEqual([
      ['FIN', '1', 0, 1],
      ['RSV1', '0', 1, 1],
      ['RSV2', '0', 2, 1],
      ['RSV3', '0', 3, 1],
      ['Opcode', '0x1', 4, 4],
      ['Mask', '1', 8, 1],
      ['Payload length', '5', 9, 7],
      ['Masking-key', '37fa213d', 16, 32],
      ['Payload data', '7f9f4d5158', 48, 40],
    ])
    const layer = inspectFrame(hex('8185 37fa213d 7f9f4d5158'))!
    expect(layer.fields.at(-1)!.meaning).toEqual({ en: 'Unmasked: "Hello"', zh: '去掉掩码后："Hello"' })
  })

  it('the longest length, exactly', () => {
    expect(rows(hex('827f 7fffffffffffffff'))).toContainEqual([
      'Extended payload length',
      '9223372036854775807',
      16,
      64,
    ])
    expect(rows(hex('827e 0100'))).toContainEqual(['Extended payload length', '256', 16, 16])
  })

  it('a Close frame has a code and a reason', () => {
    const bytes = encodeFrame({ opcode: 8, payload: encodeCloseBody(1001, 'bye') })
    expect(rows(bytes).slice(-2)).toEqual([
      ['Status code', '1001', 16, 16],
      ['Reason', '"bye"', 32, 24],
    ])
  })

  it('half a header is nothing', () => {
    expect(inspectFrame(hex('81'))).toBeNull()
    expect(inspectFrames(hex('8100 8900 81')).map((layer) => layer.offset)).toEqual([0, 2])
  })

  it('fields stand side by side, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        for (const layer of inspectFrames(bytes)) {
          let bit = layer.offset * 8
          for (const field of layer.fields) {
            expect(field.bit).toBe(bit)
            bit += field.bits
          }
          expect(bit).toBe((layer.offset + layer.length) * 8)
        }
      }),
    )
  })
})

describe('a handshake', () => {
  it('has a field for each line, with its place', () => {
    const text = 'GET /chat HTTP/1.1\r\nHost: a\r\nCookie: sid=1\r\nX: y\r\n\r\n'
    const { fields } = inspectHandshake(new TextEncoder().encode(text))!
    expect(fields.map(({ name, value, bit, bits }) => [name, value, bit / 8, bits / 8])).toEqual([
      ['Request line', 'GET /chat HTTP/1.1', 0, 18],
      ['Host', 'a', 20, 7],
      ['Cookie', '…', 29, 13],
      ['X', 'y', 44, 4],
    ])
    expect(inspectHandshake(new TextEncoder().encode('GET / HTTP/1.1\r\n'))).toBeNull()
  })
})
