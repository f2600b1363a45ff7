import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { unsupportedReasons } from '#lib/core/protocols/tcp/conform-vocabulary.ts'
import { conformScripts, runScript } from '#lib/core/protocols/tcp/conform.ts'

const shared =
  process.env['PROTODECK_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))
const suite = join(shared, 'conformance/tcp')

function scriptFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? scriptFiles(path) : entry.name.endsWith('.pkt') ? [path] : []
  })
}

/** A script of our own: handshake, three octets in, read, close. */
const script = `
--ip_version=ipv4
--tolerance_usecs=75000
 0.00 \`sysctl -w net.inet.tcp.rfc1323=1\`
+0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0.00 fcntl(3, F_GETFL) = 0x02 (flags O_RDWR)
+0.00 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0
+0.00 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0.00 > S  0:0(0) win 65535 <mss 1460,nop,wscale 6,sackOK,TS val 100 ecr 0>
+0.10 < S. 0:0(0) ack 1 win 32767 <mss 1460,sackOK,eol,eol>
+0.00 >  . 1:1(0) ack 1 win 65535
+0.00 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0
+0.10 < P. 1:4(3) ack 1 win 32767
+0.04 >  . 1:1(0) ack 4 win 65535
+0.00 read(3, ..., 100) = 3
+0.00 read(3, ..., 100) = -1 EWOULDBLOCK (Operation would block)
+0.00 write(3, ..., 5) = 5
+0.00 > P. 1:6(5) ack 4 win 65535
+0.10 < F. 4:4(0) ack 6 win 32767
+0.00 >  . 6:6(0) ack 5 win 65535
+0.00 %{ assert tcpi_state == TCPI_CLOSE_WAIT }%
+0.00 read(3, ..., 100) = 0
+0.00 close(3) = 0
+0.00 > F. 6:6(0) ack 5 win 65535
+0.00 <  . 5:5(0) ack 7 win 32767
`

describe('conformance scripts', () => {
  it('runs a script on virtual time', () => {
    expect(runScript(script)).toEqual({ outcome: 'passed' })
  })

  it.each([
    ['a flag', '>  . 1:1(0) ack 1 win', '>  P. 1:1(0) ack 1 win', /flags/],
    [
      'an acknowledgment number',
      '1:1(0) ack 4 win',
      '1:1(0) ack 5 win',
      /acknowledgment number 4, expected 5/,
    ],
    ['a sequence number', '> F. 6:6(0) ack 5', '> F. 7:7(0) ack 5', /sequence number 6, expected 7/],
    ['a length', '1:6(5) ack 4', '1:7(6) ack 4', /length 5, expected 6/],
    ['a window', 'ack 5 win 65535\n+0.00 %', 'ack 5 win 65534\n+0.00 %', /window 65535/],
    ['an option', 'wscale 6', 'wscale 7', /options/],
    ['a time', '+0.04 >  .', '+0.30 >  .', /sent at/],
    ['a call result', 'read(3, ..., 100) = 3', 'read(3, ..., 100) = 2', /read returned 3, expected 2/],
    ['an errno', 'EWOULDBLOCK', 'ENOTCONN', /read returned -1 EWOULDBLOCK/],
    ['a socket option', 'SO_ERROR, [0]', 'SO_ERROR, [ECONNRESET]', /getsockopt/],
    ['a state', 'TCPI_CLOSE_WAIT', 'TCPI_ESTABLISHED', /tcpi_state/],
    ['a segment left out', '+0.00 > P. 1:6(5) ack 4 win 65535\n', '', /was sent at/],
    ['a segment too many', '+0.00 <  . 5:5', '+0.00 > R 7:7(0)\n+0.00 <  . 5:5', /no segment was sent/],
  ])('a script with %s changed fails', (_what, right, wrong, reason) => {
    expect(script).toContain(right)
    const outcome = runScript(script.replace(right, wrong))
    expect(outcome.outcome).toBe('failed')
    expect(outcome.reason).toMatch(reason)
  })

  it.each([
    ['+0.00 > icmp unreachable host_unreachable [1:1(0)]', 0],
    ['--bind_port=9', 1],
    ['+0.00 kqueue() = 5', 2],
    ['+0.00 setsockopt(3, IPPROTO_TCP, TCP_FASTOPEN, [1], 4) = 0', 2],
    ['+0.00 `sysctl -w net.inet.tcp.functions_default=rack`', 3],
    ['+0.00 `sysctl -w net.inet.tcp.tso=1`', 3],
    ['+0.00 `ifconfig tun0 down`', 4],
    ['+0.00 %{ assert tcpi_delivered == 3 }%', 5],
  ])('what is not modelled is found before the script runs: %s', (line, reason) => {
    expect(runScript(`${script}\n${line}\n`)).toEqual({
      outcome: 'unsupported',
      reason: unsupportedReasons[reason],
    })
  })

  const absent = !existsSync(suite)
  it.skipIf(absent)('passes the third-party suite (skipped where that data is absent)', () => {
    const scripts = scriptFiles(suite).map((name) => ({ name, text: readFileSync(name, 'utf8') }))
    const { files, passed } = conformScripts(scripts)
    expect(files.length).toBeGreaterThan(300)
    expect(files.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(passed / files.length).toBeGreaterThanOrEqual(0.95)
  })

  it.skipIf(absent)(
    'one recorded answer changed makes a script of the suite fail (skipped where that data is absent)',
    () => {
      for (const file of scriptFiles(suite)) {
        const text = readFileSync(file, 'utf8')
        // The first acknowledgment number that the stack is expected to send.
        const flipped = text.replace(
          /^(\s*\S+\s*>\s*[A-Z]*\.\s+\S+\s+ack\s+)(\d+)/m,
          (_all, head: string, ack: string) => {
            return `${head}${Number(ack) + 1}`
          },
        )
        if (flipped !== text)
          expect({ file, ...runScript(flipped) }).toMatchObject({ file, outcome: 'failed' })
      }
    },
  )
})
