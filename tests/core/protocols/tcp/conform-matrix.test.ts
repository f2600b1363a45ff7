// Every state × an arriving RST, RST,ACK or SYN × where it lies in the receive window × whether RFC 5961 is heeded, over
// IPv4 and IPv6, each as a script of our own. What must follow is computed here from RFC 9293 §3.10.7.4, RFC 5961 §3 and
// §4 and RFC 1337, not recorded; the runner under test sees a whole script and never this table.
import { describe, expect, it } from 'vitest'
import { runScript } from '#lib/core/protocols/tcp/conform.ts'

const versions = [
  { ip: 4, mss: 1460, room: 65_700 },
  { ip: 6, mss: 1440, room: 66_240 },
] as const
type Version = (typeof versions)[number]

const edges = ['outside-left', 'left-edge', 'right-edge', 'outside-right'] as const
type Edge = (typeof edges)[number]
const inside = (edge: Edge): boolean => edge === 'left-edge' || edge === 'right-edge'

interface Situation {
  readonly state: string
  readonly setUp: string
  readonly RCV_NXT: number
  readonly SND_NXT: number
  /** The receive window, where it is not the whole buffer. */
  readonly room?: number
  readonly error: 'ECONNRESET' | 'ECONNREFUSED'
  /** How the connection goes on when nothing has happened to it. */
  readonly goesOn: string
}

const connect = ({ mss, room }: Version): string => `
 0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0.00 fcntl(3, F_GETFL) = 0x02 (flags O_RDWR)
+0.00 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0
+0.00 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0.00 > S  0:0(0) win 65535 <mss ${mss},nop,wscale 6,sackOK,TS val 100 ecr 0>
+0.10 < S. 0:0(0) ack 1 win 32767 <mss ${mss},sackOK,eol,eol>
+0.00 >  . 1:1(0) ack 1 win 65535
+0.00 getsockopt(3, SOL_SOCKET, SO_RCVBUF, [${room}], [4]) = 0`
const listen = `
 0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0.00 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
+0.00 bind(3, ..., ...) = 0
+0.00 listen(3, 2) = 0`
const accept = ({ mss, room }: Version): string => `${listen}
+0.00 < S  0:0(0) win 32767 <mss ${mss},sackOK,eol,eol>
+0.00 > S. 0:0(0) ack 1 win 65535 <mss ${mss},sackOK,eol,eol>
+0.10 <  . 1:1(0) ack 1 win 32767
+0.00 accept(3, ..., ...) = 4
+0.00 getsockopt(4, SOL_SOCKET, SO_RCVBUF, [${room}], [4]) = 0
+0.00 close(3) = 0`
const theyClose = '\n+0.10 < F. 1:1(0) ack 1 win 32767\n+0.00 > . 1:1(0) ack 2 win 65535'
const weClose = (fd: number, ack: number): string => `\n+0.10 shutdown(${fd}, SHUT_WR) = 0\n+0.00 > F. 1:1(0) ack ${ack} win 65535`

function situations(version: Version): Situation[] {
  const { mss } = version
  const openings = [
    { how: 'after connect', begin: connect(version), fd: 3 },
    { how: 'after accept', begin: accept(version), fd: 4 },
  ]
  const opened = openings.flatMap(({ how, begin, fd }): Situation[] => {
    const error = 'ECONNRESET'
    const closes = `+0.00 close(${fd}) = 0`
    return [
      { state: `ESTABLISHED ${how}`, setUp: begin, RCV_NXT: 1, SND_NXT: 1, error, goesOn: `${closes}\n+0.00 > F. 1:1(0) ack 1 win 65535` },
      { state: `CLOSE-WAIT ${how}`, setUp: begin + theyClose, RCV_NXT: 2, SND_NXT: 1, error, goesOn: `${closes}\n+0.00 > F. 1:1(0) ack 2 win 65535` },
      { state: `FIN-WAIT-1 ${how}`, setUp: begin + weClose(fd, 1), RCV_NXT: 1, SND_NXT: 2, error, goesOn: `+0.00 < F. 1:1(0) ack 2 win 32767\n+0.00 > . 2:2(0) ack 2 win 65535\n${closes}` },
      { state: `FIN-WAIT-2 ${how}`, setUp: `${begin}${weClose(fd, 1)}\n+0.10 < . 1:1(0) ack 2 win 32767`, RCV_NXT: 1, SND_NXT: 2, error, goesOn: `+0.00 < F. 1:1(0) ack 2 win 32767\n+0.00 > . 2:2(0) ack 2 win 65535\n${closes}` },
      { state: `CLOSING ${how}`, setUp: `${begin}${weClose(fd, 1)}\n+0.10 < F. 1:1(0) ack 1 win 32767\n+0.00 > F. 1:1(0) ack 2 win 65535`, RCV_NXT: 2, SND_NXT: 2, error, goesOn: `+0.00 < . 2:2(0) ack 2 win 32767\n${closes}` },
      { state: `LAST-ACK ${how}`, setUp: begin + theyClose + weClose(fd, 2), RCV_NXT: 2, SND_NXT: 2, error, goesOn: `+0.00 < . 2:2(0) ack 2 win 32767\n${closes}` },
    ]
  })
  const simultaneous = `${connect(version).split('\n+0.10 < S.')[0]!}
+0.10 < S  0:0(0) win 32767 <mss ${mss},sackOK,eol,eol>
+0.00 > S. 0:0(0) ack 1 win 65535 <mss ${mss},sackOK,eol,eol>`
  return [
    ...opened,
    { state: 'SYN-RECEIVED after a SYN of ours', setUp: simultaneous, RCV_NXT: 1, SND_NXT: 1, error: 'ECONNREFUSED', goesOn: '+0.10 < . 1:1(0) ack 1 win 32767\n+0.00 < F. 1:1(0) ack 1 win 32767\n+0.00 > . 1:1(0) ack 2 win 65535\n+0.00 close(3) = 0\n+0.00 > F. 1:1(0) ack 2 win 65535' },
  ]
}

const script = ({ ip }: Version, settings: string, body: string): string => `--ip_version=ipv${ip}\n--tolerance_usecs=75000\n${settings}\n${body}\n`
const place = (edge: Edge, RCV_NXT: number, room: number): number => {
  return { 'outside-left': RCV_NXT - 1, 'left-edge': RCV_NXT, 'right-edge': RCV_NXT + room - 1, 'outside-right': RCV_NXT + room }[edge]
}
const passes = (text: string): void => {
  expect(runScript(text), text).toEqual({ outcome: 'passed' })
}
const descriptorOf = (setUp: string): number => (setUp.includes('accept(') ? 4 : 3)

describe.each(versions)('over IPv$ip', (version) => {
  const all = situations(version)

  describe.each([{ secure: true }, { secure: false }])('RFC 5961 heeded: $secure', ({ secure }) => {
    it.each(all.flatMap((one) => edges.map((edge) => ({ ...one, edge }))))('RST, $state, $edge', ({ setUp, RCV_NXT, SND_NXT, error, goesOn, edge, state }) => {
      const SEQ = place(edge, RCV_NXT, version.room)
      const fd = descriptorOf(setUp)
      const ends = edge === 'left-edge' || (edge === 'right-edge' && !secure)
      const answer = edge === 'right-edge' && secure ? `+0.00 > . ${SND_NXT}:${SND_NXT}(0) ack ${RCV_NXT} win 65535\n` : ''
      const asked = `+0.00 getsockopt(${fd}, SOL_SOCKET, SO_ERROR, [${ends ? error : '0'}], [4]) = 0`
      const after = ends ? `${asked}\n+0.00 close(${fd}) = 0` : `${answer}${asked}\n${goesOn}`
      const set = ` 0.00 \`sysctl -w net.inet.tcp.insecure_rst=${secure ? 0 : 1}\``
      for (const acks of state.startsWith('SYN-RECEIVED') ? ['', '. -1', '. 0', '. 1', '. 2'] : ['', `. ${SND_NXT}`]) {
        const [dot, offset] = acks.split(' ')
        const ack = dot === '' ? '' : ` ack ${Number(offset) >>> 0}`
        passes(script(version, set, `${setUp}\n+0.10 < R${dot} ${SEQ}:${SEQ}(0)${ack} win 32767\n${after}`))
      }
    })

    it.each(all.filter(({ state }) => !state.startsWith('SYN-')).flatMap((one) => edges.map((edge) => ({ ...one, edge }))))('SYN, $state, $edge', ({ setUp, RCV_NXT, SND_NXT, error, goesOn, edge }) => {
      const SEQ = place(edge, RCV_NXT, version.room)
      const fd = descriptorOf(setUp)
      const ends = inside(edge) && !secure
      const form = `${SND_NXT}:${SND_NXT}(0) ack ${RCV_NXT} win`
      const answer = ends ? `+0.00 > R. ${form} 0` : `+0.00 > . ${form} 65535`
      const asked = `+0.00 getsockopt(${fd}, SOL_SOCKET, SO_ERROR, [${ends ? error : '0'}], [4]) = 0`
      const after = `${answer}\n${asked}\n${ends ? `+0.00 close(${fd}) = 0` : goesOn}`
      const set = ` 0.00 \`sysctl -w net.inet.tcp.insecure_syn=${secure ? 0 : 1}\``
      passes(script(version, set, `${setUp}\n+0.10 < S ${SEQ}:${SEQ}(0) win 32767 <mss ${version.mss},sackOK,eol,eol>\n${after}`))
    })

    it.each(edges)('RST, half-open entry of a listener, %s', (edge) => {
      const SEQ = place(edge, 1, 65_535)
      const ends = edge === 'left-edge' || (edge === 'right-edge' && !secure)
      const count = (wanted: number): string => `+0.10 \`sockstat -${version.ip} -P tcp -p 8080 -s | grep -c SYN_RCVD | grep ${wanted}\``
      const challenged = edge === 'right-edge' && secure ? '+0.00 > . 1:1(0) ack 1 win 65535\n' : ''
      const lives = '+0.10 < . 1:1(0) ack 1 win 32767\n+0.10 accept(3, ..., ...) = 4\n+0.00 < F. 1:1(0) ack 1 win 32767\n+0.00 > . 1:1(0) ack 2 win 65535\n'
      const set = ` 0.00 \`sysctl -w net.inet.tcp.insecure_rst=${secure ? 0 : 1}\``
      const begin = `${listen}\n+0.00 < S 0:0(0) win 32767 <mss ${version.mss},sackOK,eol,eol>\n+0.00 > S. 0:0(0) ack 1 win 65535 <mss ${version.mss},sackOK,eol,eol>`
      for (const form of ['R X win', 'R. X ack 4294967295 win', 'R. X ack 0 win', 'R. X ack 1 win', 'R. X ack 2 win']) {
        const reset = form.replace('X', `${SEQ}:${SEQ}(0)`)
        passes(script(version, set, `${begin}\n${count(1)}\n+0.10 < ${reset} 32767\n${challenged}${ends ? `${count(0)}\n` : lives}+0.00 close(3) = 0`))
      }
    })
  })
})
