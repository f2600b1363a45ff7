// What a zone says about a name and a type: the algorithm of RFC 1034 §4.3.2 as it stands today, with DNAME,
// wildcards and empty non-terminals. Pure look-up: messages, sizes and refusals are `authority.ts`'s matter.
// Read first: RFC 1034 §4.3.2, RFC 4592 §3.3, RFC 6672 §3.2, RFC 2308 §3.
import type { Question, Rcode } from '#lib/core/protocols/dns/message.ts'
import {
  isAtOrBelow, nameKey, parentName, replaceEnding, sameName, wildcardOf, type DnsName, type NameKey,
} from '#lib/core/protocols/dns/name.ts'
import type { RecordData, RecordType, RRset } from '#lib/core/protocols/dns/record.ts'
import type { Zone, ZoneNode } from '#lib/core/protocols/dns/zone.ts'

/** How the look-up ended; an alias that leads out of all zones ends as `alias`. */
export type FindingKind = 'answer' | 'alias' | 'referral' | 'nodata' | 'nxdomain' | 'yxdomain' | 'loop'

export interface Finding {
  readonly kind: FindingKind
  readonly rcode: Rcode
  readonly authoritative: boolean
  readonly answer: readonly RRset[]
  readonly authority: readonly RRset[]
  readonly additional: readonly RRset[]
  /** How many of the first additional sets are glue within the delegation (RFC 9471 §2.1). */
  readonly glueSets: number
}

/** What one name gives in one zone, before aliases are followed. */
type Match =
  | { readonly kind: 'node'; readonly node: ZoneNode; readonly synthesized: boolean }
  | { readonly kind: 'delegation'; readonly ns: RRset }
  | { readonly kind: 'dname'; readonly dname: RRset }
  | { readonly kind: 'none' }

/**
 * Aliases in one answer. Whoever needs more asks again with the last target; and a DNAME whose target lies
 * below itself, which makes the name longer at every turn, ends after as many.
 */
const maxAliases = 5

/**
 * The zone nearest to the name among those held; for DS at a zone's top it is the parent's (RFC 4035
 * §3.1.4.1).
 */
export function zoneFor(zones: readonly Zone[], name: NameKey, type: RecordType): Zone | null {
  let nearest: Zone | null = null
  for (const zone of zones) {
    if (!isAtOrBelow(name, zone.originKey) || (type === 'DS' && zone.originKey === name)) continue
    if (nearest === null || zone.originKey.length > nearest.originKey.length) nearest = zone
  }
  // Where the parent's zone is not held, the child's has to do.
  if (nearest !== null || type !== 'DS') return nearest
  return zones.find(({ originKey }) => originKey === name) ?? null
}

/** Looks a question up, beginning in `start` and following aliases through all zones held. */
export function lookUp(zones: readonly Zone[], start: Zone, question: Question, allOfAny: boolean): Finding {
  const answer: RRset[] = []
  /** Adds a set once; false if the answer has it already, which is how a ring of aliases shows. */
  const add = (set: RRset): boolean => {
    if (answer.some((held) => held.type === set.type && sameName(held.name, set.name))) return false
    answer.push(set)
    return true
  }
  const finish = (
    kind: FindingKind, zone: Zone, authority: readonly RRset[], rcode: Rcode = 'NOERROR',
  ): Finding => {
    const delegated = kind === 'referral' ? authority : []
    const { sets, glueSets } = additionalFor(zones, zone, [...delegated, ...answer, ...authority], delegated)
    // AA speaks of the first owner name in the answer (RFC 1035 §4.1.1): a referral after an alias keeps it.
    const authoritative = kind !== 'referral' || answer.length > 0
    return { kind, rcode, authoritative, answer, authority, additional: sets, glueSets }
  }

  let name = question.name
  let zone = start
  for (let aliases = 1; ; aliases++) {
    const match = matchName(zone, nameKey(name), question.type)
    let target: DnsName | null
    if (match.kind === 'delegation') {
      return finish('referral', zone, [match.ns])
    } else if (match.kind === 'none') {
      return finish('nxdomain', zone, [negativeSoa(zone)], 'NXDOMAIN')
    } else if (match.kind === 'dname') {
      const { dname } = match
      add(dname)
      target = replaceEnding(name, dname.name, targetOf(dname))
      if (target === null) return finish('yxdomain', zone, [], 'YXDOMAIN')
      const cname: RRset = { ...dname, name, type: 'CNAME', data: [{ type: 'CNAME', target }] }
      if (!add(cname)) return finish('loop', zone, [])
    } else {
      const { node, synthesized } = match
      const own = (set: RRset): RRset => (synthesized || set.name !== name ? { ...set, name } : set)
      const cname = node.sets.get('CNAME')
      if (cname && question.type !== 'CNAME' && question.type !== 'ANY') {
        if (!add(own(cname))) return finish('loop', zone, [])
        target = targetOf(cname)
      } else {
        const found = setsOf(node, question.type, allOfAny)
        if (found.length === 0) return finish('nodata', zone, [negativeSoa(zone)])
        found.forEach((set) => add(own(set)))
        const apex = nameKey(name) === zone.originKey && found.some(({ type }) => type === 'NS')
        return finish('answer', zone, apex ? [] : nsOf(zone))
      }
    }
    if (aliases === maxAliases) return finish('loop', zone, [])
    name = target
    const next = zoneFor(zones, nameKey(name), question.type)
    if (next === null) return finish('alias', zone, [])
    zone = next
  }
}

/**
 * Finds the name, or its closest encloser; a delegation or DNAME above either wins over what stands there.
 */
function matchName(zone: Zone, name: NameKey, type: RecordType): Match {
  let at = name
  let node = zone.nodes.get(at)
  while (!node) {
    at = parentName(at)
    node = zone.nodes.get(at)
  }
  if (node.cut) return node.cut.kind === 'delegation' ? { kind: 'delegation', ns: node.cut.set } : {
    kind: 'dname', dname: node.cut.set,
  }
  const exact = at === name
  const ns = at === zone.originKey ? undefined : node.sets.get('NS')
  // The parent's side of the cut answers for DS (RFC 4035 §3.1.4.1).
  if (ns && !(exact && type === 'DS')) return { kind: 'delegation', ns }
  if (exact) return { kind: 'node', node, synthesized: false }
  const dname = node.sets.get('DNAME')
  if (dname) return { kind: 'dname', dname }
  const source = wildcardOf(at)
  const wildcard = source === null ? undefined : zone.nodes.get(source)
  return wildcard ? { kind: 'node', node: wildcard, synthesized: true } : { kind: 'none' }
}

function setsOf(node: ZoneNode, type: RecordType, allOfAny: boolean): RRset[] {
  if (type !== 'ANY') {
    const set = node.sets.get(type)
    return set ? [set] : []
  }
  // One set is answer enough over UDP, where whole ones serve amplification (RFC 8482 §4.1 and §4.4).
  const all = [...node.sets.values()]
  return allOfAny ? all : all.slice(0, 1)
}

function targetOf(set: RRset): DnsName {
  return (set.data[0] as Extract<RecordData, { type: 'CNAME' | 'DNAME' }>).target
}

function nsOf(zone: Zone): RRset[] {
  const ns = zone.nodes.get(zone.originKey)?.sets.get('NS')
  return ns ? [ns] : []
}

/** How long the absence may be remembered: the lesser of the SOA's TTL and its MINIMUM (RFC 2308 §3). */
function negativeSoa(zone: Zone): RRset {
  const { soa } = zone
  return {
    name: soa.name, type: 'SOA', class: soa.class, ttl: Math.min(soa.ttl, soa.data.minimum), data: [soa.data],
  }
}

/**
 * Addresses of the hosts that the sets name, as far as the zones held have them; glue of a referral first.
 */
function additionalFor(
  zones: readonly Zone[], zone: Zone, sets: readonly RRset[], delegated: readonly RRset[],
): { sets: RRset[]; glueSets: number } {
  const found: RRset[] = []
  let glueSets = 0
  for (const set of sets) {
    const cut = delegated.includes(set) ? nameKey(set.name) : null
    for (const data of set.data) {
      const host = hostOf(data)
      if (host === null) continue
      const key = nameKey(host)
      const holder = cut === null ? zoneFor(zones, key, 'A') : zone
      const node = holder?.nodes.get(key)
      for (const type of ['A', 'AAAA']) {
        const addresses = node?.sets.get(type)
        if (!addresses || found.includes(addresses) || isShown(sets, addresses)) continue
        if (cut !== null && isAtOrBelow(key, cut)) found.splice(glueSets++, 0, addresses)
        else found.push(addresses)
      }
    }
  }
  return { sets: found, glueSets }
}

function isShown(sets: readonly RRset[], addresses: RRset): boolean {
  return sets.some((set) => set.type === addresses.type && sameName(set.name, addresses.name))
}

function hostOf(data: RecordData): DnsName | null {
  if (data.type === 'NS' || data.type === 'SRV') return data.target
  return data.type === 'MX' ? data.exchange : null
}
