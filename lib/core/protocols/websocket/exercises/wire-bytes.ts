// "How many bytes does this message take on the wire?" Around the sizes at which the form of the length
// changes.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  findWrites,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'

export const wireBytesKind = 'wire-bytes'

export function askWireBytes(scenario: Scenario, seed: string): Result<Exercise> {
  const edge = pick([20, 125, 126, 1000, 65535, 65536], `${seed}/edge`)
  // The public limit is 64 KiB: 65,536 itself may still be sent.
  const size = edge === 20 || edge === 1000 ? edge + draw(0, 100, `${seed}/size`) : edge
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, `A send ${size} bytes`],
  ])
  const timeline = play(scenario, log, 200)
  const writes = findWrites(timeline)
  const up = writes.filter(({ host }) => host === 'A')[1]
  const down = writes.filter(({ host }) => host === 'B')[1]
  if (up === undefined || down === undefined) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const clause = 'RFC 6455 §5.2'
  const mistakes = (right: number, masked: boolean): Parameters<typeof field>[5] => {
    const mask = masked ? 4 : 0
    return [
      [size, 'The header counts too.', '头部也要计入。'],
      [
        masked ? right - 4 : right + 4,
        'Only the client’s frames carry a masking key, 4 bytes.',
        '只有客户端的帧带 4 字节的掩码密钥。',
      ],
      [
        size + 2 + mask,
        'A length above 125 takes 2 more bytes, above 65,535 takes 8.',
        '长度超过 125 要多 2 字节，超过 65535 要多 8 字节。',
      ],
      [size + 4 + mask, 'Check in which form this length is written.', '请检查这个长度用哪种形式表示。'],
      [size + 10 + mask, 'Check in which form this length is written.', '请检查这个长度用哪种形式表示。'],
    ]
  }
  const [upBytes, downBytes] = [up.effect.bytes.length, down.effect.bytes.length]
  return ok(
    makeExercise({
      ...{ scenario, kind: wireBytesKind, seed, timeline, cut: up.at, end: down.at + 1 },
      question: {
        en:
          `The client sends a text of ${size} bytes in one frame, and the server echoes it. How many ` +
          'bytes does each frame take?',
        zh: `客户端用一个帧发出 ${size} 字节的文本，服务器原样回显。两个帧各占多少字节？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field(
            'up',
            { en: 'From the client', zh: '客户端发出' },
            'number',
            upBytes,
            clause,
            mistakes(upBytes, true),
          ),
          field(
            'down',
            { en: 'From the server', zh: '服务器发出' },
            'number',
            downBytes,
            clause,
            mistakes(downBytes, false),
          ),
        ],
      },
      explanation: {
        en:
          `2 bytes, ${downBytes - size - 2} more for the length, 4 for the masking key in the ` +
          'client’s frame only.',
        zh: `固定 2 字节，长度另占 ${downBytes - size - 2} 字节，只有客户端的帧再加 4 字节掩码密钥。`,
      },
      clauses: [clause, 'RFC 6455 §5.3'],
    }),
  )
}
