// What the text and the FIN of an accepted segment change on the receiving side. Pure, like
// `acknowledgment.ts`.
// Read first: RFC 9293 §3.10.7.4 (steps 6 to 8), RFC 5681 §4.2 (when to acknowledge at once).
import type { Millis } from '#lib/core/engine/machine.ts'
import { hold, takeInOrder, type InOrder } from '#lib/core/protocols/tcp/reassembly.ts'
import { advance, before, distance, upTo } from '#lib/core/protocols/tcp/sequence.ts'
import { copyReceive, type Range, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { withDelayedAck } from '#lib/core/protocols/tcp/timers.ts'
import { FIN, URG, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/** The changed variables, and what has happened. */
export interface Received
  extends Pick<Tcb, 'RCV' | 'receiveQueue' | 'held' | 'newestHeld' | 'ackDue' | 'timers'> {
  /** Octets that became readable. */
  readonly octets: number
  /** The FIN was reached: everything before it is here. */
  readonly FIN: boolean
}

/** The receiving side after the text of `SEG`, which was cut to the window. */
export function onText(tcb: Tcb, SEG: Segment, now: Millis): Received {
  const hasFin = (SEG.CTL & FIN) !== 0
  if (SEG.SEQ === tcb.RCV.NXT && tcb.held.length === 0) {
    return taken(tcb, { data: SEG.data, FIN: hasFin, held: tcb.held }, tcb.newestHeld, false, now)
  }
  const held = hold(tcb.held, { SEQ: SEG.SEQ, data: SEG.data, FIN: hasFin })
  const inOrder = takeInOrder(held, tcb.RCV.NXT)
  return taken(tcb, inOrder, inOrder.held.length === 0 ? null : SEG.SEQ, true, now)
}

/** The octets of `SEG` that lie before RCV.NXT, where the peer is told of such; null: none. */
export function duplicateOctets({ config, agreed, RCV }: Tcb, SEG: Segment): Range | null {
  if (!config.dsack || !agreed.sack || SEG.data === '' || !before(SEG.SEQ, RCV.NXT)) return null
  const end = advance(SEG.SEQ, SEG.data.length)
  return [SEG.SEQ, before(RCV.NXT, end) ? RCV.NXT : end]
}

/** Puts aside what came with a SYN, until the handshake is over. */
export function keepForLater(tcb: Tcb, SEG: Segment): Pick<Tcb, 'held'> {
  const room = tcb.RCV.WND
  const data = SEG.data.slice(0, room)
  const whole = data.length === SEG.data.length
  const keptFin = tcb.config.keepFinOfSyn && whole && (SEG.CTL & FIN) !== 0
  return { held: hold(tcb.held, { SEQ: tcb.RCV.NXT, data, FIN: keptFin }) }
}

/** What was put aside becomes data. */
export function takeKept(tcb: Tcb, now: Millis): Received {
  return taken(tcb, takeInOrder(tcb.held, tcb.RCV.NXT), null, false, now)
}

/** `atOnce`: out of order or filling a gap, which is acknowledged without delay (RFC 5681 §4.2). */
function taken(tcb: Tcb, arrived: InOrder, newestHeld: Tcb['newestHeld'], atOnce: boolean, now: Millis): Received {
  const { config, receiveQueue, timers } = tcb
  const { NXT, WND, UP, BUFF, ADV } = tcb.RCV
  const { data, FIN: fin, held } = arrived
  const octets = data.length + (fin ? 1 : 0)
  const second = tcb.ackDue > 0 && data.length > 0
  const prompt = config.promptAcks && (data.length > tcb.agreed.SendMSS || upTo(ADV, NXT))
  const immediately = atOnce || fin || second || prompt || config.delayedAckMs === 0
  const ackDue = octets === 0 && !atOnce ? tcb.ackDue : immediately ? 2 : 1
  const starts = ackDue === 1 && timers['delayed ACK'] === null
  return {
    RCV: { NXT: advance(NXT, octets), WND: Math.max(0, WND - octets), UP, BUFF, ADV },
    receiveQueue: data === '' ? receiveQueue : receiveQueue + data,
    held,
    newestHeld,
    ackDue,
    timers: starts ? withDelayedAck(timers, now + config.delayedAckMs) : timers,
    octets: data.length,
    FIN: fin,
  }
}

/** RCV.UP after the segment, and whether the application has to be told: once for one run of urgent data. */
export function onUrgent(tcb: Tcb, SEG: Segment): { readonly RCV: Tcb['RCV']; readonly tell: boolean } {
  if (!(SEG.CTL & URG) || SEG.UP === 0) return { RCV: tcb.RCV, tell: false }
  const pointer = advance(SEG.SEQ, SEG.UP)
  const { RCV } = tcb
  const read = advance(RCV.NXT, -tcb.receiveQueue.length)
  const wasUrgent = before(read, RCV.UP)
  if (upTo(pointer, RCV.UP) && wasUrgent) return { RCV, tell: false }
  const changed = Object.assign(copyReceive(RCV), { UP: pointer })
  return { RCV: changed, tell: !wasUrgent && distance(read, pointer) > 0 }
}
