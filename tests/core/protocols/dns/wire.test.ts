import * as dnsPacket from 'dns-packet'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeQuery, type Message } from '#lib/core/protocols/dns/message.ts'
import { MessageReader } from '#lib/core/protocols/dns/message-reader.ts'
import { MessageWriter } from '#lib/core/protocols/dns/message-writer.ts'
import { nameKey, parseName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { RecordData } from '#lib/core/protocols/dns/record.ts'
import { decodeMessage, decodePart, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { anyMessage, anyName } from './dns-arbitraries.ts'

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
const hex = (octets: Uint8Array): string => Array.from(octets, (o) =>
  o.toString(16).padStart(2, '0')).join('')
function name(text: string): DnsName {
  const parsed = parseName(text)
  if (!parsed.ok) throw new Error(describeProblem(parsed.problem, 'en'))
  return parsed.value
}
function decoded(octets: Uint8Array): Message {
  const result = decodeMessage(octets)
  if (!result.ok) throw new Error(`${describeProblem(result.problem, 'en')} at ${result.problem.place?.byte ?? '?'}`)
  return result.value
}
function fault(octets: Uint8Array): Problem {
  const result = decodeMessage(octets)
  if (result.ok) throw new Error('decoded')
  return result.problem
}

// RFC 1035 §4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA at 64, the root at 92.
const figure = bytes(
  '00'.repeat(20) + '01 46 03 495349 04 41525041 00' + '00'.repeat(8) + '03 464f4f c014' + '00'.repeat(18) +
    'c01a' + '00'.repeat(26) + '00',
)

describe('names in a message', () => {
  it('reads the example of RFC 1035 §4.1.4', () => {
    const at = (offset: number): string => {
      const reader = new MessageReader(figure)
      reader.at = offset
      const read = reader.name(true)
      expect(reader.problem).toBeNull()
      return read
    }
    expect([20, 40, 64, 92].map(at)).toEqual(['F.ISI.ARPA.', 'FOO.F.ISI.ARPA.', 'ARPA.', '.'])
  })

  it('writes the example of RFC 1035 §4.1.4 octet for octet', () => {
    const writer = new MessageWriter()
    for (const [offset, text] of [[20, 'F.ISI.ARPA.'], [40, 'FOO.F.ISI.ARPA.'], [64, 'ARPA.'], [92, '.']] as const) {
      while (writer.at < offset) writer.u8(0)
      writer.name(name(text), true)
    }
    expect(hex(writer.finish())).toBe(hex(figure))
  })

  it('keeps case: a name is only compressed to one that is spelled alike', () => {
    const writer = new MessageWriter()
    writer.octets(new Uint8Array(12))
    writer.name(name('www.Example.com.'), true)
    writer.name(name('ftp.example.com.'), true)
    const reader = new MessageReader(writer.finish())
    reader.at = 12
    expect([reader.name(true), reader.name(true)]).toEqual(['www.Example.com.', 'ftp.example.com.'])
  })
})

describe('decodeMessage', () => {
  const header = '1234 8180 0001 0000 0000 0000'
  it.each<[string, string, Problem['code'], number]>([
    ['a header cut short', '1234 81', 'dns-short', 3],
    ['a question without its class', `${header} 00 0001`, 'dns-short', 15],
    ['a pointer to itself', `${header} c00c 0001 0001`, 'dns-pointer', 12],
    ['a pointer forwards', `${header} c00e 0161 00 0001 0001`, 'dns-pointer', 12],
    ['a pointer into the header', `${header} c000 0001 0001`, 'dns-pointer', 12],
    ['two pointers in a ring', `${header} 0161 c00c 0001 0001`, 'dns-pointer', 14],
    ['the reserved label kind 01', `${header} 41 61 00 0001 0001`, 'dns-label-octet', 12],
    ['the reserved label kind 10', `${header} 81 61 00 0001 0001`, 'dns-label-octet', 12],
    ['octets after the end', `${header} 00 0001 0001 ff`, 'dns-trailing', 17],
    [
      'a name of 256 octets',
      `${header} ${('3f' + '61'.repeat(63)).repeat(3)} 3e${'61'.repeat(62)} 00 0001 0001`,
      'dns-name-too-long', 204,
    ],
    [
      'an A record of three octets', '1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0003 010203',
      'dns-short', 26,
    ],
    [
      'an A record of five octets', '1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0005 0102030405',
      'dns-rdata-long', 27,
    ],
    ['RDATA beyond the end', '1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0009 01', 'dns-short', 24],
    [
      'a compressed DNAME target', '1234 8180 0000 0001 0000 0000 00 0027 0001 00000000 0002 c00c',
      'dns-pointer-forbidden', 23,
    ],
    [
      'a second OPT', '1234 8180 0000 0000 0000 0002 00 0029 1000 00000000 0000 00 0029 1000 00000000 0000',
      'dns-opt-place', 23,
    ],
    [
      'an OPT with a name', '1234 8180 0000 0000 0000 0001 0161 00 0029 1000 00000000 0000', 'dns-opt-place',
      12,
    ],
    [
      'an empty bitmap window', '1234 8180 0000 0001 0000 0000 00 002f 0001 00000000 0003 00 0000',
      'dns-type-bitmap', 24,
    ],
    [
      'SvcParams out of order',
      '1234 8180 0000 0001 0000 0000 00 0041 0001 00000000 000b 0001 00 00020000 00010000', 'dns-param-order',
      30,
    ],
  ])('says at which byte %s is broken', (_, text, code, byte) => {
    expect(fault(bytes(text))).toMatchObject({ code, place: { byte } })
  })

  it('keeps data of a newer type that does not fit when it is to be passed on', () => {
    const message = bytes('1234 8180 0000 0001 0000 0000 00 0041 0001 00000000 0009 0001 00 0001 0004 0268')
    expect(fault(message).code).toBe('dns-short')
    const tolerant = decodeMessage(message, { tolerant: true })
    expect(tolerant.ok &&
      tolerant.value.answer[0]!.data).toEqual({ type: 'TYPE65', rdata: '000100000100040268' })
  })

  it('gives what stands before a fault', () => {
    const { message, problem } = decodePart(bytes('abcd 0100 0001 0000 0000 0000 ff'))
    expect(message).toMatchObject({ id: 0xabcd, rd: true, qr: false, opcode: 'QUERY', question: [] })
    expect(problem).toMatchObject({ code: 'dns-short', place: { byte: 13 } })
    const opt = decodePart(bytes('abcd 0100 0001 0000 0000 0001 00 0001 0001 00 0029 04d0 00000000 0003 000aff'))
    expect(opt.message).toMatchObject({ question: [{ name: '.', type: 'A' }], edns: { udpSize: 1232 } })
    expect(opt.problem).toMatchObject({ code: 'dns-short' })
  })

  it('joins the two halves of an extended RCODE', () => {
    const message = decoded(bytes('1234 8180 0000 0000 0000 0001 00 0029 04d0 01000000 0000'))
    expect(message).toMatchObject({ rcode: 'BADVERS', edns: { udpSize: 1232, version: 0, dnssecOk: false } })
    expect(hex(encodeMessage(message))).toBe('12348180000000000000000100002904d0010000000000')
  })

  it('takes a TTL with its top bit set as zero (RFC 2181 §8)', () => {
    const message = decoded(bytes('1234 8180 0000 0001 0000 0000 00 0001 0001 80000001 0004 01020304'))
    expect(message.answer[0]!.ttl).toBe(0)
  })

  it('gives back every message that it wrote', () => {
    fc.assert(fc.property(anyMessage, (message) => {
      expect(decoded(encodeMessage(message))).toEqual(message)
    }))
  })

  it('survives any octets, and every cut and every flipped octet of a message', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      decodeMessage(octets)
      decodeMessage(octets, { tolerant: true })
      decodePart(octets)
    }))
    fc.assert(fc.property(anyMessage, fc.nat(), fc.integer({ min: 0, max: 255 }), (message, at, octet) => {
      const octets = encodeMessage(message)
      expect(decodeMessage(octets.subarray(0, at % octets.length)).ok).toBe(false)
      octets[at % octets.length] = octet
      const result = decodeMessage(octets)
      if (!result.ok) expect(result.problem.place?.byte).toBeLessThanOrEqual(octets.length)
    }), { numRuns: 300 })
  })
})

describe('against dns-packet as a second decoder', () => {
  const query = makeQuery(4660, { name: name('www.example.com.'), type: 'A', class: 'IN' }, { rd: true })
  const owner = name('www.example.com.')
  const cases: readonly [RecordData, unknown][] = [
    [{ type: 'A', address: '192.0.2.1' }, '192.0.2.1'],
    [{ type: 'AAAA', address: '2001:db8::1' }, '2001:db8::1'],
    [{ type: 'NS', target: name('ns.example.com.') }, 'ns.example.com'],
    [{ type: 'CNAME', target: name('example.com.') }, 'example.com'],
    [{ type: 'PTR', target: name('host.example.com.') }, 'host.example.com'],
    [{ type: 'DNAME', target: name('example.net.') }, 'example.net'],
    [
      { type: 'MX', preference: 10, exchange: name('mail.example.com.') },
      { preference: 10, exchange: 'mail.example.com' },
    ],
    [
      { type: 'SRV', priority: 1, weight: 2, port: 53, target: name('ns.example.com.') },
      { priority: 1, weight: 2, port: 53, target: 'ns.example.com' },
    ],
    [{ type: 'TXT', strings: ['v=spf1', '-all'] }, [Buffer.from('v=spf1'), Buffer.from('-all')]],
    [
      { type: 'CAA', flags: 128, tag: 'issue', value: 'ca.example' },
      { flags: 128, tag: 'issue', value: 'ca.example', issuerCritical: true },
    ],
    [
      { type: 'DS', keyTag: 1, algorithm: 8, digestType: 2, digest: 'abcd' },
      { keyTag: 1, algorithm: 8, digestType: 2, digest: Buffer.from('abcd', 'hex') },
    ],
    [
      { type: 'NSEC', next: name('a.example.com.'), types: ['A', 'MX', 'RRSIG', 'NSEC', 'CAA'] },
      { nextDomain: 'a.example.com', rrtypes: ['A', 'MX', 'RRSIG', 'NSEC', 'CAA'] },
    ],
    [
      {
        type: 'SOA', mname: name('ns.example.com.'), rname: name('admin.example.com.'), serial: 4294967295,
        refresh: 2, retry: 3, expire: 4, minimum: 5,
      },
      {
        mname: 'ns.example.com', rname: 'admin.example.com', serial: 4294967295, refresh: 2, retry: 3,
        expire: 4, minimum: 5,
      },
    ],
  ]

  it.each(cases)('it reads what we write: %j', (data, expected) => {
    const message = { ...query, qr: true, answer: [{ name: owner, class: 'IN', ttl: 300, data }] }
    const read = dnsPacket.decode(Buffer.from(encodeMessage(message)))
    expect(read).toMatchObject({ id: 4660, type: 'response', questions: [{ name: 'www.example.com', type: 'A', class: 'IN' }] })
    expect(read.answers![0]).toMatchObject({ name: 'www.example.com', type: data.type, ttl: 300, class: 'IN', data: expected })
  })

  it.each(cases)('we read what it writes: %j', (data, written) => {
    const answer = { name: 'www.example.com', type: data.type, ttl: 300, class: 'IN', data: written }
    const octets = dnsPacket.encode({ type: 'response', id: 1, questions: [], answers: [answer] })
    expect(decoded(octets).answer[0]).toEqual({ name: owner, class: 'IN', ttl: 300, data })
  })
})

describe('encodeMessage with a limit', () => {
  const owner = name('example.com.')
  const address = (owner: DnsName, last: number): Message['answer'][number] => ({
    name: owner, class: 'IN', ttl: 1, data: { type: 'A', address: `192.0.2.${last}` },
  })
  const base = makeQuery(1, { name: owner, type: 'A', class: 'IN' }, { qr: true })

  it('cuts at an RRset and sets TC', () => {
    const answer = [address(owner, 1), address(name('b.example.com.'), 2), address(name('b.example.com.'), 3)]
    const cut = decoded(encodeMessage({ ...base, answer }, 29 + 16 + 18 + 10))
    expect(cut.tc).toBe(true)
    expect(cut.answer).toEqual([answer[0]])
  })

  it('drops additional data in silence, but not required glue (RFC 2181 §9, RFC 9471 §3)', () => {
    const additional = [address(name('ns.example.com.'), 1), address(name('mx.example.com.'), 2)]
    const message = { ...base, additional }
    const limit = encodeMessage(message).length - 1
    expect(decoded(encodeMessage(message, limit))).toMatchObject({ tc: false, additional: [additional[0]] })
    expect(decoded(encodeMessage(message, limit, 2))).toMatchObject({ tc: true, additional: [additional[0]] })
  })

  it('is never longer than the limit, and keeps OPT', () => {
    fc.assert(fc.property(anyMessage, fc.integer({ min: 512, max: 1500 }), (message, limit) => {
      const plain = { ...message, question: message.question.slice(0, 1), tc: false }
      const octets = encodeMessage(plain, limit)
      const read = decoded(octets)
      expect(octets.length).toBeLessThanOrEqual(limit)
      expect(read.edns).toEqual(plain.edns)
      const whole = read.answer.length === plain.answer.length &&
        read.authority.length === plain.authority.length
      expect(read.tc).toBe(!whole)
    }))
  })
})

describe('names as text', () => {
  it('reads back every name that it spells', () => {
    fc.assert(fc.property(anyName, (spelled) => {
      expect(parseName(spelled)).toEqual({ ok: true, value: spelled })
      expect(nameKey(spelled)).toBe(spelled.toLowerCase())
    }))
  })
})
