// "At which byte may the endpoint fail?" Text in two fragments that stops being UTF-8; the machine names the
// byte.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  findEffects,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { bytesFromHex, hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const utf8ByteKind = 'utf8-byte'

interface Sequence {
  readonly hex: string
  readonly en: string
  readonly zh: string
}

/** Each goes wrong within itself, at its first, second, third or fourth byte. */
const sequences: readonly Sequence[] = [
  { hex: 'c0af', en: 'C0 could only begin an overlong form', zh: 'C0 只能开始一个过长编码' },
  { hex: 'ff61', en: 'FF occurs nowhere in UTF-8', zh: 'FF 在 UTF-8 中从不出现' },
  { hex: '8061', en: 'a continuation byte begins nothing', zh: '后续字节不能作为开头' },
  {
    hex: 'e09f80',
    en: 'behind E0 comes A0 to BF: less would be overlong',
    zh: 'E0 之后只能是 A0 至 BF，更小即为过长编码',
  },
  {
    hex: 'eda080',
    en: 'behind ED comes 80 to 9F: more would be a surrogate',
    zh: 'ED 之后只能是 80 至 9F，更大即为代理码点',
  },
  {
    hex: 'f0808080',
    en: 'behind F0 comes 90 to BF: less would be overlong',
    zh: 'F0 之后只能是 90 至 BF，更小即为过长编码',
  },
  {
    hex: 'f4908080',
    en: 'behind F4 comes 80 to 8F: more would be above U+10FFFF',
    zh: 'F4 之后只能是 80 至 8F，更大即超出 U+10FFFF',
  },
  {
    hex: 'e28261',
    en: 'E2 begins three bytes, and 61 continues nothing',
    zh: 'E2 开始一个三字节字符，61 不是后续字节',
  },
  {
    hex: 'f09f9861',
    en: 'F0 begins four bytes, and 61 continues nothing',
    zh: 'F0 开始一个四字节字符，61 不是后续字节',
  },
  {
    hex: 'c361',
    en: 'C3 begins two bytes, and 61 continues nothing',
    zh: 'C3 开始一个两字节字符，61 不是后续字节',
  },
]

const beginnings = ['hi ', 'µ', 'κ=', '你', 'a→', '', 'né'] as const

export function askUtf8Byte(scenario: Scenario, seed: string): Result<Exercise> {
  const sequence = pick(sequences, `${seed}/sequence`)
  const begin = new TextEncoder().encode(pick(beginnings, `${seed}/begin`))
  const bad = bytesFromHex(sequence.hex) ?? new Uint8Array(0)
  const payload = Uint8Array.from([...begin, ...bad, 0x21])
  const split = draw(1, payload.length - 1, `${seed}/split`)
  const frame = (opcode: number, part: Uint8Array, fin: boolean) =>
    hexFromBytes(encodeFrame({ opcode, payload: part, fin, maskingKey: 0 }))
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, `A raw ${frame(1, payload.subarray(0, split), false)}`],
    [120, `A raw ${frame(0, payload.subarray(split), true)}`],
  ])
  const timeline = play(scenario, log, 300)
  const found = findEffects(timeline, 'fail').find(({ host }) => host === 'B')
  const position = found?.effect.violations[0]?.problem.params?.['position']
  if (found === undefined || typeof position !== 'number') {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const shownHex = hexFromBytes(payload).replace(/../g, '$& ').trim()
  const clause = 'RFC 3629 §4'
  return ok(
    makeExercise({
      ...{ scenario, kind: utf8ByteKind, seed, timeline, cut: found.at, end: found.at + 1 },
      question: {
        en:
          `A text message consists of the bytes ${shownHex}; the second fragment begins at byte ` +
          `${split}. Counted from 0 over the whole message: at which byte is it certain that this is ` +
          'not UTF-8?',
        zh: `一条文本消息的字节为 ${shownHex}，第二个分片从第 ${split} 字节开始。从整条消息的第 0 字节数起，到哪个字节就可以断定它不是 UTF-8？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('byte', { en: 'Byte', zh: '字节' }, 'number', position, clause, [
            [
              begin.length,
              'That byte can still begin a character; the next ones decide.',
              '这个字节还可以作为字符的开头，要看后面的字节。',
            ],
            [payload.length, 'There is no need to wait for the end of the message.', '不必等到消息结束。'],
            [
              position - split,
              'Count over the whole message, not in the fragment.',
              '请按整条消息计数，而不是在分片里计数。',
            ],
            [position + 1, 'Counted from 0, it is one less.', '从 0 数起，应少 1。'],
          ]),
        ],
      },
      explanation: {
        en: `Byte ${position}: ${sequence.en}. The cut between fragments means nothing to the text.`,
        zh: `第 ${position} 字节：${sequence.zh}。分片的切口对文本没有意义。`,
      },
      clauses: [clause, 'RFC 6455 §8.1'],
    }),
  )
}
