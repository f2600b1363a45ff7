// The Internet checksum and the pseudo-headers that TCP and UDP put in front of it.
// Read first: RFC 1071 §1; RFC 9293 §3.1 (IPv4 pseudo-header); RFC 8200 §8.1 (IPv6 pseudo-header).

/**
 * The sum of 16-bit words, not yet folded or complemented; an odd last octet is padded with zero on its
 * right.
 */
export function sumWords(bytes: Uint8Array, start = 0, end = bytes.length, sum = 0): number {
  let at = start
  // Never overflows: 2^53 leaves room for 2^37 words.
  for (; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  if (at < end) sum += bytes[at]! << 8
  return sum
}

/** Folds a sum into 16 bits with end-around carry and takes the one's complement: the field to be sent. */
export function finishChecksum(sum: number): number {
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000)
  return ~sum & 0xffff
}

/**
 * The Internet checksum of bytes in which the checksum field itself is zero; 0 over bytes that contain a
 * right one.
 */
export function internetChecksum(bytes: Uint8Array, start = 0, end = bytes.length): number {
  return finishChecksum(sumWords(bytes, start, end))
}

/**
 * The pseudo-header's share of the sum. Source and destination are 4 octets each for IPv4 or 16 each for
 * IPv6; `length` is that of the upper-layer header and data. The words are the same for both versions: an
 * IPv6 pseudo-header only spreads length and next header over more zeros.
 */
export function pseudoHeaderSum(
  source: ArrayLike<number>,
  destination: ArrayLike<number>,
  protocol: number,
  length: number,
): number {
  let sum = protocol + (length >>> 16) + (length & 0xffff)
  for (const address of [source, destination]) {
    for (let at = 0; at + 1 < address.length; at += 2) sum += (address[at]! << 8) | address[at + 1]!
  }
  return sum
}
