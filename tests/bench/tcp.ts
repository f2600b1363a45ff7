// Segments a second of the TCP simulation in its steady state: a bulk transfer between two hosts, sent, carried, taken
// and acknowledged, against encoding and checksumming as many segments of the same size. The figure is the median
// round's, by the processor time of the whole process (compiler and collector included), because the clock also counts
// whatever else the machine is doing; the rate by the clock stands beside it.
import {
  defaultSimulation,
  nextDue,
  tcp as machine,
  type SimulationEvent,
} from '#lib/core/protocols/tcp/simulation.ts'
import { makeRow, median, type Benchmark } from './benchmark.ts'
import { encodeSegments } from './floors/encode-segments.ts'

/** Until the compiler has settled: a second or two. */
const warmUps = 60
const rounds = 25
const octets = 8_000_000
const budget = 200_000
const megabyte = Buffer.alloc(1_000_000, 'x').toString('latin1')

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
    step({ kind: 'call', host: 'A', call: { name: 'send', data: megabyte } }, at)
    at += 2000
    run(at)
  }
  return state.sent
}

interface Took {
  readonly processorMs: number
  readonly clockMs: number
}

function measure(work: () => void): Took {
  const began = performance.now()
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return { processorMs: (user + system) / 1000, clockMs: performance.now() - began }
}

const thousands = (rate: number): string => `${Math.round(rate / 1000)} k/s`

export const tcp: Benchmark = {
  names: ['tcp'],
  run(say) {
    const rates: number[] = []
    const clockRates: number[] = []
    const floors: number[] = []
    for (let round = -warmUps; round < rounds; round++) {
      let segments = 0
      const ours = measure(() => {
        segments = transfer()
      })
      const floor = measure(() => {
        encodeSegments(segments)
      })
      if (round < 0) continue
      rates.push((segments / ours.processorMs) * 1000)
      clockRates.push((segments / ours.clockMs) * 1000)
      floors.push((segments / floor.processorMs) * 1000)
    }
    const value = median(rates)
    const byClock = thousands(median(clockRates))
    const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)]
    say(`${rounds} rounds after ${warmUps}: ${thousands(slowest)} to ${thousands(fastest)}, median ${thousands(value)}`)
    const words = `≥ ${budget} segments/s of processor time (by the clock ${byClock})`
    const row = makeRow('tcp', { value, unit: 'segments/s', floor: median(floors) }, words, value >= budget)
    return Promise.resolve([row])
  },
}
