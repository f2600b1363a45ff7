// Our resolver in a process of its own, in front of the spread Internet at port 53. Each line that it is sent opens one
// with an empty cache and closes the one before; it prints the new one's port.
import { randomUUID } from 'node:crypto'
import { buildInternet, hintsOf } from '#lib/core/protocols/dns/internet.ts'
import { defaultConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import { spreadZones } from '#lib/server/labs/dns/embedded-internet.ts'
import { openResolver } from '#lib/server/labs/dns/loopback-resolver.ts'
import { loopback, type OneServer } from '#lib/server/labs/dns/loopback-servers.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'

const internet = buildInternet(spreadZones(await readZones()))
const places = new Map([...internet.byAddress.keys()].map((host) => [host, { host, port: 53 }]))
const config = { ...defaultConfig, zones: [hintsOf(internet)] }
let open: OneServer | null = null
process.stdout.write('ready\n')
process.stdin.on('data', () => {
  void (async () => {
    const next = await openResolver(resolverAddress, config, randomUUID(), places, { host: loopback, port: 0 })
    await open?.close()
    open = next
    process.stdout.write(`${next.port}\n`)
  })()
})
