// A fake Internet from master files: every zone is served by the hosts that its own NS set names, at the
// addresses that the zones give them. Nothing is stated twice, so a zone that is edited takes effect as it
// would out there.
// Read first: RFC 1034 §4.2.1 (zones and cuts), RFC 8109 §2 (root hints).
import { defaultUdpSize, type Authority } from '#lib/core/protocols/dns/authority.ts'
import { zoneFor } from '#lib/core/protocols/dns/lookup.ts'
import { nameKey, root, type DnsName, type NameKey } from '#lib/core/protocols/dns/name.ts'
import type { ConfiguredZone } from '#lib/core/protocols/dns/resolver-state.ts'
import { addressesOf, nameServersOf } from '#lib/core/protocols/dns/rr-sets.ts'
import { parseZone, type Zone } from '#lib/core/protocols/dns/zone.ts'
import type { Problem } from '#lib/core/problem.ts'

/** A master file and what it is called: `example.com`, for messages about it. */
export interface ZoneFile {
  readonly name: string
  readonly text: string
}

/** A host that some zone names as a server, whether or not it serves anything. */
export interface InternetServer extends Authority {
  readonly name: DnsName
  readonly addresses: readonly string[]
}

export interface Internet {
  readonly zones: readonly Zone[]
  readonly servers: readonly InternetServer[]
  readonly byAddress: ReadonlyMap<string, InternetServer>
  /** Zones with faults are not served; each fault names its file. */
  readonly faults: readonly Problem[]
  readonly remarks: readonly Problem[]
}

const built = new WeakMap<readonly ZoneFile[], Internet>()
const parsed = new Map<string, ReturnType<typeof parseZone>>()
/** Texts of zones read lately: while one is being edited, the others are not read again. */
const maxParsed = 200

/** Builds it once for each list of files: the same list, the same Internet. */
export function buildInternet(files: readonly ZoneFile[]): Internet {
  const held = built.get(files)
  if (held) return held
  const internet = build(files)
  built.set(files, internet)
  return internet
}

function build(files: readonly ZoneFile[]): Internet {
  const zones: Zone[] = []
  const faults: Problem[] = []
  const remarks: Problem[] = []
  for (const { name, text } of files) {
    const reading = readZone(text)
    const inFile = (problem: Problem): Problem => ({ ...problem, place: { ...problem.place, file: name } })
    faults.push(...reading.faults.map(inFile))
    remarks.push(...reading.remarks.map(inFile))
    if (reading.zone) zones.push(reading.zone)
  }
  const servers = new Map<NameKey, InternetServer & { zones: Zone[] }>()
  for (const zone of zones) {
    for (const node of zone.nodes.values()) {
      const ns = node.sets.get('NS')
      if (!ns) continue
      for (const host of nameServersOf(ns)) {
        const key = nameKey(host)
        const server = servers.get(key) ??
          { name: host, addresses: addressesIn(zones, key), zones: [], udpSize: defaultUdpSize }
        servers.set(key, server)
        if (node.name === zone.origin) server.zones.push(zone)
      }
    }
  }
  const byAddress = new Map<string, InternetServer>()
  for (const server of servers.values()) {
    for (const address of server.addresses) {
      const other = byAddress.get(address)
      const together = other ? [...new Set([...other.zones, ...server.zones])] : server.zones
      byAddress.set(address, other ? { ...other, zones: together } : server)
    }
  }
  return { zones, servers: [...servers.values()], byAddress, faults, remarks }
}

function readZone(text: string): ReturnType<typeof parseZone> {
  const held = parsed.get(text)
  if (held) return held
  const reading = parseZone(text)
  if (parsed.size >= maxParsed) parsed.clear()
  parsed.set(text, reading)
  return reading
}

/** A host's addresses: from the zone that it lies in, else from glue above. */
function addressesIn(zones: readonly Zone[], host: NameKey): string[] {
  const own = zoneFor(zones, host, 'A')
  const holders = [...(own ? [own] : []), ...zones]
  for (const zone of holders) {
    const sets = zone.nodes.get(host)?.sets
    const found = ['A', 'AAAA'].flatMap((type) => {
      const set = sets?.get(type)
      return set ? addressesOf(set) : []
    })
    if (found.length > 0) return found
  }
  return []
}

/** What a resolver of this Internet is configured with: the root's servers. */
export function hintsOf(internet: Internet): ConfiguredZone {
  const rootZone = internet.zones.find(({ origin }) => origin === root)
  const ns = rootZone?.nodes.get(root)?.sets.get('NS')
  const servers = ns ? nameServersOf(ns) : []
  const addresses = servers.flatMap((host) =>
    addressesIn(internet.zones, nameKey(host)).map((address) => ({ host, address })))
  return { zone: root, servers, addresses, use: 'hints', fallback: true }
}

/** How a server is called for short: its name without the final dot, or its address if it has none. */
export function serverLabel(internet: Internet, address: string): string {
  return internet.byAddress.get(address)?.name.replace(/(.)\.$/, '$1') ?? address
}
