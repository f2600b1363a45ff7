// Who asks the exercises of a protocol. Each engine is heavy, and comes with the first question of its protocol.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import type { TraceFile } from '#lib/core/protocols/trace.ts'

/** The same kind, scenario and seed: the same question. */
export type Asker = (kind: string, scenario: { readonly name: string; readonly file: TraceFile }, seed: string) => Result<Exercise>

const loaders: Readonly<Record<string, () => Promise<Asker>>> = {
  tcp: async () => (await import('#lib/core/protocols/tcp/exercises.ts')).askExercise,
  websocket: async () => (await import('#lib/core/protocols/websocket/exercises.ts')).askExercise,
}

/** Null for a protocol without exercises, and where the engine cannot be had, as without network. */
export async function loadAsker(protocol: string): Promise<Asker | null> {
  return (await loaders[protocol]?.().catch(() => null)) ?? null
}
