// A name resolved from an empty cache, ours beside unbound's: the same servers, the same questions, one after the
// other. Where unbound is not installed, or port 53 of 127/8 may not be had, ours stands alone and the row says so.
import { createSocket } from 'node:dgram'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { has, startUnbound } from '../server/labs/dns/peer-process.ts'
import { makeRow, median, type Benchmark } from './benchmark.ts'
import { startBenchServer } from './bench-server.ts'

const ROUNDS = 60
/** Ours alone, for the compiler: the cache is cold in every round, the code is not. */
const WARM_UP = 80
const names = ['www.example.com.', 'wiki.eng.example.com.', 'www.shop.com.', 'www.example.org.']

export const dnsResolve: Benchmark = {
  names: ['dns-resolve'],
  async run(say) {
    const internet = await startBenchServer('tests/bench/dns-internet-server.ts')
    let unbound: Awaited<ReturnType<typeof startUnbound>> | null = null
    if (internet.line !== 'ready') {
      internet.stop()
      return [makeRow('dns-resolve', { value: 0, unit: 'ms', floor: null }, `≤ 3 × unbound (not measured: port 53 of 127/8, ${internet.line})`, true)]
    }
    const ours = await startBenchServer('tests/bench/dns-resolver-server.ts')
    try {
      unbound = has('unbound') ? await startUnbound('127.0.2.1') : null
      const times: { ours: number; floor: number | null }[] = []
      for (let round = 0; round < WARM_UP; round++) await resolveMs(Number(await ours.ask('again')), names[round % names.length]!)
      for (let round = 0; round < ROUNDS; round++) {
        const name = names[round % names.length]!
        const port = Number(await ours.ask('again'))
        const mine = await resolveMs(port, name)
        let floor: number | null = null
        if (unbound !== null) {
          await unbound.control('flush_zone', '.')
          floor = await resolveMs(unbound.place.port, name)
        }
        times.push({ ours: mine, floor })
      }
      const value = median(times.map((one) => one.ours))
      const floors = times.flatMap((one) => one.floor ?? [])
      const floor = floors.length === 0 ? null : median(floors)
      say(`${value.toFixed(2)} ms, unbound ${floor?.toFixed(2) ?? 'not installed'}`)
      const budget = floor === null ? '≤ 3 × unbound (not installed)' : '≤ 3 × unbound'
      return [makeRow('dns-resolve', { value, unit: 'ms', floor }, budget, floor === null || value <= 3 * floor)]
    } finally {
      await unbound?.stop()
      ours.stop()
      internet.stop()
    }
  },
}

/** From the question's going to the answer's coming. */
function resolveMs(port: number, name: string): Promise<number> {
  const socket = createSocket('udp4')
  const query = encodeMessage(makeQuery(1, { name: name as DnsName, type: 'A', class: 'IN' }, { rd: true }))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.close()
      reject(new Error(`${name} was not answered`))
    }, 8000)
    socket.bind(0, '127.0.0.1', () => {
      const began = performance.now()
      socket.once('message', (bytes) => {
        clearTimeout(late)
        socket.close()
        if ((bytes[3]! & 15) === 0) resolve(performance.now() - began)
        else reject(new Error(`${name} was answered with code ${bytes[3]! & 15}`))
      })
      socket.send(query, port, '127.0.0.1')
    })
  })
}
