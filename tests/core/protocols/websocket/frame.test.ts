import { describe, expect, it } from 'vitest'
import { describeProblem } from '#lib/core/problem.ts'
import { BINARY, checkHeader, CLOSE, frameName, PING, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { decodeHeader, encodeFrame, type FrameSpec } from '#lib/core/protocols/websocket/wire.ts'

const server = { masked: true, compression: false }
const client = { masked: false, compression: false }
const check = (frame: FrameSpec, rules = client) =>
  checkHeader(decodeHeader(encodeFrame(frame), 0, 100)!, rules).map((found) => [
    found.problem.code,
    found.closeCode,
    found.clause,
    found.problem.place?.byte,
  ])

describe('which headers a receiver refuses', () => {
  it('none of the legal ones', () => {
    for (const opcode of [0, 1, 2, 8, 9, 10]) {
      expect(check({ opcode })).toEqual([])
      expect(check({ opcode, maskingKey: 0 }, server)).toEqual([])
    }
    expect(check({ opcode: TEXT, fin: false, payload: new Uint8Array(70000) })).toEqual([])
  })

  it.each([
    ['RSV1', { opcode: TEXT, rsv1: true }, 'ws-reserved-bit', 'RFC 6455 §5.2', 100],
    ['RSV2', { opcode: TEXT, rsv2: true }, 'ws-reserved-bit', 'RFC 6455 §5.2', 100],
    ['RSV3', { opcode: TEXT, rsv3: true }, 'ws-reserved-bit', 'RFC 6455 §5.2', 100],
    ['opcode 3', { opcode: 3 }, 'ws-reserved-opcode', 'RFC 6455 §5.2', 100],
    ['opcode 15', { opcode: 15 }, 'ws-reserved-opcode', 'RFC 6455 §5.2', 100],
    ['a fragmented Ping', { opcode: PING, fin: false }, 'ws-control-fragmented', 'RFC 6455 §5.5', 100],
    [
      'a Ping of 126 bytes',
      { opcode: PING, payload: new Uint8Array(126) },
      'ws-control-too-long',
      'RFC 6455 §5.5',
      101,
    ],
    ['a mask from the server', { opcode: TEXT, maskingKey: 1 }, 'ws-masked-frame', 'RFC 6455 §5.1', 101],
    ['a long form', { opcode: BINARY, lengthBits: 16 }, 'ws-length-not-minimal', 'RFC 6455 §5.2', 101],
  ] as const)('%s', (_name, frame, code, clause, byte) => {
    expect(check(frame)).toEqual([[code, 1002, clause, byte]])
  })

  it('no mask from the client', () => {
    expect(check({ opcode: TEXT }, server)).toEqual([['ws-unmasked-frame', 1002, 'RFC 6455 §5.1', 101]])
  })

  it('the sign bit of a length', () => {
    const bytes = encodeFrame({ opcode: BINARY, lengthBits: 64 })
    bytes[2] = 0x80
    expect(checkHeader(decodeHeader(bytes, 0, 0)!, client)[0]!.problem).toEqual({
      code: 'ws-length-sign-bit',
      params: {},
      place: { byte: 2 },
    })
  })

  it('RSV1 where compression has no business, once it is negotiated', () => {
    const rules = { masked: false, compression: true }
    expect(check({ opcode: TEXT, rsv1: true }, rules)).toEqual([])
    expect(check({ opcode: 0, rsv1: true }, rules)).toEqual([
      ['ws-rsv1-misplaced', 1002, 'RFC 7692 §6.1', 100],
    ])
    expect(check({ opcode: CLOSE, rsv1: true }, rules)).toEqual([
      ['ws-rsv1-misplaced', 1002, 'RFC 7692 §6.1', 100],
    ])
  })

  it('all faults of a header, in the order of its bytes', () => {
    const frame = {
      opcode: 0xb,
      fin: false,
      rsv1: true,
      rsv3: true,
      payload: new Uint8Array(200),
      lengthBits: 64,
    } as const
    expect(check(frame, server).map(([code]) => code)).toEqual([
      'ws-reserved-bit',
      'ws-reserved-bit',
      'ws-reserved-opcode',
      'ws-control-fragmented',
      'ws-unmasked-frame',
      'ws-control-too-long',
      'ws-length-not-minimal',
    ])
  })

  it('says what it found in both languages', () => {
    const [found] = checkHeader(decodeHeader(encodeFrame({ opcode: PING, fin: false }), 0, 0)!, client)
    expect(describeProblem(found!.problem, 'en')).toBe(
      'A Ping frame has FIN=0; control frames are never fragmented.',
    )
    expect(describeProblem(found!.problem, 'zh')).toBe('Ping 帧的 FIN=0；控制帧不得分片。')
    expect(frameName(0xb)).toBe('reserved 0xB')
  })
})
