import { describe, expect, it } from 'vitest'
import { defaultTcpConfig, type TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { createHost, stepHost, type Host } from '#lib/core/protocols/tcp/host.ts'
import { makeCookie, readCookie } from '#lib/core/protocols/tcp/syn-cookies.ts'
import { ACK, RST, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

const local = { address: '198.51.100.2', port: 80 }
const segment = (port: number, CTL: number, SEQ: number, acknowledged = 0): Segment => ({
  ...{ sourcePort: port, destinationPort: 80, SEQ, ACK: acknowledged, CTL, WND: 4000, UP: 0 },
  ...{ options: CTL === SYN ? [{ kind: 'mss' as const, value: 1400 }] : [], data: '' },
})

function listening(settings: Partial<TcpConfig>, backlog: number): Host {
  const host = createHost(local.address, { ...defaultTcpConfig, isnSecret: 's', ...settings })
  return stepHost(host, { kind: 'listen', port: 80, backlog }, 0).host
}

function arrive(host: Host, SEG: Segment, now = 1) {
  const { host: next, effects } = stepHost(host, { kind: 'packet', from: '192.0.2.1', SEG }, now)
  const sent = effects.flatMap(({ effect }) => (effect.kind === 'send' ? [effect.SEG] : []))
  const discarded = effects.flatMap(({ effect }) => (effect.kind === 'discard' ? [effect.reason] : []))
  return { host: next, sent, discarded }
}

describe('a listener’s queues', () => {
  it('a SYN that finds the SYN queue full is dropped in silence', () => {
    const full = arrive(listening({}, 1), segment(1000, SYN, 500)).host
    expect(arrive(full, segment(1001, SYN, 600))).toMatchObject({ sent: [], discarded: ['SYN queue full'] })
  })

  it('with SYN cookies it is answered, nothing is kept, and only the right ACK opens a connection', () => {
    const full = arrive(listening({ synCookies: true }, 1), segment(1000, SYN, 500)).host
    const answered = arrive(full, segment(1001, SYN, 600))
    expect(answered.host).toEqual(full)
    const [answer] = answered.sent
    expect(answer).toMatchObject({ CTL: SYN | ACK, ACK: 601 })
    const right = answer!.SEQ + 1
    // A RST with the right numbers once completed such a handshake in a real stack.
    expect(arrive(full, segment(1001, RST | ACK, 601, right)).host.connections).toHaveLength(1)
    for (const wrong of [right + 1, right ^ 0x1000000])
      expect(arrive(full, segment(1001, ACK, 601, wrong))).toMatchObject({ sent: [{ CTL: RST }] })
    expect(arrive(full, segment(1001, ACK, 602, right)).host.connections).toHaveLength(1)
    const { tcb } = arrive(full, segment(1001, ACK, 601, right)).host.connections[1]!
    expect(tcb).toMatchObject({
      state: 'ESTABLISHED',
      agreed: { SendMSS: 1400, sack: false, scaling: false },
      RTT: { SRTT: null },
    })
    expect(tcb.RCV.NXT).toBe(601)
  })

  it('a full accept queue ignores the last ACK, or resets if it is set so', () => {
    for (const acceptOverflow of ['ignore', 'reset'] as const) {
      let host = listening({ ISS: 299, acceptOverflow }, 1)
      for (const port of [1000, 1001]) {
        host = arrive(host, segment(port, SYN, 500)).host
        const last = arrive(host, segment(port, ACK, 501, 300))
        host = last.host
        if (port === 1000) expect(last.sent).toEqual([])
        else if (acceptOverflow === 'ignore') expect(host.connections[1]!.tcb.state).toBe('SYN-RECEIVED')
        else expect([last.sent[0]?.CTL, host.connections.length]).toEqual([RST, 1])
      }
    }
  })
})

describe('SYN cookies', () => {
  const remote = { address: '192.0.2.1', port: 1000 }
  const syn = (mss: number | null) => ({
    SEQ: 7,
    options: mss === null ? [] : [{ kind: 'mss' as const, value: mss }],
  })

  it.each([
    [1460, 1460],
    [9000, 1460],
    [1300, 1220],
    [536, 536],
    [10, 64],
    [null, 536],
  ])('an MSS of %s comes back as %s', (mss, kept) => {
    expect(readCookie('s', local, remote, 7, makeCookie('s', local, remote, syn(mss), 0), 0)).toBe(kept)
  })

  it('is good for a minute or two, from that peer, with that sequence number', () => {
    const cookie = makeCookie('s', local, remote, syn(1460), 64_000)
    expect(readCookie('s', local, remote, 7, cookie, 127_999)).toBe(1460)
    expect(readCookie('s', local, remote, 7, cookie, 191_999)).toBe(1460)
    expect(readCookie('s', local, remote, 7, cookie, 192_000)).toBeNull()
    expect(readCookie('s', local, remote, 8, cookie, 64_000)).toBeNull()
    expect(readCookie('t', local, remote, 7, cookie, 64_000)).toBeNull()
    expect(readCookie('s', local, { ...remote, port: 1001 }, 7, cookie, 64_000)).toBeNull()
  })
})
