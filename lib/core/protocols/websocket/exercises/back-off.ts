// "After which waits does the client try again?" Each attempt fails; the waits double up to a bound. Without
// jitter, so that there is one answer.
import type { LogEntry } from '#lib/core/engine/log.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  draw,
  field,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import type { WebSocketTimeline } from '#lib/core/protocols/websocket/run-diagram.ts'
import type { SimulationEvent } from '#lib/core/protocols/websocket/simulation.ts'

export const backOffKind = 'back-off'

/** The waits of a run, in milliseconds. */
function waitsOf({ points }: WebSocketTimeline): number[] {
  return points.flatMap(({ entry, effects }) =>
    effects.flatMap((effect) =>
      effect.kind === 'reconnects' && entry !== null ? [effect.at - entry.at] : [],
    ),
  )
}

export function askBackOff(scenario: Scenario, seed: string): Result<Exercise> {
  const baseMs = draw(1, 5, `${seed}/base`) * pick([200, 500, 1000], `${seed}/unit`)
  const attempts = draw(4, 6, `${seed}/attempts`)
  const maxMs = baseMs * pick([4, 6, 8, 10], `${seed}/max`)
  const base = logOf(scenario, seed)
  const config = { ...base.config, A: { ...base.config.A, reconnect: { baseMs, maxMs, jitter: false } } }
  let log = withEvents({ ...base, config }, [[0, 'A connect']])
  let timeline = play(scenario, log, 3_000_000)
  // Each attempt is cut off on its way, 5 ms after it began: it never opens, so the count goes on.
  for (let attempt = 0; attempt < attempts; attempt++) {
    const began = timeline.points.findLast(({ effects }) =>
      effects.some((effect) => effect.kind === 'sent' && effect.what === 'SYN'),
    )
    const reset: LogEntry<SimulationEvent> = {
      at: (began?.entry?.at ?? 0) + 5,
      event: { kind: 'link', do: 'reset' },
    }
    log = { ...log, entries: [...log.entries, reset] }
    const wait = Math.min(maxMs, baseMs * 2 ** attempt)
    timeline = play(scenario, log, reset.at + wait + 1)
  }
  const waits = waitsOf(timeline)
  if (waits.length !== attempts) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const clause = 'RFC 6455 §7.2.3'
  const unbounded = waits.map((_, index) => baseMs * 2 ** index).join(' ')
  const constant = waits.map(() => baseMs).join(' ')
  const linear = waits.map((_, index) => Math.min(maxMs, baseMs * (index + 1))).join(' ')
  return ok(
    makeExercise({
      ...{ scenario, kind: backOffKind, seed, timeline, cut: 0, end: timeline.points.length - 1 },
      question: {
        en:
          `A client reconnects with truncated binary exponential back-off: ${baseMs} ms at first, ` +
          `${maxMs} ms at most, no jitter. Which ${attempts} waits, in milliseconds, follow ` +
          `${attempts} failures in a row?`,
        zh:
          `客户端按截断的二进制指数退避重连：起始 ${baseMs} 毫秒，上限 ${maxMs} 毫秒，不加抖动。连续失败 ${attempts} 次，之后的 ${attempts} ` +
          '次等待各是多少毫秒？',
      },
      form: {
        kind: 'fields',
        fields: [
          field('waits', { en: 'Waits in ms', zh: '各次等待（毫秒）' }, 'numbers', waits.join(' '), clause, [
            [unbounded, 'Truncated: no wait is above the bound.', '“截断”：任何一次等待都不超过上限。'],
            [constant, 'The wait doubles with each failure.', '每次失败后等待加倍。'],
            [linear, 'It doubles; it does not grow by the same amount.', '是加倍，而不是每次增加相同的量。'],
          ]),
        ],
      },
      explanation: {
        en:
          `${waits.join(', ')}. A real client takes a random part of each, or a thousand of them ` +
          'would come back at the same moment.',
        zh: `${waits.join('、')}。实际的客户端还会随机取其中一部分，否则上千个客户端会在同一时刻回来。`,
      },
      clauses: [clause],
    }),
  )
}
