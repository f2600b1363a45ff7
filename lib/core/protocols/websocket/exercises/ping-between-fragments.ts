// "What does the server send next?" A Ping, another message, a Close or a last fragment arrives while a
// message is open.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  choiceForm,
  findWrites,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { framesIn } from '#lib/core/protocols/websocket/frame-text.ts'
import { CLOSE, PONG, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const pingBetweenFragmentsKind = 'ping-between-fragments'

type Next = 'pong' | 'echo' | 'close 1000' | 'close 1002' | 'nothing'

const answers: Readonly<Record<Next, Bilingual>> = {
  pong: { en: 'A Pong, before the message is whole', zh: '一个 Pong，不等消息收完' },
  echo: { en: 'The echo of the whole message', zh: '整条消息的回显' },
  'close 1000': { en: 'A Close frame with 1000', zh: '代码为 1000 的 Close 帧' },
  'close 1002': { en: 'A Close frame with 1002', zh: '代码为 1002 的 Close 帧' },
  nothing: { en: 'Nothing yet: the message is not whole', zh: '暂时什么也不发：消息还没有收完' },
}

const whys: Readonly<Record<Next, Bilingual>> = {
  pong: { en: 'Only a Ping is answered with a Pong.', zh: '只有 Ping 才以 Pong 回应。' },
  echo: {
    en: 'A message is given to the application when its last fragment has come.',
    zh: '最后一个分片到齐后，消息才交给应用。',
  },
  'close 1000': {
    en: 'Only a Close frame with 1000 is answered so.',
    zh: '只有收到代码为 1000 的 Close 才这样回应。',
  },
  'close 1002': { en: 'This frame may come between fragments.', zh: '这个帧可以夹在分片之间。' },
  nothing: { en: 'This frame is acted upon at once.', zh: '这个帧会立即处理。' },
}

const text = (payload: string) => new TextEncoder().encode(payload)
const raw = (opcode: number, payload: Uint8Array, fin = true) =>
  `A raw ${hexFromBytes(encodeFrame({ opcode, fin, payload, maskingKey: 0 }))}`

/** What comes while “Hel” is open. */
const interruptions: readonly {
  readonly event: string
  readonly words: Bilingual
  readonly clause: string
}[] = [
  {
    event: raw(9, text('?')),
    words: { en: 'a Ping', zh: '一个 Ping' },
    clause: 'RFC 6455 §5.4',
  },
  {
    event: raw(1, text('lo')),
    words: { en: 'a text frame with “lo” and FIN', zh: '一个带 FIN、内容为“lo”的 text 帧' },
    clause: 'RFC 6455 §5.4',
  },
  {
    event: raw(0, text('lo')),
    words: { en: 'a continuation frame with “lo” and FIN', zh: '一个带 FIN、内容为“lo”的延续帧' },
    clause: 'RFC 6455 §5.4',
  },
  {
    event: raw(0, text('lo'), false),
    words: { en: 'a continuation frame with “lo”, without FIN', zh: '一个不带 FIN、内容为“lo”的延续帧' },
    clause: 'RFC 6455 §5.4',
  },
  {
    event: raw(8, Uint8Array.of(3, 0xe8)),
    words: { en: 'a Close frame with 1000', zh: '一个代码为 1000 的 Close 帧' },
    clause: 'RFC 6455 §5.5.1',
  },
  {
    event: raw(9, text('?'), false),
    words: { en: 'a Ping without FIN', zh: '一个不带 FIN 的 Ping' },
    clause: 'RFC 6455 §5.5',
  },
  {
    event: raw(10, text('?')),
    words: { en: 'a Pong that nobody asked for', zh: '一个没有人要求的 Pong' },
    clause: 'RFC 6455 §5.5.3',
  },
]

function nameOf(bytes: Uint8Array): Next | null {
  const [frame] = framesIn(bytes)
  if (frame?.header.opcode === PONG) return 'pong'
  if (frame?.header.opcode === TEXT) return 'echo'
  if (frame?.header.opcode !== CLOSE) return null
  return frame.payload[0] === 3 && frame.payload[1] === 0xe8 ? 'close 1000' : 'close 1002'
}

export function askPingBetweenFragments(scenario: Scenario, seed: string): Result<Exercise> {
  const interruption = pick(interruptions, `${seed}/interruption`)
  const log = withEvents(logOf(scenario, seed), [
    [0, 'A connect'],
    [100, 'A fragment "Hel"'],
    [120, interruption.event],
  ])
  const timeline = play(scenario, log, 300)
  const cut = timeline.points.findIndex(({ entry }) => entry?.at === 130) - 1
  const answer = findWrites(timeline).find(({ host, at }) => host === 'B' && at >= cut)
  const next = answer === undefined ? 'nothing' : nameOf(answer.effect.bytes)
  if (cut < 0 || next === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { words, clause } = interruption
  const choices = (Object.keys(answers) as Next[]).map((one): Choice => {
    const right = one === next
    const why = right ? { en: `So it is (${clause}).`, zh: `正是如此（${clause}）。` } : whys[one]
    return { text: answers[one], verdict: right ? 'right' : 'wrong', why, clause: right ? clause : null }
  })
  return ok(
    makeExercise({
      ...{ scenario, kind: pingBetweenFragmentsKind, seed, timeline, cut, end: cut + 1 },
      question: {
        en:
          `The server echoes. It has the first fragment “Hel” of a text, without FIN. Now ${words.en} ` +
          'comes. What does it send?',
        zh: `服务器原样回显。它已收到一条文本的首个分片“Hel”（没有 FIN），现在来了${words.zh}。它发出什么？`,
      },
      form: choiceForm(choices, seed),
      explanation: {
        en:
          'Control frames may stand between fragments, whole ones only; data frames there must be ' +
          `continuations. ${answers[next].en}.`,
        zh: `分片之间可以夹控制帧，但控制帧本身不得分片；此处的数据帧只能是延续帧。${answers[next].zh}。`,
      },
      clauses: [clause],
    }),
  )
}
