// unbound resolving through our servers, from root hints alone: glue carries no port, so our servers stand at addresses
// of their own in 127/8, all at port 53, which unbound asks. Where that port may not be had, this is skipped.
import { createSocket } from 'node:dgram'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { openInternet, type EmbeddedInternet } from '#lib/server/labs/dns/embedded-internet.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'
import { exchange, has, startUnbound, type Peer } from './peer-process.ts'

const mayListen = (host: string): Promise<boolean> => new Promise((resolve) => {
  const socket = createSocket('udp4')
  socket.once('error', () => { resolve(false) })
  socket.bind(53, host, () => { socket.close(() => { resolve(true) }) })
})
const port53 = (await Promise.all(['127.0.0.1', '127.0.2.1', '127.51.100.1'].map(mayListen))).every((may) => may)
const reason = has('unbound') ? 'needs port 53 of 127/8' : 'needs unbound'

describe.skipIf(!port53 || !has('unbound'))(`unbound through our servers (${reason})`, () => {
  let internet: EmbeddedInternet | null = null
  let unbound: Peer | null = null
  beforeAll(async () => {
    internet = await openInternet(labZones, 53, true)
    unbound = await startUnbound('127.0.2.1')
  })
  afterAll(async () => {
    await unbound?.stop()
    await internet?.close()
  })

  const ask = async (name: string, type = 'A'): Promise<string> => {
    const query = encodeMessage(makeQuery(7, { name: name as DnsName, type, class: 'IN' }, { rd: true }))
    const reply = await exchange(unbound!.place, 'udp', query, 6000)
    const decoded = reply === null ? null : decodeMessage(reply)
    return decoded?.ok ? printMessage(decoded.value) : 'no answer'
  }

  it.each([
    ['www.example.com.', 'A', /^NOERROR .*answer www\.example\.com\. 300 A 203\.0\.113\.80/],
    // A name server's name without glue, an alias into another zone, a wildcard, a DNAME.
    ['www.shop.com.', 'A', /CNAME shop\.com\.; shop\.com\. 900 A 203\.0\.113\.40/],
    ['blog.example.org.', 'A', /edge\.cdn\.net\. 20 A 203\.0\.113\.20[12], 203\.0\.113\.20[12]/],
    ['x.dev.example.com.', 'A', /x\.dev\.example\.com\. 60 A 203\.0\.113\.66/],
    ['www.old.example.com.', 'A', /www\.archive\.example\.com\. 3600 A 203\.0\.113\.90/],
    ['git.eng.example.com.', 'A', /CNAME wiki\.eng\.example\.com\.; wiki\.eng\.example\.com\. 600 A/],
    ['example.com.', 'MX', /MX 10 mail\.example\.com\./],
    ['nope.example.com.', 'A', /^NXDOMAIN .*authority example\.com\. 300 SOA/],
    ['www.example.com.', 'TXT', /^NOERROR .*authority example\.com\. 300 SOA/],
    ['_tcp.example.com.', 'A', /^NOERROR .*authority example\.com\. 300 SOA/],
    ['www.half.org.', 'A', /answer www\.half\.org\. 300 A 203\.0\.113\.30/],
    ['www.broken.org.', 'A', /^SERVFAIL/],
  ] as const)('%s %s', async (name, type, expected) => {
    expect(await ask(name, type)).toMatch(expected)
  }, 20_000)
})
