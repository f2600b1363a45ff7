import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { buildDiagram, defaultScale } from '#lib/core/protocols/diagram.ts'
import { digestTimeline, parseTrace, playEvents, readLog, replayTrace } from '#lib/core/protocols/trace.ts'
import { framesIn, printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import { runFacts } from '#lib/core/protocols/websocket/run-diagram.ts'
import {
  defaultSimulation,
  websocket,
  type SimulationConfig,
  type SimulationEvent,
} from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/websocket/', import.meta.url))
const fileOf = (name: string) => parseTrace(readFileSync(`${folder}${name}.trace`, 'utf8')).file

function play(
  events: [at: number, text: string][],
  config: SimulationConfig = defaultSimulation,
  until = 3_000_000,
) {
  const entries = events.map(([at, text]) => {
    const event = websocketTrace.readEvent(text)
    if (!event.ok) throw new Error(text)
    return { at, event: event.value }
  })
  const played = playEvents(websocketTrace, { config, seed: 'test', entries }, until)
  return { ...played, timeline: timelineOf(websocket, played.log) }
}

describe('a run', () => {
  it('counts three round trips to the first echoed byte', () => {
    const { timeline } = play([
      [0, 'A connect'],
      [40.001, 'A send "x"'],
    ])
    const echoed = timeline.points.find(
      ({ effects }, at) =>
        at > 0 &&
        effects.some(
          (effect) => effect.kind === 'endpoint' && effect.host === 'A' && effect.effect.type === 'message',
        ),
    )
    expect(echoed?.entry?.at).toBeCloseTo(3 * 2 * defaultSimulation.link.delayMs, 2)
  })

  it('says which bound it hit', () => {
    const config = { ...defaultSimulation, bounds: { ...defaultSimulation.bounds, events: 3 } }
    const { problems } = play(
      [
        [0, 'A connect'],
        [500, 'A ping'],
      ],
      config,
    )
    expect(problems).toEqual([{ code: 'lab-bound', params: { what: 'events', limit: 3 } }])
  })

  it('refuses what cannot be', () => {
    const { problems } = play([
      [0, 'A send "early"'],
      [1, 'A connect'],
      [2, 'A connect'],
      [100, 'A close 1005'],
    ])
    expect(problems.map((problem) => problem.code)).toEqual([
      'lab-no-connection',
      'ws-event-out-of-place',
      'ws-send-close-code',
    ])
  })

  it('an answer that comes too late is refused, and told', () => {
    const { timeline } = replayTrace(websocketTrace, fileOf('slow-answer'))
    const refused = timeline.points.flatMap(({ effects }) =>
      effects.filter((effect) => effect.kind === 'refused'),
    )
    expect(refused).toMatchObject([
      { host: 'B', problem: { code: 'ws-not-open', params: { state: 'CLOSING' } } },
    ])
  })

  it('is the same from the same events, whatever they are', () => {
    const words = fc.constantFrom(
      'A connect',
      'A send "Hello"',
      'B send binary hex 00ff',
      'A send 3000 bytes in 700s',
      'A fragment "He"',
      'A last fragment "y"',
      'B ping "x"',
      'A pong',
      'A close 1000 "bye"',
      'B close',
      'A raw 8100',
      'B raw ffff',
      'A drop',
      'link reset',
      'link silence',
      'link restore',
    )
    const config: SimulationConfig = {
      ...defaultSimulation,
      A: { ...defaultSimulation.A, reconnect: { baseMs: 100, maxMs: 1000, jitter: true } },
      B: { ...defaultSimulation.B, answerMs: 7 },
      link: { delayMs: 10, proxyIdleMs: 30_000 },
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3000), words), { maxLength: 25 }), (list) => {
        const events = list.sort((a, b) => a[0] - b[0])
        const once = play(events, config, 100_000)
        expect(once.timeline.failure).toBeNull()
        expect(digestTimeline(play(events, config, 100_000).timeline)).toBe(digestTimeline(once.timeline))
      }),
      { numRuns: 60 },
    )
  })
})

describe('the words of a trace', () => {
  it.each([
    'A connect',
    'A send "Hellö"',
    'A send binary hex 00ff',
    'A send 100 bytes in 7s',
    'B send "x" uncompressed',
    'A fragment "a"',
    'A last fragment hex ff',
    'A ping',
    'B pong "x"',
    'A close',
    'A close 1000',
    'A close 4000 "bye \\"you\\""',
    'A raw 8100',
    'B drop',
    'link silence',
  ])('%s', (text) => {
    const event = websocketTrace.readEvent(text)
    expect(event.ok && websocketTrace.printEvent(event.value, websocket.start(defaultSimulation, ''))).toBe(
      text,
    )
  })

  it.each([
    'A',
    'C connect',
    'A send',
    'A send Hello',
    'A raw 8',
    'A raw  ',
    'A close x',
    'link cut',
    'A fragment 5',
    '',
  ])('not “%s”', (text) => expect(websocketTrace.readEvent(text).ok).toBe(false))

  it('reads every text, and prints what it read', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('A send ', 'A close 1000 ', 'A raw ', 'A ping ', ''),
        (text, begin) => {
          const event = websocketTrace.readEvent(begin + text)
          if (!event.ok || event.value.kind === 'tick') return
          const printed = websocketTrace.printEvent(event.value, websocket.start(defaultSimulation, ''))
          expect(websocketTrace.readEvent(printed)).toEqual(event)
        },
      ),
    )
    const payload = fc.uint8Array({ maxLength: 30 })
    fc.assert(
      fc.property(payload, fc.constantFrom(1 as const, 2 as const), (bytes, opcode) => {
        const event: SimulationEvent = {
          kind: 'call',
          host: 'A',
          call: { do: 'send', opcode, payload: bytes },
        }
        const printed = websocketTrace.printEvent(event, websocket.start(defaultSimulation, ''))
        expect(websocketTrace.readEvent(printed)).toEqual({ ok: true, value: event })
      }),
    )
  })

  it('settings that are not known are told', () => {
    const line = (key: string, value: string) => ({ key, value, line: 7 })
    const read = websocketTrace.readConfig([
      line(
        'A',
        'offer="permessage-deflate; client_max_window_bits=10" origin=none pingEveryMs=100 idleMs=none',
      ),
      line('B', 'application=upper deflate=yes colour=red answersPing=maybe'),
      line('link', 'delayMs=5 speed=9'),
      line('C', 'x=1'),
    ])
    expect(read.problems.map((problem) => problem.params)).toEqual([
      { key: 'B', name: 'colour' },
      { key: 'B', name: 'answersPing' },
      { key: 'link', name: 'speed' },
      { key: 'C', name: 'x' },
    ])
    expect(read.config.A.request.extensions[0]?.params).toEqual([
      { name: 'client_max_window_bits', value: '10' },
    ])
    expect(read.config.A).toMatchObject({ habits: { pingEveryMs: 100 }, limits: { idleMs: null } })
    expect(read.config.B).toMatchObject({ application: 'upper', policy: { deflate: {} } })
    expect(read.config.link.delayMs).toBe(5)
  })

  it('what was written is shown in one line', () => {
    const bytes = new Uint8Array(Buffer.from('c107f248cdc9c90700' + '8902ff00', 'hex'))
    expect(printWritten(bytes)).toBe('FIN RSV1 text 7: f248cdc9c90700 + FIN Ping 2: ff00')
    expect(framesIn(bytes)).toHaveLength(2)
    expect(printWritten(new TextEncoder().encode('HTTP/1.1 101 Switching Protocols\r\n'))).toBe(
      'HTTP/1.1 101 Switching Protocols (34 bytes)',
    )
  })
})

describe('the diagram of a run', () => {
  const ends = [{ id: 'A', name: 'Client' }, { id: 'B', name: 'Server' }]

  it('has two lifelines, their states, and an arrow for each write', () => {
    const { timeline } = replayTrace(websocketTrace, fileOf('echo'))
    const diagram = buildDiagram(ends, runFacts(timeline), defaultScale)
    expect(diagram.lifelines.map((line) => line.spans.map((span) => span.state))).toEqual([
      ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
      ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
    ])
    expect(diagram.arrows.map((arrow) => [arrow.tone, arrow.label.slice(0, 15)])).toEqual([
      ['transport', 'SYN'],
      ['transport', 'SYN,ACK'],
      ['transport', 'ACK'],
      ['opening', 'GET /chat HTTP/'],
      ['opening', 'HTTP/1.1 101 Sw'],
      ['data', 'FIN text masked'],
      ['data', 'FIN text 5: "He'],
      ['closing', 'FIN Close maske'],
      ['closing', 'FIN Close 2: 10'],
      ['transport', 'FIN'],
      ['transport', 'FIN'],
    ])
    expect(diagram.arrows.every((arrow) => arrow.fate === 'arrived')).toBe(true)
  })

  it('shows what is lost', () => {
    const { log } = readLog(websocketTrace, fileOf('half-open'))
    const diagram = buildDiagram(ends, runFacts(timelineOf(websocket, log)), defaultScale)
    expect(diagram.arrows.filter((arrow) => arrow.fate === 'lost').map((arrow) => arrow.why)).toEqual([
      'the link is silent',
      'the link is silent',
    ])
  })
})
