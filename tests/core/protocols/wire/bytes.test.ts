import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '#lib/core/protocols/wire/bytes.ts'

describe('bytes', () => {
  it('writes and reads in network order', () => {
    const out = new ByteWriter()
    out.u8(0x12)
    out.u16(0x3456)
    out.u32(0x89abcdef)
    out.u64(0x0102030405060708n)
    expect([...out.finish()].map((byte) => byte.toString(16)).join(' ')).toBe(
      '12 34 56 89 ab cd ef 1 2 3 4 5 6 7 8',
    )
    const reader = new ByteReader(out.finish())
    expect([reader.u8(), reader.u16(), reader.u32(), reader.u64()]).toEqual([
      0x12,
      0x3456,
      0x89abcdef,
      0x0102030405060708n,
    ])
    expect(reader.problem('test')).toBeNull()
  })

  it('remembers the byte at which it ran out and gives zeros from there', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3))
    expect(reader.u16()).toBe(0x0102)
    expect(reader.u32()).toBe(0)
    expect(reader.u8()).toBe(0)
    expect(reader.problem('test')).toEqual({
      code: 'packet-truncated',
      params: { what: 'test', length: 3 },
      place: { byte: 3 },
    })
  })

  it('never throws, whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.integer({ min: -2, max: 40 })), (bytes, reads) => {
        const reader = new ByteReader(bytes)
        for (const length of reads) reader.take(length)
        expect(reader.offset).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0xffffffff })), (words) => {
        const out = new ByteWriter()
        for (const word of words) out.u32(word)
        const reader = new ByteReader(out.finish())
        expect(words.map(() => reader.u32())).toEqual(words)
      }),
    )
  })
})
