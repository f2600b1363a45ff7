import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, playEvents, readLog, recordEntries } from '#lib/core/protocols/trace.ts'

/** A script's events and what comes of each, a line an effect; `settings`: further lines of the header. */
function outcomeOf(script: string, settings = '', until = 1e6): string[] {
  const { file, problems } = parseTrace(`trace 1 tcp\nseed: s\nA: ISS=99\nB: ISS=299\n${settings}\n---\n${script}`)
  const { log, problems: unread } = readLog(tcpTrace, file)
  const { log: played, problems: refused } = playEvents(tcpTrace, log, until)
  expect([...problems, ...unread, ...refused]).toEqual([])
  return recordEntries(tcpTrace, timelineOf(tcpTrace.machine, played)).flatMap(({ text, effects }) => [text, ...effects])
}

/** The lines from `first` on, as many as are expected. */
function expectAfter(lines: readonly string[], first: string, expected: readonly string[]): void {
  const at = lines.indexOf(first)
  expect([first, at >= 0]).toEqual([first, true])
  expect(lines.slice(at + 1, at + 1 + expected.length)).toEqual(expected)
}

const open = '0 B listen 80\n10 A open 80\n'
const forged = (rest: string): string => `A inject from 192.0.2.1 <PORTS=49152,80>${rest}`

describe('a RST (RFC 9293 §3.10.7.4, second)', () => {
  const inLastAck = `${open}100 A shutdown\n150 B close\n150 ${forged('<SEQ=101><CTL=RST><WND=0>')}\n150 drop #6`

  it('is told to the user in CLOSE-WAIT', () => {
    const lines = outcomeOf(`${open}100 A shutdown\n150 ${forged('<SEQ=101><CTL=RST><WND=0>')}`)
    expectAfter(lines, 'B CLOSE-WAIT -> CLOSED | rcv RST, RFC 9293 §3.10.7.4', ['B is told: connection reset'])
  })

  it('ends LAST-ACK without a word, or with one where a stack does so', () => {
    expect(outcomeOf(inLastAck)).toContain('B LAST-ACK -> CLOSED | rcv RST, RFC 9293 §3.10.7.4')
    expect(outcomeOf(inLastAck)).not.toContain('B is told: connection reset')
    expect(outcomeOf(inLastAck, 'B: rstWhileClosing=told')).toContain('B is told: connection reset')
  })
})

it('ABORT sends a bare RST (RFC 9293 §3.10.5), or one with an ACK beside it as stacks do', () => {
  const script = `${open}100 A abort`
  const after = 'A ESTABLISHED -> CLOSED | ABORT, RFC 9293 §3.10.5'
  expectAfter(outcomeOf(script), 'A abort', ['A sends #4 <SEQ=100><CTL=RST><WND=0> | RST, RFC 9293 §3.10.5', after])
  expectAfter(outcomeOf(script, 'A: abortSends=RST,ACK'), 'A abort', [
    'A sends #4 <SEQ=100><ACK=300><CTL=RST,ACK><WND=0> | RST, RFC 9293 §3.10.5',
    after,
  ])
})

it('the SYN again in SYN-RECEIVED is unacceptable and gets an ACK (RFC 9293 §3.10.7.4, first), or the SYN,ACK as stacks do', () => {
  const script = `${open}10 duplicate #1 after 5`
  expectAfter(outcomeOf(script), 'B discards: repeated SYN | RFC 9293 §3.10.7.4', [
    'B sends #3 <SEQ=300><ACK=100><CTL=ACK><WND=65535> | duplicate ACK, RFC 9293 §3.10.7.4',
  ])
  expectAfter(outcomeOf(script, 'B: repeatedSyn=SYN,ACK'), 'B discards: repeated SYN | RFC 9293 §3.10.7.4', [
    'B sends #3 <SEQ=299><ACK=100><CTL=SYN,ACK><WND=65535>[MSS 1460, SACK-permitted] | retransmission, RFC 6298 §5 (5.4)',
  ])
})

describe('a SYN in TIME-WAIT that reopens (RFC 9293 §3.6.1, MAY-2)', () => {
  const closed = `${open}100 B shutdown\n200 A close\n`
  const settings = 'B: timeWaitSyn=reopen mslMs=1000'

  it('gets an ISS beyond all that the old connection used', () => {
    expectAfter(outcomeOf(`${closed}1000 ${forged('<SEQ=5000><CTL=SYN><WND=1000>')}`, settings), 'B takes #8', [
      'B TIME-WAIT -> CLOSED | rcv SYN, RFC 9293 §3.6.1 (MAY-2)',
      'B LISTEN -> SYN-RECEIVED | rcv SYN, RFC 9293 §3.10.7.2',
      'B sends #9 <SEQ=302><ACK=5001><CTL=SYN,ACK><WND=65535>[MSS 1460] | SYN,ACK, RFC 9293 §3.5',
    ])
  })

  it('leads back to TIME-WAIT when the peer’s RST shows that it was old, and the wait begins anew', () => {
    const lines = outcomeOf(`${closed}1000 ${forged('<SEQ=5000><CTL=SYN><WND=1000>')}`, settings)
    expectAfter(lines, 'B SYN-RECEIVED -> LISTEN | rcv RST, RFC 9293 §3.10.7.4', [
      'B CLOSED -> TIME-WAIT | old duplicate, RFC 9293 §3.6.1 (MAY-2)',
      'B timer 2MSL',
      'B TIME-WAIT -> CLOSED | 2MSL timeout, RFC 9293 §3.10.8',
      'B is told: closed',
    ])
  })

  it('forgets the old connection once the new one is established', () => {
    const lines = outcomeOf(`${closed}1000 A open 80\n1100 ${forged('<SEQ=100><CTL=RST><WND=0>')}`, `A: ISS=9000\n${settings}`)
    expect(lines.filter((line) => line.startsWith('B SYN-RECEIVED -> ESTABLISHED'))).toHaveLength(2)
    expect(lines.join('\n')).not.toContain('old duplicate')
  })
})

it('only the first segment after a timeout is RFC 6298’s; the others go out by slow start', () => {
  const lines = outcomeOf(`${open}100 A send 400 octets\n100 drop #4\n100 drop #5\n100 drop #6\n100 drop #7`, 'A: MSS=100 nagle=no')
  expect(lines.flatMap((line) => / \| (retransmission, .*)/.exec(line)?.[1] ?? [])).toEqual([
    'retransmission, RFC 6298 §5 (5.4)',
    'retransmission, RFC 5681 §3.1',
    'retransmission, RFC 5681 §3.1',
    'retransmission, RFC 5681 §3.1',
  ])
})

it('what a window probe left unacknowledged goes out again when the window opens, and not by RFC 6298', () => {
  const script = '0 B listen 9\n10 A open 9\n50 A send 200 octets\n2000 B receive 100\n'
  const lines = outcomeOf(script, 'A: MSS=100\nB: reads=no receiveBuffer=100')
  expectAfter(lines, 'B discards: zero window | RFC 9293 §3.10.7.4', [
    'B sends #7 <SEQ=300><ACK=200><CTL=ACK><WND=0> | ACK, RFC 9293 §3.10.7.4',
  ])
  expect(lines).toContain('A sends #9 <SEQ=200><ACK=300><DATA=1><CTL=ACK><WND=65535> | retransmission, RFC 9293 §3.8.6.1')
})

it('octets beyond the window are told', () => {
  const data = forged('<SEQ=100><ACK=300><DATA=12><CTL=ACK><WND=65535>')
  // A acknowledges what it never sent, and B answers that, for ever: only the beginning is looked at.
  expect(outcomeOf(`${open}100 ${data}`, 'B: receiveBuffer=10 reads=no', 200)).toContain(
    'B discards: partly outside the window | RFC 9293 §3.10.7.4',
  )
})

it('the ACK that brings a SYN cookie is no SYN', () => {
  const flood = '5 A inject from 203.0.113.5 <PORTS=1024,80><SEQ=5000><CTL=SYN><WND=1024>'
  const lines = outcomeOf(`0 B listen 80 backlog 1\n${flood}\n100 A open 80`, 'B: synCookies=yes synAckRetries=1', 1000)
  expect(lines).toContain('B LISTEN -> SYN-RECEIVED | rcv SYN cookie, RFC 4987 §3.6')
})

it('a setting of another kind than it takes is a fault of its line', () => {
  const faultsOf = (setting: string) => readLog(tcpTrace, parseTrace(`trace 1 tcp\nA: ${setting}\n---\n`).file).problems
  for (const setting of ['keepAlive=10000/2000/3', 'keepAlive=none', 'ISS=5', 'ISS=none', 'windowScale=3']) expect(faultsOf(setting)).toEqual([])
  for (const setting of ['keepAlive=5', 'keepAlive=yes', 'ISS=abc', 'windowScale=yes', 'MSS=none-at-all']) {
    expect(faultsOf(setting)).toEqual([{ code: 'trace-setting', params: { key: 'A', name: setting }, place: { line: 2 } }])
  }
})

describe('settings and events that make no sense', () => {
  const refusals = (header: string, script = '0 B listen 80'): unknown[] => {
    const { file, problems } = parseTrace(`trace 1 tcp\nseed: s\n${header}\n---\n${script}`)
    return [...problems, ...readLog(tcpTrace, file).problems].map(({ code, place }) => [code, place?.line])
  }

  it.each([
    'A: MSS=0', 'A: MSS=none', 'A: MSS=-5', 'A: windowScale=15', 'A: rstCheck=rfc5962', 'A: nagle=maybe', 'A: ISS=4294967296', 'A: keepAlive=5',
    'link: delayMs=-1', 'link: loss=9', 'link: octetsPerMs=0', 'link: queue=-5', 'limits: events=1000000000', 'limits: inFlight=0',
  ])('%s is refused with its line', (setting) => {
    expect(refusals(setting)).toEqual([['trace-setting', 3]])
  })

  it.each(['0 link loss=9', '0 link delayMs=-1', '0 B listen 70000', '0 A open 0', '0 A open 80 from 65536'])('%s is refused with its line', (event) => {
    expect(refusals('A: MSS=1', event)).toEqual([['trace-event', 5]])
  })

  it('the smallest segments there can be still end', () => {
    const lines = outcomeOf(`${open}100 A send 40 octets`, 'A: MSS=1 timestamps=yes\nB: MSS=1 timestamps=yes')
    expect(lines.filter((line) => line.includes('<DATA=1>')).length).toBe(40)
  })
})
