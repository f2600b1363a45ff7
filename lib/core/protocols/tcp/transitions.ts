// The connection's states and every way from one to another, as data. The machine moves by this table only,
// and the state diagram is drawn from it. Read first: RFC 9293 §3.3.2 and Figure 5; the clause of each row is
// where the text (§3.10), not the figure, asks for the move.

export const connectionStates = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const
export type ConnectionState = (typeof connectionStates)[number]

export type TransitionEvent =
  | 'passive OPEN'
  | 'active OPEN'
  | 'SEND'
  | 'CLOSE'
  | 'ABORT'
  | 'rcv SYN'
  | 'rcv SYN,ACK'
  | 'rcv ACK of SYN'
  | 'rcv ACK of FIN'
  | 'rcv FIN'
  | 'rcv RST'
  | 'give up'
  | '2MSL timeout'
  | 'FIN-WAIT-2 timeout'
  | 'data after CLOSE'
  | 'rcv SYN cookie'
  | 'two-way handshake'
  | 'old duplicate'
  | 'hard ICMP error'

export interface Transition {
  readonly from: ConnectionState
  readonly event: TransitionEvent
  readonly to: ConnectionState
  /** Where the RFC asks for it. */
  readonly clause: string
  /** What is sent with it, in Figure 5's words; empty: nothing. */
  readonly sends: string
  /** Whether RFC 9293's Figure 5 draws this arrow. */
  readonly inFigure5: boolean
  /** Which connections it holds for, where the text tells them apart. */
  readonly only?: 'opened passively' | 'opened actively'
}

const row = (
  from: ConnectionState,
  event: TransitionEvent,
  to: ConnectionState,
  clause: string,
  sends = '',
  inFigure5 = true,
): Transition => ({ from, event, to, clause, sends, inFigure5 })

const synchronized = ['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK'] as const
const ending = ['FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSING', 'LAST-ACK'] as const

export const transitions: readonly Transition[] = [
  row('CLOSED', 'passive OPEN', 'LISTEN', 'RFC 9293 §3.10.1'),
  row('CLOSED', 'active OPEN', 'SYN-SENT', 'RFC 9293 §3.10.1', 'SYN'),
  row('LISTEN', 'active OPEN', 'SYN-SENT', 'RFC 9293 §3.10.1', 'SYN', false),
  row('LISTEN', 'SEND', 'SYN-SENT', 'RFC 9293 §3.10.2', 'SYN'),
  row('LISTEN', 'CLOSE', 'CLOSED', 'RFC 9293 §3.10.4'),
  row('LISTEN', 'ABORT', 'CLOSED', 'RFC 9293 §3.10.5', '', false),
  row('LISTEN', 'rcv SYN', 'SYN-RECEIVED', 'RFC 9293 §3.10.7.2', 'SYN,ACK'),
  row('LISTEN', 'rcv SYN cookie', 'SYN-RECEIVED', 'RFC 4987 §3.6', '', false),
  row('SYN-SENT', 'CLOSE', 'CLOSED', 'RFC 9293 §3.10.4'),
  row('SYN-SENT', 'ABORT', 'CLOSED', 'RFC 9293 §3.10.5', '', false),
  row('SYN-SENT', 'rcv SYN,ACK', 'ESTABLISHED', 'RFC 9293 §3.10.7.3', 'ACK'),
  row('SYN-SENT', 'rcv SYN', 'SYN-RECEIVED', 'RFC 9293 §3.10.7.3', 'SYN,ACK'),
  row('SYN-SENT', 'rcv RST', 'CLOSED', 'RFC 9293 §3.10.7.3', '', false),
  row('SYN-SENT', 'give up', 'CLOSED', 'RFC 9293 §3.8.3', '', false),
  row('SYN-SENT', 'hard ICMP error', 'CLOSED', 'RFC 9293 §3.9.2.2', '', false),
  row('SYN-RECEIVED', 'rcv ACK of SYN', 'ESTABLISHED', 'RFC 9293 §3.10.7.4'),
  row('SYN-RECEIVED', 'two-way handshake', 'ESTABLISHED', 'configuration', '', false),
  row('SYN-RECEIVED', 'CLOSE', 'FIN-WAIT-1', 'RFC 9293 §3.10.4', 'FIN'),
  row('SYN-RECEIVED', 'ABORT', 'CLOSED', 'RFC 9293 §3.10.5', 'RST', false),
  { ...row('SYN-RECEIVED', 'rcv RST', 'LISTEN', 'RFC 9293 §3.10.7.4'), only: 'opened passively' },
  { ...row('SYN-RECEIVED', 'rcv RST', 'CLOSED', 'RFC 9293 §3.10.7.4', '', false), only: 'opened actively' },
  { ...row('SYN-RECEIVED', 'rcv SYN', 'LISTEN', 'RFC 9293 §3.10.7.4', '', false), only: 'opened passively' },
  { ...row('SYN-RECEIVED', 'rcv SYN', 'CLOSED', 'RFC 793 §3.9', 'RST', false), only: 'opened actively' },
  row('SYN-RECEIVED', 'give up', 'CLOSED', 'RFC 9293 §3.8.3', '', false),
  row('SYN-RECEIVED', 'hard ICMP error', 'CLOSED', 'RFC 9293 §3.9.2.2', '', false),
  row('ESTABLISHED', 'CLOSE', 'FIN-WAIT-1', 'RFC 9293 §3.10.4', 'FIN'),
  row('ESTABLISHED', 'rcv FIN', 'CLOSE-WAIT', 'RFC 9293 §3.10.7.4', 'ACK'),
  row('FIN-WAIT-1', 'rcv ACK of FIN', 'FIN-WAIT-2', 'RFC 9293 §3.10.7.4'),
  row('FIN-WAIT-1', 'rcv FIN', 'CLOSING', 'RFC 9293 §3.10.7.4', 'ACK'),
  row('FIN-WAIT-2', 'rcv FIN', 'TIME-WAIT', 'RFC 9293 §3.10.7.4', 'ACK'),
  row('FIN-WAIT-2', 'FIN-WAIT-2 timeout', 'CLOSED', 'RFC 9293 §3.6.1', '', false),
  row('CLOSE-WAIT', 'CLOSE', 'LAST-ACK', 'RFC 9293 §3.10.4', 'FIN'),
  row('CLOSING', 'rcv ACK of FIN', 'TIME-WAIT', 'RFC 9293 §3.10.7.4'),
  row('LAST-ACK', 'rcv ACK of FIN', 'CLOSED', 'RFC 9293 §3.10.7.4'),
  row('TIME-WAIT', '2MSL timeout', 'CLOSED', 'RFC 9293 §3.10.8'),
  row('TIME-WAIT', 'rcv SYN', 'CLOSED', 'RFC 9293 §3.6.1 (MAY-2)', '', false),
  row('CLOSED', 'old duplicate', 'TIME-WAIT', 'RFC 9293 §3.6.1 (MAY-2)', '', false),
  row('TIME-WAIT', 'rcv RST', 'CLOSED', 'RFC 9293 §3.10.7.4', '', false),
  row('TIME-WAIT', 'ABORT', 'CLOSED', 'RFC 9293 §3.10.5', '', false),
  ...synchronized.map((from) => row(from, 'rcv RST', 'CLOSED', 'RFC 9293 §3.10.7.4', '', false)),
  ...synchronized.map((from) => row(from, 'rcv SYN', 'CLOSED', 'RFC 793 §3.9', 'RST', false)),
  ...synchronized.map((from) => row(from, 'ABORT', 'CLOSED', 'RFC 9293 §3.10.5', 'RST', false)),
  ...synchronized.map((from) => row(from, 'hard ICMP error', 'CLOSED', 'RFC 9293 §3.9.2.2', '', false)),
  ...synchronized.map((from) => row(from, 'give up', 'CLOSED', 'RFC 9293 §3.8.3', '', false)),
  ...ending.map((from) => row(from, 'data after CLOSE', 'CLOSED', 'RFC 9293 §3.6.1', 'RST', false)),
]

const index = new Map<string, Transition>()
for (const transition of transitions) {
  const { from, event, only } = transition
  for (const opened of ['opened passively', 'opened actively'] as const) {
    if (only === undefined || only === opened) index.set(`${from}|${event}|${opened}`, transition)
  }
}

/** The row for an event in a state, or null when the table knows none. */
export function findTransition(
  from: ConnectionState,
  event: TransitionEvent,
  opened: 'opened passively' | 'opened actively',
): Transition | null {
  return index.get(`${from}|${event}|${opened}`) ?? null
}
