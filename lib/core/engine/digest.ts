// One short name for a whole value: canonical JSON (RFC 8785's order of keys), then SHA-256.
// Two states are equal exactly if their digests are. What JSON cannot say is tagged, never dropped in silence.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const tagged = (tag: string, text: string): string => `{"$${tag}":${text}}`

/**
 * JSON with sorted keys and no spaces. Absent and undefined members are the same. Numbers that JSON lacks, bigints,
 * bytes, maps and sets become `{"$number"|"$bigint"|"$bytes"|"$map"|"$set": …}`; a function is a bug and throws.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : tagged('number', `"${value}"`)
    case 'bigint':
      return tagged('bigint', `"${value.toString()}"`)
    case 'object':
      return canonicalObject(value)
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`)
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Uint8Array) return tagged('bytes', `"${bytesToHex(value)}"`)
  if (value instanceof Map) {
    const entries = [...value].map(([key, member]) => `[${canonicalJson(key)},${canonicalJson(member)}]`)
    return tagged('map', `[${entries.sort().join(',')}]`)
  }
  if (value instanceof Set) return tagged('set', `[${[...value].map(canonicalJson).sort().join(',')}]`)
  const members = value as Readonly<Record<string, unknown>>
  const keys = Object.keys(members).filter((key) => members[key] !== undefined)
  return `{${keys.sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key])}`).join(',')}}`
}

/** SHA-256 of the canonical JSON, 64 hex digits. */
export function digest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))
}
