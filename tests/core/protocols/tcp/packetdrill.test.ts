import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePacketdrill } from '#lib/core/protocols/tcp/packetdrill.ts'

describe('packetdrill scripts', () => {
  it('reads settings, times, segments, calls, commands and code', () => {
    const text = [
      '// comment',
      '--ip_version=ipv6',
      ' 1.00...6.00 connect(3, ..., ...) = -1 ETIMEDOUT (Operation timed out)',
      '+0.10 < SF 17:20(3) win 32767 <mss 1440,sackOK,eol,eol> // trailing',
      '*     > S. ...(0) ack 65538 win 65535 <...>',
      '+0 < . 1:1(0) ack 1 win 5 <nop,nop,sack 5:9 11:13>',
      '+0.00 `sockstat -4 // not a comment`',
      '+0.00 %{ assert tcpi_state == 1',
      'assert tcpi_rto > 3 }%',
    ].join('\n')
    const { settings, steps, problems } = parsePacketdrill(text, [])
    expect(problems).toEqual([])
    expect(settings).toEqual({ ip_version: 'ipv6' })
    expect(steps.map(({ line, at }) => [line, at])).toEqual([
      [3, { kind: 'absolute', ms: 1000 }],
      [4, { kind: 'relative', ms: 100 }],
      [5, { kind: 'any' }],
      [6, { kind: 'relative', ms: 0 }],
      [7, { kind: 'relative', ms: 0 }],
      [8, { kind: 'relative', ms: 0 }],
    ])
    expect(steps.map(({ action }) => action)).toMatchObject([
      {
        kind: 'call',
        name: 'connect',
        args: ['3', '...', '...'],
        result: '-1',
        error: 'ETIMEDOUT',
        until: { ms: 6000 },
      },
      { kind: 'inbound', segment: { flags: 'SF', seq: 17, length: 3, ack: null, window: 32767 } },
      { kind: 'outbound', segment: { seq: null, ack: 65538, options: null } },
      {
        kind: 'inbound',
        segment: {
          options: [
            { kind: 'nop' },
            { kind: 'nop' },
            {
              kind: 'sack',
              blocks: [
                [5, 9],
                [11, 13],
              ],
            },
          ],
        },
      },
      { kind: 'command', command: 'sockstat -4 // not a comment' },
      { kind: 'code', code: 'assert tcpi_state == 1\nassert tcpi_rto > 3' },
    ])
  })

  it('reads ICMP messages, ranges of time and commands before the first event', () => {
    const text = [
      '`sysctl -w a.b=1`',
      '0.1~0.2 > S 0:0(0)',
      '+0.1...0.3 read(3, "a, b", 9) = 9 (a note (in brackets))',
      '+0 < icmp unreachable frag_needed mtu 1400 [1:1461(1460)]',
      '+0 < [noecn] icmp time_exceeded',
    ].join('\n')
    const { steps, problems } = parsePacketdrill(text, [])
    expect(problems).toEqual([])
    expect(steps).toMatchObject([
      { at: { kind: 'absolute', ms: 0 }, action: { kind: 'command', command: 'sysctl -w a.b=1' } },
      { at: { ms: 100 }, latest: { kind: 'absolute', ms: 200 } },
      { at: { ms: 100 }, latest: null, action: { args: ['3', '"a, b"', '9'], until: { kind: 'relative', ms: 300 } } },
      { action: { kind: 'icmp', icmp: { type: 'unreachable', code: 'frag_needed', mtu: 1400, seq: 1 } } },
      { action: { kind: 'icmp', icmp: { type: 'time_exceeded', code: '', mtu: null, seq: null } } },
    ])
  })

  it('chooses by #ifdef', () => {
    const text =
      '#ifdef A\n+0 `sysctl -w x.y=1`\n#else\n+0 `sysctl -w x.y=2`\n#endif\n#ifndef A\n+0 `sysctl -w x.y=3`\n#endif'
    const commands = (defines: string[]) => parsePacketdrill(text, defines).steps.map(({ action }) => action)
    expect(commands(['A'])).toEqual([{ kind: 'command', command: 'sysctl -w x.y=1' }])
    expect(commands([]).length).toBe(2)
  })

  it('names every line that it cannot read', () => {
    const { problems } = parsePacketdrill(
      '+0 > S 0:5(4)\n+0 > S 0:0(0)\n+0 > icmp x\n+0 > S 0:0(0) <md5 x>',
      [],
    )
    expect(problems.map(({ code, place }) => [code, place?.line])).toEqual([
      ['script-line', 1],
      ['script-line', 3],
      ['script-line', 4],
    ])
  })

  it('no text makes it throw', () => {
    const line = fc.constantFrom(
      '+0.1 > S 0:0(0)',
      '%{',
      '}%',
      '`',
      '/*',
      '#ifdef X',
      '#else',
      '+0 f(',
      '1...2 x() = 3',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.string())),
        (lines) => void parsePacketdrill(lines.join('\n'), ['X']),
      ),
    )
  })
})
