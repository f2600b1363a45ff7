// RFC 9293's figures 6 to 13, row for row: what is sent, what arrives, and each side's state after it. The rows are
// written by hand from the figures; segments show PSH nowhere, as the figures do not.
import { expect, it } from 'vitest'
import { shownState } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import {
  defaultSimulation,
  nextDue,
  tcp,
  type SimulationCall,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { PSH, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

/** Two peers with the figures' sequence numbers. */
function peers(issA: number, issB: number) {
  const host = (name: HostName, ISS: number) => ({ ...defaultSimulation.hosts[name], tcp: { ISS } })
  const config = { ...defaultSimulation, hosts: { A: host('A', issA), B: host('B', issB) } }
  let state: SimulationState = tcp.start(config, 'figure')
  let rows: string[] = []
  const brief = (SEG: Segment) => printBrief({ ...SEG, CTL: SEG.CTL & ~PSH })
  const step = (event: SimulationEvent, at: number): void => {
    const before = state
    const result = tcp.step(state, event, at)
    if (!result.ok) throw new Error(result.problem.code)
    state = result.value.state
    for (const effect of result.value.effects) {
      if (effect.kind === 'arrived') {
        const { SEG } = before.flights.find(({ id }) => id === effect.id)!
        rows.push(`${effect.host} takes ${brief(SEG)} and is in ${shownState(state, effect.host)}`)
      } else if (effect.kind === 'sent' && effect.reason !== 'injected') {
        rows.push(`${effect.host} sends ${brief(effect.SEG)} and is in ${shownState(state, effect.host)}`)
      }
    }
  }
  const until = (at: number): void => {
    for (let due = nextDue(state); due !== null && due.at <= at; due = nextDue(state))
      step({ kind: 'tick' }, due.at)
  }
  return {
    at(ms: number, host: HostName, call: SimulationCall) {
      until(ms)
      step({ kind: 'call', host, call }, ms)
    },
    event(ms: number, event: SimulationEvent) {
      until(ms)
      step(event, ms)
    },
    until,
    /** The next connection of a host begins with another sequence number, as the figures' clocks have gone on. */
    chooses(host: HostName, ISS: number) {
      const one = state.hosts[host]
      const listeners = one.listeners.map((listener) => {
        return { ...listener, tcb: { ...listener.tcb, config: { ...listener.tcb.config, ISS } } }
      })
      const hosts = { ...state.hosts, [host]: { ...one, config: { ...one.config, ISS }, listeners } }
      state = { ...state, hosts }
    },
    /** What happened since the last time. */
    rows() {
      const taken = rows
      rows = []
      return taken
    },
    states: () => [shownState(state, 'A'), shownState(state, 'B')],
  }
}

const listen = { name: 'listen', port: 80, backlog: 5 } as const
const open = { name: 'open', port: 80, from: 49152 } as const

/** ESTABLISHED on both sides, with `send 300, receive 100` at B. */
function established() {
  const two = peers(99, 299)
  two.at(0, 'B', listen)
  two.at(0, 'A', open)
  two.until(50)
  two.rows()
  expect(two.states()).toEqual(['ESTABLISHED', 'ESTABLISHED'])
  return two
}

it('RFC 9293 Figure 6: basic three-way handshake', () => {
  const two = peers(100, 300)
  two.at(0, 'B', listen)
  expect(two.states()).toEqual(['CLOSED', 'LISTEN'])
  two.at(0, 'A', open)
  two.at(50, 'A', { name: 'send', data: 'hello' })
  two.until(60)
  expect(two.rows()).toEqual([
    'A sends <SEQ=100><CTL=SYN> and is in SYN-SENT',
    'B takes <SEQ=100><CTL=SYN> and is in SYN-RECEIVED',
    'B sends <SEQ=300><ACK=101><CTL=SYN,ACK> and is in SYN-RECEIVED',
    'A takes <SEQ=300><ACK=101><CTL=SYN,ACK> and is in ESTABLISHED',
    'A sends <SEQ=101><ACK=301><CTL=ACK> and is in ESTABLISHED',
    'B takes <SEQ=101><ACK=301><CTL=ACK> and is in ESTABLISHED',
    'A sends <SEQ=101><ACK=301><DATA=5><CTL=ACK> and is in ESTABLISHED',
    'B takes <SEQ=101><ACK=301><DATA=5><CTL=ACK> and is in ESTABLISHED',
  ])
})

it('RFC 9293 Figure 7: simultaneous connection synchronization', () => {
  const two = peers(100, 300)
  two.at(0, 'A', { name: 'open', port: 4000, from: 5000 })
  two.event(0, { kind: 'fault', segment: 1, fault: { do: 'delay', byMs: 5 } })
  two.event(0, { kind: 'fault', segment: 3, fault: { do: 'delay', byMs: 10 } })
  two.at(2, 'B', { name: 'open', port: 5000, from: 4000 })
  two.until(100)
  expect(two.rows()).toEqual([
    'A sends <SEQ=100><CTL=SYN> and is in SYN-SENT',
    'B sends <SEQ=300><CTL=SYN> and is in SYN-SENT',
    'A takes <SEQ=300><CTL=SYN> and is in SYN-RECEIVED',
    'A sends <SEQ=100><ACK=301><CTL=SYN,ACK> and is in SYN-RECEIVED',
    'B takes <SEQ=100><CTL=SYN> and is in SYN-RECEIVED',
    'B sends <SEQ=300><ACK=101><CTL=SYN,ACK> and is in SYN-RECEIVED',
    'A takes <SEQ=300><ACK=101><CTL=SYN,ACK> and is in ESTABLISHED',
    'B takes <SEQ=100><ACK=301><CTL=SYN,ACK> and is in ESTABLISHED',
  ])
})

const oldSyn = (SEQ: number, sourcePort: number): SimulationEvent => {
  const { address } = defaultSimulation.hosts.A
  const SEG = { sourcePort, destinationPort: 80, SEQ, ACK: 0, CTL: SYN, WND: 1000, UP: 0, options: [], data: '' }
  return { kind: 'inject', host: 'A', source: address, SEG }
}

it('RFC 9293 Figure 8: recovery from old duplicate SYN', () => {
  const two = peers(100, 300)
  two.at(0, 'B', listen)
  two.at(0, 'A', open)
  two.event(0, { kind: 'fault', segment: 1, fault: { do: 'delay', byMs: 100 } })
  two.event(1, oldSyn(90, 49152))
  two.until(50)
  two.chooses('B', 400)
  two.until(200)
  expect(two.rows()).toEqual([
    'A sends <SEQ=100><CTL=SYN> and is in SYN-SENT',
    'B takes <SEQ=90><CTL=SYN> and is in SYN-RECEIVED',
    'B sends <SEQ=300><ACK=91><CTL=SYN,ACK> and is in SYN-RECEIVED',
    'A takes <SEQ=300><ACK=91><CTL=SYN,ACK> and is in SYN-SENT',
    'A sends <SEQ=91><CTL=RST> and is in SYN-SENT',
    'B takes <SEQ=91><CTL=RST> and is in LISTEN',
    'B takes <SEQ=100><CTL=SYN> and is in SYN-RECEIVED',
    'B sends <SEQ=400><ACK=101><CTL=SYN,ACK> and is in SYN-RECEIVED',
    'A takes <SEQ=400><ACK=101><CTL=SYN,ACK> and is in ESTABLISHED',
    'A sends <SEQ=101><ACK=401><CTL=ACK> and is in ESTABLISHED',
    'B takes <SEQ=101><ACK=401><CTL=ACK> and is in ESTABLISHED',
  ])
})

it('RFC 9293 Figure 9: half-open connection discovery', () => {
  const two = established()
  two.event(60, { kind: 'crash', host: 'A' })
  two.event(70, { kind: 'reboot', host: 'A' })
  expect(two.states()).toEqual(['CLOSED', 'ESTABLISHED'])
  two.chooses('A', 400)
  two.at(100, 'A', open)
  two.until(130)
  expect(two.rows()).toEqual([
    'A sends <SEQ=400><CTL=SYN> and is in SYN-SENT',
    'B takes <SEQ=400><CTL=SYN> and is in ESTABLISHED',
    'B sends <SEQ=300><ACK=100><CTL=ACK> and is in ESTABLISHED',
    'A takes <SEQ=300><ACK=100><CTL=ACK> and is in SYN-SENT',
    'A sends <SEQ=100><CTL=RST> and is in SYN-SENT',
    'B takes <SEQ=100><CTL=RST> and is in CLOSED',
  ])
  expect(two.states()).toEqual(['SYN-SENT', 'CLOSED'])
  two.until(1100)
  expect(two.rows()).toEqual(['A sends <SEQ=400><CTL=SYN> and is in SYN-SENT'])
})

it('RFC 9293 Figure 10: active side causes half-open connection discovery', () => {
  const two = established()
  two.event(60, { kind: 'crash', host: 'A' })
  two.event(70, { kind: 'reboot', host: 'A' })
  two.at(100, 'B', { name: 'send', data: '0123456789' })
  two.until(500)
  expect(two.rows()).toEqual([
    'B sends <SEQ=300><ACK=100><DATA=10><CTL=ACK> and is in ESTABLISHED',
    'A takes <SEQ=300><ACK=100><DATA=10><CTL=ACK> and is in CLOSED',
    'A sends <SEQ=100><CTL=RST> and is in CLOSED',
    'B takes <SEQ=100><CTL=RST> and is in CLOSED',
  ])
})

it('RFC 9293 Figure 11: old duplicate SYN initiates a reset on two passive sockets', () => {
  const [X, Z] = [300, 90]
  const two = peers(100, X)
  two.at(0, 'A', { name: 'listen', port: 5000, backlog: 5 })
  two.at(0, 'B', listen)
  expect(two.states()).toEqual(['LISTEN', 'LISTEN'])
  two.event(1, oldSyn(Z, 5000))
  two.until(500)
  expect(two.rows()).toEqual([
    `B takes <SEQ=${Z}><CTL=SYN> and is in SYN-RECEIVED`,
    `B sends <SEQ=${X}><ACK=${Z + 1}><CTL=SYN,ACK> and is in SYN-RECEIVED`,
    `A takes <SEQ=${X}><ACK=${Z + 1}><CTL=SYN,ACK> and is in LISTEN`,
    `A sends <SEQ=${Z + 1}><CTL=RST> and is in LISTEN`,
    `B takes <SEQ=${Z + 1}><CTL=RST> and is in LISTEN`,
  ])
  expect(two.states()).toEqual(['LISTEN', 'LISTEN'])
})

it('RFC 9293 Figure 12: normal close sequence', () => {
  const two = established()
  two.at(100, 'A', { name: 'shutdown' })
  two.at(200, 'B', { name: 'shutdown' })
  two.until(300)
  expect(two.rows()).toEqual([
    'A sends <SEQ=100><ACK=300><CTL=FIN,ACK> and is in FIN-WAIT-1',
    'B takes <SEQ=100><ACK=300><CTL=FIN,ACK> and is in CLOSE-WAIT',
    'B sends <SEQ=300><ACK=101><CTL=ACK> and is in CLOSE-WAIT',
    'A takes <SEQ=300><ACK=101><CTL=ACK> and is in FIN-WAIT-2',
    'B sends <SEQ=300><ACK=101><CTL=FIN,ACK> and is in LAST-ACK',
    'A takes <SEQ=300><ACK=101><CTL=FIN,ACK> and is in TIME-WAIT',
    'A sends <SEQ=101><ACK=301><CTL=ACK> and is in TIME-WAIT',
    'B takes <SEQ=101><ACK=301><CTL=ACK> and is in CLOSED',
  ])
  two.until(240_209)
  expect(two.states()).toEqual(['TIME-WAIT', 'CLOSED'])
  two.until(240_210)
  expect(two.states()).toEqual(['CLOSED', 'CLOSED'])
})

it('RFC 9293 Figure 13: simultaneous close sequence', () => {
  const two = established()
  two.at(100, 'A', { name: 'shutdown' })
  two.at(100, 'B', { name: 'shutdown' })
  expect(two.states()).toEqual(['FIN-WAIT-1', 'FIN-WAIT-1'])
  two.until(115)
  expect(two.states()).toEqual(['CLOSING', 'CLOSING'])
  two.until(300)
  expect([...two.rows()].sort()).toEqual([
    'A sends <SEQ=100><ACK=300><CTL=FIN,ACK> and is in FIN-WAIT-1',
    'A sends <SEQ=101><ACK=301><CTL=ACK> and is in CLOSING',
    'A takes <SEQ=300><ACK=100><CTL=FIN,ACK> and is in CLOSING',
    'A takes <SEQ=301><ACK=101><CTL=ACK> and is in TIME-WAIT',
    'B sends <SEQ=300><ACK=100><CTL=FIN,ACK> and is in FIN-WAIT-1',
    'B sends <SEQ=301><ACK=101><CTL=ACK> and is in CLOSING',
    'B takes <SEQ=100><ACK=300><CTL=FIN,ACK> and is in CLOSING',
    'B takes <SEQ=101><ACK=301><CTL=ACK> and is in TIME-WAIT',
  ])
  two.until(240_200)
  expect(two.states()).toEqual(['CLOSED', 'CLOSED'])
})
