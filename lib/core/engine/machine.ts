// The one kind of thing that moves here: a pure state machine, driven by the log of events it was given.
// Nothing in this folder does I/O, reads a clock or draws a random number of its own.
import type { Result } from '#lib/core/problem.ts'

/** Milliseconds: since the Unix epoch for a person's log, since the start for a lab run (virtual time). */
export type Millis = number

/** A seed for `engine/random.ts`: text, so that neighbours such as `card:1` and `card:2` do not collide. */
export type Seed = string

/** What one event did: the state after it, and what the machine asks the world to do. */
export interface Step<State, Effect> {
  readonly state: State
  readonly effects: readonly Effect[]
}

/** Same state, event and time: same result. No I/O, no clock, no randomness of its own. */
export interface Machine<Config, State, Event, Effect> {
  readonly name: string
  start(config: Config, seed: Seed): State
  step(state: State, event: Event, now: Millis): Result<Step<State, Effect>>
}
