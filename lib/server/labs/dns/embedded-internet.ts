// The whole embedded Internet on loopback, for tools from outside: every server at its own port, and a resolver that
// walks through them.
import { randomUUID } from 'node:crypto'
import { answerBytes } from '#lib/core/protocols/dns/authority.ts'
import { buildInternet, hintsOf, serverLabel, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { defaultConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import { openResolver } from '#lib/server/labs/dns/loopback-resolver.ts'
import { openServers } from '#lib/server/labs/dns/loopback-servers.ts'

export interface ServedName {
  /** `a.root-servers.net`, or `resolver`. */
  readonly name: string
  readonly virtual: string
  readonly port: number
  /** The origins of the zones that it is authoritative for. */
  readonly zones: readonly string[]
}

export interface EmbeddedInternet {
  /** The resolver first. */
  readonly served: readonly ServedName[]
  readonly close: () => Promise<void>
}

/** `port` is the resolver's, 0 for any free one; throws where it is taken. */
export async function openInternet(zones: readonly ZoneFile[], port = 0): Promise<EmbeddedInternet> {
  const internet = buildInternet(zones)
  const servers = await openServers([...internet.byAddress.keys()], ({ address, transport, bytes }, send) => {
    const server = internet.byAddress.get(address)
    const reply = server === undefined ? null : answerBytes(server, bytes, transport)
    if (reply !== null) send(reply)
  })
  try {
    const config = { ...defaultConfig, zones: [hintsOf(internet)] }
    const resolver = await openResolver(resolverAddress, config, randomUUID(), servers.ports, port)
    const served = [...servers.ports].map(([virtual, real]): ServedName => ({
      name: serverLabel(internet, virtual), virtual, port: real,
      zones: internet.byAddress.get(virtual)?.zones.map(({ origin }) => origin) ?? [],
    }))
    return {
      served: [{ name: 'resolver', virtual: resolverAddress, port: resolver.port, zones: [] }, ...served],
      close: async () => { await Promise.all([resolver.close(), servers.close()]) },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}
