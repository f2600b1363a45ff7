// Real tools against the embedded Internet on loopback: what they read of our servers and our resolver, and a walk
// from the root that is theirs. What is not installed is skipped.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet } from '#lib/core/protocols/dns/internet.ts'
import { openInternet, type EmbeddedInternet } from '#lib/server/labs/dns/embedded-internet.ts'
import { loopback } from '#lib/server/labs/dns/loopback-servers.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'
import { ednsProbes, probedZone, readProbe } from './edns-probes.ts'
import { exchange, has, run } from './peer-process.ts'

/** A server whose TXT set must be cut over UDP, among the lab's. */
const zones = [
  ...labZones.map((zone) => (zone.name === 'org' ? { ...zone, text: `${zone.text}probe NS ns1.dnshost.org.\n` } : zone)),
  { name: 'probe.org', text: probedZone.replace('probe.test.', 'probe.org.').replace('@ NS ns1\nns1 A 127.0.0.1', '@ NS ns1.dnshost.org.') },
]
let internet: EmbeddedInternet
let spread: EmbeddedInternet
beforeAll(async () => {
  internet = await openInternet(zones)
  spread = await openInternet(zones, 0, true)
})
afterAll(async () => { await Promise.all([internet.close(), spread.close()]) })

const portOf = (name: string) => String(internet.served.find((one) => one.name === name)?.port)

describe.skipIf(!has('dig'))('dig (needs dig)', () => {
  const dig = (server: string, ...args: string[]) => run('dig', [`@${loopback}`, '-p', portOf(server), '+tries=1', '+time=5', ...args])

  it('gets answers of the resolver over UDP and TCP', async () => {
    expect(await dig('resolver', '+short', 'www.example.com', 'A')).toBe('203.0.113.80\n')
    expect(await dig('resolver', '+tcp', '+short', 'api.example.com', 'A')).toBe('www.example.com.\n203.0.113.80\n')
    const no = await dig('resolver', 'nope.example.com', 'A')
    expect(no).toContain('status: NXDOMAIN')
    expect(no).toMatch(/flags: qr rd ra;/)
    expect(no).not.toContain('WARNING')
  }, 20_000)

  it('gets a referral of the root, authority of the zone, and REFUSED outside', async () => {
    const referral = await dig('a.root-servers.net', '+norecurse', 'www.example.com', 'A')
    expect(referral).toMatch(/flags: qr;.*ANSWER: 0, AUTHORITY: 2/)
    const authority = await dig('ns1.example.com', '+norecurse', 'www.example.com', 'A')
    expect(authority).toMatch(/flags: qr aa;.*ANSWER: 1/)
    expect(await dig('ns1.example.com', '+norecurse', 'www.example.org', 'A')).toContain('status: REFUSED')
    expect(await dig('ns1.example.com', '+norecurse', '+edns=1', '+noednsneg', 'www.example.com', 'A')).toContain('status: BADVERS')
  }, 20_000)

  it('is told TC without room, asks again over TCP, and needs neither with EDNS', async () => {
    const cut = await dig('ns1.dnshost.org', '+norecurse', '+noedns', '+ignore', 'big.probe.org', 'TXT')
    expect(cut).toMatch(/flags: qr aa tc;/)
    const again = await dig('ns1.dnshost.org', '+norecurse', '+noedns', 'big.probe.org', 'TXT')
    expect(again).toMatch(/Truncated, retrying in TCP[\s\S]*flags: qr aa;.*ANSWER: 9/)
    const roomy = await dig('ns1.dnshost.org', '+norecurse', '+bufsize=1232', 'big.probe.org', 'TXT')
    expect(roomy).toMatch(/flags: qr aa;.*ANSWER: 9/)
    expect(roomy).toMatch(/EDNS: version: 0, flags:; udp: 1232/)
    expect(roomy).not.toContain('retrying')
    expect((await dig('resolver', '+short', '+noedns', 'big.probe.org', 'TXT')).split('"').length).toBe(19)
  }, 20_000)
})

describe.skipIf(!has('kdig'))('kdig (needs kdig)', () => {
  const kdig = (server: string, ...args: string[]) => run('kdig', [`@${loopback}`, '-p', portOf(server), '+retry=0', ...args])

  it('reads the same', async () => {
    const out = await kdig('resolver', '+short', 'www.shop.com', 'A')
    expect(out.trim().split('\n').at(-1)).toMatch(/^203\.0\.113\.\d+$/)
    expect((await kdig('ns1.dnshost.org', '+tcp', '+short', 'big.probe.org', 'TXT')).trim().split('\n')).toHaveLength(9)
    expect(await kdig('ns1.example.com', '+norec', '+bufsize=512', 'x.dev.example.com', 'A')).toMatch(/Flags: qr aa;[\s\S]*203\.0\.113\.66/)
  }, 20_000)
})

describe.skipIf(!has('drill'))('drill (needs drill, of ldnsutils)', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'dns-drill-'))
  afterAll(() => { rmSync(scratch, { recursive: true, force: true }) })
  const trace = async (...question: string[]): Promise<string[]> => {
    const hints = join(scratch, 'hints')
    const root = spread.served.find((one) => one.name === 'a.root-servers.net')!
    writeFileSync(hints, `. 60 IN NS a.root-servers.net.\na.root-servers.net. 60 IN A ${root.host}\n`)
    const out = await run('drill', ['-4', '-T', '-r', hints, '-p', String(root.port), ...question])
    return out.split('\n').filter((line) => line !== '').map((line) => line.replace(/\s+/g, ' '))
  }

  it('-T walks from the root by our referrals and glue', async () => {
    expect((await trace('wiki.eng.example.com')).filter((line) => !line.includes(' b.') && !line.includes('ns2'))).toEqual([
      '. 518400 IN NS a.root-servers.net.', 'com. 172800 IN NS a.gtld-servers.net.', 'example.com. 172800 IN NS ns1.example.com.',
      'eng.example.com. 3600 IN NS ns.eng.example.com.', 'wiki.eng.example.com. 600 IN A 203.0.113.111', 'eng.example.com. 600 IN NS ns.eng.example.com.',
    ])
  }, 20_000)

  it('asks the resolver over UDP and TCP, and follows TC', async () => {
    const drill = (...args: string[]) => run('drill', ['-4', ...args, `@${loopback}`])
    expect(await drill('-p', portOf('resolver'), 'www.example.org')).toMatch(/rcode: NOERROR[\s\S]*edge\.cdn\.net\.\s20\sIN\sA/)
    expect(await drill('-t', '-p', portOf('resolver'), 'www.example.com', 'AAAA')).toContain('2001:db8:80::80')
    expect(await drill('-a', '-p', portOf('ns1.dnshost.org'), 'big.probe.org', 'TXT')).toMatch(/ANSWER: 9/)
  }, 20_000)
})

describe('sixteen EDNS probes, on sockets', () => {
  const server = buildInternet([{ name: 'probe.test', text: probedZone }]).servers[0]!

  it.each(ednsProbes.map((probe) => [probe.name, probe] as const))('%s', (_, { bytes, transport, recorded }) => {
    expect(readProbe(answerBytes(server, bytes, transport))).toBe(recorded)
  })

  it('are answered on the wire as they are in the machine', async () => {
    const place = { host: loopback, port: Number(portOf('ns1.dnshost.org')) }
    for (const { bytes, transport } of ednsProbes) {
      const asked = Uint8Array.from(bytes)
      // probe.test → probe.org, in place: both have four and then three letters after the same start.
      const at = asked.findIndex((octet, i) => octet === 4 && asked[i + 1] === 0x74 && asked[i + 2] === 0x65)
      const renamed = Uint8Array.from([...asked.subarray(0, at), 3, 0x6f, 0x72, 0x67, ...asked.subarray(at + 5)])
      const reply = await exchange(place, transport, renamed)
      expect(reply).not.toBeNull()
      expect(Buffer.from(reply!.subarray(0, 2)).toString('hex')).toBe('5eed')
    }
  })
})
