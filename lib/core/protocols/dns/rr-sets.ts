// Records of a section ↔ RRsets: a message carries records, a cache and a resolver think in sets.
// Read first: RFC 2181 §5 (RRsets, their one TTL, no duplicates).
import { nameKey, type DnsName } from '#lib/core/protocols/dns/name.ts'
import {
  typeOf, type RecordData, type RecordType, type ResourceRecord, type RRset,
} from '#lib/core/protocols/dns/record.ts'
import { dataKey } from '#lib/core/protocols/dns/record-bytes.ts'

/** What one set is found by: name without case, type and class. */
export type SetKey = string

export function setKey(name: DnsName, type: RecordType, recordClass = 'IN'): SetKey {
  return `${nameKey(name)} ${type} ${recordClass}`
}

/**
 * Groups records into sets, in order of first appearance; equal data counts once, the least TTL holds for
 * all.
 */
export function groupRecords(records: readonly ResourceRecord[]): RRset[] {
  const sets = new Map<SetKey, { set: RRset; data: RecordData[]; seen: Set<string>; ttl: number }>()
  for (const record of records) {
    const type = typeOf(record.data)
    const key = setKey(record.name, type, record.class)
    const held = sets.get(key)
    if (!held) {
      const set = { name: record.name, type, class: record.class, ttl: record.ttl, data: [record.data] }
      sets.set(key, { set, data: [record.data], seen: new Set([dataKey(record.data)]), ttl: record.ttl })
      continue
    }
    held.ttl = Math.min(held.ttl, record.ttl)
    const datum = dataKey(record.data)
    if (held.seen.has(datum)) continue
    held.seen.add(datum)
    held.data.push(record.data)
  }
  return [...sets.values()].map(({ set, data, ttl }) => ({ ...set, data, ttl }))
}

/** Whether both sets hold the same data, in any order. */
export function sameData(a: RRset, b: RRset): boolean {
  if (a.data.length !== b.data.length) return false
  const right = new Set(b.data.map(dataKey))
  return a.data.every((data) => right.has(dataKey(data)))
}

/** The name that a CNAME or DNAME set leads to; the first, should a broken server give several. */
export function aliasTarget(set: RRset): DnsName | null {
  const data = set.data[0]
  return data?.type === 'CNAME' || data?.type === 'DNAME' ? data.target : null
}

/** The hosts that an NS set names. */
export function nameServersOf(set: RRset): DnsName[] {
  return set.data.flatMap((data) => (data.type === 'NS' ? [data.target] : []))
}

/** The addresses in an A or AAAA set. */
export function addressesOf(set: RRset): string[] {
  return set.data.flatMap((data) => (data.type === 'A' || data.type === 'AAAA' ? [data.address] : []))
}
