// The kinds of TCP exercise, by name: what a card's `ask` may say, and on which scenarios.
import { fail, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import { askNextSegment, nextSegmentKind } from '#lib/core/protocols/tcp/exercises/next-segment.ts'
import type { Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { askStateAfter, stateAfterKind } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import { askSynTimes, synTimesKind } from '#lib/core/protocols/tcp/exercises/syn-times.ts'
import { askThirdAckLost, thirdAckLostKind } from '#lib/core/protocols/tcp/exercises/third-ack-lost.ts'

export interface ExerciseKind {
  readonly name: string
  readonly title: Bilingual
  /** Scenarios that it can be asked of; null: any. */
  readonly scenarios: readonly string[] | null
  /** The same scenario and seed: the same question. */
  readonly ask: (scenario: Scenario, seed: string) => Result<Exercise>
  /** A setting of the engine that turns the answer, somewhere, into another: what the exercise is about. */
  readonly flippedBy: string
}

export const exerciseKinds: readonly ExerciseKind[] = [
  {
    name: stateAfterKind,
    title: { en: 'The state after a segment', zh: '收到报文段后的状态' },
    scenarios: null,
    ask: askStateAfter,
    flippedBy: 'a row of transitions.ts',
  },
  {
    name: nextSegmentKind,
    title: { en: 'The next segment', zh: '下一个报文段' },
    scenarios: null,
    ask: askNextSegment,
    flippedBy: 'SYN and FIN taking a sequence number in segmentLength',
  },
  {
    name: synTimesKind,
    title: { en: 'When the SYN is sent again', zh: 'SYN 的重传时刻' },
    scenarios: ['syn-lost', 'handshake'],
    ask: askSynTimes,
    flippedBy: 'the doubling in backOff',
  },
  {
    name: thirdAckLostKind,
    title: { en: 'The third ACK is lost', zh: '第三次握手丢失' },
    scenarios: ['third-ack-lost', 'third-ack-lost-then-data'],
    ask: askThirdAckLost,
    flippedBy: 'the ACK field of data segments being processed in SYN-RECEIVED',
  },
]

/** Asks an exercise of a kind; a kind that is not known, or not of this scenario, is a problem. */
export function askExercise(kind: string, scenario: Scenario, seed: string): Result<Exercise> {
  const known = exerciseKinds.find(({ name }) => name === kind)
  if (known === undefined || known.scenarios?.includes(scenario.name) === false) {
    return fail({ code: 'exercise-unknown', params: { kind, scenario: scenario.name } })
  }
  return known.ask(scenario, seed)
}
