// The exercises that can be asked and marked on the server, by protocol: interviews do, where a page would do it itself.
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askExercise as askTcp } from '#lib/core/protocols/tcp/exercises.ts'
import { askExercise as askWebsocket } from '#lib/core/protocols/websocket/exercises.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { fail, type Result } from '#lib/core/problem.ts'
import type { CardView } from '#lib/server/store/content.ts'

const askers: Readonly<Record<string, typeof askTcp>> = { tcp: askTcp, websocket: askWebsocket }

export const canAsk = (protocol: string): boolean => Object.hasOwn(askers, protocol)

/** The exercise of a card, drawn by the seed: the same for the same. */
export function askExercise({ protocol, ask, scenario, trace }: NonNullable<CardView['exercise']>, seed: string): Result<Exercise> {
  const { file, problems } = parseTrace(trace)
  const asker = askers[protocol]
  if (asker === undefined) return fail({ code: 'exercise-unknown', params: { kind: ask, scenario } })
  return problems[0] === undefined ? asker(ask, { name: scenario, file }, seed) : fail(problems[0])
}
