// However the bytes are cut, the tap sees the same frames.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTap } from '#lib/core/protocols/websocket/stream-tap.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const frames = fc.array(fc.tuple(bytes, fc.option(fc.nat(0xffffffff))), { minLength: 1, maxLength: 6 })

it('sees every frame whole, at its place, in any cuts', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat(40), { minLength: 1 }), (payloads, cuts) => {
      const encoded = payloads.map(([payload, maskingKey]) => encodeFrame({ opcode: 2, payload, maskingKey }))
      const stream = Uint8Array.from(encoded.flatMap((frame) => [...frame]))
      const tap = createTap(100, 64)
      const last = new Map<number, { at: number; length: number; arrived: number; wire: Uint8Array }>()
      for (let at = 0, i = 0; at < stream.length; i++) {
        const size = 1 + cuts[i % cuts.length]!
        for (const seen of tap.take(stream.slice(at, at + size))) last.set(seen.frame, seen)
        at += size
      }
      let at = 100
      encoded.forEach((frame, index) => {
        const seen = last.get(index + 1)!
        const header = frame.length - payloads[index]![0].length
        expect([seen.at, seen.length, seen.arrived]).toEqual([at, frame.length, frame.length])
        expect(seen.wire).toEqual(frame.slice(0, header + 64))
        at += frame.length
      })
      expect(last.size).toBe(encoded.length)
    }),
  )
})

it('takes any bytes at all', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array()), (parts) => {
    const tap = createTap(0, 16)
    for (const part of parts) for (const { wire } of tap.take(part)) expect(wire.length).toBeLessThanOrEqual(30)
  }))
})
