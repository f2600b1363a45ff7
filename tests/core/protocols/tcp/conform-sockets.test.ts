// What scripts may ask of the sockets, each as a small script of our own: reading, writing, polling, options, ICMP,
// keep-alive. Expectations follow FreeBSD's manual pages and sources, not a recording.
import { describe, expect, it } from 'vitest'
import { unsupportedReasons } from '#lib/core/protocols/tcp/conform-vocabulary.ts'
import { runScript } from '#lib/core/protocols/tcp/conform.ts'

const nonblocking = '+0.00 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0'

/** A client's connection on descriptor 3, nothing sent yet; `options`: of the peer's SYN,ACK. */
const connected = (options = 'mss 1460,sackOK,eol,eol', before = ''): string => `
--ip_version=ipv4
--tolerance_usecs=10000
 0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
${before}
${nonblocking}
+0.00 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0.00 > S  0:0(0) win 65535 <mss 1460,nop,wscale 6,sackOK,TS val 100 ecr 0>
+0.10 < S. 0:0(0) ack 1 win 65535 <${options}>
+0.00 >  . 1:1(0) ack 1 <...>
+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0
`.replace(/ack 1 <\.\.\.>/, 'ack 1 win 65535')
const blocking = '+0.00 fcntl(3, F_SETFL, O_RDWR) = 0'

const passes = (text: string): void => {
  expect(runScript(text)).toEqual({ outcome: 'passed' })
}
const fails = (text: string, reason: RegExp): void => {
  const outcome = runScript(text)
  expect(outcome.outcome).toBe('failed')
  expect(outcome.reason).toMatch(reason)
}

describe('received data', () => {
  const three = '+0.10 < P. 1:1001(1000) ack 1 win 65535\n+0.00 < P. 1001:1201(200) ack 1 win 65535\n+0.00 > . 1:1(0) ack 1201 win 64500\n'

  it('is read in pieces, peeked at, counted, and then there is none', () => {
    const script = `${connected()}${three}
+0.00 ioctl(3, FIONREAD, [1200]) = 0
+0.00 recv(3, ..., 100, MSG_PEEK) = 100
+0.00 recv(3, ..., 5000, MSG_PEEK) = 1200
+0.00 read(3, ..., 500) = 500
+0.00 readv(3, [{..., 100}, {..., 50}], 2) = 150
+0.00 recvmsg(3, {msg_name(...)=..., msg_iov(1)=[{..., 40}], msg_flags=0}, 0) = 40
+0.00 recvfrom(3, ..., 4000, 0, ..., ...) = 510
+0.00 read(3, ..., 10) = -1 EAGAIN (Resource temporarily unavailable)
+0.00 ioctl(3, FIONREAD, [0]) = 0`
    passes(script)
    fails(script.replace('= 510', '= 511'), /recvfrom returned 510, expected 511/)
    fails(script.replace('FIONREAD, [1200]', 'FIONREAD, [1201]'), /FIONREAD 1200/)
  })

  it('is waited for: until some is there, or with MSG_WAITALL until all is', () => {
    passes(`${connected()}${blocking}
+0.00...0.30 read(3, ..., 1000) = 10
+0.10 < P. 1:11(10) ack 1 win 65535
+0.04 > . 1:1(0) ack 11 win 65535
+0.00...0.60 recv(3, ..., 1500, MSG_WAITALL) = 1500
+0.10 < . 11:1011(1000) ack 1 win 65535
+0.01 < P. 1011:2011(1000) ack 1 win 65535
+0.00 > . 1:1(0) ack 2011 win 64700
+0.00 read(3, ..., 1000) = 500`)
  })

  it('MSG_WAITALL ends with the stream, MSG_DONTWAIT never waits', () => {
    passes(`${connected()}${blocking}
+0.00 recv(3, ..., 100, MSG_DONTWAIT) = -1 EAGAIN
+0.00...0.40 recv(3, ..., 100, MSG_WAITALL) = 7
+0.10 < P. 1:8(7) ack 1 win 65535
+0.04 > . 1:1(0) ack 8 win 65535
+0.10 < F. 8:8(0) ack 1 win 65535
+0.00 > . 1:1(0) ack 9 win 65535
+0.00 read(3, ..., 100) = 0
+0.00 read(3, ..., 100) = 0`)
  })

  it('stays readable after a reset, which is told afterwards and once', () => {
    passes(`${connected()}${three}
+0.10 < R. 1201:1201(0) ack 1 win 0
+0.00 read(3, ..., 1000) = 1000
+0.00 read(3, ..., 1000) = 200
+0.00 read(3, ..., 1000) = -1 ECONNRESET (Connection reset by peer)
+0.00 read(3, ..., 1000) = 0
+0.00 write(3, ..., 10) = -1 EPIPE (Broken pipe)
+0.00 shutdown(3, SHUT_WR) = -1 ENOTCONN (Socket is not connected)`)
  })

  it('a RST must lie at what was acknowledged last: with an ACK delayed it is challenged (RFC 5961 §3.2)', () => {
    passes(`${connected()}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 < R. 1001:1001(0) ack 1 win 0
+0.00 > . 1:1(0) ack 1001 win 64700
+0.00 < R. 1001:1001(0) ack 1 win 0
+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNRESET], [4]) = 0`)
  })

  it('that comes again is acknowledged at once, with a D-SACK (RFC 2883 §4)', () => {
    passes(`${connected()}${three}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 > . 1:1(0) ack 1201 win 64500 <nop,nop,sack 1:1001>
+0.10 < P. 1101:1301(200) ack 1 win 65535
+0.00 > . 1:1(0) ack 1301 win 64400 <nop,nop,sack 1101:1201>`)
    passes(`${connected('mss 1460,eol,eol')}${three}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 > . 1:1(0) ack 1201 win 64500`)
  })

  it('out of order is acknowledged at once, told by SACK and kept', () => {
    passes(`${connected()}
+0.10 < P. 1001:1201(200) ack 1 win 65535
+0.00 > . 1:1(0) ack 1 win 65535 <nop,nop,sack 1001:1201>
+0.00 read(3, ..., 1000) = -1 EAGAIN
+0.10 < . 1:1001(1000) ack 1 win 65535
+0.00 > . 1:1(0) ack 1201 win 64500
+0.00 read(3, ..., 2000) = 1200`)
  })

  it('larger than a segment of ours is acknowledged at once', () => {
    passes(`${connected('mss 536,sackOK,eol,eol')}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 > . 1:1(0) ack 1001 win 64928
+0.10 < P. 1001:1501(500) ack 1 win 65535
+0.04 > . 1:1(0) ack 1501 win 64428`)
  })

  it('fills the window, a FIN still fits, and reading opens it again', () => {
    passes(`${connected('mss 1460,sackOK,eol,eol', '+0.00 setsockopt(3, SOL_SOCKET, SO_RCVBUF, [2920], 4) = 0').replace('win 65535 <mss 1460,nop,wscale', 'win 2920 <mss 1460,nop,wscale').replace('ack 1 win 65535\n+0.00 getsockopt', 'ack 1 win 2920\n+0.00 getsockopt')}
+0.10 < . 1:1461(1460) ack 1 win 65535
+0.00 < P. 1461:2921(1460) ack 1 win 65535
+0.00 > . 1:1(0) ack 2921 win 0
+0.10 < . 2921:2922(1) ack 1 win 65535
+0.00 > . 1:1(0) ack 2921 win 0
+0.10 read(3, ..., 1460) = 1460
+0.00 > . 1:1(0) ack 2921 win 1460
+0.10 < . 2921:4381(1460) ack 1 win 65535
+0.04 > . 1:1(0) ack 4381 win 0
+0.10 < F. 4381:4381(0) ack 1 win 65535
+0.00 > . 1:1(0) ack 4382 win 0
+0.00 read(3, ..., 4000) = 2920
+0.00 read(3, ..., 4000) = 0`)
  })

  it('is thrown away after SHUT_RD, and asks for nothing after close but a RST', () => {
    passes(`${connected()}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 shutdown(3, SHUT_RD) = 0
+0.00 read(3, ..., 100) = 0
+0.04 > . 1:1(0) ack 1001 win 65535
+0.10 < P. 1001:2001(1000) ack 1 win 65535
+0.04 > . 1:1(0) ack 2001 win 65535
+0.00 close(3) = 0
+0.00 > F. 1:1(0) ack 2001 win 65535
+0.10 < P. 2001:2101(100) ack 1 win 65535
+0.00 > R 1:1(0) win 0
+0.00 \`sockstat -4 -P tcp -s | grep -c FIN_WAIT_1 | grep 0\``)
  })

  it('unread at close goes unmentioned, as BSD has it', () => {
    passes(`${connected()}
+0.10 < P. 1:1001(1000) ack 1 win 65535
+0.00 close(3) = 0
+0.00 > F. 1:1(0) ack 1001 win 65535
+0.00 < . 1001:1001(0) ack 2 win 65535`)
  })
})

describe('sending', () => {
  it('writes what there is room for, and waits for low water', () => {
    const setting = '+0.00 setsockopt(3, SOL_SOCKET, SO_SNDBUF, [4380], 4) = 0'
    passes(`${connected('mss 1460,sackOK,eol,eol', setting)}
+0.00 write(3, ..., 5000) = 4380
+0.00 > . 1:1461(1460) ack 1 win 65535
+0.00 > . 1461:2921(1460) ack 1 win 65535
+0.00 > P. 2921:4381(1460) ack 1 win 65535
+0.00 writev(3, [{..., 10}, {..., 10}], 2) = -1 EAGAIN
+0.00 ioctl(3, FIONWRITE, [4380]) = 0
+0.00 ioctl(3, FIONSPACE, [0]) = 0
+0.00 poll([{fd=3, events=POLLOUT, revents=0}], 1, 0) = 0
+0.10 < . 1:1(0) ack 1461 win 65535
+0.00 poll([{fd=3, events=POLLOUT, revents=0}], 1, 0) = 0
+0.00 write(3, ..., 2000) = -1 EAGAIN
+0.00 write(3, ..., 1000) = 1000
+0.10 < . 1:1(0) ack 4381 win 65535
+0.00 > P. 4381:5381(1000) ack 1 win 65535
+0.10 < . 1:1(0) ack 5381 win 65535
+0.00 poll([{fd=3, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1`)
  })

  it('a write that blocks sends as room comes', () => {
    const setting = '+0.00 setsockopt(3, SOL_SOCKET, SO_SNDBUF, [2920], 4) = 0'
    passes(`${connected('mss 1460,sackOK,eol,eol', setting)}${blocking}
+0.00...0.40 write(3, ..., 4380) = 4380
+0.00 > . 1:1461(1460) ack 1 win 65535
+0.00 > P. 1461:2921(1460) ack 1 win 65535
+0.10 < . 1:1(0) ack 2921 win 65535
+0.00 > P. 2921:4381(1460) ack 1 win 65535`)
  })

  it('a reset ends it with EPIPE; after SHUT_WR as well', () => {
    passes(`${connected()}
+0.00 shutdown(3, SHUT_WR) = 0
+0.00 > F. 1:1(0) ack 1 win 65535
+0.00 sendmsg(3, {msg_name(...)=..., msg_iov(1)=[{..., 40}], msg_flags=0}, 0) = -1 EPIPE
+0.10 < . 1:1(0) ack 2 win 65535
+0.00 < P. 1:5(4) ack 2 win 65535
+0.04 > . 2:2(0) ack 5 win 65535
+0.00 read(3, ..., 10) = 4`)
  })

  it('giving up on data tells the peer and the application', () => {
    passes(`${connected('mss 1460,sackOK,eol,eol', '+0.00 `sysctl net.inet.tcp.retries=2`')}
+0.00 write(3, ..., 10) = 10
+0.00 > P. 1:11(10) ack 1 win 65535
* > P. 1:11(10) ack 1 win 65535
* > P. 1:11(10) ack 1 win 65535
* > R. 11:11(0) ack 1 win 0
+0.00 read(3, ..., 10) = -1 ETIMEDOUT (Operation timed out)`)
  })
})

describe('poll', () => {
  it('waits for data, for its timeout, and sees the end', () => {
    passes(`${connected()}
+0.00...0.20 poll([{fd=3, events=POLLIN, revents=0}], 1, 200) = 0
+0.00...0.50 poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, -1) = 1
+0.30 < P. 1:11(10) ack 1 win 65535
+0.04 > . 1:1(0) ack 11 win 65535
+0.10 < F. 11:11(0) ack 1 win 65535
+0.00 > . 1:1(0) ack 12 win 65535
+0.00 poll([{fd=3, events=POLLIN|POLLRDHUP, revents=POLLIN|POLLRDHUP}, {fd=9, events=POLLIN, revents=POLLNVAL}], 2, 0) = 2
+0.00 shutdown(3, SHUT_WR) = 0
+0.00 > F. 11:11(0) ack 12 win 65535`.replace('> F. 11:11', '> F. 1:1'))
    fails(`${connected()}+0.00 poll([{fd=3, events=POLLIN|POLLOUT, revents=POLLIN}], 1, 0) = 1`, /with revents POLLOUT/)
  })
})

describe('options and sysctls', () => {
  it.each([
    ['SOL_SOCKET, SO_REUSEADDR, [1], 4', 'SOL_SOCKET, SO_REUSEADDR, [4], [4]'],
    ['SOL_SOCKET, SO_LINGER, [{onoff=1, linger=5}], 8', 'SOL_SOCKET, SO_LINGER, [{onoff=1, linger=5}], [8]'],
    ['IPPROTO_TCP, TCP_NODELAY, [1], 4', 'IPPROTO_TCP, TCP_NODELAY, [4], [4]'],
    ['IPPROTO_TCP, TCP_KEEPIDLE, [60], 4', 'IPPROTO_TCP, TCP_KEEPIDLE, [60], [4]'],
    ['IPPROTO_TCP, TCP_KEEPINTVL, [7], 4', 'IPPROTO_TCP, TCP_KEEPINTVL, [7], [4]'],
    ['IPPROTO_TCP, TCP_KEEPCNT, [3], 4', 'IPPROTO_TCP, TCP_KEEPCNT, [3], [4]'],
    ['IPPROTO_TCP, TCP_KEEPINIT, [20], 4', 'IPPROTO_TCP, TCP_KEEPINIT, [20], [4]'],
    ['IPPROTO_IP, IP_TTL, [9], 4', 'IPPROTO_IP, IP_TTL, [9], [4]'],
    ['SOL_SOCKET, SO_SNDBUF, [9000], 4', 'SOL_SOCKET, SO_SNDBUF, [9000], [4]'],
  ])('%s reads back', (set, get) => {
    const script = `0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0.00 setsockopt(3, ${set}) = 0\n+0.00 getsockopt(3, ${get}) = 0\n`
    passes(script)
    fails(script.replace(get, get.replace(/\[(\{onoff=1, linger=)?\d+/, '[$10')), /with /)
  })

  it('what was not set has the system’s value', () => {
    passes(`0.00 \`sysctl -w net.inet.tcp.keepidle=30000 net.inet.tcp.keepcnt=2\`
+0.00 socket(..., SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_TCP) = 3
+0.00 fcntl(3, F_GETFL) = 0x06 (flags O_RDWR|O_NONBLOCK)
+0.00 getsockopt(3, IPPROTO_TCP, TCP_KEEPIDLE, [30], [4]) = 0
+0.00 getsockopt(3, IPPROTO_TCP, TCP_KEEPINTVL, [75], [4]) = 0
+0.00 getsockopt(3, IPPROTO_TCP, TCP_KEEPCNT, [2], [4]) = 0
+0.00 getsockopt(3, SOL_SOCKET, SO_TYPE, [SOCK_STREAM], [4]) = 0
+0.00 getsockopt(3, SOL_SOCKET, SO_ACCEPTCONN, [0], [4]) = 0
+0.00 read(3, ..., 10) = -1 ENOTCONN
+0.00 shutdown(3, SHUT_RDWR) = -1 ENOTCONN
+0.00 close(3) = 0
+0.00 close(3) = -1 EBADF`)
  })

  it('TCP_INFO is held field by field', () => {
    const script = `${connected()}+0.00 getsockopt(3, IPPROTO_TCP, TCP_INFO, {tcpi_state=TCPI_ESTABLISHED, tcpi_snd_mss=1460, tcpi_rto=...}, [512]) = 0`
    passes(script)
    fails(script.replace('ESTABLISHED', 'CLOSE_WAIT'), /tcpi_state 4/)
    passes(`${connected()}+0.00 %{ assert tcpi_state == TCPI_ESTABLISHED, tcpi_state }%`)
  })

  it('keep-alive asks after its time, then gives up and says so', () => {
    passes(`${connected('mss 1460,sackOK,eol,eol', '+0.00 `sysctl -w net.inet.tcp.keepidle=2000 net.inet.tcp.keepintvl=1000 net.inet.tcp.keepcnt=2`')}
+2.00 > . 0:0(0) ack 1 win 65535
+0.10 < . 1:1(0) ack 1 win 65535
+2.00 > . 0:0(0) ack 1 win 65535
+1.00 > . 0:0(0) ack 1 win 65535
+1.00 > R. 1:1(0) ack 1 win 0
+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [ETIMEDOUT], [4]) = 0`)
    passes(`${connected('mss 1460,sackOK,eol,eol', '+0.00 `sysctl -w net.inet.tcp.always_keepalive=0`\n+0.00 setsockopt(3, IPPROTO_TCP, TCP_KEEPIDLE, [3], 4) = 0\n+0.00 setsockopt(3, SOL_SOCKET, SO_KEEPALIVE, [1], 4) = 0')}
+3.00 > . 0:0(0) ack 1 win 65535`)
  })

  it('a sysctl touches what there is, but for what is settled at birth and what the socket set itself', () => {
    passes(`${connected()}
+0.00 setsockopt(3, IPPROTO_TCP, TCP_NODELAY, [1], 4) = 0
+0.00 \`sysctl -w net.inet.tcp.delacktime=200 net.inet.tcp.recvspace=4000\`
+0.00 getsockopt(3, IPPROTO_TCP, TCP_NODELAY, [4], [4]) = 0
+0.00 getsockopt(3, SOL_SOCKET, SO_RCVBUF, [65700], [4]) = 0
+0.10 < P. 1:11(10) ack 1 win 65535
+0.20 > . 1:1(0) ack 11 win 65535`)
  })
})

describe('ICMP', () => {
  const start = '0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n'
  const open = `${start}${nonblocking}\n+0.00 connect(3, ..., ...) = -1 EINPROGRESS\n+0.00 > S 0:0(0) win 65535 <...>\n`

  it.each(['port_unreachable', 'protocol_unreachable', 'host_prohibited', '13'])('%s ends a connection that is opening', (code) => {
    passes(`${open}+0.10 < icmp unreachable ${code} [0:0(0)]\n+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0\n+0.00 read(3, ..., 10) = 0`)
  })

  it('and returns from a call that blocks', () => {
    passes(`${start}+0.00...0.10 connect(3, ..., ...) = -1 ECONNREFUSED (Connection refused)\n+0.00 > S 0:0(0) win 65535 <...>\n+0.10 < icmp unreachable port_unreachable [0:0(0)]`)
  })

  it('a soft error does not, and neither does one about something else (RFC 5927 §4.1)', () => {
    for (const message of ['host_unreachable [0:0(0)]', 'net_unreachable', 'port_unreachable [700:700(0)]']) {
      passes(`${open}+0.10 < icmp unreachable ${message}\n+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0\n+0.90 > S 0:0(0) win 65535 <...>`)
    }
  })

  it('no error ends a connection that is open (RFC 5461 §4)', () => {
    for (const message of ['unreachable port_unreachable', 'unreachable host_unreachable', 'time_exceeded', 'source_quench']) {
      passes(`${connected()}
+0.00 write(3, ..., 10) = 10
+0.00 > P. 1:11(10) ack 1 win 65535
+0.00 < icmp ${message} [1:11(10)]
+0.01 < . 1:1(0) ack 11 win 65535
+0.00 write(3, ..., 10) = 10
+0.00 > P. 11:21(10) ack 1 win 65535`)
    }
  })

  it('a smaller MTU cuts what was too big and sends it again at once (RFC 1191 §6.4)', () => {
    passes(`${connected()}
+0.00 write(3, ..., 1460) = 1460
+0.00 > P. 1:1461(1460) ack 1 win 65535
+0.01 < icmp unreachable frag_needed mtu 1000 [1:1461(1460)]
+0.00 > . 1:961(960) ack 1 win 65535
+0.00 > P. 961:1461(500) ack 1 win 65535
+0.00 getsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [960], [4]) = 0`)
    passes(`${connected()}
+0.00 write(3, ..., 1460) = 1460
+0.00 > P. 1:1461(1460) ack 1 win 65535
+0.01 < icmp unreachable frag_needed mtu 1000 [5001:6001(1000)]
+0.01 < . 1:1(0) ack 1461 win 65535`)
  })

  it('is read in IPv6’s words too', () => {
    const six = `--ip_version=ipv6\n${open}+0.10 < icmp`
    passes(`${six} unreachable port_unreachable [0:0(0)]\n+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`)
    passes(`${six} unreachable address_unreachable [0:0(0)]\n+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0`)
    passes(`${connected('mss 1440').replace('ipv4', 'ipv6').replace('mss 1460,nop', 'mss 1440,nop')}
+0.00 write(3, ..., 1440) = 1440
+0.00 > P. 1:1441(1440) ack 1 win 65535
+0.01 < icmp packet_too_big mtu 1300 [1:1441(1440)]
+0.00 > . 1:1241(1240) ack 1 win 65535
+0.00 > P. 1241:1441(200) ack 1 win 65535`)
  })
})

describe('accepting', () => {
  const listening = `0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0.00 bind(3, ..., ...) = 0
+0.00 listen(3, 1) = 0
+0.00 shutdown(3, SHUT_WR) = -1 ENOTCONN
+0.00 < S 0:0(0) win 65535 <mss 1460>
+0.00 > S. 0:0(0) ack 1 win 65535 <mss 1460>
+0.00 < . 1:1(0) ack 1 win 65535
`
  it('one that was reset meanwhile is told', () => {
    passes(`${listening}${nonblocking}
+0.00 poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 0) = 1
+0.00 < R. 1:1(0) ack 1 win 0
+0.00 accept(3, ..., ...) = -1 ECONNABORTED (Software caused connection abort)
+0.00 accept(3, ..., ...) = -1 EAGAIN`)
  })

  it('with flags and options of its listener', () => {
    passes(`${listening}+0.00 accept4(3, ..., ..., SOCK_NONBLOCK) = 4
+0.00 fcntl(4, F_GETFL) = 0x06
+0.00 read(4, ..., 10) = -1 EAGAIN`)
  })

  it('tcpdrop resets and tells', () => {
    passes(`${listening}+0.00 accept(3, ..., ...) = 4
+0.00 \`tcpdrop -s ESTABLISHED\`
+0.00 > R. 1:1(0) ack 1 win 0
+0.00 read(4, ..., 10) = -1 ECONNABORTED`)
  })
})

describe('what is read', () => {
  it('commands before the first event, times in a range, strings, ECN that is none', () => {
    passes(`--local_ip=192.0.2.77
\`sysctl -q net.inet.tcp.rfc1323=0\`
0.000 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+.1...0.3 connect(3, ..., ...) = 0
0.05~0.2 > [noecn] S 0:0(0) win 65535 <mss 1460,sackOK,eol,eol>
+0.1 < [noecn] S. 0:0(0) ack 1 win 65535 <mss 1460>
+0~+0.1 > . 1:1(0) ack 1 win 65535
+0 write(3, "a, (b) and \\"c\\"", 13) = 13
+0 > P. 1:14(13) ack 1 win 65535`)
    fails(`0.000 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
${nonblocking}
+0 connect(3, ..., ...) = -1 EINPROGRESS
0.1~0.2 > S 0:0(0) win 65535 <...>`, /was sent at/)
  })

  it.each([
    ['+0 < icmp echo_request', 6],
    ['+0 > icmp unreachable port_unreachable', 0],
    ['+0 < [ce] . 1:1(0) ack 1 win 5', 0],
    ['+0 < SE. 0:0(0) ack 1 win 5\n+0 < E. 1:1(0) ack 1 win 5', 8],
    ['+0 < U. 1:2(1) ack 1 win 5 urg 1\n+0 read(3, ..., 9) = 0', 7],
    ['+0 recv(3, ..., 9, MSG_OOB) = 0', 2],
    ['+0 setsockopt(3, IPPROTO_TCP, TCP_CORK, [1], 4) = 0', 2],
    ['+0 setsockopt(3, IPPROTO_TCP, TCP_CONGESTION, "htcp", 5) = 0', 2],
    ['+0 setsockopt(3, SOL_SOCKET, SO_RCVTIMEO, [5], 16) = 0\n+0 setsockopt(3, SOL_SOCKET, SO_NONSENSE, [1], 4) = 0', 2],
    ['+0 `netstat -s; sysctl net.inet.tcp.sack.enable=1`', 4],
    ['+0 > . 1:1(0) ack 1 <FO 0011>', 0],
    ['+0 getsockopt(3, IPPROTO_TCP, TCP_INFO, {tcpi_nonsense=3}, [5]) = 0', 2],
    ['+0 recvmsg(3, {msg_iov(1)=[{..., 4}], msg_control(1)=[{cmsg_level=1}]}, 0) = 4', 2],
    ['+0 ioctl(3, SIOCATMARK, [1]) = 0', 2],
    ['+0 poll([{fd=3, events=POLLPRI, revents=0}], 1, 0) = 0', 2],
    ['+0 fcntl(3, F_GETFD) = 0', 2],
    ['+0 `sysctl net.inet.tcp.cc.algorithm=htcp`', 3],
    ['+0 `sysctl net.inet.tcp.ecn.enable=3`', 3],
    ['+0 `kldload -n tcp_rack`', 4],
    ['--mtu=many', 1],
    ['--bind_port=99', 1],
  ])('%s is not modelled, and says so', (line, reason) => {
    expect(runScript(`0.0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n${line}\n`)).toEqual({
      outcome: 'unsupported',
      reason: unsupportedReasons[reason],
    })
  })
})

describe('what holds back and what waits', () => {
  it('TCP_NOPUSH keeps a last piece until it is switched off or full', () => {
    passes(`${connected()}+0.00 setsockopt(3, IPPROTO_TCP, TCP_NOPUSH, [1], 4) = 0
+0.00 getsockopt(3, IPPROTO_TCP, TCP_NOPUSH, [1], [4]) = 0
+0.00 write(3, ..., 2000) = 2000
+0.00 > . 1:1461(1460) ack 1 win 65535
+0.10 < . 1:1(0) ack 1461 win 65535
+0.10 setsockopt(3, IPPROTO_TCP, TCP_NOPUSH, [0], 4) = 0
+0.00 > P. 1461:2001(540) ack 1 win 65535`)
  })

  it('TCP_MAXSEG cuts segments smaller, never larger than agreed', () => {
    passes(`${connected()}+0.00 setsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [1461], 4) = -1 EINVAL (Invalid argument)
+0.00 setsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [100], 4) = -1 EINVAL (Invalid argument)
+0.00 setsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [500], 4) = 0
+0.00 getsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [500], [4]) = 0
+0.00 write(3, ..., 1000) = 1000
+0.00 > . 1:501(500) ack 1 win 65535
+0.00 > P. 501:1001(500) ack 1 win 65535`)
  })

  it('a read that blocks ends after SO_RCVTIMEO, even behind the last step', () => {
    const script = `${connected()}${blocking}
+0.00 setsockopt(3, SOL_SOCKET, SO_RCVTIMEO, [{tv_sec=1, tv_usec=500000}], 16) = 0
+0.00 getsockopt(3, SOL_SOCKET, SO_RCVTIMEO, [{tv_sec=1, tv_usec=500000}], [16]) = 0
+0.00...1.50 read(3, ..., 10) = -1 EAGAIN (Resource temporarily unavailable)`
    passes(script)
    fails(script.replace('...1.50', '...1.40'), /read did not return/)
  })

  it('a zero window is probed after five seconds, as net.inet.tcp.persmin says', () => {
    const script = `${connected('mss 1460,sackOK,eol,eol').replace('< S. 0:0(0) ack 1 win 65535', '< S. 0:0(0) ack 1 win 0')}+0.00 write(3, ..., 10) = 10
+5.00 > . 1:2(1) ack 1 win 65535`
    passes(script)
    passes(script.replace('--tolerance_usecs=10000', '--tolerance_usecs=10000\n0 `sysctl -w net.inet.tcp.persmin=1000`').replace('+5.00', '+1.00'))
  })
})

describe('congestion control', () => {
  const flight = (first: string): string => `${connected()}${first}+0.00 setsockopt(3, IPPROTO_TCP, TCP_MAXSEG, [1000], 4) = 0
+0.00 write(3, ..., 10000) = 10000
${Array.from({ length: 10 }, (_, i) => `+0.00 > ${i === 9 ? 'P.' : '.'} ${i * 1000 + 1}:${i * 1000 + 1001}(1000) ack 1 win 65535`).join('\n')}
`
  const lost = [2, 3, 4].map((sacked) => `+0.0${sacked === 2 ? 5 : 0} < . 1:1(0) ack 1 win 65535 <sack 1001:${sacked}001,nop,nop>`).join('\n')

  it.each([
    ['cubic', 7000],
    ['newreno', 5000],
  ])('%s leaves of ten segments in flight %i octets', (name, ssthresh) => {
    passes(`${flight(`+0.00 setsockopt(3, IPPROTO_TCP, TCP_CONGESTION, "${name}", 8) = 0\n+0.00 getsockopt(3, IPPROTO_TCP, TCP_CONGESTION, ["${name}"], [8]) = 0\n`)}${lost}
+0.00 > . 1:1001(1000) ack 1 win 65535
+0.00 %{ assert tcpi_snd_ssthresh == ${ssthresh} }%`)
    passes(`${flight(`+0.00 \`sysctl -w net.inet.tcp.cc.algorithm=${name}\`\n`)}${lost}
+0.00 > . 1:1001(1000) ack 1 win 65535
+0.00 %{ assert tcpi_snd_ssthresh == ${ssthresh} }%`)
  })

  it('net.inet.tcp.do_prr=0 takes the whole cut at once', () => {
    const script = (prr: number, cwnd: number): string => `${flight(`+0.00 \`sysctl -w net.inet.tcp.cc.algorithm=newreno net.inet.tcp.do_prr=${prr}\`\n`)}${lost}
+0.00 > . 1:1001(1000) ack 1 win 65535
+0.00 %{ assert tcpi_snd_cwnd == ${cwnd} }%`
    passes(script(0, 5000))
    // Three segments have arrived, one is lost: six are in the network, and half a segment may go for each that arrives.
    passes(script(1, 6500))
  })
})

describe('what else is read', () => {
  it('commands in a row, commands that change nothing, marks of the IP header without meaning', () => {
    passes(`${connected()}+0 \`sysctl net.inet.tcp.sack.enable=1; echo hello > /dev/null && true\`
+0.10 < [ect0] P. 1:11(10) ack 1 win 65535 <FO 0011223344556677,nop,nop>
+0.04 > [noecn] . 1:1(0) ack 11 win 65535
+0.10 < [ttl 3] P. 11:21(10) ack 1 win 65535 <FOEXP,md5>
+0.04 > . 1:1(0) ack 21 win 65535`)
  })

  it('ECN’s bits from a peer that has not agreed to it', () => {
    passes(`${connected()}+0.10 < EWP. 1:11(10) ack 1 win 65535\n+0.04 > . 1:1(0) ack 11 win 65535`)
  })

  it('ICMP with what it quotes before its type, or nothing quoted, which is our SYN', () => {
    const sent = `${connected()}+0.00 write(3, ..., 1460) = 1460\n+0.00 > P. 1:1461(1460) ack 1 win 65535\n`
    passes(`${sent}+0.01 < [1:1461(1460)] icmp unreachable frag_needed mtu 1000\n+0.00 > . 1:961(960) ack 1 win 65535\n+0.00 > P. 961:1461(500) ack 1 win 65535`)
    passes(`${sent}+0.01 < icmp unreachable frag_needed mtu 1000\n+0.10 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0`)
  })

  it('urgent octets that stay in the stream, and what was agreed', () => {
    passes(`${connected()}+0.00 setsockopt(3, SOL_SOCKET, SO_OOBINLINE, [1], 4) = 0
+0.10 < PU. 1:11(10) ack 1 win 65535 urg 10
+0.04 > . 1:1(0) ack 11 win 65535
+0.00 read(3, ..., 100) = 10
+0.00 %{ assert tcpi_options == 2
assert tcpi_rtt > 0 }%`)
  })
})

describe('bounds', () => {
  it('timers without end end the run', () => {
    const keepAlive = ['TCP_KEEPIDLE', 'TCP_KEEPINTVL'].map((name) => `+0 setsockopt(3, IPPROTO_TCP, ${name}, [0], 4) = 0`).join('\n')
    fails(`${connected()}${keepAlive}\n+0 setsockopt(3, IPPROTO_TCP, TCP_KEEPCNT, [1000000000], 4) = 0\n+10000 close(3) = 0`, /more timers went off than a script needs/)
  })

  it('buffers have sizes: none is EINVAL, too much is ENOBUFS, and a system without room still moves octets', () => {
    passes(`${connected()}+0 setsockopt(3, SOL_SOCKET, SO_SNDBUF, [0], 4) = -1 EINVAL (Invalid argument)
+0 setsockopt(3, SOL_SOCKET, SO_SNDBUF, [99999999999], 4) = -1 ENOBUFS (No buffer space available)`)
    const none = `0 \`sysctl -w net.inet.tcp.sendspace=0 net.inet.tcp.initcwnd_segments=0\`\n${connected()}+0 write(3, ..., 5) = 5\n+0 > P. 1:6(5) ack 1 win 65535`
    passes(none)
  })

  it('a segment that no IP packet holds is no step', () => {
    const outcome = runScript(`${connected()}+0 < . 1:4294967296(4294967295) ack 1 win 5`)
    expect(outcome).toEqual({ outcome: 'unsupported', reason: unsupportedReasons[0] })
  })
})
