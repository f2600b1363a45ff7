import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { ask, authorityOf, lines, name, respond } from './ask.ts'

// RFC 1034 §6.1: what C.ISI.EDU serves, root and EDU.
const rootZone = `
.       IN      SOA     SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. (
                        870611 1800 300 604800 86400)
                NS      A.ISI.EDU.
                NS      C.ISI.EDU.
                NS      SRI-NIC.ARPA.
MIL.    86400   NS      SRI-NIC.ARPA.
        86400   NS      A.ISI.EDU.
EDU.    86400   NS      SRI-NIC.ARPA.
        86400   NS      C.ISI.EDU.
SRI-NIC.ARPA.   A       26.0.0.73
                A       10.0.0.51
                MX      0 SRI-NIC.ARPA.
                HINFO   DEC-2060 TOPS20
USC-ISIC.ARPA.  CNAME   C.ISI.EDU.
73.0.0.26.IN-ADDR.ARPA.  PTR    SRI-NIC.ARPA.
A.ISI.EDU. 86400 A      26.3.0.103
C.ISI.EDU. 86400 A      10.0.0.52
`
const eduZone = `
$ORIGIN EDU.
EDU.  IN SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. ( 870729 1800 300 604800 86400 )
                NS SRI-NIC.ARPA.
                NS C.ISI.EDU.
ISI 172800 NS VAXA.ISI
    172800 NS A.ISI
VAXA.ISI 172800 A 10.2.0.27
A.ISI 172800 A 26.3.0.103
`
const isi = authorityOf(rootZone, eduZone)
const rootNs = ['A.ISI.EDU.', 'C.ISI.EDU.', 'SRI-NIC.ARPA.'].map((host) => `authority: . 86400 IN NS ${host}`)

describe('the eight answers of RFC 1034 §6.2', () => {
  it('6.2.1 an address, authoritative', () => {
    expect(ask(isi, 'SRI-NIC.ARPA. A').slice(0, 6)).toEqual([
      'NOERROR aa', 'answer: SRI-NIC.ARPA. 86400 IN A 26.0.0.73',
      'answer: SRI-NIC.ARPA. 86400 IN A 10.0.0.51', ...rootNs,
    ])
  })
  it('6.2.2 everything of a name, over TCP; one set over UDP (RFC 8482)', () => {
    const tcp = respond(isi, 'SRI-NIC.ARPA. ANY', {}, 'tcp')
    expect(tcp.answer.map(({ data }) => data.type)).toEqual(['A', 'A', 'MX', 'HINFO'])
    expect(respond(isi, 'SRI-NIC.ARPA. ANY').answer.map(({ data }) => data.type)).toEqual(['A', 'A'])
  })
  it('6.2.3 a mail exchange with its address', () => {
    expect(ask(isi, 'SRI-NIC.ARPA. MX')).toEqual(expect.arrayContaining([
      'answer: SRI-NIC.ARPA. 86400 IN MX 0 SRI-NIC.ARPA.', 'additional: SRI-NIC.ARPA. 86400 IN A 26.0.0.73',
    ]))
  })
  it('6.2.4 a name without that type: today with the SOA (RFC 2308 §2.2)', () => {
    expect(ask(isi, 'SRI-NIC.ARPA. NS')).toEqual([
      'NOERROR aa',
      'authority: . 86400 IN SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870611 1800 300 604800 86400',
    ])
  })
  it('6.2.5 a name that does not exist', () => {
    expect(ask(isi, 'SIR-NIC.ARPA. A')).toEqual([
      'NXDOMAIN aa',
      'authority: . 86400 IN SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870611 1800 300 604800 86400',
    ])
  })
  it('6.2.6 a referral', () => {
    expect(ask(isi, 'BRL.MIL. A')).toEqual([
      'NOERROR',
      'authority: MIL. 86400 IN NS SRI-NIC.ARPA.', 'authority: MIL. 86400 IN NS A.ISI.EDU.',
      'additional: SRI-NIC.ARPA. 86400 IN A 26.0.0.73', 'additional: SRI-NIC.ARPA. 86400 IN A 10.0.0.51',
      'additional: A.ISI.EDU. 86400 IN A 26.3.0.103',
    ])
  })
  it('6.2.7 an alias, then the referral towards its target', () => {
    expect(ask(isi, 'USC-ISIC.ARPA. A')).toEqual([
      'NOERROR aa', 'answer: USC-ISIC.ARPA. 86400 IN CNAME C.ISI.EDU.',
      'authority: ISI.EDU. 172800 IN NS VAXA.ISI.EDU.', 'authority: ISI.EDU. 172800 IN NS A.ISI.EDU.',
      'additional: VAXA.ISI.EDU. 172800 IN A 10.2.0.27', 'additional: A.ISI.EDU. 172800 IN A 26.3.0.103',
    ])
  })
  it('6.2.8 the alias itself', () => {
    expect(ask(isi, 'USC-ISIC.ARPA. CNAME').slice(0, 2)).toEqual([
      'NOERROR aa', 'answer: USC-ISIC.ARPA. 86400 IN CNAME C.ISI.EDU.',
    ])
  })
})

describe('wildcards and empty non-terminals: RFC 4592 §2.2.1', () => {
  const wild = authorityOf(`$ORIGIN example.
example.                 3600 IN  SOA   ns.example.com. admin.example. 1 2 3 4 5
example.                 3600     NS    ns.example.com.
example.                 3600     NS    ns.example.net.
*.example.               3600     TXT   "this is a wildcard"
*.example.               3600     MX    10 host1.example.
sub.*.example.           3600     TXT   "this is not a wildcard"
host1.example.           3600     A     192.0.2.1
_ssh._tcp.host1.example. 3600     SRV   0 0 22 host1.example.
_ssh._tcp.host2.example. 3600     SRV   0 0 22 host2.example.
subdel.example.          3600     NS    ns.example.com.
subdel.example.          3600     NS    ns.example.net.`)
  const soa = 'authority: example. 5 IN SOA ns.example.com. admin.example. 1 2 3 4 5'

  it.each([
    ['host3.example. MX', 'answer: host3.example. 3600 IN MX 10 host1.example.'],
    ['host3.example. A', soa],
    ['foo.bar.example. TXT', 'answer: foo.bar.example. 3600 IN TXT "this is a wildcard"'],
    ['host1.example. MX', soa],
    ['sub.*.example. MX', soa],
    ['*.example. TXT', 'answer: *.example. 3600 IN TXT "this is a wildcard"'],
    ['host2.example. MX', soa],
  ])('%s', (question, line) => {
    const answer = ask(wild, question)
    expect(answer[0]).toBe('NOERROR aa')
    expect(answer).toContain(line)
  })

  it.each(['_telnet._tcp.host1.example. SRV', 'ghost.*.example. MX'])('%s does not exist', (question) => {
    expect(ask(wild, question)).toEqual(['NXDOMAIN aa', soa])
  })

  it('host.subdel.example. A is a referral', () => {
    expect(ask(wild, 'host.subdel.example. A').slice(0, 2)).toEqual(['NOERROR', 'authority: subdel.example. 3600 IN NS ns.example.com.'])
  })
})

describe('DNAME: RFC 6672 §2.2', () => {
  const zone = (origin: string, target: string): string =>
    `$TTL 60\n${origin} SOA . . 1 2 3 4 5\n${origin} NS ns.other.\n${origin} DNAME ${target}\n`
  const cname = (owner: string, origin: string, target: string): string | undefined =>
    ask(authorityOf(zone(origin, target)), `${owner} A`).find((line) =>
      line.includes('CNAME'))?.split(' ').at(-1)

  it.each([
    ['a.example.com.', 'example.com.', 'example.net.', 'a.example.net.'],
    ['a.b.example.com.', 'example.com.', 'example.net.', 'a.b.example.net.'],
    ['a.x.example.com.', 'x.example.com.', 'example.net.', 'a.example.net.'],
    ['a.example.com.', 'example.com.', 'y.example.net.', 'a.y.example.net.'],
    ['cyc.example.com.', 'example.com.', 'example.com.', 'cyc.example.com.'],
    ['shortloop.x.x.', 'x.', '.', 'shortloop.x.'],
    ['example.com.', 'example.com.', 'example.net.', undefined],
  ])('%s under %s DNAME %s', (owner, origin, target, expected) => {
    expect(cname(owner, origin, target)).toBe(expected)
  })

  it('answers YXDOMAIN where the new name is too long', () => {
    const long = ('a'.repeat(63) + '.').repeat(3)
    const answer = ask(authorityOf(zone('x.', long)), `${'b'.repeat(62)}.x. A`)
    expect(answer).toEqual(['YXDOMAIN aa', `answer: x. 60 IN DNAME ${long}`])
  })

  it('ends a DNAME that only makes the name longer', () => {
    const answer = ask(authorityOf(zone('x.', 'y.x.')), 'a.x. A')
    expect(answer.filter((line) => line.includes('CNAME'))).toHaveLength(5)
  })
})

describe('several zones and odd places', () => {
  const parent = '$ORIGIN p.\n$TTL 60\n@ SOA ns admin 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nc NS ns.c\nns.c A 192.0.2.2\nc DS 1 8 2 ab\n' +
    'loop CNAME pool\npool CNAME loop\nout CNAME www.elsewhere.\nd NS ns.d\n'
  const child = '$ORIGIN c.p.\n$TTL 60\n@ SOA ns admin 9 2 3 4 5\n@ NS ns\nns A 192.0.2.2\nwww A 192.0.2.3\n'

  it('DS is the parent’s to answer, at the cut and in both zones (RFC 4035 §3.1.4.1)', () => {
    for (const authority of [authorityOf(parent), authorityOf(parent, child)]) {
      expect(ask(authority, 'c.p. DS').slice(0, 2)).toEqual(['NOERROR aa', 'answer: c.p. 60 IN DS 1 8 2 ab'])
    }
    expect(ask(authorityOf(child), 'c.p. DS')).toEqual(['NOERROR aa', 'authority: c.p. 5 IN SOA ns.c.p. admin.c.p. 9 2 3 4 5'])
    expect(ask(authorityOf(parent), 'd.p. DS')[1]).toMatch(/^authority: p\. 5 IN SOA/)
  })
  it('the deeper zone answers', () => {
    expect(ask(authorityOf(parent, child), 'www.c.p. A')).toContain('answer: www.c.p. 60 IN A 192.0.2.3')
    expect(ask(authorityOf(parent), 'www.c.p. A')[0]).toBe('NOERROR')
  })
  it('a ring of aliases is shown once', () => {
    expect(ask(authorityOf(parent), 'loop.p. A')).toEqual(['NOERROR aa', 'answer: loop.p. 60 IN CNAME pool.p.', 'answer: pool.p. 60 IN CNAME loop.p.'])
  })
  it('an alias that leads away ends there', () => {
    expect(ask(authorityOf(parent), 'out.p. A')).toEqual(['NOERROR aa', 'answer: out.p. 60 IN CNAME www.elsewhere.'])
  })
  it('refuses what lies outside its zones, and other classes', () => {
    expect(ask(authorityOf(child), 'p. A')).toEqual(['REFUSED'])
    const chaos = { question: [{ name: name('www.c.p.'), type: 'TXT', class: 'CH' }] }
    expect(respond(authorityOf(child), '. A', chaos).rcode).toBe('REFUSED')
  })
  it('keeps the case of the question, also in the owner of what it finds', () => {
    const response = respond(authorityOf(child), 'wWw.C.p. A')
    expect(response.question[0]!.name).toBe('wWw.C.p.')
    expect(response.answer[0]!.name).toBe('wWw.C.p.')
  })
})

describe('around the look-up', () => {
  const many = authorityOf('$ORIGIN m.\n$TTL 60\n@ SOA ns admin 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n' +
    Array.from({ length: 100 }, (_, i) =>
      `big A 192.0.2.${i}`).join('\n') + '\nsub NS ns.sub\nns.sub A 192.0.2.7\n')
  const edns = (udpSize: number, version = 0) =>
    ({ udpSize, version, dnssecOk: true, options: [{ code: 65001, data: 'ab' }] })

  it('truncates over UDP, at what both sides can take, and not over TCP', () => {
    expect(respond(many, 'big.m. A')).toMatchObject({ tc: true, answer: [], edns: null })
    expect(respond(many, 'big.m. A', { edns: edns(4096) })).toMatchObject({ tc: true, edns: { udpSize: 1232 } })
    const tcp = respond(many, 'big.m. A', {}, 'tcp')
    expect([tcp.tc, tcp.answer.length]).toEqual([false, 100])
    for (const size of [0, 512, 1000, 1232, 65535]) {
      const query = encodeMessage(makeQuery(1, { name: name('big.m.'), type: 'A', class: 'IN' }, { edns: edns(size) }))
      expect(answerBytes(many, query, 'udp')!.length).toBeLessThanOrEqual(Math.min(1232, Math.max(512, size)))
    }
  })
  it('answers EDNS with EDNS, copies DO, and does not know another version', () => {
    expect(respond(many, 'ns.m. A', { edns: edns(1232) }).edns).toEqual({ udpSize: 1232, version: 0, dnssecOk: true, options: [] })
    expect(respond(many, 'ns.m. A', { edns: edns(1232, 1) })).toMatchObject({ rcode: 'BADVERS', answer: [], edns: { version: 0 } })
  })
  it('copies RD, never sets RA', () => {
    expect(lines(respond(many, 'ns.m. A', { rd: true }))[0]).toBe('NOERROR aa rd')
  })
  it.each(['NOTIFY', 'UPDATE', 'IQUERY', 'STATUS', 'OPCODE9'])('does not implement %s', (opcode) => {
    expect(respond(many, 'ns.m. A', { opcode })).toMatchObject({ rcode: 'NOTIMP', opcode })
  })
  it('wants one question, no more and no less', () => {
    const question = { name: name('ns.m.'), type: 'A', class: 'IN' }
    expect(respond(many, '. A', { question: [question, question] }).rcode).toBe('FORMERR')
    expect(respond(many, '. A', { question: [] }).rcode).toBe('FORMERR')
  })
  it('answers what is broken behind the header with FORMERR, and is silent to responses and to less', () => {
    const broken = answerBytes(many, Uint8Array.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xff]), 'udp')!
    const decoded = decodeMessage(broken)
    expect(decoded).toMatchObject({ value: { id: 0xabcd, qr: true, rcode: 'FORMERR', question: [] } })
    expect(answerBytes(many, Uint8Array.from([0xab, 0xcd, 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xff]), 'udp')).toBeNull()
    expect(answerBytes(many, Uint8Array.from([1, 2, 3]), 'udp')).toBeNull()
  })
  it('refuses zone transfers and knows no mail agents', () => {
    expect(respond(many, 'm. AXFR', {}, 'tcp').rcode).toBe('REFUSED')
    expect(respond(many, 'm. MAILA').rcode).toBe('NOTIMP')
  })
  it('answers any octets without throwing, with something that decodes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const reply = answerBytes(many, bytes, 'udp')
      if (reply) expect(decodeMessage(reply).ok).toBe(true)
    }))
  })
})
