import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRecord, parseMasterFile } from '#lib/core/protocols/dns/master-file.ts'
import { dataFromHex, dataKey, dataToHex } from '#lib/core/protocols/dns/record-bytes.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { anyRecord } from './dns-arbitraries.ts'
import { name } from './ask.ts'

const read = (text: string, origin: string | null = 'example.'): string[] => {
  const { records, faults } = parseMasterFile(text, origin === null ? null : name(origin))
  return [
    ...records.map(({ record }) => formatRecord(record)),
    ...faults.map((fault) =>
      `${fault.place?.line ?? '?'}:${fault.place?.column ?? '?'} ${describeProblem(fault, 'en')}`),
  ]
}

describe('parseMasterFile', () => {
  it('reads the example of RFC 1035 §5.3, but for its $INCLUDE', () => {
    expect(read(`
@   IN  SOA     VENERA      Action\\.domains (
                                 20     ; SERIAL
                                 7200   ; REFRESH
                                 600    ; RETRY
                                 3600000; EXPIRE
                                 60)    ; MINIMUM

        NS      A.ISI.EDU.
        NS      VENERA
        MX      10      VENERA

A       A       26.3.0.103

VENERA  A       10.1.0.52
        A       128.9.0.32

$INCLUDE <SUBSYS>ISI-MAILBOXES.TXT
`, 'ISI.EDU.')).toEqual([
      'ISI.EDU. 60 IN SOA VENERA.ISI.EDU. Action\\.domains.ISI.EDU. 20 7200 600 3600000 60',
      'ISI.EDU. 60 IN NS A.ISI.EDU.',
      'ISI.EDU. 60 IN NS VENERA.ISI.EDU.',
      'ISI.EDU. 60 IN MX 10 VENERA.ISI.EDU.',
      'A.ISI.EDU. 60 IN A 26.3.0.103',
      'VENERA.ISI.EDU. 60 IN A 10.1.0.52',
      'VENERA.ISI.EDU. 60 IN A 128.9.0.32',
      '18:1 Unexpected $INCLUDE, expected $ORIGIN or $TTL.',
    ])
  })

  it.each([
    [
      'TTL and class in either order', 'a 1h IN A 192.0.2.1\nb IN 60 A 192.0.2.2',
      ['a.example. 3600 IN A 192.0.2.1', 'b.example. 60 IN A 192.0.2.2'],
    ],
    [
      '$TTL and $ORIGIN, relative too',
      '$TTL 1d\n$ORIGIN sub\n@ A 192.0.2.1\n$ORIGIN b.example.\nc A 192.0.2.2',
      ['sub.example. 86400 IN A 192.0.2.1', 'c.b.example. 86400 IN A 192.0.2.2'],
    ],
    [
      'the TTL stated before, where there is no $TTL', 'a 60 A 192.0.2.1\n  A 192.0.2.2',
      ['a.example. 60 IN A 192.0.2.1', 'a.example. 60 IN A 192.0.2.2'],
    ],
    [
      'quotes, comments and escapes', 'a 1 TXT "one; (two)" th\\"ree \\065 "" ; four',
      ['a.example. 1 IN TXT "one; (two)" "th\\"ree" "A" ""'],
    ],
    [
      'parentheses around anything', 'a 1 ( TXT\n "x" ) \nb 1 A (192.0.2.1)',
      ['a.example. 1 IN TXT "x"', 'b.example. 1 IN A 192.0.2.1'],
    ],
    [
      'line ends of all kinds', 'a 1 A 192.0.2.1\r\nb 1 A 192.0.2.2\rc 1 A 192.0.2.3',
      ['a.example. 1 IN A 192.0.2.1', 'b.example. 1 IN A 192.0.2.2', 'c.example. 1 IN A 192.0.2.3'],
    ],
    [
      'the unknown form of RFC 3597',
      'a 1 TYPE65280 \\# 3 ab cdef\nb 1 A \\# 4 c0000201\nc 1 TYPE1 \\# 4 c0000201',
      [
        'a.example. 1 IN TYPE65280 \\# 3 abcdef', 'b.example. 1 IN A 192.0.2.1',
        'c.example. 1 IN A 192.0.2.1',
      ],
    ],
    ['text beyond ASCII as UTF-8', 'a 1 TXT "中"', ['a.example. 1 IN TXT "\\228\\184\\173"']],
    ['names with odd octets', 'a\\.b\\032c 1 A 192.0.2.1', ['a\\.b\\032c.example. 1 IN A 192.0.2.1']],
    [
      'service parameters', 'a 1 HTTPS 1 . alpn="h2,h3" port=8443 ipv4hint=192.0.2.1,192.0.2.2 key667="x y"',
      ['a.example. 1 IN HTTPS 1 . alpn="h2,h3" port=8443 ipv4hint=192.0.2.1,192.0.2.2 key667="x y"'],
    ],
    [
      'records of DNSSEC as data',
      'a 1 RRSIG A 8 2 3600 20300101000000 20290101000000 1 example. AQID\na 1 NSEC b A RRSIG NSEC TYPE1234',
      [
        'a.example. 1 IN RRSIG A 8 2 3600 20300101000000 20290101000000 1 example. AQID',
        'a.example. 1 IN NSEC b.example. A RRSIG NSEC TYPE1234',
      ],
    ],
    ['an empty file', ' \n; nothing\n', []],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['a 1 A 192.0.2.256', '1:7 Unexpected “192.0.2.256”, expected an address of this record’s family.'],
    ['a 1 A', '1:6 Unexpected end of the A record, expected its field address.'],
    [
      'a 1 A 192.0.2.1 more',
      '1:17 Unexpected “more” after the data of the A record, expected the end of the line.',
    ],
    ['a 1 MX 65536 b', '1:8 Unexpected “65536”, expected a number that fits this field.'],
    ['a 1 BOGUS x', '1:5 Unexpected “BOGUS”, expected the type of a record.'],
    ['a 1 ANY x', '1:5 Unexpected “ANY”, expected the type of a record.'],
    ['a 1', '1:4 Unexpected end of the entry, expected the type of a record.'],
    ['a A 192.0.2.1', '1:1 Unexpected record without a TTL, expected one here, before it, or $TTL.'],
    ['  1 A 192.0.2.1', '1:3 Unexpected entry without a name, expected one: no record stands before it.'],
    ['\na 1 TXT "open', '2:9 Unexpected end of the line inside quotes, expected the closing quote.'],
    ['a 1 A ( 192.0.2.1', '1:7 Unexpected parenthesis, expected its partner.'],
    ['a 1 A 192.0.2.1 )', '1:17 Unexpected parenthesis, expected its partner.'],
    ['a..b 1 A 192.0.2.1', '1:1 Unexpected empty label, expected at least one character between two dots.'],
    [
      'a 1 NS b\\300',
      '1:8 Unexpected escape, expected a backslash with three digits up to 255 or with one other character.',
    ],
    ['a 1 DS 1 8 2 abc', '1:14 Unexpected “abc”, expected data in this field’s encoding.'],
    [
      'a 1 TYPE9999 x',
      '1:14 Unexpected data of type TYPE9999, expected the form “\\# length hex” for a type without a layout.',
    ],
    ['a 1 TYPE9999 \\# 2 ab', '1:17 Unexpected number of octets, expected the 2 that are announced.'],
    ['$ORIGIN', '1:8 Unexpected end of the line after $ORIGIN, expected its value.'],
    ['$TTL soon', '1:6 Unexpected “soon”, expected a number that fits this field.'],
    [
      'a 1 RRSIG A 8 2 1 20301301000000 20290101000000 1 . AA==',
      '1:19 Unexpected “20301301000000”, expected a time as YYYYMMDDHHmmSS.',
    ],
  ])('says where %j is wrong', (text, fault) => {
    expect(read(text)).toContain(fault)
  })

  it('gives every fault, and reads what is between them', () => {
    expect(read('a 1 A x\nb 1 A 192.0.2.1\nc 1 NS\n', null)).toEqual([
      '1:1 Unexpected relative name “a”, expected $ORIGIN before it or a final dot.',
      '2:1 Unexpected relative name “b”, expected $ORIGIN before it or a final dot.',
      '3:1 Unexpected relative name “c”, expected $ORIGIN before it or a final dot.',
    ])
    expect(read('a 1 A x\nb 1 A 192.0.2.1\nc 1 NS\n')).toHaveLength(3)
  })

  it('reads back every record that it writes', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const { records, faults } = parseMasterFile(formatRecord(record))
      expect(faults).toEqual([])
      const read = records[0]!.record
      expect({ ...read, data: dataToHex(read.data) }).toEqual({ ...record, data: dataToHex(record.data) })
    }), { numRuns: 400 })
  })

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '(', ')', '"', ';', '\\', '\n', ' ', '\t', '$TTL', '$ORIGIN', 'a', '@', 'IN', 'A', 'TXT', 'SOA', '1',
      '\\#', '.', 'HTTPS', 'alpn=',
    )
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece).map((pieces) => pieces.join(' '))), (text) => {
      for (const fault of parseMasterFile(text, name('example.')).faults) {
        expect(fault.place?.line).toBeGreaterThan(0)
        expect(describeProblem(fault, 'zh')).not.toMatch(/\{\w+\}/)
      }
    }), { numRuns: 500 })
  })
})

describe('dataKey', () => {
  it('folds the case of names and of nothing else', () => {
    expect(dataKey({ type: 'NS', target: name('NS.Example.') })).toBe(dataKey({ type: 'NS', target: name('ns.example.') }))
    expect(dataKey({ type: 'TXT', strings: ['A'] })).not.toBe(dataKey({ type: 'TXT', strings: ['a'] }))
  })

  it('keeps data that does not fit its type in the unknown form', () => {
    expect(dataFromHex('HTTPS', '000100000100040268')).toEqual({ type: 'TYPE65', rdata: '000100000100040268' })
  })
})
