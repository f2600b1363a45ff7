// The transmission control block: everything one connection remembers, under the RFCs' own names.
// Plain data that survives JSON. Read first: RFC 9293 §3.3.1 (Tables 2 to 4); RFC 5681 §2, RFC 6298 §2,
// RFC 7323 §2.2 and §4.3 for the other groups. Only `machine.ts` makes a changed one.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

/** RFC 9293's socket: an address (text form) and a port. */
export interface Socket {
  readonly address: string
  readonly port: number
}

/** RFC 9293 Table 2, and MAX.SND.WND of §3.10.7.4. */
export interface SendVariables {
  readonly UNA: SequenceNumber
  readonly NXT: SequenceNumber
  /** Octets, already scaled; an offset from UNA. */
  readonly WND: number
  readonly UP: SequenceNumber
  readonly WL1: SequenceNumber
  readonly WL2: SequenceNumber
  readonly MAX_WND: number
}

/** RFC 9293 Table 3. RCV.NXT + RCV.WND is the right edge that the peer may use. */
export interface ReceiveVariables {
  readonly NXT: SequenceNumber
  readonly WND: number
  readonly UP: SequenceNumber
  /** RCV.BUFF of §3.8.6.2.2: room for received data, read or not. */
  readonly BUFF: number
  /** The right edge last advertised. RCV.NXT + RCV.WND is the same unless `windowCheck` is `buffer`. */
  readonly ADV: SequenceNumber
}

/** What the two SYNs agreed on. */
export interface Agreed {
  /** SendMSS, RFC 9293 §3.7.1: from the peer's MSS option, or 536 (IPv4) and 1220 (IPv6) without one. */
  readonly SendMSS: number
  readonly scaling: boolean
  /** RFC 7323 §2.2; 0 where scaling was not agreed. */
  readonly SndWindShift: number
  readonly RcvWindShift: number
  readonly sack: boolean
  readonly timestamps: boolean
  readonly ecn: boolean
}

/** RFC 7323 §4.3 and §5.3. */
export interface Timestamps {
  /** TS.Recent */
  readonly Recent: number
  readonly recentAtMs: Millis
  /** Last.ACK.sent */
  readonly LastAckSent: SequenceNumber
}

/** RFC 6298 §2; SRTT is null before the first measurement. */
export interface RoundTrip {
  readonly SRTT: number | null
  readonly RTTVAR: number
  readonly RTO: number
  /** Timeouts since data was last acknowledged; the RTO has been doubled as often. */
  readonly backoffs: number
  /** The segment being timed (Karn: never one that was sent twice); its last octet is before `end`. */
  readonly timing: { readonly end: SequenceNumber; readonly sentAtMs: Millis } | null
  /** When the oldest unacknowledged octet was first sent: R2 counts from here. */
  readonly oldestSentAtMs: Millis | null
}

export type CongestionPhase = 'slow start' | 'congestion avoidance' | 'fast recovery'

/** RFC 9438 §4.1.2, in octets. */
export interface Cubic {
  /** null after a timeout: the window with which the next stage begins (§4.8). */
  readonly W_max: number | null
  readonly cwndPrior: number
  /** t_epoch; null: the stage has not begun. */
  readonly epochAtMs: Millis | null
  /** Seconds. */
  readonly K: number
  readonly W_est: number
}

/** RFC 6937 §3, in octets. */
export interface Prr {
  readonly delivered: number
  readonly out: number
  readonly RecoverFS: number
}

/** RFC 5681 §2, RFC 6582 §3.2 (recover). */
export interface Congestion {
  readonly cwnd: number
  readonly ssthresh: number
  readonly phase: CongestionPhase
  readonly recover: SequenceNumber
  readonly duplicateAcks: number
  /** Octets acknowledged towards the next increase in congestion avoidance. */
  readonly ackedOctets: number
  /** True once the first partial ACK of a recovery has restarted the timer. */
  readonly partialAckSeen: boolean
  /** null before the first loss, and where CUBIC is not in charge. */
  readonly cubic: Cubic | null
  /** null outside a recovery that it governs. */
  readonly prr: Prr | null
}

/** A run of sequence numbers `[left, right)`. */
export type Range = readonly [left: SequenceNumber, right: SequenceNumber]

export interface Resend {
  readonly next: SequenceNumber
  readonly until: SequenceNumber
  /** Where the retransmission of the segment at `next` is asked for. */
  readonly clause: string
}

/** A segment that came before its turn. */
export interface Held {
  readonly SEQ: SequenceNumber
  readonly data: Octets
  readonly FIN: boolean
}

export const timerNames = [
  'retransmission',
  'persist',
  'delayed ACK',
  '2MSL',
  'FIN-WAIT-2',
  'keep-alive',
  'open',
] as const
export type TimerName = (typeof timerNames)[number]
/** When each timer goes off; null: not running. */
export type Timers = Readonly<Record<TimerName, Millis | null>>

export interface Tcb {
  readonly config: TcpConfig
  readonly state: ConnectionState
  readonly local: Socket
  /** null in LISTEN with the remote socket unspecified. */
  readonly remote: Socket | null
  readonly opened: 'opened passively' | 'opened actively'
  readonly ISS: SequenceNumber
  readonly IRS: SequenceNumber
  readonly SND: SendVariables
  readonly RCV: ReceiveVariables
  readonly agreed: Agreed
  readonly TS: Timestamps
  readonly RTT: RoundTrip
  readonly congestion: Congestion
  readonly timers: Timers

  // — sending —
  /**
   * Data from SND.UNA on (from ISS+1 while the SYN is unacknowledged): sent and not acknowledged, then
   * unsent.
   */
  readonly sendQueue: Octets
  /** The sequence number of our FIN, once CLOSE was called; it may not have been sent yet. */
  readonly finAt: SequenceNumber | null
  /** Retransmission goes on from `next` until `until` is reached, as the windows allow; null: none is due. */
  readonly resend: Resend | null
  /** What the peer's SACK blocks have told, in order, above SND.UNA. */
  readonly scoreboard: readonly Range[]
  /** HighRxt of RFC 6675 §2: retransmitted up to here in this recovery. */
  readonly HighRxt: SequenceNumber
  /** Times the zero window was probed since it closed; null: not probing. */
  readonly probes: number | null
  readonly lastSentAtMs: Millis

  // — receiving —
  /** In order, acknowledged, not yet read by the application. */
  readonly receiveQueue: Octets
  /** Ahead of RCV.NXT, in order, without overlaps; the newest arrival's place for SACK is `newestHeld`. */
  readonly held: readonly Held[]
  readonly newestHeld: SequenceNumber | null
  /** Segments to acknowledge that have not been: 2 means at once (SHLD-19). */
  readonly ackDue: 0 | 1 | 2
  /** The application has closed for reading too: data that arrives now is lost, and says so by a RST. */
  readonly released: boolean
  /** Keep-alive probes since the peer was last heard. */
  readonly keepAliveProbes: number
}

const noTimers: Timers = {
  retransmission: null,
  persist: null,
  'delayed ACK': null,
  '2MSL': null,
  'FIN-WAIT-2': null,
  'keep-alive': null,
  open: null,
}

/** A TCB in CLOSED, from which OPEN starts. */
export function createTcb(config: TcpConfig, local: Socket, remote: Socket | null): Tcb {
  return {
    config,
    state: 'CLOSED',
    local,
    remote,
    opened: 'opened actively',
    ISS: 0,
    IRS: 0,
    SND: { UNA: 0, NXT: 0, WND: 0, UP: 0, WL1: 0, WL2: 0, MAX_WND: 0 },
    RCV: { NXT: 0, WND: Math.min(config.receiveBuffer, 0xffff), UP: 0, BUFF: config.receiveBuffer, ADV: 0 },
    agreed: {
      SendMSS: defaultSendMss(local),
      scaling: false,
      SndWindShift: 0,
      RcvWindShift: 0,
      sack: false,
      timestamps: false,
      ecn: false,
    },
    TS: { Recent: 0, recentAtMs: 0, LastAckSent: 0 },
    RTT: { SRTT: null, RTTVAR: 0, RTO: config.rtoInitialMs, backoffs: 0, timing: null, oldestSentAtMs: null },
    congestion: {
      cwnd: config.MSS,
      ssthresh: 0x3fffffff,
      phase: 'slow start',
      recover: 0,
      duplicateAcks: 0,
      ackedOctets: 0,
      partialAckSeen: false,
      cubic: null,
      prr: null,
    },
    timers: noTimers,
    sendQueue: '',
    finAt: null,
    resend: null,
    scoreboard: [],
    HighRxt: 0,
    probes: null,
    lastSentAtMs: 0,
    receiveQueue: '',
    held: [],
    newestHeld: null,
    ackDue: 0,
    released: false,
    keepAliveProbes: 0,
  }
}

type Draft<T> = { -readonly [K in keyof T]: T[K] }

// A group of variables is only ever copied by the function below: what a spread makes has a shape of its own to V8, and
// whoever reads several shapes in one place is slow. Each copy belongs to its maker until it is handed out.

/** A TCB to change. */
export function copyTcb(tcb: Tcb): Draft<Tcb> {
  const { config, state, local, remote, opened, ISS, IRS, SND, RCV, agreed, TS, RTT, congestion } = tcb
  const { timers, sendQueue, finAt, resend, scoreboard, HighRxt, probes, lastSentAtMs, receiveQueue } = tcb
  const { held, newestHeld, ackDue, released, keepAliveProbes } = tcb
  return {
    config,
    state,
    local,
    remote,
    opened,
    ISS,
    IRS,
    SND,
    RCV,
    agreed,
    TS,
    RTT,
    congestion,
    timers,
    sendQueue,
    finAt,
    resend,
    scoreboard,
    HighRxt,
    probes,
    lastSentAtMs,
    receiveQueue,
    held,
    newestHeld,
    ackDue,
    released,
    keepAliveProbes,
  }
}

export function copySend({ UNA, NXT, WND, UP, WL1, WL2, MAX_WND }: SendVariables): Draft<SendVariables> {
  return { UNA, NXT, WND, UP, WL1, WL2, MAX_WND }
}

export function copyReceive({ NXT, WND, UP, BUFF, ADV }: ReceiveVariables): Draft<ReceiveVariables> {
  return { NXT, WND, UP, BUFF, ADV }
}

export function copyRoundTrip(RTT: RoundTrip): Draft<RoundTrip> {
  const { SRTT, RTTVAR, RTO, backoffs, timing, oldestSentAtMs } = RTT
  return { SRTT, RTTVAR, RTO, backoffs, timing, oldestSentAtMs }
}

export function copyCongestion(congestion: Congestion): Draft<Congestion> {
  const { cwnd, ssthresh, phase, recover, duplicateAcks, ackedOctets, partialAckSeen, cubic, prr } = congestion
  return { cwnd, ssthresh, phase, recover, duplicateAcks, ackedOctets, partialAckSeen, cubic, prr }
}

export function copyTimers(timers: Timers): Draft<Timers> {
  return {
    retransmission: timers.retransmission,
    persist: timers.persist,
    'delayed ACK': timers['delayed ACK'],
    '2MSL': timers['2MSL'],
    'FIN-WAIT-2': timers['FIN-WAIT-2'],
    'keep-alive': timers['keep-alive'],
    open: timers.open,
  }
}

/** RFC 9293 §3.7.1, MUST-15: the default where no MSS option is received. */
export function defaultSendMss(local: Socket): number {
  return local.address.includes(':') ? 1220 : 536
}

/** Octets sent and not yet acknowledged, SYN and FIN counted: RFC 5681's FlightSize. */
export function flightSize(tcb: Tcb): number {
  return (tcb.SND.NXT - tcb.SND.UNA) >>> 0
}

/** Whether our SYN has been sent and acknowledged. */
export function synAcknowledged(tcb: Tcb): boolean {
  return tcb.SND.UNA !== tcb.ISS
}

/** The sequence number of the first octet of `sendQueue`. */
export function sendQueueStart(tcb: Tcb): SequenceNumber {
  return synAcknowledged(tcb) ? tcb.SND.UNA : (tcb.ISS + 1) >>> 0
}

/** Whether our FIN has been sent. */
export function finSent(tcb: Tcb): boolean {
  return tcb.finAt !== null && ((tcb.SND.NXT - tcb.finAt) | 0) > 0
}

/** Whether our FIN has been sent and acknowledged. */
export function finAcknowledged(tcb: Tcb): boolean {
  return tcb.finAt !== null && ((tcb.SND.UNA - tcb.finAt) | 0) > 0
}
