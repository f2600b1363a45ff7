// One TCP endpoint: calls, segments and timers in, segments, signals and a changed TCB out. No I/O, no clock.
// This file alone moves a connection from state to state, and only along `transitions.ts`; everything else it needs to know
// is computed by the pure neighbours, and put into the step's working copy by `draft.ts`. Not modelled: security/compartment,
// IP options, finding a larger Path MTU, ECN after the handshake. Read first: RFC 9293 §3.10.
import type { Millis } from '#lib/core/engine/machine.ts'
import { onAcknowledgment } from '#lib/core/protocols/tcp/acknowledgment.ts'
import { examine, resetFor, type Verdict } from '#lib/core/protocols/tcp/acceptance.ts'
import { callClauses, peerHasClosed, replyToCall, type Call } from '#lib/core/protocols/tcp/calls.ts'
import { onRestart } from '#lib/core/protocols/tcp/congestion.ts'
import {
  applyAck,
  applyReceived,
  beginRun,
  bury,
  emit,
  ownRst,
  rememberTimestamp,
  sendRst,
  setTimer,
  signal,
  startFinWait2,
  waitTwoMsl,
  watchWindow,
  type Run,
} from '#lib/core/protocols/tcp/draft.ts'
import type { TcpEffect, TcpEvent } from '#lib/core/protocols/tcp/effects.ts'
import { chooseIss, firstWindow, onHandshakeEnd, onSyn, roundedBuffer, windowAfterSyn } from '#lib/core/protocols/tcp/handshake.ts'
import { judgeIcmp, withSmallerSegments, type IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import { bareAck, nextSegment, synSegment, type Forced, type Outgoing } from '#lib/core/protocols/tcp/output.ts'
import { keepAliveProbe, probeIntervalMs, windowProbe } from '#lib/core/protocols/tcp/probes.ts'
import { duplicateOctets, keepForLater, onText, onUrgent, takeKept, type Received } from '#lib/core/protocols/tcp/reception.ts'
import { afterTimeout, isGivenUp } from '#lib/core/protocols/tcp/retransmission.ts'
import { advance, distance } from '#lib/core/protocols/tcp/sequence.ts'
import {
  copyReceive,
  copyRoundTrip,
  copySend,
  createTcb,
  finAcknowledged,
  flightSize,
  sendQueueStart,
  timerNames,
  type Tcb,
  type TimerName,
} from '#lib/core/protocols/tcp/tcb.ts'
import { dueTimer } from '#lib/core/protocols/tcp/timers.ts'
import { findTransition, type TransitionEvent } from '#lib/core/protocols/tcp/transitions.ts'
import { freeSpace, updateIsDue } from '#lib/core/protocols/tcp/window.ts'
import { ACK, FIN, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

export interface TcpStep {
  readonly tcb: Tcb
  readonly effects: readonly TcpEffect[]
}

const retransmissionsAtR1 = 3

export function stepTcb(tcb: Tcb, event: TcpEvent, now: Millis): TcpStep {
  const beyond = event.kind === 'segment' ? (event.beyond ?? null) : null
  const run = beginRun(tcb, now, beyond)
  if (event.kind === 'segment') arrive(run, event.SEG)
  else if (event.kind === 'timers') fireTimers(run)
  else if (event.kind === 'call') serve(run, event.call)
  else if (event.kind === 'ICMP') hear(run, event.error)
  else if (event.kind === 'cookie') synchronize(run, event.SEG, 'rcv SYN cookie')
  else move(run, 'old duplicate')
  return { tcb: run.t, effects: run.effects }
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
  Object.assign(t, chooseIss(t, now, run.beyond))
  move(run, event)
  setTimer(run, 'open', now + t.config.openGiveUpMs)
  flush(run, 'nothing')
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
  Object.assign(t, onSyn(t, SEG, now))
  const fromListen = t.state === 'LISTEN'
  if (fromListen) Object.assign(t, chooseIss(t, now, run.beyond))
  t.SND = firstWindow(t.SND, SEG)
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
    t.RCV = roundedBuffer(t)
  }
  if (!isCacheEntry(t)) Object.assign(t, keepForLater(t, rest))
  if (fromListen) flush(run, 'nothing')
  else transmit(run, { ...synSegment(t, false), again: true })
  if (fromListen && t.config.handshake === 'two-way') {
    move(run, 'two-way handshake')
    establish(run)
  }
}

function establish(run: Run): void {
  const { t } = run
  Object.assign(t, onHandshakeEnd(t))
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
    t.SND = windowAfterSyn(t, SEG)
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
  applyReceived(run, received)
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
      Object.assign(t, withSmallerSegments(t, verdict.SendMSS))
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
  if (isGivenUp(t, now)) {
    giveUp(run)
    return
  }
  if (t.RTT.backoffs + 1 === retransmissionsAtR1) signal(run, 'retransmitting', 'RFC 9293 §3.8.3 (SHLD-9)')
  Object.assign(t, afterTimeout(t))
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
  setTimer(run, 'persist', now + probeIntervalMs(t, t.probes))
  const probe = windowProbe(t, run.ackClause)
  if (probe !== null) transmit(run, probe)
}

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
  transmit(run, keepAliveProbe(t))
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

function transmit(run: Run, out: Outgoing): void {
  // In CLOSE-WAIT the CLOSE waited for what was queued: its FIN is what goes out now.
  if (run.t.state === 'CLOSE-WAIT' && out.CTL & FIN) move(run, 'CLOSE')
  emit(run, out)
}
