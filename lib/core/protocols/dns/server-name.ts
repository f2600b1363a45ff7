// What to call a server: by its name where a zone of the lab has it; out on the real Internet by the name under
// which the resolver found it, with its address. Looks into the resolver's cache, and asks nobody.
import { buildInternet, serverLabel } from '#lib/core/protocols/dns/internet.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { resolverAddress, stubAddress, type DnsState } from '#lib/core/protocols/dns/simulation.ts'

/** `ns1.example.com`; out there `a.gtld-servers.net (192.5.6.30)`; an address that nothing names is its own name. */
export function nameServerAt(state: DnsState, address: string): string {
  if (address === stubAddress) return 'stub'
  if (address === resolverAddress) return 'resolver'
  const label = serverLabel(buildInternet(state.config.zones), address)
  if (label !== address) return label
  const name = findOwner(state, address)
  return name === null ? address : `${spoken(name)} (${address})`
}

/** The owner of an address record that the resolver holds. */
function findOwner({ resolver: { cache } }: DnsState, address: string): DnsName | null {
  for (const { set } of Object.values(cache.sets)) {
    if (set.type !== 'A' && set.type !== 'AAAA') continue
    if (set.data.some((data) => (data.type === 'A' || data.type === 'AAAA') && data.address === address)) return set.name
  }
  return null
}

const spoken = (name: DnsName): string => name.replace(/(.)\.$/, '$1')
