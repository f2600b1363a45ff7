// The exercises that can be asked and marked on the server, by protocol: interviews do, where a page would do it itself.
import { askDnsExercise } from '#lib/core/protocols/dns/exercises.ts'
import type { DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askExercise as askTcp } from '#lib/core/protocols/tcp/exercises.ts'
import { askExercise as askWebsocket } from '#lib/core/protocols/websocket/exercises.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { fail, type Result } from '#lib/core/problem.ts'
import type { CardView } from '#lib/server/store/content.ts'

/** Zones are for the protocol whose servers have some; the others look at name and file. */
type Asker = (kind: string, scenario: DnsScenario, seed: string) => Result<Exercise>

const askers: Readonly<Record<string, Asker>> = { tcp: askTcp, dns: askDnsExercise, websocket: askWebsocket }

export const canAsk = (protocol: string): boolean => Object.hasOwn(askers, protocol)

/** The exercise of a card, drawn by the seed: the same for the same. */
export function askExercise(
  { protocol, ask, scenario, trace, zones = [] }: NonNullable<CardView['exercise']>, seed: string,
): Result<Exercise> {
  const { file, problems } = parseTrace(trace)
  const asker = askers[protocol]
  if (asker === undefined) return fail({ code: 'exercise-unknown', params: { kind: ask, scenario } })
  return problems[0] === undefined ? asker(ask, { name: scenario, file, zones }, seed) : fail(problems[0])
}
