// The receive window: how much to offer, and when an offer is worth a segment of its own. Pure.
// Read first: RFC 9293 §3.8.6.2.2 (silly windows, receiver's side), §3.8.6 (SHLD-14: never shrink), RFC 7323
// §2.2.
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import type { SendReason } from '#lib/core/protocols/tcp/output.ts'
import { distance } from '#lib/core/protocols/tcp/sequence.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'

/** Room in the receive buffer: RCV.BUFF − RCV.USER. */
export function freeSpace(tcb: Tcb): number {
  return Math.max(0, tcb.RCV.BUFF - tcb.receiveQueue.length)
}

/** What the peer may still use of the last offer. */
const offered = (tcb: Tcb): number => Math.max(0, distance(tcb.RCV.NXT, tcb.RCV.ADV))

/**
 * The window to offer now, in octets: never less than what was offered, at most what the field can say.
 * By RFC 9293 the right edge stays until it can move by min(Fr·RCV.BUFF, Eff.snd.MSS); with `windowCheck:
 * buffer` it follows the free space, except that a sliver of it is not offered at all.
 */
export function windowToOffer(tcb: Tcb, reason?: SendReason): number {
  const { RCV, config, agreed } = tcb
  const free = freeSpace(tcb)
  const old = offered(tcb)
  const most = 0xffff << agreed.RcvWindShift
  if (config.windowCheck === 'buffer') {
    if (isBySystem(tcb, reason)) return Math.min(free, most)
    const sliver = free < RCV.BUFF / 4 && free < agreed.SendMSS
    return Math.min(Math.max(sliver ? 0 : free, old), most)
  }
  return Math.min(free - old >= step(tcb) ? free : old, most)
}

/** Whether the application's reading has opened the window far enough to tell the peer at once. */
export function updateIsDue(tcb: Tcb): boolean {
  const { RCV, config, agreed } = tcb
  const gain = windowToOffer(tcb) - offered(tcb)
  if (gain <= 0) return false
  const old = offered(tcb)
  const SMSS = effectiveMss(tcb)
  // A peer that has room for a segment is told by the next acknowledgment; one that has not may be waiting.
  if (config.windowCheck === 'advertised') return old < SMSS || gain > Math.min(RCV.BUFF / 2, 2 * SMSS)
  if (old >> agreed.RcvWindShift === (old + gain) >> agreed.RcvWindShift) return false
  const { SendMSS } = agreed
  const small = RCV.BUFF <= 8 * SendMSS || freeSpace(tcb) <= RCV.BUFF / 8
  return 2 * gain >= RCV.BUFF || (gain >= 2 * SendMSS && (small || gain >= RCV.BUFF / 4))
}

/** Fr = 1/2. The step cannot be more than what the field can say. */
function step(tcb: Tcb): number {
  return Math.min(Math.floor(tcb.RCV.BUFF / 2), effectiveMss(tcb))
}

/**
 * The field of a segment: scaled, except on a SYN (RFC 7323 §2.2). What does not fit the scale is left out, or, with
 * `windowCheck: buffer`, rounded up, so that the right edge never moves back by rounding (§2.4).
 */
export function windowField(tcb: Tcb, window: number, onSyn: boolean, reason: SendReason): number {
  const shift = tcb.agreed.RcvWindShift
  const up = tcb.config.windowCheck === 'buffer' && !isBySystem(tcb, reason) ? (1 << shift) - 1 : 0
  return Math.min(0xffff, onSyn ? window : (window + up) >> shift)
}

/**
 * Such segments a stack makes beside the connection: with the free space as it is for a window, and without SACK blocks.
 */
export function isBySystem({ config, state }: Tcb, reason: SendReason | undefined): boolean {
  if (config.windowCheck !== 'buffer') return false
  return reason === 'challenge ACK' || reason === 'keep-alive' || (state === 'TIME-WAIT' && reason === 'duplicate ACK')
}
