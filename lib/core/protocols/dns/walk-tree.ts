// The tree of zones with its servers, and a run's walk on it: who was asked for what, how often, who is being asked
// now. Delegations count, not only zones that somebody serves: a lame one is a place in the tree too.
// Read first: RFC 1034 §4.2 (zones and delegation).
import { buildInternet, serverLabel, type Internet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { isBelow, nameKey, parentName, root, type DnsName, type NameKey } from '#lib/core/protocols/dns/name.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { nameServersOf } from '#lib/core/protocols/dns/rr-sets.ts'
import type { ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'

export interface TreeServer {
  readonly name: string
  /** Empty where no zone gives it one. */
  readonly address: string
  /** Numbers of the queries for this zone that went to it so far. */
  readonly visits: readonly number[]
  /** A query to it is on its way, or its answer. */
  readonly busy: boolean
  readonly mode: ServerMode
}

export interface TreeZone {
  readonly origin: DnsName
  readonly depth: number
  readonly servers: readonly TreeServer[]
  /** Whether the walk came here. */
  readonly visited: boolean
}

/** The zones from the root downwards, each after its parent, as they stand after `step` entries of a run. */
export function drawTree(zones: readonly ZoneFile[], { points }: DnsTimeline, step: number): TreeZone[] {
  const internet = buildInternet(zones)
  const state = points[step]?.state
  const visits = findVisits(points.slice(0, step + 1))
  const flying = new Set(state?.flights.flatMap(({ from, to }) => [from, to]))
  const hosts = new Map<NameKey, { origin: DnsName; hosts: Set<NameKey> }>()
  for (const zone of internet.zones) {
    for (const node of zone.nodes.values()) {
      const ns = node.sets.get('NS')
      if (!ns) continue
      const key = nameKey(node.name)
      const held = hosts.get(key) ?? { origin: node.name, hosts: new Set() }
      for (const host of nameServersOf(ns)) held.hosts.add(nameKey(host))
      hosts.set(key, held)
    }
  }
  const outside = findOutside(points.slice(0, step + 1), internet)
  for (const { zone, host } of outside) {
    const held = hosts.get(nameKey(zone)) ?? { origin: zone, hosts: new Set() }
    held.hosts.add(nameKey(host))
    hosts.set(nameKey(zone), held)
  }
  const addresses = new Map(internet.servers.map(({ name, addresses: all }) => [nameKey(name), all.filter((one) => !one.includes(':'))]))
  for (const { host, address } of outside) addresses.set(nameKey(host), [...new Set([...(addresses.get(nameKey(host)) ?? []), address])])
  /** A host without an address is named all the same: that nobody can ask it is what is to be seen. */
  const addressesOf = (host: NameKey): readonly string[] => {
    const found = addresses.get(host) ?? []
    return found.length === 0 ? [''] : found
  }
  const depthOf = (key: NameKey): number => [...hosts.keys()].filter((other) => isBelow(key, other)).length
  return [...hosts.entries()]
    .sort(([a], [b]) => (treeOrder(a) < treeOrder(b) ? -1 : 1))
    .map(([key, { origin, hosts: names }]): TreeZone => {
      const servers = [...names].flatMap((host) => addressesOf(host).map((address): TreeServer => ({
        name: address === '' || !internet.byAddress.has(address) ? host.replace(/\.$/, '') : serverLabel(internet, address), address,
        visits: visits.get(`${key} ${address}`) ?? [],
        // A host serves several zones: it is busy for the one that it was asked about last.
        busy: flying.has(address) && (visits.get(`${key} ${address}`)?.at(-1) ?? 0) === lastVisit(visits, address),
        mode: state?.servers[address]?.mode ?? 'answers',
      })))
      return { origin, depth: depthOf(key), servers, visited: servers.some(({ visits: all }) => all.length > 0) }
    })
}

const lastVisit = (visits: ReadonlyMap<string, readonly number[]>, address: string): number =>
  Math.max(0, ...[...visits].flatMap(([key, all]) => (key.endsWith(` ${address}`) ? all : [])))

/** Names by their labels from the root: every zone after its parent, siblings in order. */
function treeOrder(key: NameKey): string {
  const labels: string[] = []
  for (let at: NameKey = key; at !== root; at = parentName(at)) labels.unshift(at.split('.')[0]!)
  return labels.map((label) => `${label}.`).join('')
}

interface OutsideServer {
  readonly zone: DnsName
  readonly host: DnsName
  readonly address: string
}

/** Servers of the real Internet that were asked, by what the resolver knew of them. */
function findOutside(points: DnsTimeline['points'], internet: Internet): OutsideServer[] {
  return points.flatMap(({ effects }) => effects.flatMap((effect): OutsideServer[] => {
    if (effect.kind !== 'note' || (effect.note !== 'ask' && effect.note !== 'minimise')) return []
    const { zone, host, address } = effect.params
    if (typeof address !== 'string' || internet.byAddress.has(address) || typeof zone !== 'string') return []
    const known = typeof host === 'string' && host !== '' ? host : address
    return [{ zone: zone as DnsName, host: known as DnsName, address }]
  }))
}

/** Queries by zone and address; which zone was meant, the note before the datagram says. */
function findVisits(points: DnsTimeline['points']): Map<string, number[]> {
  const visits = new Map<string, number[]>()
  const zoneOf = new Map<string, string>()
  for (const { effects } of points) {
    for (const effect of effects) {
      if (effect.kind === 'note' && (effect.note === 'ask' || effect.note === 'minimise')) zoneOf.set(String(effect.params['address']), nameKey(String(effect.params['zone']) as DnsName))
      if (effect.kind !== 'sent' || effect.from !== resolverAddress || effect.message.qr) continue
      const key = `${zoneOf.get(effect.to) ?? root} ${effect.to}`
      visits.set(key, [...(visits.get(key) ?? []), effect.id])
    }
  }
  return visits
}
