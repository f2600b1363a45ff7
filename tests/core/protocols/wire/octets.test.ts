import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bytesFromHex,
  bytesFromOctets,
  hexFromBytes,
  octetsFromBytes,
  octetsFromText,
  textFromOctets,
} from '#lib/core/protocols/wire/octets.ts'

it('octets, bytes and hex are three forms of the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
      expect(bytesFromOctets(octetsFromBytes(bytes))).toEqual(bytes)
      expect(bytesFromHex(hexFromBytes(bytes))).toEqual(bytes)
    }),
  )
})

it('text becomes UTF-8 and comes back', () => {
  expect(hexFromBytes(bytesFromOctets(octetsFromText('你好')))).toBe('e4bda0e5a5bd')
  expect(textFromOctets(octetsFromText('naïve 握手'))).toBe('naïve 握手')
})

it('refuses what is not hex', () => {
  expect(bytesFromHex('0')).toBeNull()
  expect(bytesFromHex('zz')).toBeNull()
})
