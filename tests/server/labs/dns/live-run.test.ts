// The lab's machine on real loopback sockets, and the replay of what was recorded.
import { describe, expect, it } from 'vitest'
import { timelineOf, type LogEntry } from '#lib/core/engine/log.ts'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet, hintsOf } from '#lib/core/protocols/dns/internet.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { parseName } from '#lib/core/protocols/dns/name.ts'
import { rootHints } from '#lib/core/protocols/dns/root-hints.ts'
import { dns, liveDns, type DnsConfig, type DnsEvent } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace, findServerAddress } from '#lib/core/protocols/dns/trace-codec.ts'
import { digestTimeline } from '#lib/core/protocols/trace.ts'
import { realInternet, runLive, type LiveBounds } from '#lib/server/labs/dns/live-run.ts'
import { openServers } from '#lib/server/labs/dns/loopback-servers.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'

const config: DnsConfig = liveDns(labZones)
const codec = dnsTrace(labZones)

const ask = (text: string, type = 'A'): DnsEvent => {
  const name = parseName(text)
  if (!name.ok) throw new Error(text)
  return { kind: 'ask', name: name.value, type }
}
const mode = (label: string, word: Extract<DnsEvent, { kind: 'server' }>['mode'], delayMs = 0): DnsEvent =>
  ({ kind: 'server', address: findServerAddress(labZones, label)!, mode: word, delayMs })

/** Runs live, and gives the timeline that its recorded inputs, read back from text, make. */
async function run(events: readonly DnsEvent[], earlier: readonly LogEntry<DnsEvent>[] = [], bounds?: LiveBounds, settings = config) {
  const entries: LogEntry<DnsEvent>[] = [...earlier]
  const ports: Record<string, number> = {}
  const at = (earlier.at(-1)?.at ?? 0) + (earlier.length > 0 ? 1000 : 0)
  const result = await runLive({ config: settings, seed: 'live', entries: earlier, at, events }, {
    onOpened: (opened) => { Object.assign(ports, opened) },
    onEntry: (entry) => {
      const event = codec.readEvent(entry.text)
      if (!event.ok) throw new Error(entry.text)
      entries.push({ at: entry.at, event: event.value })
    },
  }, bounds)
  const timeline = timelineOf(dns, { config: settings, seed: 'live', entries })
  const effects = timeline.points.slice(earlier.length + 1).flatMap((point) => point.effects)
  const told = effects.flatMap((effect) => (effect.kind === 'told' ? [printMessage(effect.message)] : []))
  const notes = effects.flatMap((effect) => (effect.kind === 'note' ? [effect.note] : []))
  const asked = effects.flatMap((effect) => (effect.kind === 'sent' && !effect.message.qr ? [effect.to] : []))
  return { result, entries, ports, timeline, told, notes, asked }
}

describe('a live run', () => {
  it('walks from the root to the answer over real datagrams', async () => {
    const { result, told, asked, ports, timeline } = await run([ask('www.example.com')])
    expect(result.problem).toBeNull()
    expect(told).toEqual(['NOERROR RD RA www.example.com. A | answer www.example.com. 300 A 203.0.113.80'])
    // Resolver, root for priming, root, com, example.com.
    expect(asked).toHaveLength(5)
    expect(asked.every((address) => (ports[address] ?? 0) > 1023)).toBe(true)
    expect(timeline.failure).toBeNull()
  })

  it('replays from its recorded inputs to the same digest', async () => {
    const { entries, timeline, result } = await run([mode('ns9.dnshost.org', 'lame'), ask('www.half.org')])
    const again = timelineOf(dns, { config, seed: 'live', entries: JSON.parse(JSON.stringify(entries)) as typeof entries })
    expect(digestTimeline(again)).toBe(digestTimeline(timeline))
    expect(digestTimeline(again)).toBe(result.digest)
    const changed = entries.map((entry) => (entry.event.kind === 'arrival' ? { ...entry, at: entry.at + 0.25 } : entry))
    expect(digestTimeline(timelineOf(dns, { config, seed: 'live', entries: changed }))).not.toBe(digestTimeline(timeline))
  })

  it('goes on from an earlier one with a warm cache', async () => {
    const cold = await run([ask('www.example.com')])
    const warm = await run([ask('www.example.com')], cold.entries)
    expect(warm.notes).toEqual(['cache-answer'])
    expect(warm.told[0]).toMatch(/answer www\.example\.com\. (299|298) A/)
    const near = await run([ask('api.example.com')], warm.entries)
    expect(near.asked).toHaveLength(2)
  })

  it('meets a lame server, a silent one and a refusing one', async () => {
    const lame = await run([mode('ns9.dnshost.org', 'lame'), ask('www.broken.org')])
    expect(lame.notes).toContain('lame')
    expect(lame.told[0]).toMatch(/^SERVFAIL/)
    const silent = await run([mode('ns1.example.com', 'silent'), mode('ns2.example.com', 'refuses'), ask('www.example.com')])
    expect(silent.told[0]).toMatch(/^SERVFAIL/)
    expect(silent.result.problem).toBeNull()
  }, 15_000)

  it('asks again over TCP when the answer is truncated', async () => {
    const { timeline, told } = await run([mode('ns1.example.com', 'truncates'), mode('ns2.example.com', 'truncates'), ask('www.example.com')])
    const transports = timeline.points.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'sent' ? [effect.transport] : [])))
    expect(transports).toContain('tcp')
    expect(told[0]).toMatch(/^NOERROR/)
  })

  it('ends at its bounds, and says which', async () => {
    const few = await run([ask('www.example.com')], [], { ms: 5000, datagrams: 4 })
    expect(few.result).toMatchObject({ problem: { code: 'lab-bound', params: { limit: 4 } } })
    const slow = await run([mode('a.root-servers.net', 'silent'), mode('b.root-servers.net', 'silent'), ask('www.example.com')], [], { ms: 200, datagrams: 400 })
    expect(slow.result).toMatchObject({ problem: { code: 'lab-live-ended' } })
  })

  it('sends nothing to an address outside the embedded Internet', async () => {
    // An answer that was recorded may say anything: here a forged referral to an address of the real Internet.
    const cold = await run([ask('www.half.org')])
    const forge = (hex: string) => hex.replace('c6336415', '08080808').replace('c633641d', '08080404')
    const forged = cold.entries.map((entry) =>
      entry.event.kind === 'arrival' && entry.event.answer !== null ? { ...entry, event: { ...entry.event, answer: forge(entry.event.answer) } } : entry)
    const cut = forged.findIndex(({ event }, i) => JSON.stringify(event) !== JSON.stringify(cold.entries[i]!.event)) + 1
    const { timeline, asked, ports } = await run([ask('half.org', 'SOA')], forged.slice(0, cut + 1), { ms: 1500, datagrams: 400 })
    expect(asked.some((address) => address.startsWith('8.8.'))).toBe(true)
    expect(Object.keys(ports).some((address) => address.startsWith('8.8.'))).toBe(false)
    const lost = timeline.points.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'lost' ? [effect.reason] : [])))
    expect(lost).toContain('nobody there')
  }, 15_000)

  it('refuses a log that does not fit', async () => {
    const { entries } = await run([ask('www.example.com')])
    const { result } = await run([ask('www.example.com')], entries.slice(3))
    expect(result).toMatchObject({ problem: { code: 'lab-live-log', params: { entry: 1 } } })
  })
})

describe('a live run over the Internet outside', () => {
  const outsideConfig = liveDns([rootHints])
  // The world stands on this machine: our Internet answers for the root servers' addresses too.
  const world = buildInternet(labZones)
  const ourRoot = hintsOf(world).addresses[0]!.address
  const asOurs = (address: string) => (isRoot(address) ? ourRoot : address)
  const isRoot = (address: string) => hintsOf(buildInternet([rootHints])).addresses.some((one) => one.address === address)

  async function ask(name: string, change: (bytes: Uint8Array) => Uint8Array | null = (bytes) => bytes) {
    const asked: string[] = []
    const servers = await openServers([...world.byAddress.keys()], ({ address, transport, bytes }, send) => {
      const reply = answerBytes(world.byAddress.get(address)!, bytes, transport)
      const sent = reply && change(reply)
      if (sent !== null) send(sent)
    })
    const entries: LogEntry<DnsEvent>[] = []
    const outsideCodec = dnsTrace([rootHints])
    const parsed = parseName(name)
    if (!parsed.ok) throw new Error(name)
    try {
      const result = await runLive({
        config: outsideConfig, seed: 'outside', entries: [], at: 0, events: [{ kind: 'ask', name: parsed.value, type: 'A' }],
        outside: (address) => {
          asked.push(address)
          const port = servers.ports.get(asOurs(address))
          return port === undefined ? null : { host: '127.0.0.1', port }
        },
      }, {
        onOpened: (ports) => { expect(Object.keys(ports)).toHaveLength(1) },
        onEntry: ({ at, text }) => {
          const event = outsideCodec.readEvent(text)
          if (!event.ok) throw new Error(text)
          entries.push({ at, event: event.value })
        },
      }, { ms: 4000, datagrams: 60 })
      const timeline = timelineOf(dns, { config: outsideConfig, seed: 'outside', entries })
      const told = timeline.points.flatMap((point) => point.effects).flatMap((effect) => (effect.kind === 'told' ? [printMessage(effect.message)] : []))
      return { result, asked, told, timeline }
    } finally {
      await servers.close()
    }
  }

  it('begins at a real root server, follows what the servers say, and replays to the same digest', async () => {
    const { result, asked, told, timeline } = await ask('www.example.com')
    expect(result.problem).toBeNull()
    expect(isRoot(asked[0]!)).toBe(true)
    expect(told).toEqual(['NOERROR RD RA www.example.com. A | answer www.example.com. 300 A 203.0.113.80'])
    expect(digestTimeline(timeline)).toBe(result.digest)
  })

  it('takes bytes that are no message for silence', async () => {
    const { told } = await ask('www.example.com', () => Uint8Array.of(1, 2, 3))
    expect(told.every((line) => line.startsWith('SERVFAIL'))).toBe(true)
  })

  it('asks port 53 of what is everybody’s, and nothing else', () => {
    expect(realInternet('198.41.0.4')).toEqual({ host: '198.41.0.4', port: 53 })
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '203.0.113.80', '::1', 'fe80::1']) expect(realInternet(address), address).toBeNull()
  })
})
