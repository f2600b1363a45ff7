// Segments that only ask: whether a closed window has opened, whether the peer is still there. Pure.
// Read first: RFC 9293 §3.8.6.1 (zero-window probes), §3.8.4 (keep-alive).
import type { Millis } from '#lib/core/engine/machine.ts'
import { bareAck, nextSegment, type Outgoing } from '#lib/core/protocols/tcp/output.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'
import { flightSize, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { ACK, FIN } from '#lib/core/protocols/tcp/wire.ts'

/** One octet into the closed window, or the oldest one again; null: nothing waits. `ackClause` as for `nextSegment`. */
export function windowProbe(tcb: Tcb, ackClause: string): Outgoing | null {
  if (flightSize(tcb) === 0) return nextSegment(tcb, 'probe', ackClause)
  const data = tcb.sendQueue.slice(0, 1)
  const CTL = data === '' ? ACK | FIN : ACK
  return { SEQ: tcb.SND.UNA, CTL, data, reason: 'window probe', clause: 'RFC 9293 §3.8.6.1', again: true }
}

/** How long to wait after this many probes: "increase exponentially the interval" (SHLD-30). */
export function probeIntervalMs({ RTT, config }: Tcb, probes: number): Millis {
  return Math.min(config.rtoMaxMs, Math.max(config.persistMinMs, RTT.RTO * 2 ** Math.min(probes, 20)))
}

/** A segment before SND.NXT, which the peer cannot but answer. */
export function keepAliveProbe(tcb: Tcb): Outgoing {
  return { ...bareAck(tcb, 'keep-alive', 'RFC 9293 §3.8.4'), SEQ: advance(tcb.SND.NXT, -1) }
}
