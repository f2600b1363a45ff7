// A zone: its nodes as a tree that a server can look names up in, and what is wrong with it, each with its
// line. Faults keep a zone from being served; remarks do not, but somebody should know. No answers here:
// `authority.ts`.
// Read first: RFC 1034 §4.2.1 and §4.3; RFC 2181 §5, §10; RFC 4592 §2.2; RFC 6672 §2.4.
import { parseMasterFile, type PlacedRecord } from '#lib/core/protocols/dns/master-file.ts'
import {
  isAtOrBelow, isBelow, nameKey, parentName, root, type DnsName, type NameKey,
} from '#lib/core/protocols/dns/name.ts'
import { typeOf, type RecordOf, type RecordType, type RRset } from '#lib/core/protocols/dns/record.ts'
import { dataKey } from '#lib/core/protocols/dns/record-bytes.ts'
import type { Place, Problem } from '#lib/core/problem.ts'

/** A name of a zone. Without sets it is an empty non-terminal (RFC 4592 §2.2.2). */
export interface ZoneNode {
  readonly name: DnsName
  readonly sets: ReadonlyMap<RecordType, RRset>
  /**
   * The topmost delegation or DNAME above it, if there is one: nothing here is this zone's to answer then.
   */
  readonly cut: ZoneCut | null
}

export interface ZoneCut {
  readonly kind: 'delegation' | 'dname'
  readonly set: RRset
}

export interface Zone {
  readonly origin: DnsName
  readonly originKey: NameKey
  readonly soa: RecordOf<'SOA'>
  readonly nodes: ReadonlyMap<NameKey, ZoneNode>
}

export interface ZoneReading {
  /** Null if there are faults. */
  readonly zone: Zone | null
  readonly faults: readonly Problem[]
  readonly remarks: readonly Problem[]
}

interface BuiltSet {
  readonly set: RRset & { readonly data: RRset['data'][number][] }
  readonly seen: Set<string>
  readonly place: Place
}
interface BuiltNode {
  readonly name: DnsName
  readonly sets: Map<RecordType, BuiltSet>
}

/** Reads a zone from its master file. The zone's name is its SOA's owner. */
export function parseZone(text: string, origin: DnsName | null = null): ZoneReading {
  const file = parseMasterFile(text, origin)
  const built = buildZone(file.records)
  const faults = [...file.faults, ...built.faults]
  return { zone: faults.length > 0 ? null : built.zone, faults, remarks: built.remarks }
}

/** Builds a zone from records with their places. */
export function buildZone(records: readonly PlacedRecord[]): ZoneReading {
  const faults: Problem[] = []
  const remarks: Problem[] = []
  const first = records.find(({ record }) => record.data.type === 'SOA')
  if (!first) return { zone: null, faults: [{ code: 'zone-no-soa', place: { line: 1 } }], remarks }
  const origin = first.record.name
  const originKey = nameKey(origin)
  const nodes = new Map<NameKey, BuiltNode>()

  for (const { record, place } of records) {
    const key = nameKey(record.name)
    const type = typeOf(record.data)
    const params = { name: record.name, type }
    if (record.class !== first.record.class) {
      faults.push({ code: 'zone-class', params: { class: record.class }, place, related: first.place })
    } else if (!isAtOrBelow(key, originKey)) {
      remarks.push({ code: 'zone-outside', params: { name: record.name, origin }, place })
    } else {
      const node = nodeAt(nodes, record.name)
      const datum = dataKey(record.data)
      const held = node.sets.get(type)
      if (!held) {
        const set = { name: record.name, type, class: record.class, ttl: record.ttl, data: [record.data] }
        node.sets.set(type, { set, seen: new Set([datum]), place })
      } else if (held.seen.has(datum)) {
        remarks.push({ code: 'zone-duplicate', params, place, related: held.place })
      } else if (single.has(type)) {
        faults.push({ code: 'zone-single', params, place, related: held.place })
      } else {
        // One TTL for the whole set: the first one's (RFC 2181 §5.2).
        if (held.set.ttl !== record.ttl) {
          remarks.push({ code: 'zone-ttl-differs', params, place, related: held.place })
        }
        held.set.data.push(record.data)
        held.seen.add(datum)
      }
    }
  }
  addEmptyNonTerminals(nodes, originKey)
  checkNodes(nodes, origin, faults, remarks)

  const soa = first.record as RecordOf<'SOA'>
  const finished = new Map([...nodes].map(([key, { name, sets }]): [NameKey, ZoneNode] => {
    const cut = cutAbove(nodes, key, originKey)
    const whole = new Map([...sets].map(([type, { set }]) => [type, set]))
    return [
      key,
      { name, sets: whole, cut: cut && { kind: cut.why === 'NS' ? 'delegation' : 'dname', set: cut.set } },
    ]
  }))
  return { zone: faults.length > 0 ? null : { origin, originKey, soa, nodes: finished }, faults, remarks }
}

/** Types of which a name has one record at most (RFC 1035 §3.3.13, RFC 2181 §10.1, RFC 6672 §2.4). */
const single = new Set<RecordType>(['SOA', 'CNAME', 'DNAME'])
/** What may stand beside a CNAME (RFC 4034 §2.5 and §4). */
const besideCname = new Set<RecordType>(['CNAME', 'RRSIG', 'NSEC'])

function nodeAt(nodes: Map<NameKey, BuiltNode>, name: DnsName): BuiltNode {
  const key = nameKey(name)
  const held = nodes.get(key)
  if (held) return held
  const node = { name, sets: new Map<RecordType, BuiltSet>() }
  nodes.set(key, node)
  return node
}

function addEmptyNonTerminals(nodes: Map<NameKey, BuiltNode>, origin: NameKey): void {
  for (const { name } of [...nodes.values()]) {
    let at = name
    while (isBelow(nameKey(at), origin)) {
      nodeAt(nodes, at)
      at = parentName(at)
    }
  }
}

function checkNodes(
  nodes: ReadonlyMap<NameKey, BuiltNode>, origin: DnsName, faults: Problem[], remarks: Problem[],
): void {
  const originKey = nameKey(origin)
  const apex = nodes.get(originKey)!.sets
  const top = apex.get('SOA')!.place
  if (!apex.has('NS')) faults.push({ code: 'zone-no-ns', params: { origin }, place: top })
  for (const [key, { name, sets }] of nodes) {
    if (key !== originKey) {
      const soa = sets.get('SOA')
      if (soa) faults.push({ code: 'zone-second-soa', params: { name }, place: soa.place, related: top })
    }
    const cname = sets.get('CNAME')
    const beside = cname && [...sets].find(([type]) => !besideCname.has(type))
    if (beside) {
      const params = { name, type: beside[0] }
      faults.push({ code: 'zone-cname-and-other', params, place: beside[1].place, related: cname.place })
    }
    const cut = cutAbove(nodes, key, originKey)
    for (const [type, { set, place }] of sets) {
      if (cut && !(cut.why === 'NS' && (type === 'A' || type === 'AAAA'))) {
        remarks.push(
          { code: 'zone-occluded', params: { name, type, by: cut.why }, place, related: cut.place },
        )
      }
      for (const data of set.data) {
        if (data.type !== 'NS' && data.type !== 'MX' && data.type !== 'SRV') continue
        const target = data.type === 'MX' ? data.exchange : data.target
        const targetKey = nameKey(target)
        const found = nodes.get(targetKey)
        const inside = isAtOrBelow(targetKey, originKey)
        if (found?.sets.has('CNAME')) {
          remarks.push({ code: 'zone-target-alias', params: { name, type, target }, place })
        } else if (type === 'NS' && inside && !hasAddress(nodes, targetKey, key, originKey)) {
          remarks.push({ code: 'zone-glue-missing', params: { name, target }, place })
        }
      }
    }
  }
}

interface BuiltCut {
  readonly why: 'NS' | 'DNAME'
  readonly place: Place
  readonly set: RRset
}

/** The topmost delegation or DNAME above a name, if there is one: what stands below it is another zone's. */
function cutAbove(nodes: ReadonlyMap<NameKey, BuiltNode>, key: NameKey, origin: NameKey): BuiltCut | null {
  let cut: BuiltCut | null = null
  for (let at = key; at !== origin && at !== root; ) {
    at = parentName(at)
    const sets = nodes.get(at)?.sets
    const ns = at === origin ? undefined : sets?.get('NS')
    const dname = sets?.get('DNAME')
    // At one name a delegation goes before a DNAME.
    if (ns) cut = { why: 'NS', place: ns.place, set: ns.set }
    else if (dname) cut = { why: 'DNAME', place: dname.place, set: dname.set }
  }
  return cut
}

function hasAddress(
  nodes: ReadonlyMap<NameKey, BuiltNode>, target: NameKey, owner: NameKey, origin: NameKey,
): boolean {
  const sets = nodes.get(target)?.sets
  if (sets && (sets.has('A') || sets.has('AAAA'))) return true
  // Glue is needed below the delegation itself; below another one its servers know. A wildcard may give it
  // too.
  if (cutAbove(nodes, target, origin)) return owner === origin || !isAtOrBelow(target, owner)
  for (let at = target; at !== origin && at !== root; ) {
    at = parentName(at)
    const wildcard = nodes.get(('*.' + at) as NameKey)?.sets
    if (wildcard) return wildcard.has('A') || wildcard.has('AAAA')
    if (nodes.has(at)) return false
  }
  return false
}
