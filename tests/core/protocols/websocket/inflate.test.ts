import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deflate } from '#lib/core/protocols/websocket/deflate.ts'
import { inflate } from '#lib/core/protocols/websocket/inflate.ts'
import { plainDeflate, slide, startContext } from '#lib/core/protocols/websocket/permessage-deflate.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s+/g, ''), 'hex'))
const none = Uint8Array.of()
const hello = new TextEncoder().encode('Hello')
const decompress = (payload: Uint8Array, window: Uint8Array = none, bits = 15, max = 1 << 26) =>
  plainDeflate.decompress(payload, window, bits, max)

/** Data that compresses in many ways: runs, repeats near and far, and noise. */
const data = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => [...bytes]),
      fc.tuple(fc.nat(255), fc.nat(600)).map(([byte, count]) => new Array<number>(count).fill(byte)),
      fc
        .constantFrom('the quick brown fox ', '{"type":"message","id":', '你好，世界')
        .map((word) => [...Buffer.from(word)]),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Uint8Array.from(parts.flat()))

describe('RFC 7692 §7.2.3, the examples', () => {
  it.each([
    ['one compressed block', 'f248cdc9c90700'],
    ['a block without compression', '000500faff48656c6c6f00'],
    ['a final block', 'f348cdc9c9070000'],
    ['two blocks', 'f24805000000ffffcac9c90700'],
  ])('%s', (_name, payload) => expect(decompress(hex(payload))).toEqual({ kind: 'bytes', bytes: hello }))

  it('a window taken over', () => {
    expect(decompress(hex('f200110000'), hello)).toEqual({ kind: 'bytes', bytes: hello })
    expect(decompress(hex('f200110000'))).toMatchObject({
      kind: 'fault',
      fault: 'distance beyond the window',
    })
  })

  it('an empty fragment', () => expect(decompress(hex('00'))).toEqual({ kind: 'bytes', bytes: none }))

  it('our own block for “Hello” is the same', () => {
    expect(deflate(hello, none, 15)).toEqual(hex('f248cdc9c90700'))
    expect(deflate(hello, hello, 15).length).toBeLessThanOrEqual(5)
    expect(deflate(none, none, 15)).toEqual(hex('00'))
  })
})

describe('against zlib', () => {
  const zlibSync = (bytes: Uint8Array, level: number, dictionary?: Uint8Array) => {
    const out = deflateRawSync(bytes, {
      level,
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(dictionary === undefined || dictionary.length === 0 ? {} : { dictionary: Buffer.from(dictionary) }),
    })
    return new Uint8Array(out.subarray(0, -4))
  }

  it('we read what it writes, at every level', () => {
    fc.assert(
      fc.property(data, fc.integer({ min: 0, max: 9 }), (bytes, level) => {
        expect(decompress(zlibSync(bytes, level))).toEqual({ kind: 'bytes', bytes })
      }),
    )
  })

  it('it reads what we write', () => {
    fc.assert(
      fc.property(data, fc.integer({ min: 8, max: 15 }), (bytes, bits) => {
        const stream = Buffer.concat([deflate(bytes, none, bits), hex('0000ffff')])
        expect(new Uint8Array(inflateRawSync(stream, { finishFlush: constants.Z_SYNC_FLUSH }))).toEqual(bytes)
      }),
    )
  })

  it('windows are taken over in both directions', () => {
    fc.assert(
      fc.property(fc.array(data, { maxLength: 5 }), fc.integer({ min: 9, max: 15 }), (messages, bits) => {
        let context = startContext(bits, true)
        for (const message of messages) {
          const ours = deflate(message, context.window, bits)
          expect(decompress(ours, context.window, bits)).toEqual({ kind: 'bytes', bytes: message })
          const theirs = zlibSync(message, 6, context.window)
          expect(decompress(theirs, context.window, 15)).toEqual({ kind: 'bytes', bytes: message })
          context = slide(context, message)
          expect(context.window.length).toBeLessThanOrEqual(2 ** bits)
        }
      }),
    )
  })

  it('refuses what it refuses, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const ours = inflate(bytes, none, 15, 100_000)
        if (ours.kind !== 'bytes') return
        let theirs: Uint8Array | null = null
        try {
          theirs = new Uint8Array(inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }))
        } catch {
          // Behind a final block zlib stops, we go on.
        }
        expect(theirs).not.toBeNull()
        expect(Buffer.from(ours.bytes.subarray(0, theirs!.length))).toEqual(Buffer.from(theirs!))
      }),
      { numRuns: 2000 },
    )
  })

  it('one flipped bit gives other bytes or a fault, as with zlib', () => {
    fc.assert(
      fc.property(data, fc.nat(), fc.nat(7), (bytes, place, bit) => {
        const payload = zlibSync(bytes, 9)
        if (payload.length === 0) return
        payload[place % payload.length]! ^= 1 << bit
        const ours = decompress(payload)
        let theirs: Uint8Array | null = null
        try {
          const stream = Buffer.concat([payload, hex('0000ffff')])
          theirs = new Uint8Array(inflateRawSync(stream, { finishFlush: constants.Z_SYNC_FLUSH }))
        } catch {
          expect(ours.kind).toBe('fault')
        }
        if (theirs !== null && ours.kind === 'bytes')
          expect([...ours.bytes.subarray(0, theirs.length)]).toEqual([...theirs])
      }),
      { numRuns: 500 },
    )
  })
})

describe('bounds', () => {
  it('a bomb is stopped at the bound', () => {
    const bomb = new Uint8Array(
      deflateRawSync(Buffer.alloc(64 << 20), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4),
    )
    expect(bomb.length).toBeLessThan(100_000)
    expect(decompress(bomb, none, 15, 65_536)).toEqual({ kind: 'too-big' })
  })

  it('exactly the bound is let through', () => {
    const payload = deflate(new Uint8Array(1000), none, 15)
    expect(decompress(payload, none, 15, 1000).kind).toBe('bytes')
    expect(decompress(payload, none, 15, 999).kind).toBe('too-big')
  })

  it('a distance above the negotiated window is a fault', () => {
    const noise = new Uint8Array(600).map((_, index) => (index * index * 7919) >> 3)
    const message = new Uint8Array([...noise, ...noise])
    const wide = deflate(message, none, 15)
    expect(decompress(wide, none, 9).kind).toBe('fault')
    expect(decompress(deflate(message, none, 9), none, 9)).toEqual({ kind: 'bytes', bytes: message })
  })

  it.each([
    ['a reserved block type', '06', 'reserved block type'],
    ['a wrong complement', '000500fbff48656c6c6f00', 'stored length and its complement differ'],
    ['a cut stream', 'f248', 'no such code'],
  ])('%s', (_name, payload, fault) => {
    const got = decompress(hex(payload))
    expect(got.kind).toBe('fault')
    if (got.kind === 'fault' && fault !== 'no such code') expect(got.fault).toBe(fault)
  })
})
