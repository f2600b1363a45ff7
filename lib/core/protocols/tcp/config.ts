// What a TCP endpoint is set to: sizes, times, and the choices that the RFCs leave open or that real stacks
// make otherwise. Data only. Defaults follow RFC 9293 with RFC 5961's checks; a lab, a test or a page
// overrides them.
import type { Millis } from '#lib/core/engine/machine.ts'

export interface TcpConfig {
  // — segments and options —
  /** What the MSS option announces: the MTU less 40 (IPv4) or 60 (IPv6) octets, RFC 9293 §3.7.1. */
  readonly MSS: number
  /** False: SYN segments carry no options at all. */
  readonly options: boolean
  /** Rcv.Wind.Shift offered in a SYN, RFC 7323 §2.2; null: not offered. */
  readonly windowScale: number | null
  readonly sack: boolean
  readonly timestamps: boolean
  /** RFC 3168 §6.1.1: `active` asks for ECN in its SYN, `passive` agrees when asked. */
  readonly ecn: 'off' | 'passive' | 'active'
  /** A SYN retransmitted more often than this no longer asks for ECN. */
  readonly ecnRetries: number
  /** A SYN retransmitted more often than this carries the MSS option only; null: all options always. */
  readonly synOptionRetries: number | null

  // — buffers —
  /** RCV.BUFF, octets. */
  readonly receiveBuffer: number
  readonly sendBuffer: number
  /** Once the MSS is known, RCV.BUFF grows to a whole number of segments. */
  readonly roundBufferToMss: boolean

  // — initial sequence numbers —
  /** A fixed ISS, for figures and tests; null: RFC 9293 §3.4.1 with `isnSecret`. */
  readonly ISS: number | null
  readonly isnSecret: string

  // — times —
  readonly mslMs: Millis
  readonly delayedAckMs: Millis
  /** RFC 6298: initial, least and most RTO, and the clock granularity G. */
  readonly rtoInitialMs: Millis
  readonly rtoMinMs: Millis
  readonly rtoMaxMs: Millis
  readonly rtoGranularityMs: Millis
  /** Added to every RTO but the first; some stacks allow for a slow peer so. */
  readonly rtoSlopMs: Millis
  /** RTO once established after a SYN timed out, RFC 6298 (5.7). */
  readonly rtoAfterSynLossMs: Millis
  /** R2 for SYN and SYN,ACK segments (RFC 9293 §3.8.3, MUST-23: at least 3 minutes). */
  readonly openGiveUpMs: Millis
  readonly synRetries: number
  readonly synAckRetries: number
  /** R2 for data (SHLD-11: at least 100 s), counted from the first transmission of the oldest segment. */
  readonly giveUpMs: Millis
  readonly retries: number
  /** How long FIN-WAIT-2 waits for a FIN once no application holds the connection; null: for ever. */
  readonly finWait2Ms: Millis | null
  /** RFC 9293 §3.8.4; null: off, as MUST-25 wants by default. */
  readonly keepAlive: { readonly idleMs: Millis; readonly intervalMs: Millis; readonly probes: number } | null

  // — sending —
  readonly nagle: boolean
  /** A last piece of data that is no full segment waits for more to come, acknowledged or not. */
  readonly holdPartial: boolean
  /** Between window probes, and before a piece that is too small for the window is sent after all: at least so long. */
  readonly persistMinMs: Millis
  /** Segments of the initial congestion window, RFC 6928 §2. */
  readonly initialWindowSegments: number
  readonly limitedTransmit: boolean
  /** How cwnd grows and what a loss leaves of it: RFC 5681 with RFC 6582, or RFC 9438. */
  readonly congestionControl: 'reno' | 'cubic'
  /** With SACK, a loss brings cwnd down at once (RFC 6675) or by what each ACK of the recovery tells (RFC 6937). */
  readonly rateReduction: 'at once' | 'proportional'

  // — choices —
  /** A RST that is in the window but not at RCV.NXT: challenged (RFC 5961 §3.2) or believed (RFC 793). */
  readonly rstCheck: 'rfc5961' | 'rfc793'
  /** A SYN in a synchronized state: challenged (RFC 5961 §4.2) or, inside the window, an error (RFC 793). */
  readonly synCheck: 'rfc5961' | 'rfc793'
  /** Where a RST, and by RFC 793 a SYN, has to be: at RCV.NXT, or at what the peer was last told of it. */
  readonly resetEdge: 'RCV.NXT' | 'Last.ACK.sent'
  /** The range of acceptable ACK values, RFC 5961 §5.2; some stacks also challenge what lies before our SYN. */
  readonly ackCheck: 'rfc5961' | 'rfc5961 and ISS' | 'rfc793'
  /** An old timestamp is answered always (RFC 7323 §5.3, R1) or only beside data. */
  readonly oldTimestamp: 'ACK' | 'ACK data'
  /** Octets that arrive again are told by a first SACK block, RFC 2883. */
  readonly dsack: boolean
  /** A segment larger than ours may be, or one at a window that was closed, is acknowledged without delay. */
  readonly promptAcks: boolean
  /**
   * Data for which nobody is left: by RFC 9293 §3.6.1 a RST where data could still be taken; some stacks send it in
   * CLOSING and LAST-ACK too, and wherever the data lies.
   */
  readonly dataAfterClose: 'acceptable' | 'any'
  /** What giving up on a peer that was heard before sends. */
  readonly giveUpSends: 'nothing' | 'RST,ACK'
  /** CLOSE in SYN-RECEIVED: a FIN follows (RFC 9293 §3.10.4), or the connection is forgotten. */
  readonly closeInSynReceived: 'FIN' | 'forget'
  /** A hard ICMP error ends a connection in any state (RFC 9293 §3.9.2.2, SHLD-26) or only one that is opening. */
  readonly icmpHardErrors: 'always' | 'in SYN-SENT'
  /** A segment with both SYN and FIN is dropped unread. */
  readonly dropSynFin: boolean
  /**
   * False: the FIN of a SYN,FIN segment that meets our SYN is forgotten, and comes again by retransmission.
   */
  readonly keepFinOfSyn: boolean
  /**
   * What a passive open keeps before the handshake ends: a whole TCB, or an entry of a SYN cache, which holds
   * no data, answers every SYN with the same SYN,ACK, and is thrown away by a bad ACK (RFC 4987 §3.5).
   */
  readonly halfOpen: 'tcb' | 'syn-cache'
  /** RCV.WND for the acceptability test: what was advertised, or all the buffer has room for. */
  readonly windowCheck: 'advertised' | 'buffer'
  /** The ACK field of a segment that lies wholly before RCV.NXT is still used. */
  readonly useOldAcks: boolean
  /**
   * A new SYN in TIME-WAIT opens again (MAY-2): never, or if its sequence number or timestamp is newer. One
   * that is not newer is challenged or, as some stacks do, dropped because it has no ACK.
   */
  readonly timeWaitSyn: 'challenge' | 'reopen' | 'reopen or drop'
  /** A RST in TIME-WAIT: RFC 9293 closes, RFC 1337 §3 (F1) advises to ignore it. */
  readonly timeWaitRst: 'close' | 'ignore'
  /** A RST in CLOSING or LAST-ACK: RFC 9293 §3.10.7.4 tells the user nothing, some stacks "connection reset". */
  readonly rstWhileClosing: 'silent' | 'told'
  /** What ABORT sends: RFC 9293 §3.10.5 asks for the bare RST; stacks put an ACK beside it. */
  readonly abortSends: 'RST' | 'RST,ACK'
  /**
   * The peer's SYN once more in SYN-RECEIVED: an ACK, as for any unacceptable segment (RFC 9293 §3.10.7.4), or the
   * SYN,ACK again, as stacks do.
   */
  readonly repeatedSyn: 'ACK' | 'SYN,ACK'
  /** A SYN,ACK that meets a listener: answered by a RST (RFC 9293 §3.10.7.2) or dropped in silence. */
  readonly synAckInListen: 'RST' | 'drop'
  /** While our FIN is unacknowledged every ordinary ACK carries it again. */
  readonly repeatFin: boolean
  /** Segments to a closed port that are dropped instead of answered by a RST. */
  readonly blackhole: 'none' | 'SYN' | 'all'
  /** Closing with received data unread: tell the peer by a RST (SHLD-3) or close as if nothing were lost. */
  readonly resetUnread: boolean
  /** `two-way`: a listener believes a SYN at once. No TCP does so; it shows what the third segment is for. */
  readonly handshake: 'three-way' | 'two-way'
  /** SYN queue is full: drop the SYN or answer it with a SYN cookie (RFC 4987 §3.6). */
  readonly synCookies: boolean
  /** Accept queue is full when the handshake's last ACK comes: ignore that ACK, or reset. */
  readonly acceptOverflow: 'ignore' | 'reset'
}

export const defaultTcpConfig: TcpConfig = {
  MSS: 1460,
  options: true,
  windowScale: null,
  sack: true,
  timestamps: false,
  ecn: 'off',
  ecnRetries: 1,
  synOptionRetries: null,
  receiveBuffer: 65_535,
  sendBuffer: 1 << 20,
  roundBufferToMss: false,
  ISS: null,
  isnSecret: '',
  mslMs: 120_000,
  delayedAckMs: 200,
  rtoInitialMs: 1000,
  rtoMinMs: 1000,
  rtoMaxMs: 60_000,
  rtoGranularityMs: 1,
  rtoSlopMs: 0,
  rtoAfterSynLossMs: 3000,
  openGiveUpMs: 180_000,
  synRetries: 16,
  synAckRetries: 16,
  giveUpMs: 100_000,
  retries: 16,
  finWait2Ms: null,
  keepAlive: null,
  nagle: true,
  holdPartial: false,
  persistMinMs: 0,
  initialWindowSegments: 10,
  limitedTransmit: true,
  congestionControl: 'reno',
  rateReduction: 'at once',
  rstCheck: 'rfc5961',
  synCheck: 'rfc5961',
  resetEdge: 'RCV.NXT',
  ackCheck: 'rfc5961',
  oldTimestamp: 'ACK',
  dsack: false,
  promptAcks: false,
  dataAfterClose: 'acceptable',
  giveUpSends: 'nothing',
  closeInSynReceived: 'FIN',
  icmpHardErrors: 'always',
  dropSynFin: false,
  keepFinOfSyn: true,
  halfOpen: 'tcb',
  windowCheck: 'advertised',
  useOldAcks: false,
  timeWaitSyn: 'challenge',
  timeWaitRst: 'close',
  rstWhileClosing: 'silent',
  abortSends: 'RST',
  repeatedSyn: 'ACK',
  synAckInListen: 'RST',
  repeatFin: false,
  blackhole: 'none',
  resetUnread: true,
  handshake: 'three-way',
  synCookies: false,
  acceptOverflow: 'ignore',
}

/** The settings that are a choice between words. */
type Choices = {
  readonly [K in keyof TcpConfig as TcpConfig[K] extends string ? (string extends TcpConfig[K] ? never : K) : never]: readonly TcpConfig[K][]
}

/** What each may be: for whoever reads settings from a text. */
export const tcpChoices: Choices = {
  congestionControl: ['reno', 'cubic'],
  rateReduction: ['at once', 'proportional'],
  ecn: ['off', 'passive', 'active'],
  rstCheck: ['rfc5961', 'rfc793'],
  synCheck: ['rfc5961', 'rfc793'],
  resetEdge: ['RCV.NXT', 'Last.ACK.sent'],
  ackCheck: ['rfc5961', 'rfc5961 and ISS', 'rfc793'],
  oldTimestamp: ['ACK', 'ACK data'],
  dataAfterClose: ['acceptable', 'any'],
  giveUpSends: ['nothing', 'RST,ACK'],
  closeInSynReceived: ['FIN', 'forget'],
  icmpHardErrors: ['always', 'in SYN-SENT'],
  halfOpen: ['tcb', 'syn-cache'],
  windowCheck: ['advertised', 'buffer'],
  timeWaitSyn: ['challenge', 'reopen', 'reopen or drop'],
  timeWaitRst: ['close', 'ignore'],
  rstWhileClosing: ['silent', 'told'],
  abortSends: ['RST', 'RST,ACK'],
  repeatedSyn: ['ACK', 'SYN,ACK'],
  synAckInListen: ['RST', 'drop'],
  blackhole: ['none', 'SYN', 'all'],
  handshake: ['three-way', 'two-way'],
  acceptOverflow: ['ignore', 'reset'],
}
