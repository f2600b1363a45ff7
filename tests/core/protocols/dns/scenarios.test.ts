import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { buildInternet, hintsOf, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { answer } from '#lib/core/protocols/dns/authority.ts'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import { dns } from '#lib/core/protocols/dns/simulation.ts'
import { tellNote } from '#lib/core/protocols/dns/story.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import {
  digestTimeline, parseTrace, playEvents, printTrace, readLog, recordEntries, replayTrace,
} from '#lib/core/protocols/trace.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/dns/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.trace'))
const zones: ZoneFile[] = readdirSync(`${folder}zones`).sort().map((name) =>
  ({ name: name.replace(/\.zone$/, ''), text: readFileSync(`${folder}zones/${name}`, 'utf8') }))
const codec = dnsTrace(zones)
const update = process.env['UPDATE'] === '1'

/**
 * The file with its run recorded anew from the events alone; how a scenario is written in the first place.
 */
function recorded(text: string): string {
  const { file } = parseTrace(text)
  const { log } = readLog(codec, file)
  const events = log.entries.filter(({ event }) => event.kind !== 'tick')
  const { untilMs } = describeScenario(file.header).description
  const played = playEvents(codec, { ...log, entries: events }, untilMs ?? Number.MAX_SAFE_INTEGER)
  expect(played.problems).toEqual([])
  return printTrace({ ...file, entries: recordEntries(codec, timelineOf(codec.machine, played.log)) })
}

describe.each(names)('scenario %s', (name) => {
  const path = folder + name
  if (update) writeFileSync(path, recorded(readFileSync(path, 'utf8')))
  const text = readFileSync(path, 'utf8')
  const { file, problems } = parseTrace(text)

  it('is read without problems and printed as it was', () => {
    expect(problems).toEqual([])
    expect(describeScenario(file.header).problems).toEqual([])
    expect(printTrace(file)).toBe(text)
  })

  it('runs exactly as it is written', () => {
    expect(replayTrace(codec, file).problems).toEqual([])
    expect(recorded(text)).toBe(text)
  })

  it('gives the same digest each time, also when its state has been through JSON at every step', () => {
    const { timeline, log } = replayTrace(codec, file)
    expect(digestTimeline(replayTrace(codec, file).timeline)).toBe(digestTimeline(timeline))
    const frozen: typeof dns = {
      ...dns,
      step: (state, event, now) => dns.step(JSON.parse(JSON.stringify(state)) as typeof state, event, now),
    }
    expect(digestTimeline(timelineOf(frozen, log))).toBe(digestTimeline(timeline))
  })

  it('says as much in Chinese as in English, and tells each decision in both', () => {
    const { en, zh } = describeScenario(file.header).description
    expect(zh.look.length).toBe(en.look.length)
    for (const { effects } of replayTrace(codec, file).timeline.points) {
      for (const effect of effects) {
        if (effect.kind !== 'note') continue
        const line = tellNote(effect)
        expect(line.en + line.zh).not.toMatch(/\{\w+\}/)
        expect(line.zh).toMatch(/\p{Script=Han}/u)
      }
    }
  })

  it('sends only messages that are bytes', () => {
    for (const { effects } of replayTrace(codec, file).timeline.points) {
      for (const effect of effects) {
        if (effect.kind === 'sent') expect(decodeMessage(encodeMessage(effect.message))).toEqual({ ok: true, value: effect.message })
      }
    }
  })
})

describe('the zones of the labs', () => {
  const internet = buildInternet(zones)

  it('have no faults and nothing to remark', () => {
    expect(internet.faults).toEqual([])
    expect(internet.remarks).toEqual([])
    expect(internet.zones.length).toBeGreaterThanOrEqual(8)
  })

  it('use documentation addresses only (RFC 5737, RFC 3849)', () => {
    for (const zone of internet.zones) {
      for (const node of zone.nodes.values()) {
        for (const set of node.sets.values()) {
          for (const data of set.data) {
            if (data.type === 'A') expect(data.address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./)
            if (data.type === 'AAAA') expect(data.address).toMatch(/^2001:db8:/)
          }
        }
      }
    }
  })

  it('every server’s name resolves authoritatively, not only by glue', () => {
    for (const server of internet.servers.filter(({ zones: served }) => served.length > 0)) {
      const question = { name: server.name, type: 'A', class: 'IN' }
      const answers = internet.servers.map((one) => answer(one, makeQuery(1, question), 'udp')!.message)
      expect(answers.some(({ aa, answer: found }) => aa && found.length > 0), server.name).toBe(true)
    }
  })

  it('every zone but the root is delegated to the servers that it names itself', () => {
    for (const zone of internet.zones.filter(({ origin }) => origin !== '.')) {
      const cut = internet.zones
        .flatMap((parent) => (parent === zone ? [] : [parent.nodes.get(zone.originKey)?.sets.get('NS')]))
        .find((set) => set !== undefined)
      const own = zone.nodes.get(zone.originKey)!.sets.get('NS')!
      const hosts = (set: typeof own) => set.data.map((data) =>
        (data.type === 'NS' ? data.target : '')).sort()
      const lame = ['half.org.'].includes(zone.origin)
      expect(cut, zone.origin).toBeDefined()
      if (!lame) expect(hosts(cut!), zone.origin).toEqual(hosts(own))
    }
    expect(hintsOf(internet).addresses.length).toBeGreaterThan(0)
  })
})
