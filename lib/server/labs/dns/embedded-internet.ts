// The whole embedded Internet on loopback, for tools from outside: every server at its own port, and a resolver that
// walks through them. Spread out, every server has its own address of 127/8 and all share one port, so that tools
// walk from the root by glue alone.
// Read first: RFC 1122 §3.2.1.3 (127/8 never leaves the host).
import { randomUUID } from 'node:crypto'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet, hintsOf, serverLabel, type Internet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { defaultConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import { openResolver } from '#lib/server/labs/dns/loopback-resolver.ts'
import { loopback, openServers, type LoopbackServers, type Place } from '#lib/server/labs/dns/loopback-servers.ts'

export interface ServedName {
  /** `a.root-servers.net`, or `resolver`. */
  readonly name: string
  /** As the zones have it: what glue says. */
  readonly virtual: string
  readonly host: string
  readonly port: number
  /** The origins of the zones that it is authoritative for. */
  readonly zones: readonly string[]
}

export interface EmbeddedInternet {
  /** The resolver first. */
  readonly served: readonly ServedName[]
  readonly close: () => Promise<void>
}

/** `port` is the resolver's, spread out everybody's; 0 for any free one. Throws where it is taken. */
export async function openInternet(zones: readonly ZoneFile[], port = 0, spread = false): Promise<EmbeddedInternet> {
  if (!spread) return open(buildInternet(zones), port, null)
  const internet = buildInternet(spreadZones(zones))
  for (let attempt = 0; ; attempt++) {
    try {
      return await open(internet, port, port === 0 ? drawPort() : port)
    } catch (error) {
      if (port !== 0 || attempt >= 10) throw error
    }
  }
}

async function open(internet: Internet, port: number, common: number | null): Promise<EmbeddedInternet> {
  const addresses = [...internet.byAddress.keys()].filter((address) => common === null || !address.includes(':'))
  const placeOf = (address: string): Place => (common === null ? { host: loopback, port: 0 } : { host: address, port: common })
  const servers = await openServers(addresses, ({ address, transport, bytes }, send) => {
    const server = internet.byAddress.get(address)
    const reply = server === undefined ? null : answerBytes(server, bytes, transport)
    if (reply !== null) send(reply)
  }, placeOf)
  try {
    const places = placesOf(servers, placeOf)
    const config = { ...defaultConfig, zones: [hintsOf(internet)] }
    const resolver = await openResolver(resolverAddress, config, randomUUID(), places, { host: loopback, port: common ?? port })
    const served = [...places].map(([virtual, place]): ServedName => ({
      name: serverLabel(internet, virtual), virtual, ...place,
      zones: internet.byAddress.get(virtual)?.zones.map(({ origin }) => origin) ?? [],
    }))
    const front = { name: 'resolver', virtual: resolverAddress, host: loopback, port: resolver.port, zones: [] }
    return {
      served: [front, ...served],
      close: async () => { await Promise.all([resolver.close(), servers.close()]) },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}

function placesOf({ ports }: LoopbackServers, placeOf: (address: string) => Place): Map<string, Place> {
  return new Map([...ports].map(([virtual, port]) => [virtual, { host: placeOf(virtual).host, port }]))
}

/** Above the ports that systems hand out by themselves as a rule, so that few are taken. */
const drawPort = (): number => 20_000 + Math.floor(Math.random() * 10_000)

/** The zones with their servers' addresses in 127/8: 192.0.2.1 is 127.0.2.1, 198.51.100.1 is 127.51.100.1. */
export function spreadZones(zones: readonly ZoneFile[]): readonly ZoneFile[] {
  const spread = (text: string): string =>
    text.replace(/\b192\.0\.2\.(?=\d)/g, '127.0.2.').replace(/\b198\.51\.100\.(?=\d)/g, '127.51.100.')
  return zones.map(({ name, text }) => ({ name, text: spread(text) }))
}
