// "When does the server notice that its peer is gone?" The link falls silent; only the heartbeat finds out.
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

export const deadPeerTimeKind = 'dead-peer-time'

export function askDeadPeerTime(scenario: Scenario, seed: string): Result<Exercise> {
  const pingEveryMs = draw(2, 9, `${seed}/every`) * 1000
  const pongWithinMs = draw(1, 4, `${seed}/within`) * 500
  const silentAt = draw(12, 40, `${seed}/silent`) * 1000 + 500
  const base = logOf(scenario, seed)
  const habits = { ...base.config.B.habits, pingEveryMs, pongWithinMs }
  const config = { ...base.config, B: { ...base.config.B, habits } }
  const log = withEvents({ ...base, config }, [
    [0, 'A connect'],
    [silentAt, 'link silence'],
  ])
  const timeline = play(scenario, log, silentAt + pingEveryMs + pongWithinMs + 1000)
  const failed = findEffects(timeline, 'fail').find(({ host }) => host === 'B')
  const opened = findEffects(timeline, 'open').find(({ host }) => host === 'B')
  const timeOf = (found: { at: number } | undefined) =>
    (found && timeline.points[found.at + 1]?.entry?.at) ?? null
  const [at, openAt] = [timeOf(failed), timeOf(opened)]
  if (failed === undefined || at === null || openAt === null) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const silence = timeline.points.findIndex(({ entry }) => entry?.event.kind === 'link') - 1
  const clause = 'RFC 6455 §5.5.2'
  return ok(
    makeExercise({
      ...{ scenario, kind: deadPeerTimeKind, seed, timeline, cut: silence + 1, end: failed.at + 1 },
      question: {
        en:
          `The server is OPEN at ${openAt} ms, sends a Ping every ${pingEveryMs} ms from then on, and ` +
          `gives up when the Pong takes longer than ${pongWithinMs} ms. At ${silentAt} ms the cable ` +
          'is pulled. When does the server notice, in milliseconds?',
        zh:
          `服务器在 ${openAt} 毫秒进入 OPEN，此后每 ${pingEveryMs} 毫秒发一次 Ping，Pong 超过 ${pongWithinMs} 毫秒未到即放弃。` +
          `${silentAt} 毫秒时网线被拔掉。服务器在第几毫秒发现？`,
      },
      form: {
        kind: 'fields',
        fields: [
          field('time', { en: 'Milliseconds', zh: '毫秒' }, 'number', at, clause, [
            [silentAt, 'Nobody is told when a cable is pulled.', '拔掉网线时没有人会得到通知。'],
            [
              at - pongWithinMs,
              'That is when the Ping goes out; the Pong still has its time.',
              '那是 Ping 发出的时刻，Pong 还有它的期限。',
            ],
            [
              silentAt + pongWithinMs,
              'The time for the Pong runs from the Ping, not from the silence.',
              'Pong 的期限从 Ping 算起，而不是从断线算起。',
            ],
            [
              silentAt + pingEveryMs + pongWithinMs,
              'The Pings go on in their own rhythm, counted from OPEN.',
              'Ping 按自己的节奏进行，从 OPEN 算起。',
            ],
          ]),
        ],
      },
      explanation: {
        en:
          `The first Ping after the silence goes out at ${at - pongWithinMs} ms, and ${pongWithinMs} ` +
          `ms later the server gives up: ${at} ms. Its application is told 1006.`,
        zh: `断线后的第一个 Ping 在 ${at - pongWithinMs} 毫秒发出，再过 ${pongWithinMs} 毫秒服务器放弃：${at} 毫秒。应用得知 1006。`,
      },
      clauses: [clause, 'RFC 6455 §7.1.5'],
    }),
  )
}
