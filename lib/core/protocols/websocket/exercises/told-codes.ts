// "Which code is each application told?" What was on the wire and what `onclose` says are not the same.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  findEffects,
  logOf,
  makeExercise,
  play,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'

export const toldCodesKind = 'told-codes'

export function askToldCodes(scenario: Scenario, seed: string): Result<Exercise> {
  const log = logOf(scenario, seed)
  // Other private codes and other delays, so that the answer is not learnt by heart.
  const shift = draw(0, 900, `${seed}/code`)
  const entries = log.entries.map((entry) => {
    const { event } = entry
    if (event.kind !== 'call' || event.call.do !== 'close' || (event.call.code ?? 0) < 4000) return entry
    return { ...entry, event: { ...event, call: { ...event.call, code: event.call.code! + shift } } }
  })
  const timeline = play(scenario, { ...log, entries })
  const closed = findEffects(timeline, 'closed')
  const client = closed.find(({ host }) => host === 'A')
  const server = closed.find(({ host }) => host === 'B')
  if (client === undefined || server === undefined) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const cut = Math.min(client.at, server.at)
  const clause = 'RFC 6455 §7.1.5'
  const mistakes = (own: number, other: number): Parameters<typeof field>[5] => [
    [
      other,
      'Each side is told the code that it received, not the one that it sent.',
      '每一方得知的是自己收到的代码，而不是自己发出的。',
    ],
    ...(own === 1006
      ? ([
          [1000, 'No valid Close frame came, so it is 1006.', '没有收到有效的 Close 帧，因此是 1006。'],
        ] as const)
      : ([
          [1006, 'A Close frame came, so its code is told.', '收到了 Close 帧，因此告知其中的代码。'],
        ] as const)),
  ]
  const [A, B] = [client.effect.code, server.effect.code]
  return ok(
    makeExercise({
      ...{ scenario, kind: toldCodesKind, seed, timeline, cut, end: Math.max(client.at, server.at) + 1 },
      question: {
        en:
          'The connection comes to its end. Which close code is the application told at the client, ' +
          'and at the server?',
        zh: '连接走到尽头。客户端应用与服务器应用各自得知的关闭码是多少？',
      },
      form: {
        kind: 'fields',
        fields: [
          field('client', { en: 'At the client', zh: '客户端' }, 'number', A, clause, mistakes(A, B)),
          field('server', { en: 'At the server', zh: '服务器' }, 'number', B, clause, mistakes(B, A)),
        ],
      },
      explanation: {
        en:
          'The code is that of the first Close frame received: 1005 if it had none, 1006 if no valid ' +
          `one came. Client ${A}, server ${B}.`,
        zh: `代码取自收到的第一个 Close 帧：其中没有代码则为 1005，没有收到有效的 Close 帧则为 1006。客户端 ${A}，服务器 ${B}。`,
      },
      clauses: [clause],
    }),
  )
}
