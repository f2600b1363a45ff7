// "With which code does it close?" The run is cut where an endpoint finds a violation; its Close frame is the
// answer.
import { describeProblem, fail, ok, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { describeCloseCode } from '#lib/core/protocols/websocket/close-code.ts'
import {
  choiceForm,
  findEffects,
  hostTitles,
  logOf,
  makeExercise,
  play,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'

export const closeCodeKind = 'close-code'

const meanings: readonly (readonly [code: number, meaning: Bilingual])[] = [
  [1000, { en: 'The purpose is fulfilled: nothing went wrong.', zh: '目的已达成，一切正常。' }],
  [1001, { en: 'Going away: nobody broke a rule.', zh: '端点要离开，没有人违反规则。' }],
  [1002, { en: 'A rule of the protocol was broken.', zh: '违反了协议规则。' }],
  [
    1003,
    {
      en: 'A type of data that the endpoint cannot take, such as binary at all.',
      zh: '端点不接受这类数据，例如完全不接受二进制。',
    },
  ],
  [
    1007,
    {
      en: 'The content does not fit its type, such as text that is not UTF-8.',
      zh: '内容与类型不符，例如文本不是 UTF-8。',
    },
  ],
  [
    1008,
    {
      en: 'A policy of the endpoint, where no better code fits.',
      zh: '违反端点自己的策略，且没有更合适的代码。',
    },
  ],
  [1009, { en: 'The message is too big for the endpoint.', zh: '消息大到端点无法处理。' }],
]

export function askCloseCode(scenario: Scenario, seed: string): Result<Exercise> {
  const timeline = play(scenario, logOf(scenario, seed))
  const found = findEffects(timeline, 'fail').find(({ effect }) => effect.violations[0]?.closeCode !== null)
  const violation = found?.effect.violations[0]
  if (found === undefined || violation === undefined || violation.closeCode === null) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const { closeCode, clause, problem } = violation
  const choices = meanings.map(([code, meaning]): Choice => {
    const { name } = describeCloseCode(code)
    const right = code === closeCode
    return {
      text: { en: `${code} (${name})`, zh: `${code}（${name}）` },
      verdict: right ? 'right' : 'wrong',
      why: meaning,
      clause: right ? 'RFC 6455 §7.4.1' : null,
    }
  })
  choices.push({
    text: { en: 'None: it ends the TCP connection at once', zh: '不发 Close 帧，直接断开 TCP' },
    verdict: 'allowed',
    why: {
      en: 'A Close frame is only a SHOULD here; without it the peer never learns why.',
      zh: '此处发送 Close 帧只是 SHOULD；不发的话，对端永远不知道原因。',
    },
    clause: 'RFC 6455 §7.1.7',
  })
  const host = hostTitles[found.host]
  const sentence = { en: describeProblem(problem, 'en'), zh: describeProblem(problem, 'zh') }
  const { entry } = timeline.points[found.at + 1]!
  const before = timeline.points[found.at]!.state
  const timer = entry !== null && websocketTrace.printEvent(entry.event, before).includes(' timer ')
  const cause = timer
    ? { en: `A timer goes off at ${host.en}.`, zh: `${host.zh}的一个定时器到期。` }
    : { en: `The last thing written reaches ${host.en}.`, zh: `最后写出的内容到达${host.zh}。` }
  return ok(
    makeExercise({
      ...{ scenario, kind: closeCodeKind, seed, timeline, cut: found.at, end: found.at + 1 },
      question: {
        en: `${cause.en} With which status code does it close?`,
        zh: `${cause.zh}它以哪个状态码关闭？`,
      },
      form: choiceForm(choices, seed),
      explanation: { en: `${sentence.en} (${clause})`, zh: `${sentence.zh}（${clause}）` },
      clauses: [clause, 'RFC 6455 §7.4.1'],
    }),
  )
}
