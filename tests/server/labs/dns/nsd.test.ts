// NSD with the lab's zones beside our servers: the same answers to the same questions, the probes of EDNS, and our
// resolver's walk through NSD alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet, hintsOf, type InternetServer } from '#lib/core/protocols/dns/internet.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { makeQuery, type Message } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { formatRecord } from '#lib/core/protocols/dns/master-file.ts'
import { defaultConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { openResolver } from '#lib/server/labs/dns/loopback-resolver.ts'
import { loopback, type OneServer, type Place } from '#lib/server/labs/dns/loopback-servers.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'
import { ednsProbes, probedZone, readProbe } from './edns-probes.ts'
import { exchange, has, startNsd, type Peer } from './peer-process.ts'

const internet = buildInternet(labZones)
const texts = new Map(internet.zones.map((zone, at) => [zone.origin, labZones[at]!.text]))

describe.skipIf(!has('nsd'))('NSD (needs nsd)', () => {
  /** One for each set of zones that some server has. */
  const nsds = new Map<string, { server: InternetServer; peer: Peer }>()
  const places = new Map<string, Place>()
  let resolver: OneServer | null = null
  beforeAll(async () => {
    const servers = [...internet.byAddress].filter(([address, { zones }]) => zones.length > 0 && !address.includes(':'))
    for (const [address, server] of servers) {
      const key = server.zones.map(({ origin }) => origin).sort().join(' ')
      const held = nsds.get(key)
      const peer = held?.peer ?? (await startNsd(server.zones.map(({ origin }) => ({ origin, text: texts.get(origin)! }))))
      nsds.set(key, { server, peer })
      places.set(address, peer.place)
    }
    const config = { ...defaultConfig, zones: [hintsOf(internet)] }
    resolver = await openResolver(resolverAddress, config, 'nsd', places, { host: loopback, port: 0 })
  }, 30_000)
  afterAll(async () => {
    await resolver?.close()
    await Promise.all([...nsds.values()].map(({ peer }) => peer.stop()))
  })

  it('answers as our servers do', async () => {
    let asked = 0
    for (const { server, peer } of nsds.values()) {
      const owners = new Set<string>(server.zones.flatMap((zone) => [...zone.nodes.values()].flatMap(({ name }) => [name, name.replace('*', 'any')])))
      for (const zone of server.zones) owners.add(zone.origin === '.' ? 'nope.' : `nope.${zone.origin}`)
      for (const name of owners) {
        for (const type of ['A', 'NS', 'TXT']) {
          const query = encodeMessage(makeQuery(1, { name: name as DnsName, type, class: 'IN' }))
          const [theirs, ours] = [await exchange(peer.place, 'udp', query), answerBytes(server, query, 'udp')].map(gist)
          expect(ours, `${name} ${type} of ${server.name}`).toEqual(theirs)
          asked++
        }
      }
    }
    expect(asked).toBeGreaterThan(150)
  }, 30_000)

  it('answers the probes of EDNS as recorded, and as we do', async () => {
    const peer = await startNsd([{ origin: 'probe.test', text: probedZone }])
    try {
      for (const { name, transport, bytes, recorded } of ednsProbes) {
        expect(readProbe(await exchange(peer.place, transport, bytes)), name).toBe(recorded)
      }
    } finally {
      await peer.stop()
    }
  }, 30_000)

  it.each([
    ['www.example.com.', 'A', /^NOERROR .*answer www\.example\.com\. 300 A 203\.0\.113\.80$/],
    ['www.shop.com.', 'A', /CNAME shop\.com\.; shop\.com\. 900 A 203\.0\.113\.40$/],
    ['blog.example.org.', 'A', /edge\.cdn\.net\. 20 A 203\.0\.113\.20[12], 203\.0\.113\.20[12]$/],
    ['www.old.example.com.', 'A', /www\.archive\.example\.com\. 3600 A 203\.0\.113\.90$/],
    ['git.eng.example.com.', 'A', /wiki\.eng\.example\.com\. 600 A 203\.0\.113\.111$/],
    ['www.half.org.', 'A', /answer www\.half\.org\. 300 A 203\.0\.113\.30$/],
    ['nope.example.com.', 'A', /^NXDOMAIN .*SOA/],
    ['www.ring-a.com.', 'A', /^SERVFAIL/],
  ] as const)('serves the walk of our resolver to %s %s', async (name, type, expected) => {
    const query = encodeMessage(makeQuery(7, { name: name as DnsName, type, class: 'IN' }, { rd: true }))
    const reply = await exchange({ host: loopback, port: resolver!.port }, 'udp', query, 5000)
    const decoded = decodeMessage(reply ?? new Uint8Array())
    expect(decoded.ok ? printMessage(decoded.value) : 'no answer').toMatch(expected)
  }, 20_000)
})

/** RCODE, AA, ANSWER and AUTHORITY, whatever their order. */
function gist(bytes: Uint8Array | null): unknown {
  const decoded = decodeMessage(bytes ?? new Uint8Array())
  if (!decoded.ok) return null
  const { rcode, aa, tc, answer, authority } = decoded.value
  const lines = (records: Message['answer']): string[] => records.map((record) => formatRecord(record).toLowerCase()).sort()
  return { rcode, aa, tc, answer: lines(answer), authority: lines(authority) }
}
