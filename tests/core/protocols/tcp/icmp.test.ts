import { describe, expect, it } from 'vitest'
import { defaultTcpConfig, type TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { meaningOf } from '#lib/core/protocols/tcp/conform-icmp.ts'
import type { TcpEffect } from '#lib/core/protocols/tcp/effects.ts'
import { createHost, stepHost, type Host, type HostEvent } from '#lib/core/protocols/tcp/host.ts'
import type { IcmpError } from '#lib/core/protocols/tcp/icmp.ts'
import { ACK, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

const peer = '198.51.100.2'
const ISS = 99

/** A host whose connection is open or opening; what it does at each event. */
function host(state: 'SYN-SENT' | 'ESTABLISHED', config: Partial<TcpConfig> = {}) {
  let now = 0
  let h: Host = createHost('192.0.2.1', { ...defaultTcpConfig, ISS, ...config })
  const step = (event: HostEvent): TcpEffect[] => {
    const done = stepHost(h, event, (now += 1))
    h = done.host
    return done.effects.flatMap(({ effect }) => (effect.kind === 'created' || effect.kind === 'accepted' ? [] : [effect]))
  }
  const arrive = (given: Partial<Segment>) => {
    const base = { sourcePort: 80, destinationPort: 5000, SEQ: 300, ACK: ISS + 1, CTL: ACK, WND: 65_535, UP: 0, options: [], data: '' }
    return step({ kind: 'packet', from: peer, SEG: { ...base, ...given } })
  }
  step({ kind: 'connect', port: 5000, address: peer, remotePort: 80 })
  if (state === 'ESTABLISHED') arrive({ CTL: SYN | ACK, options: [{ kind: 'mss', value: 1460 }] })
  return {
    step,
    send: (octets: number) => step({ kind: 'call', socket: 1, call: { name: 'send', data: 'x'.repeat(octets) } }),
    hear: (error: IcmpError, address = peer) => step({ kind: 'ICMP', port: 5000, address, remotePort: 80, error }),
    tcb: () => h.connections[0]!.tcb,
  }
}

const signals = (effects: readonly TcpEffect[]): string[] => effects.flatMap((one) => (one.kind === 'signal' ? [one.signal] : []))
const lengths = (effects: readonly TcpEffect[]): number[] => effects.flatMap((one) => (one.kind === 'send' ? [one.SEG.data.length] : []))

describe('ICMP errors (RFC 9293 §3.9.2.2)', () => {
  it('MUST-54, SHLD-25, MUST-56: a soft error is told to the user and ends nothing', () => {
    for (const state of ['SYN-SENT', 'ESTABLISHED'] as const) {
      const one = host(state)
      if (state === 'ESTABLISHED') one.send(10)
      const SEQ = state === 'SYN-SENT' ? ISS : ISS + 1
      expect(signals(one.hear({ class: 'soft', SEQ }))).toEqual(['soft error'])
      expect(one.tcb().state).toBe(state)
      expect(signals(one.hear({ class: 'soft', SEQ }, '203.0.113.9'))).toEqual([])
    }
  })

  it('SHLD-26: a hard error ends the connection, or only one that is opening where a stack is careful', () => {
    expect(signals(host('SYN-SENT').hear({ class: 'hard', SEQ: ISS }))).toEqual(['connection refused'])
    const open = host('ESTABLISHED')
    open.send(10)
    expect(signals(open.hear({ class: 'hard', SEQ: ISS + 1 }))).toEqual(['connection reset'])
    expect(open.tcb().state).toBe('CLOSED')
    const careful = host('ESTABLISHED', { icmpHardErrors: 'in SYN-SENT' })
    careful.send(10)
    expect(signals(careful.hear({ class: 'hard', SEQ: ISS + 1 }))).toEqual(['soft error'])
    expect(careful.tcb().state).toBe('ESTABLISHED')
  })

  it('MUST-55: a Source Quench reaches no connection', () => {
    expect(meaningOf({ type: 'source_quench', code: '', mtu: null, seq: null }, 4)).toEqual({ class: 'ignored' })
  })

  it('what quotes no octet in flight is ignored (RFC 5927 §4.1)', () => {
    const one = host('ESTABLISHED')
    one.send(100)
    for (const SEQ of [ISS, ISS + 101, ISS + 5000]) {
      for (const error of [{ class: 'soft', SEQ }, { class: 'hard', SEQ }, { class: 'too big', SEQ, MTU: 576 }] as const) {
        expect(one.hear(error)).toEqual([])
      }
    }
    expect(one.hear({ class: 'soft', SEQ: ISS + 100 })).toHaveLength(1)
  })

  it('what was too big is cut and sent again, without a smaller congestion window (RFC 1191 §6.4)', () => {
    const one = host('ESTABLISHED')
    expect(lengths(one.send(2920))).toEqual([1460, 1460])
    const { cwnd } = one.tcb().congestion
    expect(lengths(one.hear({ class: 'too big', SEQ: ISS + 1, MTU: 1040 }))).toEqual([1000, 1000, 920])
    expect(one.tcb().congestion.cwnd).toBe(cwnd)
    // No larger one is believed, and nothing below what any path carries.
    expect(one.hear({ class: 'too big', SEQ: ISS + 1, MTU: 1500 })).toEqual([])
    one.hear({ class: 'too big', SEQ: ISS + 1, MTU: 1 })
    expect(one.tcb().agreed.SendMSS).toBe(216)
  })

  it('a router that does not say its MTU makes the next plateau be tried (RFC 1191 §7.1)', () => {
    const one = host('ESTABLISHED')
    one.send(1460)
    one.hear({ class: 'too big', SEQ: ISS + 1, MTU: 0 })
    expect(one.tcb().agreed.SendMSS).toBe(1492 - 40)
    one.hear({ class: 'too big', SEQ: ISS + 1, MTU: 0 })
    expect(one.tcb().agreed.SendMSS).toBe(1006 - 40)
  })
})
