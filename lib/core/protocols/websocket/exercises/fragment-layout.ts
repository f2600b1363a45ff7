// "What do the frames of a fragmented message look like?" How many there are, and the first byte of each
// kind.
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
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const fragmentLayoutKind = 'fragment-layout'

export function askFragmentLayout(scenario: Scenario, seed: string): Result<Exercise> {
  const binary = pick([true, false], `${seed}/binary`)
  const part = draw(20, 60, `${seed}/part`)
  const count = draw(3, 6, `${seed}/count`)
  const rest = draw(1, part, `${seed}/rest`)
  const size = part * (count - 1) + rest
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, `A send ${binary ? 'binary ' : ''}${size} bytes in ${part}s`],
  ])
  const timeline = play(scenario, log, 200)
  const frames = findWrites(timeline)
    .filter(({ host }) => host === 'A')
    .slice(1)
  const [first, second] = frames
  const last = frames.at(-1)
  if (first === undefined || second === undefined || last === undefined || frames.length < 3) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const byte = (found: typeof first) => hexFromBytes(found.effect.bytes.subarray(0, 1))
  const clause = 'RFC 6455 §5.4'
  const opcode = binary ? 2 : 1
  return ok(
    makeExercise({
      ...{ scenario, kind: fragmentLayoutKind, seed, timeline, cut: first.at, end: first.at + 1 },
      question: {
        en:
          `A ${binary ? 'binary' : 'text'} message of ${size} bytes is sent in fragments of ${part} ` +
          'bytes. How many frames are that, and what is the first byte (hex) of the first, of the ' +
          'second and of the last?',
        zh: `一条 ${size} 字节的${binary ? '二进制' : '文本'}消息按每片 ${part} 字节发送。共有多少个帧？第一个、第二个与最后一个帧的首字节（十六进制）各是什么？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('frames', { en: 'Frames', zh: '帧数' }, 'number', frames.length, clause, [
            [frames.length - 1, 'The rest takes a frame of its own.', '余下的部分还要一个帧。'],
            [frames.length + 1, 'No empty frame is needed at the end.', '末尾不需要空帧。'],
          ]),
          field('first', { en: 'First', zh: '第一个' }, 'hex', byte(first), clause, [
            [`8${opcode}`, 'FIN stands on the last frame only.', 'FIN 只出现在最后一帧。'],
            ['00', 'The first frame names the type.', '首帧要写明类型。'],
          ]),
          field('second', { en: 'Second', zh: '第二个' }, 'hex', byte(second), clause, [
            [
              `0${opcode}`,
              'The type is named once; then come continuations, opcode 0.',
              '类型只写一次，之后都是延续帧，操作码 0。',
            ],
            ['80', 'FIN stands on the last frame only.', 'FIN 只出现在最后一帧。'],
          ]),
          field('last', { en: 'Last', zh: '最后一个' }, 'hex', byte(last), clause, [
            [`8${opcode}`, 'The last frame is a continuation too.', '最后一帧也是延续帧。'],
            ['00', 'FIN is missing: the message would never end.', '缺少 FIN，消息永远不会结束。'],
          ]),
        ],
      },
      explanation: {
        en:
          `${byte(first)}: no FIN, the type; ${byte(second)}: no FIN, continuation; ${byte(last)}: ` +
          'FIN, continuation.',
        zh: `${byte(first)}：无 FIN，写明类型；${byte(second)}：无 FIN，延续帧；${byte(last)}：FIN，延续帧。`,
      },
      clauses: [clause],
    }),
  )
}
