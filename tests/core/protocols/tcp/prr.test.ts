// RFC 6937 §3: what each ACK of a recovery lets go.
import { describe, expect, it } from 'vitest'
import { defaultTcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { beginPrr, onDelivery, onSent } from '#lib/core/protocols/tcp/prr.ts'
import { createTcb, type Congestion } from '#lib/core/protocols/tcp/tcb.ts'

const SMSS = 1000
const inRecovery = (segments: number, ssthresh: number): Congestion => ({
  ...createTcb(defaultTcpConfig, { address: '192.0.2.1', port: 1 }, null).congestion,
  phase: 'fast recovery',
  ssthresh: ssthresh * SMSS,
  prr: beginPrr(segments * SMSS),
})

/** Segments sent for each of `acks` ACKs of one segment; the sender always has more to send. */
function spread(start: Congestion, pipe: number, acks: number): number[] {
  let congestion = start
  let flight = pipe * SMSS
  return Array.from({ length: acks }, () => {
    flight -= SMSS
    congestion = onDelivery(congestion, SMSS, flight, SMSS)
    const sent = Math.max(0, Math.floor((congestion.cwnd - flight) / SMSS))
    congestion = onSent(congestion, sent * SMSS)
    flight += sent * SMSS
    return sent
  })
}

describe('proportional rate reduction', () => {
  it('sends one segment for every two that arrive, where the window is to be halved', () => {
    const sent = spread(inRecovery(20, 10), 19, 14)
    expect(Math.max(...sent)).toBe(1)
    expect(sent.filter((count) => count === 1)).toHaveLength(7)
    expect(sent.join('')).not.toMatch(/11|000/)
  })

  it('and seven for every ten, where three tenths go', () => {
    expect(spread(inRecovery(20, 14), 19, 10).reduce((sum, count) => sum + count, 0)).toBe(7)
  })

  it('grows again as slow start does when more was lost than the reduction', () => {
    const sent = spread(inRecovery(20, 10), 5, 5)
    expect(Math.max(...sent)).toBe(2)
    expect(sent.slice(0, 4)).toEqual([2, 2, 2, 2])
  })

  it('is nobody’s affair outside a recovery', () => {
    const calm = { ...inRecovery(20, 10), phase: 'congestion avoidance', prr: null } as const
    expect(onDelivery(calm, SMSS, 0, SMSS)).toBe(calm)
    expect(onSent(calm, SMSS)).toBe(calm)
  })
})
