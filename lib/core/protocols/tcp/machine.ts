// One TCP endpoint: calls, segments and timers in, segments, signals and a changed TCB out. No I/O, no clock.
// This file alone moves a connection from state to state, and only along `transitions.ts`; everything else it
// needs to know is computed by the pure neighbours. Not modelled: security/compartment, IP options, finding a larger
// Path MTU, ECN after the handshake. Read first: RFC 9293 §3.10.
import type { Millis } from '#lib/core/engine/machine.ts'
import { onAcknowledgment, type AckPatch } from '#lib/core/protocols/tcp/acknowledgment.ts'
import { examine, resetFor, type Verdict } from '#lib/core/protocols/tcp/acceptance.ts'
import { callClauses, peerHasClosed, replyToCall, type Call } from '#lib/core/protocols/tcp/calls.ts'
import { initialRecover, initialWindow, onRestart, onTimeout } from '#lib/core/protocols/tcp/congestion.ts'
import type { Signal, TcpEffect, TcpEvent } from '#lib/core/protocols/tcp/effects.ts'
import { judgeIcmp, type IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import { initialSequenceNumber } from '#lib/core/protocols/tcp/isn.ts'
import { agree, effectiveMss, findTimestamps } from '#lib/core/protocols/tcp/options.ts'
import {
  bareAck,
  nextSegment,
  synSegment,
  unsentOctets,
  type Forced,
  type Outgoing,
} from '#lib/core/protocols/tcp/output.ts'
import { duplicateOctets, keepForLater, onText, onUrgent, takeKept, type Received } from '#lib/core/protocols/tcp/reception.ts'
import { afterHandshake, backOff, timeoutClause, untimed } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, distance, later, upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import {
  copyCongestion,
  copyReceive,
  copyRoundTrip,
  copySend,
  copyTcb,
  createTcb,
  finAcknowledged,
  flightSize,
  sendQueueStart,
  timerNames,
  type Range,
  type Tcb,
  type TimerName,
} from '#lib/core/protocols/tcp/tcb.ts'
import { dueTimer, withTimer } from '#lib/core/protocols/tcp/timers.ts'
import { findTransition, type TransitionEvent } from '#lib/core/protocols/tcp/transitions.ts'
import { afterSending, composeSegment } from '#lib/core/protocols/tcp/transmission.ts'
import { freeSpace, updateIsDue } from '#lib/core/protocols/tcp/window.ts'
import { ACK, FIN, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export interface TcpStep {
  readonly tcb: Tcb
  readonly effects: readonly TcpEffect[]
}

type Draft = { -readonly [K in keyof Tcb]: Tcb[K] }

/** One step's working copy: nobody else sees it before it is finished. */
interface Run {
  readonly t: Draft
  /** Why an acknowledgment is due. */
  ackClause: string
  readonly now: Millis
  readonly effects: TcpEffect[]
  /** What the segment brings that was here already, until an ACK has told of it (RFC 2883). */
  duplicate: Range | null
  /** An earlier connection's last sequence number, RFC 9293 §3.6.1 (MAY-2 (1)); null: there was none. */
  readonly beyond: SequenceNumber | null
}

/** RFC 9293 §3.8.6.2.1: the override timeout, 0.1 to 1 s, for a small segment held back by a small window. */
const overrideMs = 500
const retransmissionsAtR1 = 3

export function stepTcb(tcb: Tcb, event: TcpEvent, now: Millis): TcpStep {
  const beyond = event.kind === 'segment' ? (event.beyond ?? null) : null
  const run: Run = { t: copyTcb(tcb), ackClause: 'RFC 9293 §3.10.7.4', now, effects: [], duplicate: null, beyond }
  if (event.kind === 'segment') arrive(run, event.SEG)
  else if (event.kind === 'timers') fireTimers(run)
  else if (event.kind === 'call') serve(run, event.call)
  else if (event.kind === 'ICMP') hear(run, event.error)
  else if (event.kind === 'cookie') synchronize(run, event.SEG, 'rcv SYN cookie')
  else move(run, 'old duplicate')
  return { tcb: run.t, effects: run.effects }
}

const setTimer = ({ t }: Run, name: TimerName, at: Millis | null): void => {
  t.timers = withTimer(t.timers, name, at)
}

const signal = ({ effects }: Run, name: Signal, clause: string): void => {
  effects.push({ kind: 'signal', signal: name, clause })
}

/** The only way from state to state. A move that the table does not know is a bug, not an input. */
function move(run: Run, event: TransitionEvent): string {
  const { t, effects, now } = run
  const row = findTransition(t.state, event, t.opened)
  if (row === null) throw new Error(`no transition from ${t.state} by ${event}`)
  effects.push({ kind: 'transition', from: row.from, event, to: row.to, clause: row.clause })
  t.state = row.to
  if (row.to === 'CLOSED') bury(run)
  else if (row.to === 'LISTEN' && row.from === 'SYN-RECEIVED')
    Object.assign(t, createTcb(t.config, t.local, t.remote), { state: 'LISTEN', opened: t.opened })
  else if (row.to === 'TIME-WAIT') waitTwoMsl(run)
  else if (row.to === 'FIN-WAIT-2' && t.released) startFinWait2(run)
  else if (row.to === 'ESTABLISHED' && t.config.keepAlive !== null)
    setTimer(run, 'keep-alive', now + t.config.keepAlive.idleMs)
  return row.clause
}

/** "Delete the TCB": nothing is left to send, to read or to wait for. */
function bury(run: Run): void {
  for (const name of timerNames) setTimer(run, name, null)
  Object.assign(run.t, {
    sendQueue: '',
    resend: null,
    held: [],
    newestHeld: null,
    scoreboard: [],
    ackDue: 0,
    probes: null,
  })
}

function waitTwoMsl(run: Run): void {
  for (const name of timerNames) setTimer(run, name, null)
  setTimer(run, '2MSL', run.now + 2 * run.t.config.mslMs)
}

function startFinWait2(run: Run): void {
  const { finWait2Ms } = run.t.config
  if (finWait2Ms !== null) setTimer(run, 'FIN-WAIT-2', run.now + finWait2Ms)
}

// — calls —

function serve(run: Run, call: Call): void {
  const { t, effects } = run
  const reply = replyToCall(t, call)
  if (call.name === 'receive' && reply === 'ok') {
    receive(run, call.max)
    return
  }
  effects.push({ kind: 'reply', call: call.name, reply, clause: callClauses[call.name] })
  if (reply !== 'ok') return
  if (call.name === 'open') open(run, call.mode)
  else if (call.name === 'send') send(run, call.data, call.urgent ?? false)
  else if (call.name === 'abort') abort(run)
  else if (call.name === 'close') release(run)
  else closeSending(run)
}

function open(run: Run, mode: 'active' | 'passive'): void {
  const { t } = run
  if (mode === 'passive' && t.state === 'CLOSED') {
    t.opened = 'opened passively'
    move(run, 'passive OPEN')
  } else if (mode === 'active') {
    activeOpen(run, 'active OPEN')
  }
}

function activeOpen(run: Run, event: TransitionEvent): void {
  const { t, now } = run
  t.opened = 'opened actively'
  chooseIss(run)
  move(run, event)
  setTimer(run, 'open', now + t.config.openGiveUpMs)
  flush(run, 'nothing')
}

function chooseIss({ t, now, beyond }: Run): void {
  const remote = t.remote ?? { address: '', port: 0 }
  const drawn = t.config.ISS ?? initialSequenceNumber(t.config.isnSecret, t.local, remote, now)
  const ISS = beyond === null ? drawn : later(drawn, advance(beyond, 1))
  t.ISS = ISS
  t.SND = Object.assign(copySend(t.SND), { UNA: ISS, NXT: ISS, UP: ISS })
  t.HighRxt = ISS
  t.congestion = Object.assign(copyCongestion(t.congestion), { recover: initialRecover(ISS) })
}

function send(run: Run, data: Octets, urgent: boolean): void {
  const { t, now } = run
  if (flightSize(t) === 0 && t.sendQueue === '' && now - t.lastSentAtMs > t.RTT.RTO && t.lastSentAtMs > 0) {
    t.congestion = onRestart(t.congestion, t.config, effectiveMss(t))
  }
  t.sendQueue += data
  if (urgent) t.SND = Object.assign(copySend(t.SND), { UP: advance(sendQueueStart(t), t.sendQueue.length) })
  if (t.state === 'LISTEN') activeOpen(run, 'SEND')
  else flush(run, 'nothing')
}

function receive(run: Run, max: number): void {
  const { t, effects } = run
  const clause = callClauses.receive
  const data = t.receiveQueue.slice(0, Math.max(0, max))
  effects.push({ kind: 'reply', call: 'receive', reply: 'ok', data, clause })
  if (data === '') return
  t.receiveQueue = t.receiveQueue.slice(data.length)
  if (!peerHasClosed(t.state) && updateIsDue(t)) {
    transmit(run, bareAck(t, 'window update', 'RFC 9293 §3.8.6.2.2'))
  }
}

/** The RFC's CLOSE: no more data will be sent; a FIN follows what is queued. */
function closeSending(run: Run): void {
  const { t } = run
  if (t.state === 'LISTEN' || t.state === 'SYN-SENT') {
    move(run, 'CLOSE')
    return
  }
  t.finAt = advance(sendQueueStart(t), t.sendQueue.length)
  // In SYN-RECEIVED with data waiting the CLOSE waits as well; in CLOSE-WAIT the state follows the FIN.
  const waits = t.state === 'CLOSE-WAIT' || (t.state === 'SYN-RECEIVED' && t.sendQueue !== '')
  if (!waits) move(run, 'CLOSE')
  flush(run, 'nothing')
}

/**
 * The socket call: the application lets go of the connection in both directions (RFC 9293 §3.6.1, MAY-1,
 * SHLD-3).
 */
function release(run: Run): void {
  const { t } = run
  const synchronized = t.state !== 'LISTEN' && t.state !== 'SYN-SENT'
  if (synchronized && t.receiveQueue !== '' && t.config.resetUnread) {
    run.effects.push({ kind: 'discard', reason: 'unread data', clause: 'RFC 9293 §3.6.1 (SHLD-3)' })
    abort(run)
    return
  }
  if (t.state === 'SYN-RECEIVED' && t.config.closeInSynReceived === 'forget') {
    move(run, 'give up')
    return
  }
  t.released = true
  t.receiveQueue = ''
  if (t.state === 'FIN-WAIT-2') startFinWait2(run)
  if (t.finAt === null && t.state !== 'TIME-WAIT') closeSending(run)
}

function abort(run: Run): void {
  const { t } = run
  const closing = t.state === 'CLOSING' || t.state === 'LAST-ACK'
  const tells = !['LISTEN', 'SYN-SENT', 'TIME-WAIT'].includes(t.state) && (!closing || t.config.abortSends === 'RST,ACK')
  if (tells) sendRst(run, ownRst(t), 'RFC 9293 §3.10.5')
  move(run, 'ABORT')
}

/** A RST that answers no segment. */
const ownRst = ({ SND, RCV, config }: Tcb): Pick<Segment, 'SEQ' | 'ACK' | 'CTL'> => {
  return config.abortSends === 'RST' ? { SEQ: SND.NXT, ACK: 0, CTL: RST } : { SEQ: SND.NXT, ACK: RCV.NXT, CTL: RST | ACK }
}

// — segments —

function arrive(run: Run, SEG: Segment): void {
  const { t } = run
  if (t.config.windowCheck === 'buffer' && !isCacheEntry(t)) {
    const RCV = copyReceive(t.RCV)
    RCV.WND = Math.max(freeSpace(t), distance(RCV.NXT, RCV.ADV))
    t.RCV = RCV
  }
  run.duplicate = duplicateOctets(t, SEG)
  const verdict = examine(t, SEG)
  if (verdict.do === 'process') {
    const { cut, clause } = verdict
    if (cut !== null) run.effects.push({ kind: 'discard', reason: cut, clause })
    processSegment(run, verdict.SEG, cut !== null)
  } else if (verdict.do === 'synchronize') synchronize(run, SEG, 'rcv SYN')
  else refuse(run, SEG, verdict)
}

const isCacheEntry = (t: Tcb): boolean => {
  return t.state === 'SYN-RECEIVED' && t.config.halfOpen === 'syn-cache' && t.opened === 'opened passively'
}

type Refusal = Exclude<Verdict, { do: 'process' } | { do: 'synchronize' }>

function refuse(run: Run, SEG: Segment, verdict: Refusal): void {
  const { t, effects } = run
  if ('reason' in verdict) effects.push({ kind: 'discard', reason: verdict.reason, clause: verdict.clause })
  switch (verdict.do) {
    case 'drop':
      return
    case 'acknowledge':
      transmit(run, bareAck(t, verdict.challenge ? 'challenge ACK' : 'duplicate ACK', verdict.clause))
      return
    case 'answer RST':
      sendRst(run, resetFor(SEG), verdict.clause)
      if (verdict.forget) move(run, 'rcv RST')
      return
    case 'reset':
      sendRst(run, resetFor(SEG), verdict.clause)
      move(run, 'data after CLOSE')
      return
    case 'end':
      endByPeer(run, verdict.event, verdict.sendRst)
      return
    case 'repeat SYN,ACK':
      transmit(run, synSegment(t, true))
      return
    case 'wait anew':
      setTimer(run, '2MSL', run.now + 2 * t.config.mslMs)
      transmit(run, bareAck(t, 'ACK', verdict.clause))
      return
    case 'reopen':
      move(run, 'rcv SYN')
      effects.push({ kind: 'reopen', SEG })
  }
}

function endByPeer(run: Run, event: 'rcv RST' | 'rcv SYN', answers: boolean): void {
  const { t } = run
  if (answers) sendRst(run, ownRst(t), 'RFC 793 §3.9')
  const from = t.state
  const clause = move(run, event)
  if (t.state === 'LISTEN') return
  if (event === 'rcv RST') {
    if (from === 'TIME-WAIT') return
    if (t.config.rstWhileClosing === 'silent' && (from === 'CLOSING' || from === 'LAST-ACK')) return
  }
  tellEnd(run, from, clause)
}

function tellEnd(run: Run, from: Tcb['state'], clause: string): void {
  const opening = from === 'SYN-SENT' || from === 'SYN-RECEIVED'
  signal(run, opening ? 'connection refused' : 'connection reset', clause)
}

/** A SYN in LISTEN or SYN-SENT; `event`: how it became known there. */
function synchronize(run: Run, SEG: Segment, event: 'rcv SYN' | 'rcv SYN cookie'): void {
  const { t, now } = run
  const answersOurs = (SEG.CTL & ACK) !== 0
  t.agreed = agree(t, SEG)
  t.IRS = SEG.SEQ
  const first = advance(SEG.SEQ, 1)
  t.RCV = Object.assign(copyReceive(t.RCV), { NXT: first, ADV: first, UP: first })
  const timestamps = t.agreed.timestamps ? findTimestamps(SEG) : undefined
  if (timestamps !== undefined) t.TS = { Recent: timestamps.value, recentAtMs: now, LastAckSent: t.TS.LastAckSent }
  const fromListen = t.state === 'LISTEN'
  if (fromListen) chooseIss(run)
  t.SND = Object.assign(copySend(t.SND), { WND: SEG.WND, WL1: SEG.SEQ, WL2: SEG.ACK, MAX_WND: SEG.WND })
  const rest: Segment = { ...SEG, SEQ: t.RCV.NXT, CTL: SEG.CTL & ~SYN }
  if (answersOurs) {
    const lossSeen = t.RTT.backoffs
    applyAck(t, onAcknowledgment(t, SEG, now))
    move(run, 'rcv SYN,ACK')
    t.RTT = Object.assign(copyRoundTrip(t.RTT), { backoffs: lossSeen })
    establish(run)
    t.ackDue = 2
    run.ackClause = 'RFC 9293 §3.10.7.3'
    takeText(run, rest)
    flush(run, 'nothing')
    return
  }
  move(run, event)
  if (fromListen) {
    t.RCV = Object.assign(copyReceive(t.RCV), { WND: Math.min(t.RCV.BUFF, 0xffff) })
    setTimer(run, 'open', now + t.config.openGiveUpMs)
  } else {
    roundBuffer(t)
  }
  if (!isCacheEntry(t)) Object.assign(t, keepForLater(t, rest))
  if (fromListen) flush(run, 'nothing')
  else transmit(run, { ...synSegment(t, false), again: true })
  if (fromListen && t.config.handshake === 'two-way') {
    move(run, 'two-way handshake')
    establish(run)
  }
}

const roundBuffer = (t: Draft): void => {
  if (!t.config.roundBufferToMss) return
  const { SendMSS } = t.agreed
  t.RCV = Object.assign(copyReceive(t.RCV), { BUFF: Math.ceil(t.RCV.BUFF / SendMSS) * SendMSS })
}

/** Both SYNs are known to both: RFC 5681 §3.1 sets cwnd, RFC 6298 (5.7) the RTO. */
function establish(run: Run): void {
  const { t } = run
  roundBuffer(t)
  const synWasLost = t.RTT.backoffs > 0
  t.RTT = afterHandshake(t.RTT, t.config)
  const cwnd = initialWindow(t.config, effectiveMss(t), synWasLost)
  t.congestion = Object.assign(copyCongestion(t.congestion), { cwnd })
  setTimer(run, 'open', null)
  signal(run, 'connected', 'RFC 9293 §3.9.1.8')
  if (t.finAt !== null) move(run, 'CLOSE')
}

/** RFC 9293 §3.10.7.4 from the ACK field on. */
function processSegment(run: Run, SEG: Segment, ackNow: boolean): void {
  const { t, now } = run
  t.keepAliveProbes = 0
  if (t.timers['keep-alive'] !== null && t.config.keepAlive !== null)
    setTimer(run, 'keep-alive', now + t.config.keepAlive.idleMs)
  rememberTimestamp(t, SEG, now)
  const opening = t.state === 'SYN-RECEIVED'
  const lossSeen = t.RTT.backoffs
  applyAck(t, onAcknowledgment(t, SEG, now))
  if (opening) {
    move(run, 'rcv ACK of SYN')
    const WND = SEG.WND * (1 << t.agreed.SndWindShift)
    t.SND = Object.assign(copySend(t.SND), { WND, WL1: SEG.SEQ, WL2: SEG.ACK })
    t.RTT = Object.assign(copyRoundTrip(t.RTT), { backoffs: lossSeen })
    establish(run)
    applyText(run, takeKept(t, now))
  }
  if (finAcknowledged(t)) {
    if (t.state === 'FIN-WAIT-1' || t.state === 'CLOSING') move(run, 'rcv ACK of FIN')
    else if (t.state === 'LAST-ACK') {
      signal(run, 'closed', move(run, 'rcv ACK of FIN'))
      return
    }
  }
  const urgent = onUrgent(t, SEG)
  t.RCV = urgent.RCV
  if (urgent.tell) signal(run, 'urgent data', 'RFC 9293 §3.10.7.4')
  if (!takeText(run, SEG)) return
  if (ackNow) t.ackDue = 2
  flush(run, 'nothing')
}

// Field by field, because every segment comes by here.
function applyAck(t: Draft, patch: AckPatch): void {
  t.SND = patch.SND
  t.RTT = patch.RTT
  t.congestion = patch.congestion
  t.timers = patch.timers
  t.sendQueue = patch.sendQueue
  t.resend = patch.resend
  t.scoreboard = patch.scoreboard
  t.HighRxt = patch.HighRxt
  t.probes = patch.probes
}

/** RFC 7323 §4.3 (2) and §5.3 (R3). */
function rememberTimestamp(t: Draft, SEG: Segment, now: Millis): void {
  const timestamps = t.agreed.timestamps ? findTimestamps(SEG) : undefined
  if (timestamps === undefined || !upTo(SEG.SEQ, t.TS.LastAckSent)) return
  t.TS = { Recent: timestamps.value, recentAtMs: now, LastAckSent: t.TS.LastAckSent }
}

/** Steps seven and eight; false when the connection ended because nobody will read the data. */
function takeText(run: Run, SEG: Segment): boolean {
  const { t } = run
  if (SEG.data === '' && !(SEG.CTL & FIN)) return true
  const receiving = t.state === 'ESTABLISHED' || t.state === 'FIN-WAIT-1' || t.state === 'FIN-WAIT-2'
  if (t.released && SEG.data !== '' && receiving) {
    run.effects.push({ kind: 'discard', reason: 'data after CLOSE', clause: 'RFC 9293 §3.6.1 (SHLD-3)' })
    sendRst(run, resetFor(SEG), 'RFC 9293 §3.6.1 (SHLD-3)')
    move(run, 'data after CLOSE')
    return false
  }
  if (receiving) applyText(run, onText(t, SEG, run.now))
  return true
}

function applyText(run: Run, received: Received): void {
  const { t } = run
  t.RCV = received.RCV
  t.receiveQueue = received.receiveQueue
  t.held = received.held
  t.newestHeld = received.newestHeld
  t.ackDue = received.ackDue
  t.timers = received.timers
  if (received.octets > 0) run.effects.push({ kind: 'readable', octets: received.octets })
  if (!received.FIN) return
  const clause = move(run, 'rcv FIN')
  signal(run, 'connection closing', clause)
}

// — ICMP —

function hear(run: Run, error: IcmpError): void {
  const { t } = run
  // An entry of a SYN cache waits for its own timer whatever happens on the way.
  if (isCacheEntry(t)) return
  const verdict = judgeIcmp(t, error)
  switch (verdict.do) {
    case 'ignore':
      return
    case 'tell':
      signal(run, 'soft error', 'RFC 9293 §3.9.2.2 (SHLD-25)')
      return
    case 'end': {
      const from = t.state
      tellEnd(run, from, move(run, 'hard ICMP error'))
      return
    }
    case 'shrink':
      // What was too big is lost, but not to congestion: cwnd stays (RFC 1191 §6.4).
      t.agreed = { ...t.agreed, SendMSS: verdict.SendMSS }
      t.RTT = untimed(t.RTT)
      t.scoreboard = []
      t.HighRxt = t.SND.UNA
      t.resend = { next: t.SND.UNA, until: t.SND.NXT, clause: 'RFC 1191 §6.4' }
      flush(run, 'nothing')
  }
}

// — timers —

function fireTimers(run: Run): void {
  // Each pass clears or postpones the timer that was due, so that this ends; the bound guards the proof.
  for (let pass = 0; pass < 2 * timerNames.length; pass++) {
    const name = dueTimer(run.t, run.now)
    if (name === null) return
    setTimer(run, name, null)
    fire(run, name)
  }
}

function fire(run: Run, name: TimerName): void {
  const { t } = run
  switch (name) {
    case 'retransmission':
      onRetransmissionTimeout(run)
      return
    case 'persist':
      probeWindow(run)
      return
    case 'delayed ACK':
      if (t.ackDue > 0) t.ackDue = 2
      run.ackClause = 'RFC 9293 §3.8.6.3'
      flush(run, 'nothing')
      return
    case '2MSL':
      signal(run, 'closed', move(run, '2MSL timeout'))
      return
    case 'FIN-WAIT-2':
      signal(run, 'closed', move(run, 'FIN-WAIT-2 timeout'))
      return
    case 'keep-alive':
      probePeer(run)
      return
    case 'open':
      giveUp(run)
  }
}

function giveUp(run: Run): void {
  const { t } = run
  const heard = t.state !== 'SYN-SENT' && !isCacheEntry(t)
  if (heard && t.config.giveUpSends === 'RST,ACK') sendRst(run, ownRst(t), 'configuration')
  const clause = move(run, 'give up')
  signal(run, 'connection timed out', clause)
}

function onRetransmissionTimeout(run: Run): void {
  const { t, now } = run
  if (flightSize(t) === 0) return
  const { config } = t
  const { backoffs, oldestSentAtMs } = t.RTT
  const onSyn = t.SND.UNA === t.ISS
  const limit = !onSyn ? config.retries : t.state === 'SYN-SENT' ? config.synRetries : config.synAckRetries
  const tooLong = !onSyn && oldestSentAtMs !== null && now - oldestSentAtMs >= config.giveUpMs
  if (backoffs >= limit || tooLong) {
    giveUp(run)
    return
  }
  if (backoffs + 1 === retransmissionsAtR1) signal(run, 'retransmitting', 'RFC 9293 §3.8.3 (SHLD-9)')
  t.RTT = backOff(t.RTT, config)
  if (!onSyn) t.congestion = onTimeout(t.congestion, flightSize(t), t.SND.NXT, effectiveMss(t), backoffs > 0)
  // RFC 2018 §8: after a timeout what the scoreboard says is not relied on.
  t.scoreboard = []
  t.HighRxt = t.SND.UNA
  t.resend = { next: t.SND.UNA, until: t.SND.NXT, clause: timeoutClause }
  flush(run, 'nothing')
}

/** The window is closed, or open too little: send past it (RFC 9293 §3.8.6.1, §3.8.6.2.1 rule 4). */
function probeWindow(run: Run): void {
  const { t, now } = run
  if (t.probes === null || t.SND.WND > 0) {
    flush(run, 'override')
    return
  }
  t.probes++
  setTimer(run, 'persist', now + Math.min(t.config.rtoMaxMs, t.RTT.RTO * 2 ** Math.min(t.probes, 20)))
  if (flightSize(t) === 0) {
    const probe = nextSegment(t, 'probe', run.ackClause)
    if (probe !== null) transmit(run, probe)
  } else {
    const data = t.sendQueue.slice(0, 1)
    const CTL = data === '' ? ACK | FIN : ACK
    transmit(run, {
      SEQ: t.SND.UNA,
      CTL,
      data,
      reason: 'window probe',
      clause: 'RFC 9293 §3.8.6.1',
      again: true,
    })
  }
}

/** RFC 9293 §3.8.4: a segment before SND.NXT, which the peer cannot but answer. */
function probePeer(run: Run): void {
  const { t, now } = run
  const { keepAlive } = t.config
  if (keepAlive === null) return
  if (t.keepAliveProbes >= keepAlive.probes) {
    giveUp(run)
    return
  }
  t.keepAliveProbes++
  setTimer(run, 'keep-alive', now + keepAlive.intervalMs)
  // MUST-26: only while nothing is outstanding; otherwise retransmission finds out.
  if (flightSize(t) > 0) return
  transmit(run, { ...bareAck(t, 'keep-alive', 'RFC 9293 §3.8.4'), SEQ: advance(t.SND.NXT, -1) })
}

// — sending —

/**
 * Sends what windows, timers and delays allow; each pass sends something that was waiting, so that it ends.
 */
function flush(run: Run, forced: Forced): void {
  let force = forced
  for (;;) {
    const out = nextSegment(run.t, force, run.ackClause)
    if (out === null) break
    force = 'nothing'
    transmit(run, out)
  }
  watchWindow(run)
}

/** Data waits and nothing is in flight: only a timer can go on from here. */
function watchWindow(run: Run): void {
  const { t, now } = run
  if (t.timers.persist !== null || t.SND.NXT !== t.SND.UNA || unsentOctets(t) === 0) return
  if (t.state !== 'ESTABLISHED' && t.state !== 'CLOSE-WAIT' && t.finAt === null) return
  if (t.SND.WND > 0) {
    setTimer(run, 'persist', now + overrideMs)
  } else {
    t.probes = 0
    setTimer(run, 'persist', now + t.RTT.RTO)
  }
}

/** Sends one segment and takes note of it in the TCB. */
function transmit(run: Run, out: Outgoing): void {
  const { t, now, effects } = run
  // In CLOSE-WAIT the CLOSE waited for what was queued: its FIN is what goes out now.
  if (t.state === 'CLOSE-WAIT' && out.CTL & FIN) move(run, 'CLOSE')
  const SEG = composeSegment(t, out, now, run.duplicate)
  run.duplicate = null
  effects.push({ kind: 'send', SEG, reason: out.reason, clause: out.clause })
  const sent = afterSending(t, out, SEG, now)
  t.SND = sent.SND
  t.RCV = sent.RCV
  t.TS = sent.TS
  t.RTT = sent.RTT
  t.timers = sent.timers
  t.ackDue = sent.ackDue
  t.resend = sent.resend
  t.HighRxt = sent.HighRxt
  t.lastSentAtMs = sent.lastSentAtMs
}

function sendRst({ t, effects }: Run, form: Pick<Segment, 'SEQ' | 'ACK' | 'CTL'>, clause: string): void {
  const ports = { sourcePort: t.local.port, destinationPort: t.remote?.port ?? 0 }
  const SEG: Segment = { ...ports, ...form, WND: 0, UP: 0, options: [], data: '' }
  effects.push({ kind: 'send', SEG, reason: 'RST', clause })
}
