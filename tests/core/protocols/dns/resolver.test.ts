import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { formatRecord } from '#lib/core/protocols/dns/master-file.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { defaultConfig, type ResolverConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import {
  defaultDns, type DnsConfig, type DnsEffect, type DnsEvent,
} from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { playEvents } from '#lib/core/protocols/trace.ts'

const soa = 'SOA ns admin 1 2 3 4 60'
const rootZone = `$ORIGIN .
$TTL 1000
@ ${soa}
@ NS ns.root.
ns.root. A 192.0.2.1
root. NS ns.root.
com. NS ns.com.
ns.com. A 192.0.2.2
net. NS ns.com.
`
const comZone = `$ORIGIN com.
$TTL 1000
@ ${soa}
@ NS ns
ns A 192.0.2.2
a NS ns1.a
a NS ns2.a
ns1.a A 192.0.2.11
ns2.a A 192.0.2.12
ring NS ns.ring.net.
far NS ns.b.net.
`
const netZone = `$ORIGIN net.
$TTL 1000
@ ${soa}
@ NS ns.com.
ring NS ns.ring.com.
b NS ns.b
ns.b A 192.0.2.21
`
const aZone = `$ORIGIN a.com.
$TTL 300
@ ${soa}
@ NS ns1
@ NS ns2
ns1 A 192.0.2.11
ns2 A 192.0.2.12
www A 203.0.113.1
loop CNAME pool
pool CNAME loop
self CNAME self
out CNAME www.far.com.
x.y.z A 203.0.113.2
old DNAME new.a.com.
host.new A 203.0.113.3
big ${Array.from({ length: 40 }, (_, i) => `A 192.0.2.${i + 100}`).join('\nbig ')}
${Array.from({ length: 20 }, (_, i) => `chain${i} CNAME chain${i + 1}`).join('\n')}
many ${Array.from({ length: 300 }, (_, i) => `NS ns${i}.nowhere.net.`).join('\nmany ')}
`
const farZone = `$ORIGIN far.com.
$TTL 60
@ ${soa}
@ NS ns.b.net.
www A 203.0.113.9
`
const bZone = `$ORIGIN b.net.\n$TTL 60\n@ ${soa}\n@ NS ns\nns A 192.0.2.21\nx A 203.0.113.8\n`
const zones: ZoneFile[] = Object.entries({ '.': rootZone, com: comZone, net: netZone, 'a.com': aZone, 'far.com': farZone, 'b.net': bZone })
  .map(([name, text]) => ({ name, text }))

type Settings = Partial<Omit<ResolverConfig, 'zones'>>

/** Runs events, written as in a trace, and gives all effects. */
function run(lines: readonly string[], settings: Settings = {}, more: Partial<DnsConfig> = {}): DnsEffect[] {
  const codec = dnsTrace(zones)
  const config: DnsConfig = { ...defaultDns, zones, ...more, resolver: { ...defaultConfig, ...settings } }
  const entries = lines.map((line) => {
    const [, at, text] = /^(\d+) (.*)$/.exec(line)!
    const event = codec.readEvent(text!)
    if (!event.ok) throw new Error(`${text!}: ${event.problem.code}`)
    return { at: Number(at), event: event.value }
  })
  const played = playEvents(codec, { config, seed: 'test', entries }, Number.MAX_SAFE_INTEGER)
  expect(played.problems).toEqual([])
  return timelineOf(codec.machine, played.log).points.flatMap(({ effects }) => effects)
}

const told = (effects: readonly DnsEffect[]): string[] =>
  effects.flatMap((effect) => (effect.kind === 'told'
    ? [[effect.message.rcode, ...effect.message.answer.map(formatRecord)].join(' | ')] : []))
const notes = (effects: readonly DnsEffect[]): string[] =>
  effects.flatMap((effect) => (effect.kind === 'note' ? [effect.note] : []))
const queries = (effects: readonly DnsEffect[]): string[] =>
  effects.flatMap((effect) => (effect.kind === 'sent' && !effect.message.qr && effect.from === '192.0.2.53'
    ? [`${effect.transport === 'tcp' ? 'tcp ' : ''}${effect.to} ${printMessage(effect.message)}`] : []))

describe('the walk', () => {
  it('goes from the root by referrals to the answer', () => {
    const effects = run(['0 stub asks www.a.com. A'])
    expect(told(effects)).toEqual(['NOERROR | www.a.com. 300 IN A 203.0.113.1'])
    expect(queries(effects).map((query) => query.replace('192.0.2.12', '192.0.2.11'))).toEqual([
      '192.0.2.1 . NS', '192.0.2.1 www.a.com. A', '192.0.2.2 www.a.com. A', '192.0.2.11 www.a.com. A',
    ])
  })

  it('tells priming from what the question needs', () => {
    const purposes = run(['0 stub asks www.a.com. A']).flatMap((effect) =>
      (effect.kind === 'sent' && effect.from === '192.0.2.53' && !effect.message.qr ? [effect.purpose] : []))
    expect(purposes).toEqual(['maintenance', 'essential', 'essential', 'essential'])
  })

  it('looks up a server whose address did not come along', () => {
    const effects = run(['0 stub asks www.far.com. A'])
    expect(told(effects)).toEqual(['NOERROR | www.far.com. 60 IN A 203.0.113.9'])
    expect(notes(effects)).toContain('lookup-server')
  })

  it('follows an alias into another zone', () => {
    expect(told(run(['0 stub asks out.a.com. A']))).toEqual([
      'NOERROR | out.a.com. 300 IN CNAME www.far.com. | www.far.com. 60 IN A 203.0.113.9',
    ])
  })

  it('follows a DNAME', () => {
    expect(told(run(['0 stub asks host.old.a.com. A']))[0]).toMatch(
      /^NOERROR \| old\.a\.com\. .* DNAME new\.a\.com\. \| host\.old\.a\.com\. .* CNAME host\.new\.a\.com\. \| host\.new/,
    )
  })

  it('answers twice from one walk when asked twice at once', () => {
    const effects = run(['0 stub asks www.a.com. A', '0 stub asks www.a.com. A'])
    expect(told(effects)).toHaveLength(2)
    expect(queries(effects)).toHaveLength(4)
  })
})

describe('the cache', () => {
  it('answers with what is left of the TTL, until nothing is', () => {
    const effects = run(['0 stub asks www.a.com. A', '100000 stub asks www.a.com. A', '302000 stub asks www.a.com. A'])
    expect(told(effects).map((line) => line.split(' ')[3])).toEqual(['300', '200', '300'])
    expect(queries(effects)).toHaveLength(5)
  })

  it('remembers that a name does not exist, for all its types, for the time that the SOA gives', () => {
    const effects = run(['0 stub asks no.a.com. A', '1000 stub asks no.a.com. AAAA', '62000 stub asks no.a.com. A'])
    expect(told(effects)).toEqual(['NXDOMAIN', 'NXDOMAIN', 'NXDOMAIN'])
    expect(queries(effects).filter((query) => query.includes('no.a.com. A')).length).toBe(4)
    expect(notes(effects).filter((note) => note === 'cache-negative')).toHaveLength(1)
  })

  it('fetches anew before the end when told to', () => {
    const effects = run(
      ['0 stub asks www.a.com. A', '280000 stub asks www.a.com. A', '310000 stub asks www.a.com. A'],
      { prefetch: true },
    )
    expect(notes(effects)).toContain('refresh')
    expect(told(effects)[2]).toContain(' 270 ')
  })
})

describe('rings and limits', () => {
  it.each(['loop', 'self'])('ends at a ring of aliases: %s', (name) => {
    const effects = run([`0 stub asks ${name}.a.com. A`])
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(notes(effects)).toContain('limit-aliases')
  })

  it('follows eleven aliases and not one more', () => {
    expect(told(run(['0 stub asks chain9.a.com. A']))[0]).toMatch(/NXDOMAIN|NOERROR/)
    const effects = run(['0 stub asks chain0.a.com. A'])
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(notes(effects)).toContain('limit-aliases')
  })

  it('sees that two delegations lead to each other', () => {
    const effects = run(['0 stub asks www.ring.com. A'])
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(queries(effects).length).toBeLessThan(16)
  })

  it('bounds the work of a zone with hundreds of servers', () => {
    const effects = run(['0 stub asks www.many.a.com. A'])
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(queries(effects).length).toBeLessThanOrEqual(64)
  })

  it('gives up in time when nobody answers, and says so', () => {
    const silent = ['192.0.2.11', '192.0.2.12'].map((address) => `0 server ${address} silent`)
    const effects = run([...silent, '0 stub asks www.a.com. A'])
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(notes(effects)).toContain('limit-time')
    expect(notes(effects).filter((note) => note === 'timeout').length).toBeGreaterThan(2)
  })

  it('remembers for some seconds that nobody answered (RFC 9520 §3.2), and then asks again', () => {
    const silent = ['192.0.2.11', '192.0.2.12'].map((address) => `0 server ${address} silent`)
    const asked = (second: string) => queries(run([...silent, '0 stub asks www.a.com. A', second])).length
    const once = queries(run([...silent, '0 stub asks www.a.com. A'])).length
    expect(asked('4000 stub asks www.a.com. A')).toBe(once)
    expect(asked('12000 stub asks www.a.com. A')).toBeGreaterThan(once)
  })

  it('shows the limit of queries when it is hit', () => {
    const limits = { ...defaultConfig.limits, queries: 2 }
    const effects = run(['0 stub asks www.a.com. A'], { limits })
    expect(told(effects)).toEqual(['SERVFAIL'])
    expect(notes(effects)).toContain('limit-queries')
  })
})

describe('servers that fail', () => {
  const bad = (mode: string) => [
    `0 server 192.0.2.11 ${mode}`, '0 stub asks www.a.com. A', '0 stub asks x.y.z.a.com. A',
  ]

  it.each(['silent', 'refuses', 'servfail', 'lame'])('another one is asked: %s', (mode) => {
    expect(told(run(bad(mode))).sort()).toEqual([
      'NOERROR | www.a.com. 300 IN A 203.0.113.1', 'NOERROR | x.y.z.a.com. 300 IN A 203.0.113.2',
    ])
  })

  it('turns to TCP when an answer is cut off', () => {
    const effects = run(['0 stub asks big.a.com. A'], { udpSize: 512 })
    expect(queries(effects).some((query) => query.startsWith('tcp '))).toBe(true)
    expect(told(effects)[0]!.split(' | ')).toHaveLength(41)
  })

  it('goes on after a lost datagram', () => {
    const effects = run(['0 stub asks www.a.com. A', '0 drop #4', '0 drop #7'])
    expect(told(effects)).toEqual(['NOERROR | www.a.com. 300 IN A 203.0.113.1'])
    expect(notes(effects).filter((note) => note === 'timeout')).toHaveLength(2)
  })

  it('takes the second copy of an answer for a stray', () => {
    const effects = run(['0 stub asks www.a.com. A', '0 duplicate #5 after 5'])
    expect(notes(effects).filter((note) => note === 'stray')).toHaveLength(1)
    expect(told(effects)).toHaveLength(1)
  })
})

describe('forged answers', () => {
  const walk = ['0 stub asks www.a.com. A']

  it('are ignored unless id and port are right', () => {
    for (const guess of ['id=1 port=right', 'id=right port=1', 'id=1 port=2']) {
      const effects = run([...walk, `62 spoof #8 ${guess} address=203.0.113.66`])
      expect(notes(effects)).toContain('stray')
      expect(told(effects)).toEqual(['NOERROR | www.a.com. 300 IN A 203.0.113.1'])
    }
  })

  it('are believed when everything is right: why ids and ports must not be foreseeable', () => {
    const effects = run([...walk, '62 spoof #8 id=right port=right address=203.0.113.66'])
    expect(told(effects)).toEqual(['NOERROR | www.a.com. 86400 IN A 203.0.113.66'])
  })

  it('ids and ports differ from query to query and follow from the seed', () => {
    const sent = (effects: readonly DnsEffect[]) => effects.flatMap((effect) =>
      (effect.kind === 'sent' && effect.from === '192.0.2.53' ? [`${effect.message.id} ${effect.port}`] : []))
    const once = sent(run(walk))
    expect(new Set(once).size).toBe(once.length)
    expect(sent(run(walk))).toEqual(once)
  })
})

describe('privacy', () => {
  it('shows each server one label more (RFC 9156)', () => {
    const effects = run(['0 stub asks x.y.z.a.com. AAAA'], { qnameMinimisation: true })
    const asked = queries(effects).map((query) => query.replace(/^\S+ /, ''))
    expect(asked).toEqual(['. NS', 'com. A', 'a.com. A', 'z.a.com. A', 'y.z.a.com. A', 'x.y.z.a.com. A', 'x.y.z.a.com. AAAA'])
    expect(told(effects)).toEqual(['NOERROR'])
  })

  it('mixes the case of names, and servers give it back', () => {
    const effects = run(['0 stub asks www.a.com. A'], { mixedCase: true })
    expect(queries(effects).some((query) => /[A-Z]/.test(query.split(' ')[1]!))).toBe(true)
    expect(told(effects)).toEqual(['NOERROR | www.a.com. 300 IN A 203.0.113.1'])
  })
})

describe('the stub', () => {
  it('reads its hosts file first and asks nobody', () => {
    const hosts = [{ name: 'www.a.com.', address: '192.0.2.99' }] as unknown as DnsConfig['stub']['hosts']
    const effects = run(['0 stub asks www.a.com. A'], {}, { stub: { hosts, caches: false } })
    expect(told(effects)).toEqual(['NOERROR | www.a.com. 0 IN A 192.0.2.99'])
    expect(queries(effects)).toEqual([])
  })

  it('remembers answers when told to', () => {
    const effects = run(
      ['0 stub asks www.a.com. A', '9000 stub asks www.a.com. A'], {}, { stub: { hosts: [], caches: true } },
    )
    expect(effects.flatMap((effect) =>
      (effect.kind === 'told' ? [effect.source] : []))).toEqual(['resolver', 'stub-cache'])
    expect(told(effects)[1]).toContain(' 291 ')
  })
})

describe('events that do not fit', () => {
  const refused = (event: DnsEvent): string => {
    const codec = dnsTrace(zones)
    const state = codec.machine.start({ ...defaultDns, zones }, 's')
    const result = codec.machine.step(state, event, 0)
    return result.ok ? 'ok' : result.problem.code
  }
  it('are refused with a reason', () => {
    expect(refused({ kind: 'tick' })).toBe('lab-nothing-due')
    expect(refused({ kind: 'spoof', packet: 3, id: 1, port: 1, address: '192.0.2.1' })).toBe('lab-not-in-flight')
    expect(refused({ kind: 'zone', name: 'a.com', text: 'a.com. 1 A 192.0.2.1' })).toBe('zone-no-soa')
  })
})
