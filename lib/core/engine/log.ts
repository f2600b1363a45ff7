// A log and its machine: replay to a state, the timeline of every state on the way, a fork at event n.
// The log is the truth; a state kept anywhere else is a cache that `replayLog` can rebuild.
import type { Problem, Result } from '#lib/core/problem.ts'
import type { Machine, Millis, Seed } from '#lib/core/engine/machine.ts'
import { ok } from '#lib/core/problem.ts'

export interface LogEntry<Event> {
  readonly event: Event
  readonly at: Millis
}

/** All that a replay needs. */
export interface Log<Config, Event> {
  readonly config: Config
  readonly seed: Seed
  readonly entries: readonly LogEntry<Event>[]
}

/** Which entry (0-based) the machine refused, and why. */
export interface LogFailure {
  readonly index: number
  readonly problem: Problem
}

/** The state after `entry` and what it asked the world to do; the first point has no entry: the start. */
export interface TimelinePoint<State, Event, Effect> {
  readonly entry: LogEntry<Event> | null
  readonly state: State
  readonly effects: readonly Effect[]
}

export interface Timeline<State, Event, Effect> {
  /** One more than the entries that were taken. */
  readonly points: readonly TimelinePoint<State, Event, Effect>[]
  /** Null where the whole log was taken; else the points end before the refused entry. */
  readonly failure: LogFailure | null
}

/** The state at the end of the log, or the first entry that the machine refused. */
export function replayLog<Config, State, Event, Effect>(
  machine: Machine<Config, State, Event, Effect>,
  log: Log<Config, Event>,
): Result<State, LogFailure> {
  let state = machine.start(log.config, log.seed)
  for (const [index, entry] of log.entries.entries()) {
    const step = machine.step(state, entry.event, entry.at)
    if (!step.ok) return { ok: false, problem: { index, problem: step.problem } }
    state = step.value.state
  }
  return ok(state)
}

/** Every state on the way, for stepping back and forth. */
export function timelineOf<Config, State, Event, Effect>(
  machine: Machine<Config, State, Event, Effect>,
  log: Log<Config, Event>,
): Timeline<State, Event, Effect> {
  let state = machine.start(log.config, log.seed)
  const points: TimelinePoint<State, Event, Effect>[] = [{ entry: null, state, effects: [] }]
  for (const [index, entry] of log.entries.entries()) {
    const step = machine.step(state, entry.event, entry.at)
    if (!step.ok) return { points, failure: { index, problem: step.problem } }
    state = step.value.state
    points.push({ entry, state, effects: step.value.effects })
  }
  return { points, failure: null }
}

/** "What if": the first `n` entries, then others. The log forked from stays as it is. */
export function forkLog<Config, Event>(
  log: Log<Config, Event>,
  n: number,
  then: readonly LogEntry<Event>[] = [],
): Log<Config, Event> {
  return { ...log, entries: [...log.entries.slice(0, Math.max(0, n)), ...then] }
}
