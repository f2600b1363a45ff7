// When the machine must be woken. Deadlines are absolute virtual times in the TCB; nothing here counts or
// waits.
import type { Millis } from '#lib/core/engine/machine.ts'
import { timerNames, type Tcb, type TimerName, type Timers } from '#lib/core/protocols/tcp/tcb.ts'

/** The earliest deadline; null: nothing to wait for. */
export function nextDeadline(tcb: Tcb): Millis | null {
  let earliest: Millis | null = null
  for (const name of timerNames) {
    const at = tcb.timers[name]
    if (at !== null && (earliest === null || at < earliest)) earliest = at
  }
  return earliest
}

/** The timer that goes off first, if it is due; of several at the same time the one named first. */
export function dueTimer(tcb: Tcb, now: Millis): TimerName | null {
  const at = nextDeadline(tcb)
  if (at === null || at > now) return null
  return timerNames.find((name) => tcb.timers[name] === at) ?? null
}

/** The timers with one set or, by null, cleared; the same object when nothing changes. */
export function withTimer(timers: Timers, name: TimerName, at: Millis | null): Timers {
  return timers[name] === at ? timers : { ...timers, [name]: at }
}
