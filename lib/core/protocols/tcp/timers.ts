// When the machine must be woken. Deadlines are absolute virtual times in the TCB; nothing here counts or
// waits.
import type { Millis } from '#lib/core/engine/machine.ts'
import { copyTimers, timerNames, type Tcb, type TimerName, type Timers } from '#lib/core/protocols/tcp/tcb.ts'

/** The earliest deadline; null: nothing to wait for. Asked twice an event, hence no loop over names. */
export function nextDeadline({ timers }: Tcb): Millis | null {
  const sending = sooner(timers.retransmission, timers.persist)
  const closing = sooner(timers['2MSL'], timers['FIN-WAIT-2'])
  const rest = sooner(timers['keep-alive'], timers.open)
  return sooner(sooner(sending, timers['delayed ACK']), sooner(closing, rest))
}

const sooner = (a: Millis | null, b: Millis | null): Millis | null => {
  return a === null ? b : b === null || a <= b ? a : b
}

/** The timer that goes off first, if it is due; of several at the same time the one named first. */
export function dueTimer(tcb: Tcb, now: Millis): TimerName | null {
  const at = nextDeadline(tcb)
  if (at === null || at > now) return null
  return timerNames.find((name) => tcb.timers[name] === at) ?? null
}

/** `withTimer` for the two timers that nearly every segment touches. */
export function withRetransmission(timers: Timers, at: Millis | null): Timers {
  if (timers.retransmission === at) return timers
  const changed = copyTimers(timers)
  changed.retransmission = at
  return changed
}

export function withDelayedAck(timers: Timers, at: Millis | null): Timers {
  if (timers['delayed ACK'] === at) return timers
  const changed = copyTimers(timers)
  changed['delayed ACK'] = at
  return changed
}

/** The timers with one set or, by null, cleared; the same object when nothing changes. */
export function withTimer(timers: Timers, name: TimerName, at: Millis | null): Timers {
  if (timers[name] === at) return timers
  const changed = copyTimers(timers)
  changed[name] = at
  return changed
}
