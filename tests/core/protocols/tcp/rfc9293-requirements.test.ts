import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { initialSequenceNumber } from '#lib/core/protocols/tcp/isn.ts'
import {
  defaultSimulation,
  nextDue,
  tcp,
  type SimulationCall,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { ACK, PSH, RST, SYN, URG, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import { requirements } from './rfc9293-requirements.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const shared = process.env['PROTODECK_SHARED'] ?? at('../../../../../shared')
const rfc = join(shared, 'reference/rfc/rfc9293.txt')

describe('the table of Appendix B', () => {
  it.skipIf(!existsSync(rfc))('has every id of the RFC and no other (skipped where its text is absent)', () => {
    const text = readFileSync(rfc, 'utf8')
    const appendix = text.slice(text.lastIndexOf('Appendix B.  TCP Requirement Summary'))
    const ids = new Set(appendix.match(/\b(?:MUST|SHLD|MAY|REC)-\d+\b/g))
    expect(ids.size).toBeGreaterThan(115)
    expect(Object.keys(requirements).sort()).toEqual([...ids].sort())
  })

  it('names tests, scenarios and figures that there are', () => {
    const files = new Map(readdirSync(at('.')).map((name) => [name, name.endsWith('.ts') ? readFileSync(at(name), 'utf8') : '']))
    const scenarios = readdirSync(at('../../../../content/scenarios/tcp'))
    for (const [id, shown] of Object.entries(requirements)) {
      if ('scenario' in shown) expect([id, scenarios]).toContainEqual(expect.arrayContaining([`${shown.scenario}.trace`]))
      else if ('figure' in shown) expect(files.get('rfc9293-figures.test.ts')).toContain(`RFC 9293 Figure ${shown.figure}:`)
      else if ('test' in shown) expect(files.get(shown.test[0]) ?? '').toContain(`'${shown.test[1]}'`)
      else expect(shown.reason.length).toBeGreaterThan(20)
    }
  })
})

interface Settings {
  readonly A?: Partial<TcpConfig>
  readonly B?: Partial<TcpConfig>
  readonly reads?: boolean
  readonly address?: readonly [string, string]
}

/** Two hosts; A's sequence numbers begin with 99, B's with 299. */
function run({ A = {}, B = {}, reads = true, address }: Settings = {}) {
  const { hosts } = defaultSimulation
  const config: SimulationConfig = {
    ...defaultSimulation,
    hosts: {
      A: { ...hosts.A, address: address?.[0] ?? hosts.A.address, tcp: { ISS: 99, ...A } },
      B: { ...hosts.B, address: address?.[1] ?? hosts.B.address, tcp: { ISS: 299, ...B }, reads },
    },
    limits: { events: 1e6, virtualMs: 1e8, inFlight: 2000 },
  }
  let state: SimulationState = tcp.start(config, 'requirements')
  const effects: SimulationEffect[] = []
  const step = (event: SimulationEvent, ms: number): void => {
    const result = tcp.step(state, event, ms)
    if (!result.ok) throw new Error(result.problem.code)
    state = result.value.state
    effects.push(...result.value.effects)
  }
  const until = (ms: number): void => {
    for (let due = nextDue(state); due !== null && due.at <= ms; due = nextDue(state))
      step({ kind: 'tick' }, Math.max(due.at, state.now))
  }
  const two = {
    until,
    event: (ms: number, event: SimulationEvent) => {
      until(ms)
      step(event, ms)
    },
    call: (ms: number, host: 'A' | 'B', call: SimulationCall) => {
      two.event(ms, { kind: 'call', host, call })
    },
    /** A segment to A that B never sent. */
    forge: (ms: number, form: Partial<Segment>) => {
      const SEG = { ...{ sourcePort: 80, destinationPort: 49152, SEQ: 300, ACK: 100, CTL: ACK, WND: 65_535 }, UP: 0 }
      const whole: Segment = { ...SEG, options: [], data: '', ...form }
      two.event(ms, { kind: 'inject', host: 'B', source: config.hosts.B.address, SEG: whole })
    },
    lose: (from: number, count: number) => {
      for (let segment = from; segment < from + count; segment++)
        step({ kind: 'fault', segment, fault: { do: 'drop' } }, state.now)
    },
    tcb: (host: 'A' | 'B') => state.hosts[host].connections.at(-1)!.tcb,
    sent: (host: 'A' | 'B') => effects.flatMap((one) => (one.kind === 'sent' && one.host === host ? [one.SEG] : [])),
    told: (host: 'A' | 'B') => effects.flatMap((one) => {
      return one.kind === 'endpoint' && one.host === host && one.effect.kind === 'signal' ? [one.effect.signal] : []
    }),
  }
  two.call(0, 'B', { name: 'listen', port: 80, backlog: 5 })
  two.call(0, 'A', { name: 'open', port: 80, from: 49152 })
  return two
}

const bulk = (length: number): SimulationCall => ({ name: 'send', data: 'x'.repeat(length) })

it('MUST-1: a window field of 65535 is 65535, not −1', () => {
  const two = run()
  two.until(50)
  expect(two.tcb('A').SND.WND).toBe(65_535)
})

it('MUST-8, SHLD-1, MUST-9: the ISN follows a clock and a key that nobody outside has', () => {
  const [a, b] = [{ address: '192.0.2.1', port: 1 }, { address: '192.0.2.2', port: 2 }]
  const first = initialSequenceNumber('secret', a, b, 1000)
  expect((initialSequenceNumber('secret', a, b, 1004) - first) >>> 0).toBe(1000)
  expect(initialSequenceNumber('other', a, b, 1000)).not.toBe(first)
  expect(initialSequenceNumber('secret', a, { ...b, port: 3 }, 1000)).not.toBe(first)
})

it('MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data and nothing else', () => {
  const two = run({ A: { MSS: 100 } })
  two.until(50)
  two.lose(4, 9)
  two.call(50, 'A', bulk(900))
  two.forge(55, { WND: 200 })
  two.call(70, 'A', bulk(5000))
  two.until(70)
  expect(two.tcb('A').SND).toMatchObject({ WND: 200, NXT: 1000 })
  two.until(60_000)
  expect(two.tcb('A').state).toBe('ESTABLISHED')
  // What was lost is sent again; our side never took back a window of its own.
  expect(two.tcb('B').RCV.NXT).toBe(6000)
})

it('MUST-37: a window that stays closed for an hour ends nothing', () => {
  const two = run({ B: { receiveBuffer: 1000 }, reads: false })
  two.call(50, 'A', bulk(3000))
  two.until(3_600_000)
  expect(two.tcb('A')).toMatchObject({ state: 'ESTABLISHED', SND: { WND: 0 } })
  two.call(3_600_001, 'B', { name: 'receive', max: 1000 })
  two.until(3_700_000)
  expect(two.tcb('B').RCV.NXT).toBe(2100)
})

it('MUST-66: a RST and an urgent pointer count while the window is zero', () => {
  for (const CTL of [RST, URG | ACK]) {
    const two = run({ B: { receiveBuffer: 1000 }, reads: false })
    two.call(50, 'A', bulk(1000))
    two.until(400)
    const SEG = { sourcePort: 49152, destinationPort: 80, SEQ: 1100, ACK: 300, CTL, WND: 65_535, UP: 7 }
    const source = defaultSimulation.hosts.A.address
    two.event(400, { kind: 'inject', host: 'A', source, SEG: { ...SEG, options: [], data: '' } })
    two.until(500)
    if (CTL === RST) expect(two.tcb('B').state).toBe('CLOSED')
    else expect([two.told('B').includes('urgent data'), two.tcb('B').RCV.UP]).toEqual([true, 1107])
  }
})

it('MUST-30, MUST-31, MUST-62, MUST-32: urgent data is marked up to the octet after it, and told', () => {
  const two = run()
  two.call(50, 'A', { name: 'send', data: 'x'.repeat(5000), urgent: true })
  two.until(1000)
  const urgent = two.sent('A').filter(({ CTL }) => CTL & URG)
  expect(urgent.map(({ SEQ, UP }) => SEQ + UP)).toEqual(urgent.map(() => 5100))
  expect(urgent.length).toBe(4)
  expect(two.told('B').filter((one) => one === 'urgent data').length).toBe(1)
})

it('MUST-6: an option that is not known changes nothing', () => {
  const two = run()
  two.forge(50, { data: 'hello', CTL: ACK | PSH, options: [{ kind: 'unknown', code: 99, data: 'ab' }] })
  two.until(100)
  expect(two.tcb('A')).toMatchObject({ state: 'ESTABLISHED', RCV: { NXT: 305 } })
})

it('MUST-15: without an MSS option segments have 536 octets, or 1220 over IPv6', () => {
  for (const [address, size] of [[undefined, 536], [['2001:db8::1', '2001:db8::2'], 1220]] as const) {
    const two = run({ B: { options: false }, ...(address === undefined ? {} : { address }) })
    two.call(50, 'A', bulk(4000))
    two.until(300)
    expect(Math.max(...two.sent('A').map(({ data }) => data.length))).toBe(size)
  }
})

it('MUST-16: the options of every segment are taken from its size', () => {
  const two = run({ A: { timestamps: true }, B: { timestamps: true } })
  two.call(50, 'A', bulk(4000))
  two.until(300)
  expect(Math.max(...two.sent('A').map(({ data }) => data.length))).toBe(1448)
})

it('MUST-65: MSS stands on SYN segments only', () => {
  const two = run()
  two.call(50, 'A', bulk(4000))
  two.until(300)
  for (const { CTL, options } of [...two.sent('A'), ...two.sent('B')])
    expect(options.some(({ kind }) => kind === 'mss')).toBe((CTL & SYN) !== 0)
})

it('MUST-41, MUST-42: listeners do not disturb connections, nor one another', () => {
  const two = run()
  two.call(50, 'B', { name: 'listen', port: 81, backlog: 1 })
  two.call(60, 'A', { name: 'open', port: 81, from: 50_000 })
  two.call(70, 'A', { name: 'open', port: 80, from: 50_001 })
  two.until(200)
  expect(two.told('B')).toEqual(['connected', 'connected', 'connected'])
})

it('SHLD-2: a RST may carry data', () => {
  const two = run()
  two.forge(50, { CTL: RST, data: 'because' })
  two.until(100)
  expect(two.tcb('A').state).toBe('CLOSED')
})

it('MUST-17: Nagle can be switched off', () => {
  for (const nagle of [true, false]) {
    const two = run({ A: { nagle } })
    two.call(50, 'A', bulk(3))
    two.call(51, 'A', bulk(3))
    two.until(100)
    expect(two.sent('A').filter(({ data }) => data !== '').length).toBe(nagle ? 1 : 2)
  }
})

/** Data that is never answered: when the connection ended, and what was told. */
function unanswered(A: Partial<TcpConfig>): { readonly ms: number; readonly told: readonly string[] } {
  const two = run({ A })
  two.until(50)
  two.lose(4, 60)
  two.call(50, 'A', bulk(10))
  let ms = 1000
  for (; two.tcb('A').state !== 'CLOSED' && ms < 1e6; ms += 1000) two.until(ms)
  return { ms, told: two.told('A') }
}

it('MUST-20, SHLD-9, SHLD-10, SHLD-11: at R1 the user is told, at R2 the connection ends', () => {
  const { ms, told } = unanswered({})
  expect(told).toEqual(['connected', 'retransmitting', 'connection timed out'])
  expect(ms).toBeGreaterThanOrEqual(100_000)
  expect(ms).toBeLessThan(200_000)
})

it('MUST-21: R2 can be set', () => {
  expect(unanswered({ giveUpMs: 5000 }).ms).toBeLessThan(10_000)
})

it('MUST-23: an unanswered SYN is given up after three minutes, not before', () => {
  const two = run()
  two.lose(1, 1)
  two.lose(2, 60)
  two.until(179_999)
  expect(two.tcb('A').state).toBe('SYN-SENT')
  two.until(180_000)
  expect(two.tcb('A').state).toBe('CLOSED')
  expect(two.told('A').at(-1)).toBe('connection timed out')
})

it('MUST-25: an idle connection is silent by default', () => {
  const two = run()
  two.until(1e7)
  expect(two.sent('A').length + two.sent('B').length).toBe(3)
})

it('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data', () => {
  const two = run({ A: { keepAlive: { idleMs: 10_000, intervalMs: 1000, probes: 3 } } })
  two.call(5000, 'A', bulk(10))
  two.until(14_000)
  const before = two.sent('A').length
  two.until(15_300)
  const probe = two.sent('A').at(-1)!
  expect([two.sent('A').length - before, probe.SEQ, probe.data]).toEqual([1, 109, ''])
  // One lost answer ends nothing; three do.
  two.event(15_300, { kind: 'crash', host: 'B' })
  two.until(27_000)
  expect(two.tcb('A').state).toBe('ESTABLISHED')
  two.until(40_000)
  expect(two.told('A').at(-1)).toBe('connection timed out')
})

it('MAY-12: an ACK far behind SND.UNA is challenged', () => {
  const two = run()
  const before = two.sent('A').length
  two.forge(50, { ACK: (100 - 70_000) >>> 0, data: 'forged', CTL: ACK | PSH })
  two.until(100)
  expect(two.tcb('A').RCV.NXT).toBe(300)
  expect(two.sent('A').length).toBeGreaterThan(before)
})
