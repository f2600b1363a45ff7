// "Which bytes does the server send?" It echoes a short text; its own frame is the answer.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { words } from '#lib/core/protocols/websocket/exercises/read-frame.ts'
import {
  field,
  findWrites,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const buildFrameKind = 'build-frame'

export function askBuildFrame(scenario: Scenario, seed: string): Result<Exercise> {
  const word = pick(words, `${seed}/word`)
  const asPing = pick([true, false], `${seed}/ping`)
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, `A ${asPing ? 'ping' : 'send'} "${word}"`],
  ])
  const timeline = play(scenario, log, 200)
  const answer = findWrites(timeline).filter(({ host }) => host === 'B')[1]
  if (answer === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const bytes = answer.effect.bytes
  const payload = new TextEncoder().encode(word)
  const hexOf = (change: object) => hexFromBytes(encodeFrame({ opcode: bytes[0]! & 15, payload, ...change }))
  const clause = asPing ? 'RFC 6455 §5.5.3' : 'RFC 6455 §5.2'
  const ascii = Array.from(word, (char) => `${char} ${char.charCodeAt(0).toString(16)}`).join(', ')
  return ok(
    makeExercise({
      ...{ scenario, kind: buildFrameKind, seed, timeline, cut: answer.at, end: answer.at + 1 },
      question: {
        en: asPing
          ? `A Ping with the payload “${word}” arrives at the server (${ascii}). Which bytes does it send, in hex?`
          : `The server echoes the text “${word}” (${ascii}) in one frame. Which bytes does it send, in hex?`,
        zh: asPing
          ? `服务器收到载荷为“${word}”的 Ping（${ascii}）。它发出哪些字节（十六进制）？`
          : `服务器用一个帧回显文本“${word}”（${ascii}）。它发出哪些字节（十六进制）？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('bytes', { en: 'Bytes', zh: '字节' }, 'hex', hexFromBytes(bytes), clause, [
            [
              hexOf({ fin: false }),
              'FIN is missing: more fragments would have to follow.',
              '缺少 FIN：这样后面还必须有分片。',
            ],
            [hexOf({ maskingKey: 0 }), 'A server does not mask.', '服务器不加掩码。'],
            [hexOf({ lengthBits: 16 }), 'The length must take the shortest form.', '长度必须用最短的形式。'],
            [
              hexFromBytes(encodeFrame({ opcode: 9, payload })),
              'That is another Ping; the answer is a Pong, opcode A.',
              '那是又一个 Ping；应答是 Pong，操作码 A。',
            ],
          ]),
        ],
      },
      explanation: {
        en:
          `${hexFromBytes(bytes.subarray(0, 1))}: FIN and the opcode; ` +
          `${hexFromBytes(bytes.subarray(1, 2))}: no mask, ${payload.length} bytes; then the payload ` +
          'as it is.',
        zh:
          `${hexFromBytes(bytes.subarray(0, 1))} 是 FIN 与操作码，${hexFromBytes(bytes.subarray(1, 2))} ` +
          `表示无掩码、${payload.length} 字节，然后是原样的载荷。`,
      },
      clauses: [clause, 'RFC 6455 §5.1'],
    }),
  )
}
