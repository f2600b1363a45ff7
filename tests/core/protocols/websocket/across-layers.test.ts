import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openings, traceOpening, type OpeningName } from '#lib/core/protocols/websocket/across-layers.ts'

/** Round trips to the first echoed byte, by the figures of RFC 9293 §3.5, RFC 8446 §2 and §2.3, RFC 5246 §7.3, RFC 8441 §5. */
const expected: Readonly<Record<OpeningName, number>> = {
  ...{ first: 5, 'warm-dns': 4, 'tls12': 6, 'tls12-resumed': 5, 'tls13-resumed': 5, 'tls13-0rtt': 4, reused: 2, plain: 4 },
}

describe.each(openings)('the opening %s', (name) => {
  it('takes its round trips, and the layers add up', () => {
    const { allRoundTrips, roundTrips, totalMs } = traceOpening(name, 25)
    expect(allRoundTrips).toBe(expected[name])
    expect(Object.values(roundTrips).reduce((sum, trips) => sum + trips)).toBe(expected[name])
    expect(totalMs).toBe(expected[name] * 50)
  })

  it('is in order, and nobody answers before being asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (delayMs) => {
        const { flights } = traceOpening(name, delayMs)
        for (const [index, flight] of flights.entries()) {
          if (flight.from === 'server') expect(flights.slice(0, index).some(({ from, layer, at }) => from === 'client' && layer === flight.layer && at + delayMs <= flight.at)).toBe(true)
          expect(flight.at).toBeGreaterThanOrEqual(flights[index - 1]?.at ?? 0)
        }
      }),
      { numRuns: 20 },
    )
  })
})

it('runs TCP, the upgrade and the frames, and says of the rest that it is a model', () => {
  const { flights } = traceOpening('first', 10)
  expect([...new Set(flights.filter(({ ran }) => ran).map(({ layer }) => layer))]).toEqual(['TCP', 'HTTP', 'WebSocket'])
  expect([...new Set(flights.filter(({ ran }) => !ran).map(({ layer }) => layer))]).toEqual(['DNS', 'TLS'])
  expect(flights.at(-1)).toMatchObject({ from: 'server', layer: 'WebSocket', text: 'FIN text 5: "Hello"' })
})
