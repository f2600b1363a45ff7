// Random Internets: whatever the resolver walks through, its answer is the one that all zones together give.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timelineOf, type LogEntry } from '#lib/core/engine/log.ts'
import { buildInternet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { lookUp, zoneFor } from '#lib/core/protocols/dns/lookup.ts'
import { formatRecord } from '#lib/core/protocols/dns/master-file.ts'
import { nameKey } from '#lib/core/protocols/dns/name.ts'
import { recordsOf } from '#lib/core/protocols/dns/record.ts'
import { defaultConfig, defaultLimits } from '#lib/core/protocols/dns/resolver-state.ts'
import { defaultDns, type DnsConfig, type DnsEvent } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { playEvents } from '#lib/core/protocols/trace.ts'
import { name } from './ask.ts'

const origins = ['com.', 'net.', 'a.com.', 'b.com.', 'x.a.com.', 'c.net.', 'host.net.'] as const
type Origin = (typeof origins)[number]
const hosts = ['www', 'mail', 'deep.er', 'alias', 'w', 'nothing', '@'] as const

interface Plan {
  /** Where a zone's server lies: inside the zone, with glue, or at the provider's. */
  readonly inside: Readonly<Record<Origin, boolean>>
  readonly records: readonly (readonly [zone: Origin, host: string, line: string])[]
}

const targets = origins.flatMap((origin) => ['www', 'mail', 'alias', 'nothing'].map((host) =>
  `${host}.${origin}`))
const line = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 250 }).map((last) => `A 203.0.113.${last}`) },
  { weight: 2, arbitrary: fc.constantFrom(...targets).map((target) => `CNAME ${target}`) },
  { weight: 1, arbitrary: fc.constantFrom(...origins).map((target) => `DNAME ${target}`) },
  { weight: 1, arbitrary: fc.constant('TXT "x"') },
)
const plan: fc.Arbitrary<Plan> = fc.record({
  inside: fc.record(Object.fromEntries(origins.map((origin) =>
    [origin, fc.boolean()]))),
  records: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...origins), fc.constantFrom('www', 'mail', 'deep.er', 'alias', '*.w', '*'), line,
    ),
    { selector: ([zone, host]) => `${host} ${zone}`, maxLength: 14 },
  ),
})

const parentOf = (origin: string): string => origins.findLast((other) =>
  other !== origin && origin.endsWith(`.${other}`)) ?? '.'

function zonesOf({ inside, records }: Plan): ZoneFile[] {
  const server = (origin: string): string =>
    origin === '.' ? 'ns.root.' : origin === 'host.net.' ||
      inside[origin as Origin] ? `ns.${origin}` : 'ns.host.net.'
  const address = (host: string): string =>
    host === 'ns.root.' ? '192.0.2.1' : `192.0.2.${10 + ['ns.host.net.', ...origins.map((one) =>
      `ns.${one}`)].indexOf(host)}`
  return ['.', ...origins].map((origin) => {
    const children = origins.filter((other) => parentOf(other) === origin)
    const glue = [origin, ...children].map(server).filter((host) =>
      host.endsWith(origin === '.' ? '.' : `.${origin}`))
    const lines = [
      `$TTL 300`,
      `${origin} SOA ${server(origin)} admin. 1 2 3 4 60`,
      `${origin} NS ${server(origin)}`,
      ...children.map((child) => `${child} NS ${server(child)}`),
      ...new Set(glue.map((host) => `${host} A ${address(host)}`)),
      ...records.filter(([zone]) => zone === origin).map(([zone, host, text]) => `${host}.${zone} ${text}`),
    ]
    return { name: origin, text: lines.join('\n') }
  })
}

const question = fc.record({
  origin: fc.constantFrom(...origins), host: fc.constantFrom(...hosts, 'y.w', 'z'),
  type: fc.constantFrom('A', 'AAAA', 'TXT', 'NS', 'CNAME', 'MX'),
})

/** What all zones together say, or null where that is a ring or too long a chain. */
function truth(zones: readonly ZoneFile[], asked: string, type: string): string[] | null {
  const all = buildInternet(zones).zones
  const owner = name(asked)
  const finding = lookUp(all, zoneFor(all, nameKey(owner), type)!, { name: owner, type, class: 'IN' }, true)
  if (finding.kind === 'loop' || finding.kind === 'referral') return null
  return [finding.rcode, ...finding.answer.flatMap(recordsOf).map(formatRecord).sort()]
}

function resolved(
  zones: readonly ZoneFile[], questions: readonly (readonly [string, string])[],
  settings: Partial<DnsConfig['resolver']>,
  faults: readonly DnsEvent[] = [],
): (string[] | null)[] {
  const codec = dnsTrace(zones)
  const resolver = { ...defaultConfig, limits: { ...defaultLimits, time: 60_000 }, ...settings }
  const config: DnsConfig = { ...defaultDns, zones, resolver }
  const asks = questions.map(([asked, type], index): LogEntry<DnsEvent> =>
    ({ at: index * 100_000, event: { kind: 'ask', name: name(asked), type } }))
  const entries = [...faults.map((event) => ({ at: 0, event })), ...asks]
  const played = playEvents(codec, { config, seed: 'p', entries }, Number.MAX_SAFE_INTEGER)
  expect(played.problems).toEqual([])
  const told = timelineOf(codec.machine, played.log).points.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'told' ? [effect.message] : [])))
  expect(told).toHaveLength(questions.length)
  return told.map((message) => [message.rcode, ...message.answer.map(formatRecord).sort()])
}

const untimed = (lines: readonly string[] | null): string[] | null =>
  lines?.map((text) => text.replace(/^(\S+) \d+ IN/, '$1 IN')) ?? null

describe('the resolver on random Internets', () => {
  it('answers what the zones say, cold and warm, with and without QNAME minimisation', () => {
    fc.assert(fc.property(plan, fc.array(question, { minLength: 1, maxLength: 4 }), fc.boolean(), (made, asked, qnameMinimisation) => {
      const zones = zonesOf(made)
      fc.pre(buildInternet(zones).faults.length === 0)
      const questions = asked.map(({ origin, host, type }) =>
        [host === '@' ? origin : `${host}.${origin}`, type] as const)
      const answers = resolved(zones, questions, { qnameMinimisation })
      questions.forEach(([owner, type], index) => {
        const expected = untimed(truth(zones, owner, type))
        if (expected !== null) expect(untimed(answers[index]!), `${owner} ${type}`).toEqual(expected)
      })
    }), { numRuns: 150 })
  })

  it('always ends, whatever the servers do', () => {
    const mode = fc.constantFrom('answers', 'silent', 'refuses', 'servfail', 'lame', 'truncates', 'hijacks')
    const faults = fc.array(fc.record({
      kind: fc.constant('server'), address: fc.integer({ min: 1, max: 18 }).map((last) =>
        `192.0.2.${last}`), mode,
      delayMs: fc.constantFrom(0, 300, 2000),
    }), { maxLength: 5 })
    fc.assert(fc.property(plan, question, faults, ({ ...made }, { origin, host, type }, broken) => {
      const zones = zonesOf(made)
      fc.pre(buildInternet(zones).faults.length === 0)
      const [answer] = resolved(zones, [[host === '@' ? origin : `${host}.${origin}`, type]], {}, broken)
      expect(answer![0]).toMatch(/^(NOERROR|NXDOMAIN|SERVFAIL|YXDOMAIN)$/)
    }), { numRuns: 100 })
  })
})
