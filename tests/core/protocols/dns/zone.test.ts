import { describe, expect, it } from 'vitest'
import { parseZone } from '#lib/core/protocols/dns/zone.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'

const head = '$ORIGIN example.\n$TTL 60\n@ SOA ns1 admin 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n'
const spoken = (problems: readonly Problem[]): string[] =>
  problems.map((problem) => `${problem.place?.line ?? '?'} ${describeProblem(problem, 'en')}`)

describe('parseZone', () => {
  it('finds the origin, the SOA and the empty non-terminals', () => {
    const { zone, faults, remarks } = parseZone(head + 'a.b.c A 192.0.2.2\n')
    expect([faults, remarks]).toEqual([[], []])
    expect(zone!.origin).toBe('example.')
    expect(zone!.soa.data.serial).toBe(1)
    expect([...zone!.nodes].map(([key, node]) => `${key} ${[...node.sets.keys()].join(' ')}`.trim()).sort())
      .toEqual(['a.b.c.example. A', 'b.c.example.', 'c.example.', 'example. SOA NS', 'ns1.example. A'])
  })

  it('compares names without case', () => {
    const { zone } = parseZone(head + 'WWW A 192.0.2.2\nwww A 192.0.2.3\n')
    expect(zone!.nodes.get('www.example.' as never)!.sets.get('A')!.data).toHaveLength(2)
  })

  it.each([
    ['', '1 Unexpected zone without an SOA record, expected exactly one.'],
    [
      'example. 1 SOA a. b. 1 2 3 4 5',
      '1 Unexpected zone without name servers, expected an NS record at “example.”.',
    ],
    [head + '@ SOA ns1 admin 2 2 3 4 5', '6 Unexpected second SOA record at example., expected at most one.'],
    [
      head + 'a SOA ns1 admin 2 2 3 4 5',
      '6 Unexpected SOA record at a.example., expected only the one at the top of the zone.',
    ],
    [
      head + 'a CNAME b\na TXT x',
      '7 Unexpected TXT record beside the CNAME of a.example., expected no other data at an alias.',
    ],
    [head + 'a CNAME b\na CNAME c', '7 Unexpected second CNAME record at a.example., expected at most one.'],
    [head + 'a DNAME b\na DNAME c', '7 Unexpected second DNAME record at a.example., expected at most one.'],
    [head + 'a CH TXT x', '6 Unexpected class CH, expected the class of the SOA record.'],
  ])('refuses %j', (text, fault) => {
    const reading = parseZone(text)
    expect(reading.zone).toBeNull()
    expect(spoken(reading.faults)).toContain(fault)
  })

  it.each([
    [
      'other. A 192.0.2.2',
      'Unexpected record at other., expected a name at or below “example.”: it is left out.',
    ],
    ['ns1 A 192.0.2.1', 'Unexpected second copy of a A record of “ns1.example.”: it counts once.'],
    [
      'ns1 61 A 192.0.2.2',
      'Unexpected TTL in the A records of ns1.example., expected the same for all: the first one counts.',
    ],
    [
      'd NS ns.d',
      'Unexpected name server ns.d.example. without an address, expected an A or AAAA record in this zone.',
    ],
    [
      'd NS ns1.other.\nx.d TXT lost',
      'Unexpected TXT record of x.d.example. below an NS record, expected it in another zone: nobody will see it.',
    ],
    [
      'd DNAME other.\nx.d A 192.0.2.2',
      'Unexpected A record of x.d.example. below an DNAME record, expected it in another zone: nobody will see it.',
    ],
    [
      'm MX 1 alias\nalias CNAME ns1',
      'Unexpected alias alias.example. as the target of a MX record, expected a name with an address.',
    ],
  ])('serves a zone with %j, but says so', (text, remark) => {
    const reading = parseZone(head + text)
    expect(reading.zone).not.toBeNull()
    expect(reading.remarks.map((problem) => describeProblem(problem, 'en'))).toEqual([remark])
  })

  it('takes glue below a delegation, and addresses from a wildcard, as they are', () => {
    expect(parseZone(head + 'd NS ns.d\nns.d A 192.0.2.9\ne NS ns.w\n*.w A 192.0.2.9').remarks).toEqual([])
  })

  it('points from a second record to the first', () => {
    const { faults } = parseZone(head + 'a CNAME b\na CNAME c')
    expect(faults[0]).toMatchObject({ place: { line: 7 }, related: { line: 6 } })
  })
})
