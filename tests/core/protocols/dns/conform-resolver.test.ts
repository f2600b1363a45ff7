import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conformResolver } from '#lib/core/protocols/dns/conform-resolver.ts'
import { unsupportedReasons } from '#lib/core/protocols/dns/replay-config.ts'

const shared = process.env.PROTODECK_SHARED ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))
const folder = `${shared}/conformance/resolver`

const config = 'server:\n\tqname-minimisation: no\n\ttarget-fetch-policy: "0 0 0 0 0"\n\nstub-zone:\n\tname: "."\n\tstub-addr: 192.0.2.1 # root\n'
const entry = (question: string, reply: string, sections: string): string =>
  `ENTRY_BEGIN\nMATCH opcode qtype qname\nADJUST copy_id\nREPLY ${reply}\nSECTION QUESTION\n${question}\n${sections}ENTRY_END\n`
const server = (address: string, ...entries: string[]): string =>
  `RANGE_BEGIN 0 100\n\tADDRESS ${address}\n${entries.join('\n')}RANGE_END\n`
const servers = [
  server(
    '192.0.2.1',
    entry('. IN NS', 'QR NOERROR', 'SECTION ANSWER\n. IN NS K.\nSECTION ADDITIONAL\nK. IN A 192.0.2.1\n'),
    entry(
      'www.example. IN A', 'QR NOERROR',
      'SECTION AUTHORITY\nexample. IN NS ns.example.\nSECTION ADDITIONAL\nns.example. IN A 192.0.2.2\n',
    ),
  ),
  server(
    '192.0.2.2',
    entry('www.example. IN A', 'QR AA NOERROR', 'SECTION ANSWER\nwww.example. 60 IN A 203.0.113.1\n'),
  ),
].join('\n')
const query = 'STEP 1 QUERY\nENTRY_BEGIN\nREPLY RD\nSECTION QUESTION\nwww.example. IN A\nENTRY_END\n'
const check = 'STEP 10 CHECK_ANSWER\nENTRY_BEGIN\nMATCH all ttl\nREPLY QR RD RA NOERROR\nSECTION QUESTION\nwww.example. IN A\nSECTION ANSWER\nwww.example. 60 IN A 203.0.113.1\nENTRY_END\n'
const script = (steps: string, more = ''): string =>
  `; config\n${config}${more}CONFIG_END\n\nSCENARIO_BEGIN Test\n${servers}\n${steps}\nSCENARIO_END\n`
const outcome = (text: string): string => {
  const [group] = conformResolver([{ name: 'x.rpl', text }]).groups
  return group!.outcome === 'passed' ? 'passed' : `${group!.outcome}: ${group!.reason!}`
}

describe('conformResolver', () => {
  it('passes a script whose checks hold', () => {
    expect(outcome(script(query + check))).toBe('passed')
    expect(outcome(script(`${query}STEP 2 NOTHING\n${check}STEP 20 TIME_PASSES ELAPSE 30\n` +
      query.replace('STEP 1', 'STEP 30') + check.replace('STEP 10', 'STEP 40').replace(' 60 IN A', ' 30 IN A')))).toBe('passed')
  })

  it.each([
    ['the address', '203.0.113.1\nENTRY_END\n', '203.0.113.2\nENTRY_END\n'],
    ['the TTL', 'www.example. 60 IN A 203.0.113.1\nENTRY_END', 'www.example. 61 IN A 203.0.113.1\nENTRY_END'],
    ['the RCODE', 'RA NOERROR', 'RA NXDOMAIN'],
    ['a flag', 'QR RD RA', 'QR AA RD RA'],
    ['a record too many', 'ENTRY_END\n', 'www.example. 60 IN A 203.0.113.9\nENTRY_END\n'],
    ['another section', 'SECTION ANSWER', 'SECTION AUTHORITY'],
  ])('fails when %s of one recorded answer is changed', (_, from, to) => {
    expect(check).toContain(from)
    expect(outcome(script(query + check.replace(from, to)))).toMatch(/^failed: step 10 /)
  })

  it('fails when an expected query is not sent, or an answer is not expected', () => {
    const out = (name: string): string =>
      `STEP 2 CHECK_OUT_QUERY\nENTRY_BEGIN\nMATCH qname qtype\nSECTION QUESTION\n${name} IN A\nENTRY_END\n`
    expect(outcome(script(query + out('www.example.') + check))).toBe('passed')
    expect(outcome(script(query + out('other.example.') + check))).toMatch(/^failed: step 2 /)
    expect(outcome(script(`${query}STEP 50 NOTHING\n`))).toMatch(/^failed: an answer/)
  })

  it.each([
    ['\ttrust-anchor: "example. DS 1 8 2 ab"\nserver:\n', 'DNSSEC validation'],
    ['server:\n\tlocal-data: "x. A 192.0.2.1"\n', 'local data and access control'],
    ['server:\n\tserve-expired: yes\n', 'expired answers'],
    ['server:\n\tmodule-config: "dns64 validator iterator"\n', 'other modules'],
    ['server:\n\tno-such-option: 7\n', 'options not modelled'],
    ['auth-zone:\n\tname: "x"\n', 'authority zones'],
  ])('finds what it does not model before it runs: %j', (more, reason) => {
    expect(outcome(script(query + check, more))).toContain(`unsupported: ${reason}`)
    expect(unsupportedReasons).toContain(reason)
  })

  it('reads what the format allows: directives, options on one line, flags said twice, access that is granted', () => {
    const terse = config.replace('stub-zone:\n\tname: "."\n\tstub-addr: 192.0.2.1 # root\n', 'stub-zone: name: "." stub-addr: 192.0.2.1\n')
    expect(outcome(script(query + check).replace(config, terse))).toBe('passed')
    expect(outcome(script(query + check, 'server: access-control: 127.0.0.1 allow_snoop\n\tede: yes\n'))).toBe('passed')
    expect(outcome(script(`TITLE a title\n$ORIGIN example.\n$TTL 60\n${query.replace('www.example.', 'www')}${check.replaceAll('www.example.', 'www').replace(' 60 IN A', ' IN A')}`))).toBe('passed')
    expect(outcome(script(query + check.replace('QR RD RA NOERROR', 'NXDOMAIN QR RD RA NOERROR')))).toBe('passed')
    expect(outcome(script(query + check.replace('MATCH all ttl', 'MATCH flags rcode answer')))).toBe('passed')
    expect(outcome(script(query.replace('REPLY RD', 'REPLY RD DO') + check))).toBe('passed')
    expect(outcome(script(query.replace('REPLY RD', 'REPLY') + check))).toContain('unsupported: steps not modelled')
    expect(outcome(script('STEP 1 QUERY\nSTEP 2 NOTHING\n'))).toContain('unsupported: unreadable')
  })

  it('raises and cuts TTLs as it is told', () => {
    const bounded = (option: string, ttl: number): string => outcome(script(query + check.replace(' 60 IN A', ` ${ttl} IN A`), `server:\n\t${option}\n`))
    expect(bounded('cache-max-ttl: 20', 20)).toBe('passed')
    expect(bounded('cache-min-ttl: 90', 90)).toBe('passed')
    expect(bounded('cache-max-ttl: 20', 60)).toMatch(/^failed/)
  })

  it('takes a query that was sent before its step, and answers it where the step says so', () => {
    const late = (adjust: string): string =>
      `STEP 2 NOTHING\nSTEP 3 CHECK_OUT_QUERY\nENTRY_BEGIN\nMATCH qname qtype\n${adjust}REPLY QR AA NOERROR\nSECTION QUESTION\nlater.example. IN A\nSECTION ANSWER\nlater.example. 60 IN A 203.0.113.7\nENTRY_END\n`
    const asked = query.replace('www.example.', 'later.example.')
    const told = check.replaceAll('www.example.', 'later.example.').replace('203.0.113.1', '203.0.113.7')
    const servers = script(asked + late('ADJUST copy_id\n') + told).replace('www.example. IN A\nSECTION AUTHORITY', 'example. IN A\nSECTION AUTHORITY').replace('MATCH opcode qtype qname\nADJUST copy_id\nREPLY QR NOERROR\nSECTION QUESTION\nexample.', 'MATCH opcode subdomain\nADJUST copy_id copy_query\nREPLY QR NOERROR\nSECTION QUESTION\nexample.')
    expect(outcome(servers)).toBe('passed')
    expect(outcome(servers.replace('later.example. IN A\nSECTION ANSWER', 'never.example. IN A\nSECTION ANSWER'))).toMatch(/^failed: step 3/)
  })

  it('an error of the network counts as a silence, and the next server is asked', () => {
    const failing = `${query.replace('www.', 'lost.')}STEP 2 ERROR\n`
    expect(outcome(script(failing))).toBe(outcome(script(failing.replace('ERROR', 'TIMEOUT'))))
    expect(outcome(script(failing))).not.toContain('unsupported')
    expect(outcome(script('STEP 2 ERROR\n'))).toMatch(/^failed: step 2/)
  })

  it('no script makes it throw, or run for ever', () => {
    const lines = script(query + check).split('\n')
    const words = ['STEP', 'ENTRY_BEGIN', 'ENTRY_END', 'RANGE_END', 'SECTION', 'MATCH all', '$ORIGIN', 'REPLY QR', 'STEP 3 REPLY', 'STEP 4 TIMEOUT', 'HEX_ANSWER_BEGIN', 'x', '. IN SOA', 'stub-zone:', '"']
    const edit = fc.record({ at: fc.nat(lines.length), put: fc.option(fc.constantFrom(...words, ...lines)) })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const text = [...lines]
        for (const { at, put } of edits) text.splice(at, put === null ? 1 : 0, ...(put === null ? [] : [put]))
        expect(['passed', 'failed', 'unsupported']).toContain(conformResolver([{ name: 'x', text: text.join('\n') }]).groups[0]!.outcome)
      }),
      { numRuns: 300 },
    )
  })

  it('does not run steps that it does not know', () => {
    expect(outcome(script(`${query}STEP 5 CHECK_AUTOTRUST x\n${check}`))).toContain('unsupported: steps not modelled')
    expect(outcome('nonsense')).toContain('unsupported: unreadable')
  })

  it.skipIf(!existsSync(folder))('passes every script of the sample (needs the shared data)', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.rpl'))
    const report = conformResolver(files.map((name) =>
      ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') })))
    expect(report.groups.filter((group) => group.outcome !== 'passed')).toEqual([])
    expect(report.passed).toBe(files.length)
  })
})
