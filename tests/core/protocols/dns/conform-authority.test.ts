import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { conformAuthority } from '#lib/core/protocols/dns/conform-authority.ts'

const shared = process.env.PROTODECK_SHARED ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))
const file = `${shared}/conformance/dns/authoritative.jsonl`

const zone = `example. 500 IN SOA ns1.outside.edu. root.campus.edu. 3 604800 86400 2419200 604800
example. 500 IN NS ns1.outside.edu.
www.example. 500 IN A 192.0.2.1
`
const message = [
  'id 1', 'opcode QUERY', 'rcode NOERROR', 'flags QR AA', ';QUESTION', 'www.example. IN A', ';ANSWER',
  'www.example. 500 IN A 192.0.2.1', ';AUTHORITY', 'example. 500 IN NS ns1.outside.edu.', ';ADDITIONAL',
]
const line = (lines: readonly string[], more: object = {}): string =>
  JSON.stringify({ id: 1, zone, query: { name: 'www.example.', type: 'A' }, responses: [{ servers: ['x'], message: lines }], ...more })

describe('conformAuthority', () => {
  it('passes a recorded answer, in any order and case', () => {
    const loud = message.map((text) => text.replace('www.example. 500', 'WWW.EXAMPLE. 500'))
    expect(conformAuthority(line(loud))).toMatchObject({ passed: 1, failed: 0 })
  })

  it.each(message.map((text, index) => [text, index] as const).filter(([text]) =>
    /^(rcode|flags)| 500 /.test(text)))(
    'fails when “%s” is not what was recorded', (text, index) => {
      const flipped = message.with(
        index, text.replace('NOERROR', 'NXDOMAIN').replace('QR AA', 'QR').replace('500', '501'),
      )
      expect(conformAuthority(line(flipped))).toMatchObject({ passed: 0, failed: 1 })
      expect(conformAuthority(line(message.toSpliced(index, 1)))).toMatchObject({ passed: 0, failed: 1 })
    },
  )

  it('passes with any one of several groups', () => {
    const other = message.with(2, 'rcode SERVFAIL')
    expect(conformAuthority(line(message, { responses: [{ message: other }, { message }] })).passed).toBe(1)
    expect(conformAuthority(line(message, { responses: [{ message: other }] })).failed).toBe(1)
  })

  it.each(['nonsense', '{}', 'null', line(message, { zone: 'no zone' }), line(message, { query: { name: 'a..b', type: 'A' } })])(
    'counts %j as failed', (text) => expect(conformAuthority(text)).toMatchObject({ passed: 0, failed: 1 }),
  )

  it.skipIf(!existsSync(file))('agrees with one of the recorded groups on every line (needs the shared data)', () => {
    const report = conformAuthority(readFileSync(file, 'utf8'))
    expect(report.groups.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect(report.passed).toBe(3170)
  })
})
