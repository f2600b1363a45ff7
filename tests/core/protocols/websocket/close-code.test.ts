import { describe, expect, it } from 'vitest'
import {
  closeCodes,
  describeCloseCode,
  encodeCloseBody,
  isSendable,
  readCloseBody,
} from '#lib/core/protocols/websocket/close-code.ts'

const codesOf = (payload: number[]) =>
  readCloseBody(new Uint8Array(payload), 40).violations.map((found) => [
    found.problem.code,
    found.closeCode,
    found.problem.place?.byte,
  ])

describe('status codes', () => {
  it.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])(
    '%d may be sent',
    (code) => expect(isSendable(code)).toBe(true),
  )
  it.each([0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535, 1000.5, -1])(
    '%d may not',
    (code) => expect(isSendable(code)).toBe(false),
  )
  it('ranges have names of their own', () => {
    expect(describeCloseCode(3500).name).toBe('Registered')
    expect(describeCloseCode(4500).name).toBe('Private Use')
    expect(describeCloseCode(2500)).toMatchObject({ name: 'Reserved', sendable: false })
    expect(new Set(closeCodes.map((entry) => entry.code)).size).toBe(closeCodes.length)
  })
})

describe('the body of a Close frame', () => {
  it('is read back', () => {
    const { body, violations } = readCloseBody(encodeCloseBody(1000, '再见'), 0)
    expect(body).toEqual({ code: 1000, reason: '再见' })
    expect(violations).toEqual([])
    expect(readCloseBody(encodeCloseBody(null), 0).body).toEqual({ code: null, reason: '' })
  })

  it('of one byte is refused', () => expect(codesOf([3])).toEqual([['ws-close-body', 1002, 40]]))
  it('with a reserved code is refused', () =>
    expect(codesOf([3, 0xee])).toEqual([['ws-close-code', 1002, 40]]))
  it('with a reason that is not UTF-8 is refused at the byte', () => {
    expect(codesOf([3, 0xe8, 0x61, 0xff])).toEqual([['ws-utf8', 1007, 43]])
    expect(codesOf([3, 0xe8, 0x61, 0xc3])).toEqual([['ws-utf8-cut', 1007, 44]])
  })
  it('gives all its faults', () => {
    expect(codesOf([0, 0, 0xff])).toEqual([
      ['ws-close-code', 1002, 40],
      ['ws-utf8', 1007, 42],
    ])
  })
})
