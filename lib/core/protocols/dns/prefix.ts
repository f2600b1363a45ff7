// Whether an address lies in a prefix such as `127.0.0.0/8` or `fe80::/10`.
// Read first: RFC 4632 §3.1, RFC 4291 §2.3.
import { parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'

/** False also where either is malformed, or they are of different families. */
export function inPrefix(address: string, prefix: string): boolean {
  const [base, length] = prefix.split('/') as [string, string?]
  const left = octetsOf(address)
  const right = octetsOf(base)
  if (!left || left.length !== right?.length) return false
  const bits = length === undefined ? right.length * 8 : Number(length)
  for (let bit = 0; bit < bits && bit < right.length * 8; bit++) {
    const mask = 0x80 >> (bit % 8)
    if ((left[bit >> 3]! & mask) !== (right[bit >> 3]! & mask)) return false
  }
  return true
}

function octetsOf(address: string): number[] | null {
  return parseIpv4(address) ?? parseIpv6(address)
}
