// "When does the first echoed byte arrive?" TCP, the upgrade and the message take a round trip each.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  findEffects,
  logOf,
  makeExercise,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'

export const firstByteTimeKind = 'first-byte-time'

export function askFirstByteTime(scenario: Scenario, seed: string): Result<Exercise> {
  const delayMs = draw(5, 60, `${seed}/delay`)
  const answerMs = draw(0, 4, `${seed}/answer`) * 10
  const base = logOf(scenario, seed)
  const config = {
    ...base.config,
    link: { ...base.config.link, delayMs },
    B: { ...base.config.B, answerMs },
  }
  // OPEN comes after two round trips; a moment later, so that the call does not come before it.
  const log = withEvents({ ...base, config }, [
    [0, 'A connect'],
    [4 * delayMs + 0.001, 'A send "x"'],
  ])
  const timeline = play(scenario, log, 10_000)
  const given = findEffects(timeline, 'message').find(({ host }) => host === 'A')
  const at = given === undefined ? undefined : timeline.points[given.at + 1]?.entry?.at
  if (given === undefined || at === undefined) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const time = Math.round(at)
  const trip = 2 * delayMs
  const clause = 'RFC 6455 §4.1'
  return ok(
    makeExercise({
      ...{ scenario, kind: firstByteTimeKind, seed, timeline, cut: 0, end: given.at + 1 },
      question: {
        en:
          `ws://, one way takes ${delayMs} ms, nothing is cached but the address. The client connects ` +
          `at 0 and sends as soon as it may; the server echoes after ${answerMs} ms of work. At which ` +
          'millisecond does the echo arrive?',
        zh: `使用 ws://，单程 ${delayMs} 毫秒，地址已解析。客户端在 0 时刻发起连接，一旦允许就发送消息；服务器处理 ${answerMs} 毫秒后回显。回显在第几毫秒到达？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('time', { en: 'Milliseconds', zh: '毫秒' }, 'number', time, clause, [
            [
              time - trip,
              'That forgets a round trip: TCP’s opening, the upgrade and the message take one each.',
              '少算了一个往返：TCP 建立、协议升级、消息各占一个。',
            ],
            [
              time - 2 * trip,
              'TCP’s opening and the upgrade take a round trip each, before any frame.',
              '在任何帧之前，TCP 建立与协议升级各占一个往返。',
            ],
            [
              time + trip,
              'The last segment of TCP’s opening travels together with the request.',
              'TCP 握手的最后一个报文段与请求同时出发。',
            ],
            [time - answerMs, 'The server’s own time counts too.', '服务器自身的处理时间也要计入。'],
          ]),
        ],
      },
      explanation: {
        en:
          `Three round trips of ${trip} ms and ${answerMs} ms of work: ${time} ms. The client must ` +
          'wait for the 101 before it sends a frame.',
        zh: `三个 ${trip} 毫秒的往返加 ${answerMs} 毫秒处理：${time} 毫秒。收到 101 之前，客户端不得发送帧。`,
      },
      clauses: [clause],
    }),
  )
}
