// The kinds of DNS exercise, by name: what a card's `ask` may say, and on which scenarios.
import { askDecodeName, decodeNameKind } from '#lib/core/protocols/dns/exercises/decode-name.ts'
import { askNextServer, nextServerKind } from '#lib/core/protocols/dns/exercises/next-server.ts'
import { askResponseKind, responseKindKind } from '#lib/core/protocols/dns/exercises/response-kind.ts'
import type { DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { askTtlLeft, ttlLeftKind } from '#lib/core/protocols/dns/exercises/ttl-left.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import { fail, type Result } from '#lib/core/problem.ts'

export interface DnsExerciseKind {
  readonly name: string
  readonly title: Bilingual
  /** Scenarios that it can be asked of; null: any. */
  readonly scenarios: readonly string[] | null
  /** The same scenario and seed: the same question. */
  readonly ask: (scenario: DnsScenario, seed: string) => Result<Exercise>
  /** A setting or a line that turns the answer, somewhere, into another: what the exercise is about. */
  readonly flippedBy: string
}

export const dnsExerciseKinds: readonly DnsExerciseKind[] = [
  {
    name: nextServerKind,
    title: { en: 'Which servers are asked next', zh: '接下来问谁' },
    scenarios: null,
    ask: askNextServer,
    flippedBy: 'the nearest delegation in findDelegation',
  },
  {
    name: responseKindKind,
    title: { en: 'What a response is', zh: '应答的种类' },
    scenarios: null,
    ask: askResponseKind,
    flippedBy: 'the order of tests in classify',
  },
  {
    name: ttlLeftKind,
    title: { en: 'What is left of a TTL', zh: 'TTL 还剩多少' },
    scenarios: ['warm-cache'],
    ask: askTtlLeft,
    flippedBy: 'the remaining TTL in liveSet',
  },
  {
    name: decodeNameKind,
    title: { en: 'A name with a pointer', zh: '带压缩指针的名字' },
    scenarios: null,
    ask: askDecodeName,
    flippedBy: 'following pointers in MessageReader.name',
  },
]

/** Asks an exercise of a kind; a kind that is not known, or not of this scenario, is a problem. */
export function askDnsExercise(kind: string, scenario: DnsScenario, seed: string): Result<Exercise> {
  const known = dnsExerciseKinds.find(({ name }) => name === kind)
  if (known === undefined || known.scenarios?.includes(scenario.name) === false) {
    return fail({ code: 'exercise-unknown', params: { kind, scenario: scenario.name } })
  }
  return known.ask(scenario, seed)
}
