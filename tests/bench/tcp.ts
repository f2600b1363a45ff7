// Segments a second of the TCP simulation: a bulk transfer between two hosts, sent, carried, taken and acknowledged,
// against encoding and checksumming as many segments of the same size.
import {
  defaultSimulation,
  nextDue,
  tcp as machine,
  type SimulationEvent,
} from '#lib/core/protocols/tcp/simulation.ts'
import { makeRow, median, timeMs, type Benchmark } from './benchmark.ts'
import { encodeSegments } from './floors/encode-segments.ts'

const rounds = 7
const octets = 8_000_000
const budget = 200_000

/** Runs the transfer to its end; how many segments were sent. */
export function transfer(): number {
  const limits = { events: 1e9, virtualMs: 1e9, inFlight: 1e6 }
  let state = machine.start({ ...defaultSimulation, limits }, 'bench')
  const step = (event: SimulationEvent, at: number): void => {
    const result = machine.step(state, event, at)
    if (!result.ok) throw new Error(result.problem.code)
    state = result.value.state
  }
  const run = (until: number): void => {
    for (let due = nextDue(state); due !== null && due.at <= until; due = nextDue(state)) {
      step({ kind: 'tick' }, Math.max(due.at, state.now))
    }
  }
  step({ kind: 'call', host: 'B', call: { name: 'listen', port: 9, backlog: 1 } }, 0)
  step({ kind: 'call', host: 'A', call: { name: 'open', port: 9, from: 50_000 } }, 0)
  run(100)
  // As an application writes: a megabyte at a time, whenever the last one has left.
  for (let sent = 0, at = 100; sent < octets; sent += 1_000_000) {
    step({ kind: 'call', host: 'A', call: { name: 'send', data: 'x'.repeat(1_000_000) } }, at)
    at += 2000
    run(at)
  }
  return state.sent
}

export const tcp: Benchmark = {
  names: ['tcp'],
  async run(say) {
    const rates: number[] = []
    const floors: number[] = []
    for (let round = -2; round < rounds; round++) {
      let segments = 0
      const ms = await timeMs(() => {
        segments = transfer()
      })
      const floorMs = await timeMs(() => {
        encodeSegments(segments)
      })
      if (round < 0) continue
      say(`${segments} segments in ${Math.round(ms)} ms`)
      rates.push((segments / ms) * 1000)
      floors.push((segments / floorMs) * 1000)
    }
    const value = median(rates)
    return [makeRow('tcp', { value, unit: 'segments/s', floor: median(floors) }, `≥ ${budget} segments/s`, value >= budget)]
  },
}
