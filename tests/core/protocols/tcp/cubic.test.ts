// RFC 9438's formulas against values computed by hand from them.
import { describe, expect, it } from 'vitest'
import { grow, onLoss, reducedFlight } from '#lib/core/protocols/tcp/cubic.ts'
import { enterRecovery, onNewAck, onRestart, onTimeout } from '#lib/core/protocols/tcp/congestion.ts'
import { defaultTcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { createTcb, type Congestion } from '#lib/core/protocols/tcp/tcb.ts'

const SMSS = 1000
const config = { ...defaultTcpConfig, congestionControl: 'cubic' } as const
const at = (cwnd: number, more: Partial<Congestion> = {}): Congestion => {
  return { ...createTcb(config, { address: '192.0.2.1', port: 1 }, null).congestion, cwnd, ...more }
}

/** The window after so many seconds of one full window acknowledged each round trip. */
function run(from: Congestion, seconds: number, RTT: number): Congestion {
  let congestion = from
  for (let now = 0; now <= seconds * 1000; now += RTT) {
    for (let left = congestion.cwnd; left > 0; left -= SMSS) congestion = grow(congestion, Math.min(left, SMSS), SMSS, now, RTT)
  }
  return congestion
}

describe('CUBIC', () => {
  it('a loss leaves seven tenths of the flight, two segments at least (§4.6)', () => {
    expect(reducedFlight(100 * SMSS, SMSS)).toBe(70 * SMSS)
    expect(reducedFlight(2 * SMSS, SMSS)).toBe(2 * SMSS)
    expect(enterRecovery(at(100 * SMSS), 100 * SMSS, 5, SMSS, true, config)).toMatchObject({ ssthresh: 70 * SMSS, cwnd: 70 * SMSS, cubic: { W_max: 100 * SMSS, cwndPrior: 100 * SMSS } })
    expect(onTimeout(at(100 * SMSS), 100 * SMSS, 5, SMSS, false, config)).toMatchObject({ ssthresh: 70 * SMSS, cwnd: SMSS, cubic: { W_max: null } })
  })

  it('a plateau that sinks is set lower still (§4.7)', () => {
    const first = onLoss(at(100 * SMSS), false)
    expect(onLoss(at(80 * SMSS, { cubic: first }), false).W_max).toBeCloseTo(80 * SMSS * 0.85)
    expect(onLoss(at(120 * SMSS, { cubic: first }), false).W_max).toBe(120 * SMSS)
  })

  it('K is the time to the plateau, where the curve is flat, and goes beyond it after (§4.2)', () => {
    const start = at(700 * SMSS, { ssthresh: 700 * SMSS, cubic: onLoss(at(1000 * SMSS), false) })
    const K = Math.cbrt(300 / 0.4)
    expect(grow(start, SMSS, SMSS, 0, 100).cubic?.K).toBeCloseTo(K)
    expect(run(start, K, 100).cwnd / SMSS).toBeCloseTo(1000, -1)
    const half = run(start, K / 2, 100).cwnd / SMSS
    expect(half).toBeGreaterThan(955)
    expect(half).toBeLessThan(985)
    expect(run(start, K + 5, 100).cwnd / SMSS).toBeGreaterThan(1040)
  })

  it('with short round trips it grows as Reno does on the average (§4.3)', () => {
    const start = at(7 * SMSS, { ssthresh: 7 * SMSS, cubic: onLoss(at(10 * SMSS), false) })
    const grown = run(start, 0.2, 10).cwnd / SMSS
    // 0.53 of a segment each round trip up to the old window, then a whole one.
    expect(grown).toBeGreaterThan(22)
    expect(grown).toBeLessThan(26)
  })

  it('after a timeout the stage begins on its own plateau (§4.8); a rest starts the clock anew', () => {
    const timedOut = onTimeout(at(100 * SMSS), 100 * SMSS, 5, SMSS, false, config)
    const begun = grow({ ...timedOut, cwnd: 70 * SMSS }, SMSS, SMSS, 5000, 100)
    expect(begun.cubic).toMatchObject({ W_max: 70 * SMSS, K: 0, epochAtMs: 5000 })
    expect(onRestart(begun, config, SMSS).cubic?.epochAtMs).toBeNull()
  })

  it('slow start is slow start (§4.10), and Reno is untouched', () => {
    const growth = { now: 0, SRTT: 100 }
    const slow = at(10 * SMSS, { ssthresh: 20 * SMSS })
    expect(onNewAck(slow, SMSS, SMSS, { ...growth, congestionControl: 'cubic' })).toEqual(onNewAck(slow, SMSS, SMSS, { ...growth, congestionControl: 'reno' }))
    expect(enterRecovery(at(100 * SMSS), 100 * SMSS, 5, SMSS, true, defaultTcpConfig)).toMatchObject({ ssthresh: 50 * SMSS, cubic: null, prr: null })
  })
})
