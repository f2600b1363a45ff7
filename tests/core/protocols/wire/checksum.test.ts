import { describe, expect, it } from 'vitest'
import { internetChecksum, pseudoHeaderSum, sumWords } from '#lib/core/protocols/wire/checksum.ts'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'

describe('Internet checksum', () => {
  it('RFC 1071 §3: 00 01 f2 03 f4 f5 f6 f7 sums to ddf2 before the complement', () => {
    const bytes = bytesFromHex('0001 f203 f4f5 f6f7')!
    expect(sumWords(bytes)).toBe(0x2ddf0)
    expect(internetChecksum(bytes)).toBe(~0xddf2 & 0xffff)
  })

  it('pads an odd octet on its right', () => {
    expect(internetChecksum(Uint8Array.of(0xab))).toBe(~0xab00 & 0xffff)
  })

  it('is zero over bytes that contain it', () => {
    const bytes = bytesFromHex('4500003c1c4640004006 0000 ac100a63ac100a0c')!
    const sum = internetChecksum(bytes)
    expect(sum).toBe(0xb1e6)
    bytes[10] = sum >> 8
    bytes[11] = sum & 0xff
    expect(internetChecksum(bytes)).toBe(0)
  })

  it('sums the pseudo-header of RFC 9293 §3.1', () => {
    expect(pseudoHeaderSum([192, 0, 2, 1], [192, 0, 2, 2], 6, 20)).toBe(
      0xc000 + 0x0201 + 0xc000 + 0x0202 + 6 + 20,
    )
  })
})
