// Real tools against the embedded Internet on loopback: what they read of our servers and our resolver.
import { spawn, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInternet, type EmbeddedInternet } from '#lib/server/labs/dns/embedded-internet.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'

let internet: EmbeddedInternet
beforeAll(async () => { internet = await openInternet(labZones) })
afterAll(() => internet.close())

const portOf = (name: string) => String(internet.served.find((one) => one.name === name)?.port)
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined

/** Not spawnSync: the servers answer in this process. */
function run(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(tool, args)
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
    child.on('close', () => { resolve(out) })
  })
}

describe.skipIf(!has('dig'))('dig (needs dig)', () => {
  const dig = (server: string, ...args: string[]) => run('dig', ['@127.0.0.1', '-p', portOf(server), '+tries=1', '+time=5', ...args])

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
})

describe.skipIf(!has('kdig'))('kdig (needs kdig)', () => {
  it('reads the same', async () => {
    const out = await run('kdig', ['@127.0.0.1', '-p', portOf('resolver'), '+short', 'www.shop.com', 'A'])
    expect(out.trim().split('\n').at(-1)).toMatch(/^203\.0\.113\.\d+$/)
  }, 20_000)
})
