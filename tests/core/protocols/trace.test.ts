import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, printTrace, replayTrace, type TraceFile } from '#lib/core/protocols/trace.ts'

const text = `trace 1 tcp
title.en: x
A: ISS=99
B: ISS=299
---
0 B listen 80
  B CLOSED -> LISTEN | passive OPEN, RFC 9293 §3.10.1
10 A open 80
  A CLOSED -> SYN-SENT | active OPEN, RFC 9293 §3.10.1
  A sends #1 <SEQ=99><CTL=SYN><WND=65535>[MSS 1460, SACK-permitted] | SYN, RFC 9293 §3.5
20 B takes #1
  B LISTEN -> SYN-RECEIVED | rcv SYN, RFC 9293 §3.10.7.2
  B sends #2 <SEQ=299><ACK=100><CTL=SYN,ACK><WND=65535>[MSS 1460, SACK-permitted] | SYN,ACK, RFC 9293 §3.5
`
const problemsOf = (changed: string) => {
  const { file, problems } = parseTrace(changed)
  return [...problems, ...replayTrace(tcpTrace, file).problems].map(({ code, place }) => [code, place?.line])
}

describe('traces', () => {
  it('a right file has no problems', () => {
    expect(problemsOf(text)).toEqual([])
  })

  it.each([
    ['an effect that did not happen', 'SYN-RECEIVED |', 'ESTABLISHED |', [['trace-differs', 12]]],
    ['a sequence number', '<SEQ=299>', '<SEQ=300>', [['trace-differs', 13]]],
    ['an event at another time', '20 B takes', '21 B takes', [['lab-due', 11]]],
    [
      'an effect left out',
      '  B LISTEN -> SYN-RECEIVED | rcv SYN, RFC 9293 §3.10.7.2\n',
      '',
      [['trace-differs', 12]],
    ],
    ['an event nobody knows', 'A open 80', 'A ping 80', [['trace-event', 8]]],
    ['an unknown setting', 'A: ISS=99', 'A: ISN=99', [['trace-setting', 3]]],
    ['a setting of the wrong kind', 'A: ISS=99', 'A: nagle=7', [['trace-setting', 3]]],
    ['an unknown header key', 'A: ISS=99', 'C: ISS=99', [['trace-setting', 3]]],
    ['a line without a time', '20 B takes', 'B takes', [['trace-line', 11]]],
    ['another version', 'trace 1 tcp', 'trace 2 tcp', [['trace-line', 1]]],
    ['an event that cannot be', '10 A open 80', '5 A accept', [['lab-no-connection', 8]]],
  ])('%s is a problem with its line', (_what, right, wrong, expected) => {
    expect(text).toContain(right)
    expect(problemsOf(text.replace(right, wrong)).slice(0, 1)).toEqual(expected)
  })

  it('an event in the past is refused at its line', () => {
    expect(
      problemsOf(text.replace('10 A open 80', '30 A open 80').replace('20 B takes', '30 B takes')).length,
    ).toBeGreaterThan(0)
  })

  it('what is printed is read back', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9<>=,.-]{1,12}( [a-z0-9|]{1,8}){0,3}$/)
    const key = fc.stringMatching(/^[a-z]{1,8}(\.en)?$/)
    const file: fc.Arbitrary<TraceFile> = fc.record({
      protocol: fc.constantFrom('tcp', 'dns'),
      header: fc.array(fc.record({ key, value: word, line: fc.constant(0) })),
      entries: fc.array(
        fc.record({
          at: fc.nat({ max: 1e9 }).map((at) => at / 1000),
          text: word,
          effects: fc.array(word, { maxLength: 3 }),
          line: fc.constant(0),
        }),
      ),
    })
    const withoutLines = ({ protocol, header, entries }: TraceFile) => ({
      protocol,
      header: header.map(({ key: name, value }) => [name, value]),
      entries: entries.map(({ at, text: words, effects }) => [at, words, effects]),
    })
    fc.assert(
      fc.property(file, (original) => {
        const { file: read, problems } = parseTrace(printTrace(original))
        expect(problems).toEqual([])
        expect(withoutLines(read)).toEqual(withoutLines(original))
      }),
    )
  })

  it('no text makes reading or replaying throw', () => {
    const line = fc.constantFrom(
      ...text.split('\n'),
      '---',
      '5 A send 3 octets',
      '6 drop #2',
      '9 B crash',
      '1 A close on 9',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
        replayTrace(tcpTrace, parseTrace(['trace 1 tcp', '---', ...lines].join('\n')).file)
      }),
    )
  })
})
