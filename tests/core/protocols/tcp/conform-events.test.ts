// CLOSED, LISTEN, SYN-SENT and TIME-WAIT × what may arrive there, with data and without, over IPv4 and IPv6: scripts of our
// own, whose expectations follow RFC 9293 §3.10.7.1 to §3.10.7.4. Where a stack may choose, the choice is FreeBSD's.
import { describe, expect, it } from 'vitest'
import { runScript } from '#lib/core/protocols/tcp/conform.ts'

const versions = [
  { ip: 4, mss: 1460, room: 65_700 },
  { ip: 6, mss: 1440, room: 66_240 },
] as const
const withAck = ['.', 'P.', 'F.', 'FP.', 'S.', 'SF.']
const withoutAck = ['-', 'P', 'F', 'S', 'SF']
const cases = (letters: readonly string[]): { flags: string; octets: number }[] => {
  return letters.flatMap((flags) => [0, 3].map((octets) => ({ flags, octets })))
}
const cross = <T extends object, U extends object>(left: readonly T[], right: readonly U[]): (T & U)[] => {
  return left.flatMap((one) => right.map((other) => ({ ...one, ...other })))
}

describe.each(versions)('over IPv$ip', ({ ip, mss, room }) => {
  const passes = (...lines: readonly string[]): void => {
    const text = [`--ip_version=ipv${ip}`, '--tolerance_usecs=75000', ...lines, ''].join('\n')
    expect(runScript(text), text).toEqual({ outcome: 'passed' })
  }
  const options = `<mss ${mss},sackOK,eol,eol>`
  const listener = [' 0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3', '+0.00 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0', '+0.00 bind(3, ..., ...) = 0']
  const synSent = [
    ' 0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3',
    '+0.00 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0',
    ' 1.00 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)',
    `+0.00 > S 0:0(0) win 65535 <mss ${mss},nop,wscale 6,sackOK,TS val 100 ecr 0>`,
  ]
  const opensLater = [
    ` 2.00 > S 0:0(0) win 65535 <mss ${mss},nop,wscale 6,sackOK,TS val 1100 ecr 0>`,
    '+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0',
    `+0.00 < S. 0:0(0) ack 1 win 32767 ${options}`,
    '+0.00 > . 1:1(0) ack 1 win 65535',
    '+0.00 close(3) = 0',
    '+0.00 > F. 1:1(0) ack 1 win 65535',
  ]

  it.each(cross([{ state: 'CLOSED' }, { state: 'LISTEN' }], cases(withAck)))('$state, $flags, $octets octets', ({ state, flags, octets }) => {
    const silent = state === 'LISTEN' && flags.includes('S')
    passes(...listener, ...(state === 'LISTEN' ? ['+0.00 listen(3, 1) = 0'] : []), `+0.10 < ${flags} 17:${17 + octets}(${octets}) ack 34 win 32767`, ...(silent ? [] : ['+0.00 > R 34:34(0) win 0']), '+0.00 close(3) = 0')
  })

  it.each(cases(withoutAck))('CLOSED, $flags, $octets octets', ({ flags, octets }) => {
    const next = 17 + octets + (flags.includes('S') ? 1 : 0) + (flags.includes('F') ? 1 : 0)
    passes(...listener, `+0.10 < ${flags} 17:${17 + octets}(${octets}) win 32767`, `+0.00 > R. 0:0(0) ack ${next} win 0`, '+0.00 close(3) = 0')
  })

  it.each(cases(withoutAck))('LISTEN, $flags, $octets octets: only a SYN is answered, its data and FIN come again', ({ flags, octets }) => {
    const answer = flags.includes('S') ? [`+0.00 > S. 0:0(0) ack 18 win 65535 ${options}`] : []
    passes(...listener, '+0.00 listen(3, 1) = 0', `+0.10 < ${flags} 17:${17 + octets}(${octets}) win 32767 ${flags.includes('S') ? options : ''}`, ...answer, '+0.00 close(3) = 0')
  })

  it.each(cross(cases(withAck), [{ ack: 0 }, { ack: 1 }, { ack: 2 }]))('SYN-SENT, $flags ack $ack, $octets octets', ({ flags, octets, ack }) => {
    const inbound = `+0.10 < ${flags} 0:${octets}(${octets}) ack ${ack} win 32767 ${flags.includes('S') ? options : ''}`
    if (ack !== 1) passes(...synSent, inbound, `+0.00 > R ${ack}:${ack}(0) win 0`, ...opensLater)
    else if (!flags.includes('S')) passes(...synSent, inbound, ...opensLater)
    else {
      const next = 1 + octets + (flags.includes('F') ? 1 : 0)
      const read = octets > 0 ? ['+0.00 read(3, ..., 100) = 3'] : []
      passes(...synSent, inbound, `+0.00 > . 1:1(0) ack ${next} win 65535`, ...read, '+0.00 close(3) = 0', `+0.00 > F. 1:1(0) ack ${next} win 65535`)
    }
  })

  it.each(cross(cases(['R', 'R.']), [{ ack: 0 }, { ack: 1 }, { ack: 2 }]))('SYN-SENT, $flags ack $ack, $octets octets: only one that acknowledges the SYN ends it', ({ flags, octets, ack }) => {
    const ends = flags === 'R.' && ack === 1
    const refused = ['+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0', '+0.00 close(3) = 0']
    passes(...synSent, `+0.10 < ${flags} 0:${octets}(${octets})${flags === 'R.' ? ` ack ${ack}` : ''} win 32767`, ...(ends ? refused : opensLater))
  })

  it.each(cross(cases(['S']), [{ answer: '.' }, { answer: 'S.' }]))('SYN-SENT, $flags, $octets octets, then $answer: a simultaneous open', ({ octets, answer }) => {
    const next = 1 + octets
    const read = octets > 0 ? ['+0.00 read(3, ..., 100) = 3'] : []
    passes(
      ...synSent,
      `+0.10 < S 0:${octets}(${octets}) win 32767 ${options}`,
      `+0.00 > S. 0:0(0) ack 1 win 65535 ${options}`,
      '+0.00 %{ assert tcpi_state == TCPI_SYN_RECEIVED }%',
      ...(octets > 0 ? ['+0.00 read(3, ..., 100) = -1 EWOULDBLOCK (Operation would block)'] : []),
      answer === '.' ? `+0.00 < . ${next}:${next}(0) ack 1 win 32767` : '+0.00 < S. 0:0(0) ack 1 win 32767',
      ...(answer === '.' ? [] : [`+0.00 > . 1:1(0) ack ${next} win 65535`]),
      ...read,
      '+0.00 close(3) = 0',
      `+0.00 > F. 1:1(0) ack ${next} win 65535`,
    )
  })

  it.each(cross(cases(['.', 'P.', 'F.', 'FP.']), [1, 2, 3, 1 + room, 2 + room].map((SEQ) => ({ SEQ }))))('TIME-WAIT, $flags at $SEQ, $octets octets: acknowledged, unless it is the last ACK again', ({ flags, octets, SEQ }) => {
    const silent = flags === '.' && SEQ === 2 && octets === 0
    passes(
      ...synSent,
      `+0.10 < S. 0:0(0) ack 1 win 32767 ${options}`,
      '+0.00 > . 1:1(0) ack 1 win 65535',
      '+0.10 shutdown(3, SHUT_WR) = 0',
      '+0.00 > F. 1:1(0) ack 1 win 65535',
      '+0.10 < F. 1:1(0) ack 2 win 32767',
      '+0.00 > . 2:2(0) ack 2 win 65535',
      `+0.10 < ${flags} ${SEQ}:${SEQ + octets}(${octets}) ack 2 win 32767`,
      ...(silent ? [] : ['+0.00 > . 2:2(0) ack 2 win 65535']),
      `+0.10 \`sockstat -${ip} -P tcp -s | grep packetdril | grep -c TIME_WAIT | grep 1\``,
      '+0.00 close(3) = 0',
    )
  })
})
