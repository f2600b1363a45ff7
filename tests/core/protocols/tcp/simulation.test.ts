import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from '#lib/core/engine/digest.ts'
import { timelineOf } from '#lib/core/engine/log.ts'
import { defaultLink } from '#lib/core/protocols/tcp/link.ts'
import {
  defaultSimulation,
  nextDue,
  tcp,
  type SimulationConfig,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { digestTimeline, playEvents } from '#lib/core/protocols/trace.ts'

const withConfig = (changes: Partial<SimulationConfig>): SimulationConfig => ({
  ...defaultSimulation,
  ...changes,
})

function play(
  config: SimulationConfig,
  seed: string,
  events: readonly [number, SimulationEvent][],
  until = 1e7,
) {
  const entries = events.map(([at, event]) => ({ at, event }))
  const { log, problems } = playEvents(tcpTrace, { config, seed, entries }, until)
  return { timeline: timelineOf(tcpTrace.machine, log), problems }
}

const call = (host: 'A' | 'B', what: Extract<SimulationEvent, { kind: 'call' }>['call']): SimulationEvent => {
  return { kind: 'call', host, call: what }
}
const opening: [number, SimulationEvent][] = [
  [0, call('B', { name: 'listen', port: 80, backlog: 5 })],
  [0, call('A', { name: 'open', port: 80, from: 49152 })],
]

/** What a host's application has read in a run. */
function readBy(host: 'A' | 'B', timeline: ReturnType<typeof play>['timeline']): string {
  return timeline.points
    .flatMap(({ effects }) => effects)
    .map((effect) => {
      if (effect.kind !== 'endpoint' || effect.host !== host || effect.effect.kind !== 'reply') return ''
      return effect.effect.data ?? ''
    })
    .join('')
}

const finalStates = (state: SimulationState) => {
  return [state.hosts.A, state.hosts.B].map(({ connections }) => connections.map(({ tcb }) => tcb.state))
}

describe('two hosts and a link', () => {
  it('after a lost SYN data begins with an RTO of 3 s and a window of one segment (RFC 6298 5.7, RFC 5681 §3.1)', () => {
    const [listen, open] = opening
    const { timeline } = play(defaultSimulation, 'syn lost', [listen!, [0, { kind: 'fault', segment: 1, fault: { do: 'drop' } }], open!], 2000)
    const [opener] = timeline.points.at(-1)!.state.hosts.A.connections
    const { state, RTT, congestion, agreed } = opener!.tcb
    expect([state, RTT.RTO, congestion.cwnd]).toEqual(['ESTABLISHED', 3000, agreed.SendMSS])
  })

  it('every octet arrives once and in order, whatever the link loses, delays and reorders', () => {
    const link = fc.record({
      delayMs: fc.integer({ min: 1, max: 120 }),
      jitterMs: fc.constantFrom(0, 5, 80),
      loss: fc.constantFrom(0, 0.05, 0.2),
      octetsPerMs: fc.constantFrom(null, 50, 500),
      queue: fc.constantFrom(4, 50),
    })
    const settings = fc.record({
      sack: fc.boolean(),
      timestamps: fc.boolean(),
      windowScale: fc.constantFrom(null, 0, 3),
      receiveBuffer: fc.constantFrom(3000, 20_000, 65_535),
      nagle: fc.boolean(),
      limitedTransmit: fc.boolean(),
      delayedAckMs: fc.constantFrom(0, 200),
      windowCheck: fc.constantFrom('advertised', 'buffer'),
      MSS: fc.constantFrom(536, 1460),
    })
    fc.assert(
      fc.property(
        link,
        settings,
        fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 6 }),
        fc.string(),
        (l, s, sizes, seed) => {
          const hosts = {
            A: { ...defaultSimulation.hosts.A, tcp: s },
            B: { ...defaultSimulation.hosts.B, tcp: s },
          }
          const texts = sizes.map((size, at) => String.fromCharCode(97 + at).repeat(size))
          const sends = texts.map((data, at): [number, SimulationEvent] => [
            40_000 + at * 3,
            call('A', { name: 'send', data }),
          ])
          const limits = { ...defaultSimulation.limits, virtualMs: 1e8, events: 100_000 }
          const { timeline } = play(
            withConfig({ hosts, link: l, limits }),
            seed,
            [
              ...opening,
              ...sends,
              [40_100, call('A', { name: 'close' })],
              [40_200, call('B', { name: 'shutdown' })],
            ],
            1e8,
          )
          const { state } = timeline.points.at(-1)!
          const opened = timeline.points.some(
            ({ state: one }) => one.hosts.A.connections[0]?.tcb.state === 'ESTABLISHED',
          )
          // Loss may keep a connection from being opened or end it; what is read is then a beginning of what
          // was sent.
          const received = readBy('B', timeline)
          expect(texts.join('').startsWith(received)).toBe(true)
          if (opened && l.loss === 0) {
            expect(received.length).toBe(texts.join('').length)
            expect(nextDue(state)).toBeNull()
          }
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 150) },
    )
  }, 600_000)

  it('no events make it throw; every run ends at a bound or in silence', () => {
    const host = fc.constantFrom('A' as const, 'B' as const)
    const event: fc.Arbitrary<SimulationEvent> = fc.oneof(
      fc.tuple(host, fc.constantFrom('shutdown', 'close', 'abort', 'accept')).map(([h, name]) => {
        return call(h, { name: name as 'close' })
      }),
      fc
        .tuple(host, fc.string({ maxLength: 2000 }))
        .map(([h, data]) => call(h, { name: 'send', data, urgent: true })),
      host.map((h) => call(h, { name: 'listen', port: 80, backlog: 1 })),
      fc.tuple(host, fc.constantFrom(80, 81)).map(([h, port]) => call(h, { name: 'open', port, from: 80 })),
      fc
        .tuple(host, fc.constantFrom('crash' as const, 'reboot' as const))
        .map(([h, kind]) => ({ kind, host: h })),
      fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('drop' as const, 'reorder' as const))
        .map(([segment, what]) => {
          return { kind: 'fault', segment, fault: { do: what } } as const
        }),
      fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('delay', 'duplicate'))
        .map(([segment, what]) => {
          const fault =
            what === 'delay'
              ? ({ do: 'delay', byMs: 300 } as const)
              : ({ do: 'duplicate', afterMs: 7 } as const)
          return { kind: 'fault', segment, fault } as const
        }),
      fc
        .tuple(
          host,
          fc.nat({ max: 255 }),
          fc.nat({ max: 3000 }),
          fc.nat({ max: 3000 }),
          fc.string({ maxLength: 9 }),
        )
        .map(([h, CTL, SEQ, ack, data]) => {
          const ports =
            h === 'A'
              ? { sourcePort: 49152, destinationPort: 80 }
              : { sourcePort: 80, destinationPort: 49152 }
          const SEG = { ...ports, SEQ, ACK: CTL & 16 ? ack : 0, CTL, WND: SEQ, UP: 3, options: [], data }
          return { kind: 'inject', host: h, source: defaultSimulation.hosts[h].address, SEG } as const
        }),
    )
    const steps = fc.array(fc.tuple(fc.nat({ max: 5000 }), event), { maxLength: 25 })
    const hosts = {
      A: { ...defaultSimulation.hosts.A, tcp: { ISS: 1000 } },
      B: { ...defaultSimulation.hosts.B, tcp: { ISS: 2000 }, reads: false },
    }
    fc.assert(
      fc.property(steps, (events) => {
        const sorted = events.sort(([a], [b]) => a - b)
        const { timeline } = play(withConfig({ hosts }), 'x', [...opening, ...sorted])
        const { state } = timeline.points.at(-1)!
        const stopped =
          state.events >= state.config.limits.events || state.now + 70_000 > state.config.limits.virtualMs
        expect(nextDue(state) === null || stopped).toBe(true)
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 300) },
    )
  }, 600_000)

  it('the same seed gives the same run, another seed another', () => {
    const config = withConfig({ link: { ...defaultLink, loss: 0.3, jitterMs: 9 } })
    const run = (seed: string) => {
      return digestTimeline(
        play(config, seed, [...opening, [50, call('A', { name: 'send', data: 'x'.repeat(9000) })]]).timeline,
      )
    }
    expect(run('one')).toBe(run('one'))
    expect(run('one')).not.toBe(run('two'))
  })

  it('a state that was handed out never changes', () => {
    const { timeline } = play(defaultSimulation, 's', [
      ...opening,
      [50, call('A', { name: 'send', data: 'x'.repeat(5000) })],
    ])
    const digests = timeline.points.map(({ state }) => digest(state))
    const again = play(defaultSimulation, 's', [
      ...opening,
      [50, call('A', { name: 'send', data: 'x'.repeat(5000) })],
    ])
    for (const { state } of timeline.points) Object.freeze(state)
    expect(again.timeline.points.map(({ state }) => digest(state))).toEqual(digests)
    expect(timeline.points.map(({ state }) => digest(state))).toEqual(digests)
  })

  it('says which bound it hit', () => {
    const config = withConfig({ limits: { events: 5, virtualMs: 1000, inFlight: 10 } })
    const state = tcp.start(config, '')
    const late = tcp.step(state, call('A', { name: 'close' }), 1001)
    expect(late).toMatchObject({
      ok: false,
      problem: { code: 'lab-bound', params: { what: 'ms', limit: 1000 } },
    })
    const many = tcp.step({ ...state, events: 5 }, call('A', { name: 'close' }), 0)
    expect(many).toMatchObject({
      ok: false,
      problem: { code: 'lab-bound', params: { what: 'events', limit: 5 } },
    })
  })

  it('refuses what cannot be, with a problem', () => {
    const start = tcp.start(defaultSimulation, '')
    expect(tcp.step(start, { kind: 'tick' }, 0)).toMatchObject({ problem: { code: 'lab-nothing-due' } })
    expect(tcp.step(start, call('A', { name: 'close' }), 0)).toMatchObject({
      problem: { code: 'lab-no-connection' },
    })
    expect(tcp.step({ ...start, now: 5 }, call('A', { name: 'close' }), 4)).toMatchObject({
      problem: { code: 'lab-past' },
    })
    const down = tcp.step(start, { kind: 'crash', host: 'A' }, 0)
    if (!down.ok) throw new Error('crash refused')
    const listening = tcp.step(down.value.state, call('A', { name: 'listen', port: 1, backlog: 1 }), 0)
    expect(listening).toMatchObject({ problem: { code: 'lab-host-down' } })
  })

  it.each([
    ['drop', { do: 'drop' }, [['ESTABLISHED'], ['ESTABLISHED']]],
    ['duplicate', { do: 'duplicate', afterMs: 3 }, [['ESTABLISHED'], ['ESTABLISHED']]],
    ['delay', { do: 'delay', byMs: 2500 }, [['ESTABLISHED'], ['ESTABLISHED']]],
    ['reorder', { do: 'reorder' }, [['ESTABLISHED'], ['ESTABLISHED']]],
  ] as const)('a SYN,ACK may suffer a %s', (_name, fault, states) => {
    const { timeline } = play(
      defaultSimulation,
      's',
      [...opening, [0, { kind: 'fault', segment: 2, fault }]],
      20_000,
    )
    expect(finalStates(timeline.points.at(-1)!.state)).toEqual(states)
  })
})
