// "What does this frame say?" Bytes with a masking key of the seed's; the receiving endpoint gives the
// answer.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  findEffects,
  findWrites,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { BINARY, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const readFrameKind = 'read-frame'

/** In lower case: an answer's case is not marked. */
export const words = [
  'mask',
  'frame',
  'hello',
  'proto',
  'ping',
  'opcode',
  'echo',
  'close',
  'key',
  'window',
] as const

export function askReadFrame(scenario: Scenario, seed: string): Result<Exercise> {
  const word = pick(words, `${seed}/word`)
  const opcode = pick([TEXT, TEXT, BINARY] as const, `${seed}/opcode`)
  const maskingKey = draw(1, 0xffff_fffe, `${seed}/mask`)
  const bytes = encodeFrame({ opcode, payload: new TextEncoder().encode(word), maskingKey })
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, `A raw ${hexFromBytes(bytes)}`],
  ])
  const timeline = play(scenario, log, 200)
  const [given] = findEffects(timeline, 'message')
  // The client's first write is its request.
  const sent = findWrites(timeline).filter(({ host }) => host === 'A')[1]
  if (given === undefined || sent === undefined) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const { message } = given.effect
  const text = new TextDecoder().decode(message.payload)
  const clause = 'RFC 6455 §5.2'
  return ok(
    makeExercise({
      // The trace would print the frame unmasked: it is shown only afterwards.
      ...{ scenario, kind: readFrameKind, seed, timeline, cut: sent.at, end: given.at + 1 },
      question: {
        en:
          `A client sends ${hexFromBytes(bytes)}. Which opcode is that, how long is the payload, and ` +
          'what is it as text?',
        zh: `客户端发出 ${hexFromBytes(bytes)}。操作码是多少？载荷多长？去掉掩码后的文本是什么？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('opcode', { en: 'Opcode', zh: '操作码' }, 'number', message.opcode, clause, [
            [
              bytes[0]!,
              'That is the whole first byte; the opcode is its lower four bits.',
              '那是整个首字节，操作码只占低四位。',
            ],
            [8, 'The upper four bits hold FIN and RSV1 to RSV3.', '高四位是 FIN 与 RSV1 至 RSV3。'],
          ]),
          field(
            'length',
            { en: 'Payload length', zh: '载荷长度' },
            'number',
            message.payload.length,
            clause,
            [
              [
                message.payload.length + 4,
                'The masking key does not count as payload.',
                '掩码密钥不计入载荷。',
              ],
              [
                bytes[1]!,
                'The highest bit of the second byte says “masked”.',
                '第二个字节的最高位表示有掩码。',
              ],
            ],
          ),
          field('text', { en: 'Text', zh: '文本' }, 'word', text, 'RFC 6455 §5.3'),
        ],
      },
      explanation: {
        en:
          'Four bytes behind the length are the key; payload byte i is XORed with key byte i mod 4: ' +
          `“${text}”.`,
        zh: `长度之后的四个字节是密钥，载荷第 i 个字节与密钥第 i mod 4 个字节异或，得到“${text}”。`,
      },
      clauses: [clause, 'RFC 6455 §5.3'],
    }),
  )
}
