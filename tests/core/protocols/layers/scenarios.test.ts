import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { findCriticalPath } from '#lib/core/protocols/layers/critical-path.ts'
import { connections, dnsCaches } from '#lib/core/protocols/layers/settings.ts'
import { tlsKinds } from '#lib/core/protocols/layers/tls-model.ts'
import { layersTrace } from '#lib/core/protocols/layers/trace-codec.ts'
import { editAll } from '#lib/core/protocols/lab-run.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { digestTimeline, parseTrace, playEvents, printTrace, readLog, recordEntries, replayTrace } from '#lib/core/protocols/trace.ts'
import { labZones } from '../dns/lab.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/layers/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.trace'))
const codec = layersTrace(labZones)

/** The file with its run recorded anew from the events alone. */
function recorded(text: string): string {
  const { file } = parseTrace(text)
  const { log } = readLog(codec, file)
  const events = log.entries.filter(({ event }) => event.kind !== 'tick')
  const played = playEvents(codec, { ...log, entries: events }, Number.MAX_SAFE_INTEGER)
  expect(played.problems).toEqual([])
  return printTrace({ ...file, entries: recordEntries(codec, timelineOf(codec.machine, played.log)) })
}

/** Round trips by layer, from the figures of RFC 1034 §6.3, RFC 9293 §3.5, RFC 8446 §2, RFC 5246 §7.3, RFC 8441 §5. */
const expected: Readonly<Record<string, readonly number[]>> = {
  'wss-first': [5, 1, 1, 1, 1], 'wss-resolver-knows': [1, 1, 1, 1, 1], 'wss-browser-knows': [0, 1, 1, 1, 1],
  'wss-tls12': [5, 1, 2, 1, 1], 'wss-tls12-resumed': [5, 1, 1, 1, 1], 'wss-tls13-resumed': [5, 1, 1, 1, 1],
  'wss-0rtt': [5, 1, 0, 1, 1], 'wss-reused': [0, 0, 0, 1, 1], 'wss-big-certificate': [5, 1, 2, 1, 1], 'ws-plain': [5, 1, 0, 1, 1],
}

describe.each(names)('scenario %s', (name) => {
  const path = folder + name
  if (process.env['UPDATE'] === '1') writeFileSync(path, recorded(readFileSync(path, 'utf8')))
  const text = readFileSync(path, 'utf8')
  const { file, problems } = parseTrace(text)

  it('is read without problems, printed as it was, and runs as it is written', () => {
    expect(problems).toEqual([])
    expect(describeScenario(file.header).problems).toEqual([])
    expect(printTrace(file)).toBe(text)
    expect(replayTrace(codec, file).problems).toEqual([])
    expect(recorded(text)).toBe(text)
  })

  it('says as much in Chinese as in English', () => {
    const { en, zh } = describeScenario(file.header).description
    expect(zh.look.length).toBe(en.look.length)
    expect(zh.names.length).toBe(3)
  })

  it('takes its round trips', () => {
    const { timeline } = replayTrace(codec, file)
    const path = findCriticalPath(timeline)
    expect(Object.values(path.trips)).toEqual(expected[name.replace('.trace', '')])
    // Nothing is lost: what was waited for, one after the other, is the whole time.
    expect(path.timersMs).toBe(0)
    expect(path.echoMs).toBe(Object.values(path.waitedMs).reduce((sum, ms) => sum + ms, 0))
  })

  it('gives the same digest each time', () => {
    expect(digestTimeline(replayTrace(codec, file).timeline)).toBe(digestTimeline(replayTrace(codec, file).timeline))
  })
})

const first = parseTrace(readFileSync(`${folder}wss-first.trace`, 'utf8')).file
const textsOf = (effects: readonly { kind: string; text?: string; layer?: string }[]) => effects.flatMap((effect) => (effect.kind === 'sent' ? [`${effect.layer ?? ''} ${effect.text ?? ''}`] : []))

it('gives TCP the address that DNS found, and ends with the echo', () => {
  const { points } = replayTrace(codec, first).timeline
  const reached = points.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'reached' ? [`${effect.who} ${effect.what} ${effect.text}`.trim()] : [])))
  const address = reached[0]!.split(' ').at(-1)
  expect(points.at(-1)!.state.tcp?.config.hosts.B.address).toBe(address)
  expect(reached).toEqual([`client address ${address}`, 'client connected', 'server connected', 'client tls', 'server tls', 'server open', 'client open', 'server message Hello', 'client echo Hello'])
  expect(textsOf(points.flatMap(({ effects }) => effects))).toContain('DNS NS com.')
})

it('one thing is changed before the opening, and not after it', () => {
  const changed = editAll(codec, first, [{ step: 0, text: 'set dns=browser' }, { step: 1, text: 'set tls=1.3-0rtt' }])
  if (!changed.ok) throw new Error(changed.problem.code)
  expect(findCriticalPath(changed.value.timeline).allTrips).toBe(3)
  expect(editAll(codec, first, [{ step: 3, text: 'set tls=1.2' }]).ok).toBe(false)
  expect(editAll(codec, first, [{ step: 0, text: 'set tls=1.1' }]).ok).toBe(false)
})

it('a lost SYN costs the second after which TCP sends it again', () => {
  const { points } = replayTrace(codec, first).timeline
  const at = points.findIndex(({ effects }) => textsOf(effects).includes('TCP SYN'))
  const id = points[at]!.effects.flatMap((effect) => (effect.kind === 'sent' ? [effect.id] : []))[0]!
  const changed = editAll(codec, first, [{ step: at, text: `drop #${id}` }])
  if (!changed.ok) throw new Error(changed.problem.code)
  const path = findCriticalPath(changed.value.timeline)
  expect(path.timersMs).toBe(1000)
  expect(path.allTrips).toBe(9)
})

it('every combination reaches the echo, and the layers add up', () => {
  const choice = fc.record({ dns: fc.constantFrom(...dnsCaches), connection: fc.constantFrom(...connections), tls: fc.constantFrom(...tlsKinds), certificate: fc.integer({ min: 100, max: 60_000 }), delay: fc.integer({ min: 1, max: 300 }) })
  fc.assert(
    fc.property(choice, (settings) => {
      const edits = Object.entries(settings).map(([name, value], step) => ({ step, text: `set ${name}=${value}` }))
      const changed = editAll(codec, first, edits)
      if (!changed.ok) throw new Error(changed.problem.code)
      expect(changed.value.problems).toEqual([])
      const path = findCriticalPath(changed.value.timeline)
      expect(path.echoMs).toBeCloseTo(Object.values(path.waitedMs).reduce((sum, ms) => sum + ms, 0) + path.timersMs)
      expect(path.trips.WebSocket).toBe(1)
    }),
    { numRuns: 25 },
  )
})
