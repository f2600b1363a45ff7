// An endpoint with an application on top, one event at a time: the application answers an effect with calls
// before anything behind it is read. Used by the simulation, the conformance run and the live parts alike. No
// I/O.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Problem } from '#lib/core/problem.ts'
import type {
  Call,
  EndpointEffect,
  EndpointEvent,
  EndpointState,
} from '#lib/core/protocols/websocket/endpoint.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'

/** What an application does about an effect. */
export type Application = (effect: EndpointEffect) => readonly Call[]

const silent: readonly Call[] = []

/** Sends every message back as it came (RFC 6455 leaves all of that to the application). */
export const echo: Application = (effect) => {
  if (effect.type !== 'message') return silent
  const { opcode, payload } = effect.message
  return [{ do: 'send', opcode: opcode as 0x1 | 0x2, payload, knownUtf8: true }]
}

/** An application that only listens. */
export const listen: Application = () => silent

export interface Driven {
  readonly state: EndpointState
  readonly effects: readonly EndpointEffect[]
  /**
   * What the machine refused: the event itself, or a call of the application, such as an answer after the
   * Close.
   */
  readonly problems: readonly Problem[]
}

/**
 * Steps once, makes the application's calls, and reads on after each `paused` until the bytes are used up.
 * The effects come in their order, without `paused`.
 */
export function drive(
  machine: EndpointMachine,
  before: EndpointState,
  event: EndpointEvent,
  now: Millis,
  application: Application,
): Driven {
  let state = before
  const effects: EndpointEffect[] = []
  const problems: Problem[] = []
  const perform = (one: EndpointEvent): boolean => {
    const step = machine.step(state, one, now)
    if (!step.ok) {
      problems.push(step.problem)
      return false
    }
    state = step.value.state
    let paused = false
    const calls: Call[] = []
    for (const effect of step.value.effects) {
      if (effect.type === 'paused') {
        paused = true
        continue
      }
      effects.push(effect)
      calls.push(...application(effect))
    }
    for (const call of calls) perform({ type: 'call', call })
    return paused
  }
  for (let paused = perform(event); paused;) paused = perform({ type: 'continue' })
  return { state, effects, problems }
}
