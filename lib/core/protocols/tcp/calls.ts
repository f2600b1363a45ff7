// What each user call may do in each state, as data: the replies of RFC 9293 §3.10.1 to §3.10.6, word for
// word. `shutdown` is the RFC's CLOSE ("I have no more data to send"); `close` also gives up reading, as the
// socket call of that name does (MAY-1).
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export type Call =
  | { readonly name: 'open'; readonly mode: 'active' | 'passive' }
  | { readonly name: 'send'; readonly data: Octets; readonly urgent?: boolean }
  /** Takes at most `max` octets of what has arrived. */
  | { readonly name: 'receive'; readonly max: number }
  | { readonly name: 'shutdown' }
  | { readonly name: 'close' }
  | { readonly name: 'abort' }
export type CallName = Call['name']

/** The RFC's strings, without "error: ". */
export type CallError =
  | 'connection does not exist'
  | 'connection already exists'
  | 'connection closing'
  | 'remote socket unspecified'
  | 'insufficient resources'

type Replies = Readonly<Record<ConnectionState, 'ok' | CallError>>

const noConnection = 'connection does not exist'
const closing = 'connection closing'

const open: Replies = {
  CLOSED: 'ok',
  LISTEN: 'ok',
  'SYN-SENT': 'connection already exists',
  'SYN-RECEIVED': 'connection already exists',
  ESTABLISHED: 'connection already exists',
  'FIN-WAIT-1': 'connection already exists',
  'FIN-WAIT-2': 'connection already exists',
  'CLOSE-WAIT': 'connection already exists',
  CLOSING: 'connection already exists',
  'LAST-ACK': 'connection already exists',
  'TIME-WAIT': 'connection already exists',
}
const send: Replies = {
  CLOSED: noConnection,
  LISTEN: 'ok',
  'SYN-SENT': 'ok',
  'SYN-RECEIVED': 'ok',
  ESTABLISHED: 'ok',
  'FIN-WAIT-1': closing,
  'FIN-WAIT-2': closing,
  'CLOSE-WAIT': 'ok',
  CLOSING: closing,
  'LAST-ACK': closing,
  'TIME-WAIT': closing,
}
// CLOSING, LAST-ACK and TIME-WAIT: "connection closing" comes once the data on hand is read, as in
// CLOSE-WAIT; §3.10.3 alone would lose data that was acknowledged before our CLOSE.
const receive: Replies = {
  CLOSED: noConnection,
  LISTEN: 'ok',
  'SYN-SENT': 'ok',
  'SYN-RECEIVED': 'ok',
  ESTABLISHED: 'ok',
  'FIN-WAIT-1': 'ok',
  'FIN-WAIT-2': 'ok',
  'CLOSE-WAIT': 'ok',
  CLOSING: 'ok',
  'LAST-ACK': 'ok',
  'TIME-WAIT': 'ok',
}
const shutdown: Replies = {
  CLOSED: noConnection,
  LISTEN: 'ok',
  'SYN-SENT': 'ok',
  'SYN-RECEIVED': 'ok',
  ESTABLISHED: 'ok',
  'FIN-WAIT-1': closing,
  'FIN-WAIT-2': closing,
  'CLOSE-WAIT': 'ok',
  CLOSING: closing,
  'LAST-ACK': closing,
  'TIME-WAIT': closing,
}
// A second CLOSE is "ok" as long as no second FIN goes out (§3.10.4): here it only gives up reading.
const close: Replies = {
  ...shutdown,
  'FIN-WAIT-1': 'ok',
  'FIN-WAIT-2': 'ok',
  CLOSING: 'ok',
  'LAST-ACK': 'ok',
  'TIME-WAIT': 'ok',
}
const abort: Replies = {
  ...shutdown,
  'FIN-WAIT-1': 'ok',
  'FIN-WAIT-2': 'ok',
  CLOSING: 'ok',
  'LAST-ACK': 'ok',
  'TIME-WAIT': 'ok',
}

const replies: Readonly<Record<CallName, Replies>> = { open, send, receive, shutdown, close, abort }

const afterTheirFin: ReadonlySet<ConnectionState> = new Set(['CLOSED', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'])

/** Whether the peer's FIN has been received (or there is no peer): nothing more will come. */
export function peerHasClosed(state: ConnectionState): boolean {
  return state !== 'ESTABLISHED' && afterTheirFin.has(state)
}

/** What a call is answered at once; `ok` means that it is being done. */
export function replyToCall(tcb: Tcb, call: Call): 'ok' | CallError {
  const byState = replies[call.name][tcb.state]
  if (byState !== 'ok') return byState
  // After CLOSE in CLOSE-WAIT or SYN-RECEIVED the FIN may still wait for its turn; the door is shut all the
  // same.
  if (tcb.finAt !== null && (call.name === 'send' || call.name === 'shutdown')) return closing
  if (call.name === 'send' && tcb.sendQueue.length + call.data.length > tcb.config.sendBuffer) {
    return 'insufficient resources'
  }
  if (call.name === 'receive' && tcb.receiveQueue === '' && peerHasClosed(tcb.state)) return closing
  const opens =
    (call.name === 'open' && call.mode === 'active') || (call.name === 'send' && tcb.state === 'LISTEN')
  return opens && tcb.remote === null ? 'remote socket unspecified' : 'ok'
}

/** Where each call's behaviour is written. */
export const callClauses: Readonly<Record<CallName, string>> = {
  open: 'RFC 9293 §3.10.1',
  send: 'RFC 9293 §3.10.2',
  receive: 'RFC 9293 §3.10.3',
  shutdown: 'RFC 9293 §3.10.4',
  close: 'RFC 9293 §3.10.4',
  abort: 'RFC 9293 §3.10.5',
}
