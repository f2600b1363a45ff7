// A delegation as the resolver works with it: a zone, its servers' names, and the addresses found for them
// so far. Data and pure changes to it; which address is asked next is `server-choice.ts`'s matter.
// Read first: RFC 1034 §5.3.3 step 2 (SLIST) and §4.2.1 (glue).
import type { RankedSet, Reply } from '#lib/core/protocols/dns/cache.ts'
import { isAtOrBelow, nameKey, root, sameName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { RRset } from '#lib/core/protocols/dns/record.ts'
import { addressesOf, nameServersOf } from '#lib/core/protocols/dns/rr-sets.ts'

/** What is known of one family of a server's addresses: nothing yet, some, or that there are none. */
export type Known = 'no' | 'yes' | 'none'

export interface NameServer {
  name: DnsName
  /** Nothing is left to find out about it, or its look-up is under way. */
  resolved: boolean
  ipv4: Known
  ipv6: Known
  /** Only the parent zone names it: tried when the child's own servers fail. */
  parentOnly: boolean
  askedParent4: boolean
  askedParent6: boolean
  /** How often the cache was searched for it: an end to going round in circles. */
  searches: number
}

export interface ServerAddress {
  address: string
  /** Whose address it is, to show; null for an address from the configuration. */
  host: DnsName | null
  attempts: number
  /** Asked only when nothing better is left. */
  disliked: boolean
  /** `new`: not yet put up for choice. `spent`: tried often enough. */
  use: 'new' | 'open' | 'spent'
}

export interface Delegation {
  zone: DnsName
  servers: NameServer[]
  addresses: ServerAddress[]
  /** Whether the parent's NS set is among `servers`. */
  hasParentSide: boolean
  /** Servers that resolve on our behalf: they are asked with RD. */
  forwards: boolean
  /** From the configuration: nothing above it may be asked instead. */
  fixed: boolean
}

/** The address families that may be used. */
export interface Families {
  readonly ipv4: boolean
  readonly ipv6: boolean
  /** IPv4 servers are reached through this IPv6 prefix (RFC 6147 §5.2 gives such prefixes); null for none. */
  readonly nat64: string | null
}

export function emptyDelegation(zone: DnsName): Delegation {
  return { zone, servers: [], addresses: [], hasParentSide: false, forwards: false, fixed: false }
}

/** Another one with the same content: changes to one leave the other as it is. */
export function copyDelegation(delegation: Delegation): Delegation {
  const copy = { ...delegation }
  copy.servers = delegation.servers.map((server) => ({ ...server }))
  copy.addresses = delegation.addresses.map((address) => ({ ...address }))
  return copy
}

export function addServer(delegation: Delegation, name: DnsName, parentOnly: boolean): NameServer {
  const held = findServer(delegation, name)
  if (held) {
    held.parentOnly &&= parentOnly
    return held
  }
  const server: NameServer = {
    name, resolved: false, ipv4: 'no', ipv6: 'no', parentOnly, askedParent4: false, askedParent6: false,
    searches: 0,
  }
  delegation.servers.push(server)
  return server
}

export function findServer(delegation: Delegation, name: DnsName): NameServer | undefined {
  return delegation.servers.find((server) => sameName(server.name, name))
}

/** Adds one address; says whether it is new. */
export function addAddress(
  delegation: Delegation, host: DnsName | null, address: string, disliked: boolean,
): boolean {
  const server = host === null ? undefined : findServer(delegation, host)
  if (server) {
    server[address.includes(':') ? 'ipv6' : 'ipv4'] = 'yes'
    if (server.ipv4 === 'yes' && server.ipv6 === 'yes') server.resolved = true
  }
  const held = delegation.addresses.find((one) => one.address === address)
  if (held) {
    held.disliked &&= disliked
    return false
  }
  delegation.addresses.push({ address, host, attempts: 0, disliked, use: 'new' })
  return true
}

/** Adds the addresses of an A or AAAA set; how many of them are new. */
export function addAddresses(delegation: Delegation, set: RRset, disliked: boolean): number {
  return addressesOf(set).filter((address) => addAddress(delegation, set.name, address, disliked)).length
}

/** The delegation that a reply makes: its NS set and the addresses that came along; null if it has none. */
export function delegationFromReply(reply: Reply): Delegation | null {
  const isNs = (set: RankedSet): boolean => set.type === 'NS'
  const ns = reply.authority.find(isNs) ?? reply.answer.find(isNs)
  if (!ns) return null
  const delegation = { ...emptyDelegation(ns.name), hasParentSide: true }
  nameServersOf(ns).forEach((name) => addServer(delegation, name, false))
  for (const set of [...reply.answer, ...reply.additional]) {
    if (set.type === 'A' || set.type === 'AAAA') addAddresses(delegation, set, false)
  }
  return delegation
}

/** Leaves out of account what this host cannot reach. */
export function limitFamilies(delegation: Delegation, families: Families): void {
  for (const server of delegation.servers) {
    if (!families.ipv6 && server.ipv4 !== 'no') server.resolved = true
    if (!families.ipv4 && families.nat64 === null && server.ipv6 !== 'no') server.resolved = true
  }
}

export const usesIpv4 = (families: Families): boolean => families.ipv4 || families.nat64 !== null

/** Marks that a server has no addresses of this family; with none of either nothing is left to look for. */
export function markNone(
  delegation: Delegation, name: DnsName, type: 'A' | 'AAAA', families: Families,
): void {
  const server = findServer(delegation, name)
  if (!server) return
  if (type === 'A') server.ipv4 = 'none'
  else server.ipv6 = 'none'
  const no4 = server.ipv4 !== 'no' || !usesIpv4(families)
  const no6 = server.ipv6 !== 'no' || !families.ipv6
  if (no4 && no6) server.resolved = true
}

/** Servers about which something is still to be found out. */
export function missingServers(delegation: Delegation): NameServer[] {
  return delegation.servers.filter((server) => !server.resolved)
}

/**
 * Whether a delegation from the cache leads nowhere: no address of it is known, and to find one it would
 * have to be asked itself (RFC 1034 §4.2.1). The resolver then starts again one zone up.
 */
export function isUseless(
  delegation: Delegation, question: { name: DnsName; type: string }, families: Families,
): boolean {
  const reachable = ({ address }: ServerAddress): boolean =>
    address.includes(':') ? families.ipv6 : usesIpv4(families)
  if (delegation.addresses.some(reachable)) return false
  const zone = nameKey(delegation.zone)
  const wanted = { A: usesIpv4(families), AAAA: families.ipv6 }[question.type] ?? false
  const inside = isAtOrBelow(nameKey(question.name), zone)
  if (wanted && inside && findServer(delegation, question.name)) return true
  return delegation.servers.every((server) => server.resolved || isAtOrBelow(nameKey(server.name), zone))
}

/** Addresses that another round has worn out already stay worn out. */
export function mergeAttempts(delegation: Delegation, old: Delegation, retries: number): void {
  for (const address of delegation.addresses) {
    const before = old.addresses.find((one) => one.address === address.address)
    if (!before) continue
    address.attempts = before.attempts
    if (address.attempts >= retries) address.use = 'spent'
  }
}

export const isRootZone = (delegation: Delegation): boolean => delegation.zone === root
