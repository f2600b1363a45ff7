// IPv4 and IPv6 addresses as text and as octets. No ranges, no zones, no lookups.
// Read first: RFC 4291 §2.2 (text forms of IPv6); RFC 5952 §4 gives the one form that is written.

/** The four octets of `192.0.2.1`, or null. Leading zeros are refused: some programs read them as octal. */
export function parseIpv4(text: string): number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  const octets: number[] = []
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return null
    octets.push(Number(part))
  }
  return octets
}

export function formatIpv4(octets: ArrayLike<number>): string {
  return `${octets[0]!}.${octets[1]!}.${octets[2]!}.${octets[3]!}`
}

/** The sixteen octets of an IPv6 address in any of its forms, or null. */
export function parseIpv6(text: string): number[] | null {
  if (text.length > 45) return null
  let head = text
  let tail: number[] = []
  const lastColon = text.lastIndexOf(':')
  if (text.includes('.')) {
    const v4 = parseIpv4(text.slice(lastColon + 1))
    if (v4 === null || lastColon < 0) return null
    tail = v4
    head = text.slice(0, lastColon + 1) + '0:0'
  }
  const halves = head.split('::')
  if (halves.length > 2) return null
  const left = parseGroups(halves[0]!)
  const right = halves.length === 2 ? parseGroups(halves[1]!) : []
  if (left === null || right === null) return null
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...left, ...new Array<number>(missing).fill(0), ...right]
  const octets = groups.flatMap((group) => [group >> 8, group & 0xff])
  if (tail.length > 0) octets.splice(12, 4, ...tail)
  return octets
}

function parseGroups(text: string): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  for (const part of text.split(':')) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return null
    groups.push(Number.parseInt(part, 16))
  }
  return groups
}

/** The recommended form: lower case, no leading zeros, the longest run of zero groups as `::`. */
export function formatIpv6(octets: ArrayLike<number>): string {
  const groups = Array.from({ length: 8 }, (_, i) => octets[2 * i]! * 256 + octets[2 * i + 1]!)
  let bestStart = -1
  let bestLength = 1
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === 0) length++
    if (length > bestLength) [bestStart, bestLength] = [start, length]
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  if (bestStart < 0) return hex(groups)
  return `${hex(groups.slice(0, bestStart))}::${hex(groups.slice(bestStart + bestLength))}`
}
