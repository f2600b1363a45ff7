// Answers a second of the authoritative server's machine, octets in and octets out, on one core; beside it what a bare
// datagram echo does, which is as fast as any server over UDP can be here.
import { createSocket } from 'node:dgram'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet } from '#lib/core/protocols/dns/internet.ts'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'
import { makeRow, median, type Benchmark } from './benchmark.ts'
import { startBenchServer } from './bench-server.ts'

const ROUNDS = 5
const ROUND_MS = 1000
/** Datagrams on their way at once. */
const WINDOW = 64

/** A referral, an answer, an alias, a wildcard, NODATA, a name that does not exist, and what is refused. */
const questions = [
  ['192.0.2.1', 'www.example.com.', 'A'], ['192.0.2.11', 'www.example.com.', 'A'], ['198.51.100.1', 'www.example.com.', 'A'],
  ['198.51.100.1', 'api.example.com.', 'A'], ['198.51.100.1', 'x.dev.example.com.', 'A'], ['198.51.100.1', 'www.example.com.', 'MX'],
  ['198.51.100.1', 'nope.example.com.', 'A'], ['198.51.100.1', 'www.example.org.', 'A'],
] as const

export const dnsAnswer: Benchmark = {
  names: ['dns-answer'],
  async run(say) {
    const internet = buildInternet(await readZones())
    const asked = questions.map(([address, name, type], id) => {
      const edns = id % 2 === 0 ? { udpSize: 1232, version: 0, dnssecOk: false, options: [] } : null
      return { server: internet.byAddress.get(address)!, bytes: encodeMessage(makeQuery(id, { name: name as DnsName, type, class: 'IN' }, { edns })) }
    })
    const echo = await startBenchServer('tests/bench/floors/datagram-echo.ts')
    try {
      answersIn(ROUND_MS / 2, asked)
      const rounds: { ours: number; floor: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const both = { floor: await echoesIn(ROUND_MS, Number(echo.line), asked[0]!.bytes), ours: answersIn(ROUND_MS, asked) }
        rounds.push(both)
        say(`${Math.round(both.ours).toLocaleString('en')} answers a second, echo ${Math.round(both.floor).toLocaleString('en')}`)
      }
      const value = median(rounds.map(({ ours }) => ours))
      const floor = median(rounds.map((one) => one.floor))
      return [makeRow('dns-answer', { value, unit: 'answers/s', floor }, '≥ 20,000 answers/s on one core', value >= 20_000)]
    } finally {
      echo.stop()
    }
  },
}

type Asked = readonly { readonly server: Parameters<typeof answerBytes>[0]; readonly bytes: Uint8Array }[]

/** By the seconds that this process had of its core: others on the machine take the rest. */
function answersIn(ms: number, asked: Asked): number {
  const began = performance.now()
  const before = process.cpuUsage()
  let answers = 0
  while (performance.now() - began < ms) {
    for (const { server, bytes } of asked) if (answerBytes(server, bytes, 'udp') !== null) answers++
  }
  const { user, system } = process.cpuUsage(before)
  return (answers * 1e6) / (user + system)
}

function echoesIn(ms: number, port: number, bytes: Uint8Array): Promise<number> {
  const socket = createSocket('udp4')
  let echoes = 0
  socket.on('message', () => {
    echoes++
    socket.send(bytes, port, '127.0.0.1')
  })
  const began = performance.now()
  for (let i = 0; i < WINDOW; i++) socket.send(bytes, port, '127.0.0.1')
  return new Promise((resolve) => {
    setTimeout(() => {
      socket.close()
      resolve((echoes * 1000) / (performance.now() - began))
    }, ms)
  })
}
