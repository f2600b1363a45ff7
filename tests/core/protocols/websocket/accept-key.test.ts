import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { acceptSteps, base64, isWebSocketKey } from '#lib/core/protocols/websocket/accept-key.ts'

it('RFC 6455 §1.3, step by step', () => {
  expect(acceptSteps('dGhlIHNhbXBsZSBub25jZQ==')).toEqual({
    key: 'dGhlIHNhbXBsZSBub25jZQ==',
    joined: 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
    sha1Hex: 'b37a4f2cc0624f1690f64606cf385945b2bec4ea',
    accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  })
})

it('agrees with the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (nonce) => {
      const key = base64(nonce)
      const expected = createHash('sha1')
        .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64')
      expect(isWebSocketKey(key)).toBe(true)
      expect(acceptSteps(key).accept).toBe(expected)
    }),
  )
})

it.each([
  ['dGhlIHNhbXBsZSBub25jZQ==', true],
  ['AQIDBAUGBwgJCgsMDQ4PEC==', true],
  ['dGhlIHNhbXBsZSBub25jZQ=', false],
  ['dGhlIHNhbXBsZSBub25jZQ', false],
  ['dGhlIHNhbXBsZSBub25jZ_==', false],
  ['dGhlIHNhbXBsZSBub25jZTE=', false],
  ['', false],
])('is %s the base64 form of 16 bytes? %s', (key, answer) => expect(isWebSocketKey(key)).toBe(answer))
