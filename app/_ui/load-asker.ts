// Who asks the exercises of a protocol. Each engine is heavy, and comes with the first question of its protocol.
import type { Result } from '#lib/core/problem.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import type { TraceFile } from '#lib/core/protocols/trace.ts'

/** What a scenario is run from; zones where its protocol has servers with some. */
export interface AskedScenario {
  readonly name: string
  readonly file: TraceFile
  readonly zones: readonly ZoneFile[]
}

/** The same kind, scenario and seed: the same question. */
export type Asker = (kind: string, scenario: AskedScenario, seed: string) => Result<Exercise>

const loaders: Readonly<Record<string, () => Promise<Asker>>> = {
  tcp: async () => (await import('#lib/core/protocols/tcp/exercises.ts')).askExercise,
  dns: async () => (await import('#lib/core/protocols/dns/exercises.ts')).askDnsExercise,
  websocket: async () => (await import('#lib/core/protocols/websocket/exercises.ts')).askExercise,
}

/** Null for a protocol without exercises, and where the engine cannot be had, as without network. */
export async function loadAsker(protocol: string): Promise<Asker | null> {
  return (await loaders[protocol]?.().catch(() => null)) ?? null
}
