// How much may be in flight: slow start, congestion avoidance, fast retransmit and fast recovery. Pure: each
// function takes the variables and returns changed ones; what is then sent is decided in `output.ts`. CUBIC's formulas stand
// in `cubic.ts`, proportional rate reduction in `prr.ts`.
// Read first: RFC 5681 §3, RFC 6582 §3.2 (NewReno), RFC 6928 §2 (initial window), RFC 6675 §5 (with SACK).
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { grow, onLoss, reducedFlight } from '#lib/core/protocols/tcp/cubic.ts'
import { beginPrr } from '#lib/core/protocols/tcp/prr.ts'
import { advance, before, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import { copyCongestion, type Congestion } from '#lib/core/protocols/tcp/tcb.ts'

/** min(10·MSS, max(2·MSS, 14600)), RFC 6928 §2; one segment after a lost SYN, RFC 5681 §3.1. */
export function initialWindow(config: TcpConfig, SMSS: number, synWasLost: boolean): number {
  if (synWasLost) return SMSS
  const segments = config.initialWindowSegments
  return Math.min(segments * SMSS, Math.max(2 * SMSS, segments * 1460))
}

/** What growth goes by beside the congestion variables; SRTT in milliseconds. */
export interface Growth {
  readonly congestionControl: TcpConfig['congestionControl']
  readonly now: Millis
  readonly SRTT: number | null
}

/**
 * An ACK of `octets` new octets outside recovery: RFC 5681 §3.1, equations (2) and (3) counted in octets, or CUBIC in the
 * place of (3).
 */
export function onNewAck(congestion: Congestion, octets: number, SMSS: number, growth: Growth): Congestion {
  const { cwnd, ssthresh } = congestion
  const changed = copyCongestion(congestion)
  changed.duplicateAcks = 0
  if (cwnd < ssthresh) {
    const grown = cwnd + Math.min(octets, SMSS)
    changed.cwnd = grown
    changed.phase = grown < ssthresh ? 'slow start' : 'congestion avoidance'
    changed.ackedOctets = 0
    return changed
  }
  if (growth.congestionControl === 'cubic') return grow(changed, octets, SMSS, growth.now, growth.SRTT)
  const ackedOctets = congestion.ackedOctets + octets
  const full = ackedOctets >= cwnd
  changed.cwnd = full ? cwnd + SMSS : cwnd
  changed.phase = 'congestion avoidance'
  changed.ackedOctets = full ? ackedOctets - cwnd : ackedOctets
  return changed
}

const afterLoss = ({ congestionControl }: TcpConfig, flight: number, SMSS: number): number => {
  return congestionControl === 'cubic' ? reducedFlight(flight, SMSS) : halveFlight(flight, SMSS)
}

/** RFC 5681 (4): half of what is in flight, at least two segments. */
export function halveFlight(flight: number, SMSS: number): number {
  return Math.max(Math.floor(flight / 2), 2 * SMSS)
}

/**
 * Fast retransmit: RFC 6582 §3.2 step 2 and 3; `recover` is the highest sequence number sent so far.
 * With SACK cwnd is not inflated, because RFC 6675 counts what left the network octet by octet.
 */
export function enterRecovery(
  congestion: Congestion,
  flight: number,
  NXT: SequenceNumber,
  SMSS: number,
  sack: boolean,
  config: TcpConfig,
): Congestion {
  const ssthresh = afterLoss(config, flight, SMSS)
  return Object.assign(copyCongestion(congestion), {
    ssthresh,
    cwnd: sack ? ssthresh : ssthresh + 3 * SMSS,
    phase: 'fast recovery',
    recover: advance(NXT, -1),
    ackedOctets: 0,
    partialAckSeen: false,
    cubic: config.congestionControl === 'cubic' ? onLoss(congestion, false) : null,
    prr: sack && config.rateReduction === 'proportional' ? beginPrr(flight) : null,
  } satisfies Partial<Congestion>)
}

/** A further duplicate ACK in recovery: one more segment has left the network, RFC 5681 §3.2 step 4. */
export function inflate(congestion: Congestion, SMSS: number): Congestion {
  return Object.assign(copyCongestion(congestion), { cwnd: congestion.cwnd + SMSS })
}

/** Whether an ACK in recovery covers all that was out when it began: RFC 6582 §3.2, "full acknowledgment". */
export function isFullAck(congestion: Congestion, ACK: SequenceNumber): boolean {
  return before(congestion.recover, ACK)
}

/** RFC 6582 §3.2 step 3, full acknowledgment, option (1): no burst afterwards. */
export function leaveRecovery(
  congestion: Congestion,
  flight: number,
  SMSS: number,
  sack: boolean,
): Congestion {
  const { ssthresh } = congestion
  const cwnd = sack ? ssthresh : Math.min(ssthresh, Math.max(flight, SMSS) + SMSS)
  const phase = cwnd < ssthresh ? 'slow start' : 'congestion avoidance'
  const over = { cwnd, phase, duplicateAcks: 0, ackedOctets: 0, partialAckSeen: false, prr: null } as const
  return Object.assign(copyCongestion(congestion), over)
}

/** RFC 6582 §3.2 step 3, partial acknowledgment: deflate by what was acknowledged, add back one segment. */
export function partialAck(congestion: Congestion, octets: number, SMSS: number, sack: boolean): Congestion {
  const changed = copyCongestion(congestion)
  changed.partialAckSeen = true
  if (sack) return changed
  const deflated = congestion.cwnd - octets + (octets >= SMSS ? SMSS : 0)
  changed.cwnd = Math.max(deflated, SMSS)
  return changed
}

/**
 * Whether the third duplicate starts a recovery: not for a loss that an earlier one covers, RFC 6582 §3.2
 * step 2.
 */
export function mayRecover(congestion: Congestion, ACK: SequenceNumber): boolean {
  return congestion.phase !== 'fast recovery' && before(congestion.recover, advance(ACK, -1))
}

/**
 * Before any loss, `recover` lies just before the SYN. RFC 6582 says ISS, by which the loss of the very first
 * data segment could never be repaired without a timeout; no stack does that.
 */
export function initialRecover(ISS: SequenceNumber): SequenceNumber {
  return advance(ISS, -1)
}

/** A retransmission timeout: RFC 5681 §3.1, loss window of one segment; ssthresh only once for one flight. */
export function onTimeout(
  congestion: Congestion,
  flight: number,
  NXT: SequenceNumber,
  SMSS: number,
  again: boolean,
  config: TcpConfig,
): Congestion {
  const isCubic = config.congestionControl === 'cubic'
  return Object.assign(copyCongestion(congestion), {
    ssthresh: again ? congestion.ssthresh : afterLoss(config, flight, SMSS),
    cubic: isCubic && !again ? onLoss(congestion, true) : congestion.cubic,
    prr: null,
    cwnd: SMSS,
    phase: 'slow start',
    recover: advance(NXT, -1),
    duplicateAcks: 0,
    ackedOctets: 0,
    partialAckSeen: false,
  } satisfies Partial<Congestion>)
}

/** Idle for longer than the RTO: RFC 5681 §4.1, the restart window. */
export function onRestart(congestion: Congestion, config: TcpConfig, SMSS: number): Congestion {
  const restart = initialWindow(config, SMSS, false)
  if (congestion.cwnd <= restart) return congestion
  const cubic = congestion.cubic === null ? null : { ...congestion.cubic, epochAtMs: null }
  return Object.assign(copyCongestion(congestion), { cwnd: restart, ackedOctets: 0, cubic })
}
