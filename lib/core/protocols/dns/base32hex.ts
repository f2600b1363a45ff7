// Base 32 with the extended hex alphabet, without padding, as NSEC3 writes hashed names.
// Read first: RFC 4648 §7.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUV'

export function toBase32Hex(octets: ArrayLike<number>): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let i = 0; i < octets.length; i++) {
    held = (held << 8) | octets[i]!
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31]!
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31]! : text
}

/** The octets, or null where a character is not of the alphabet or bits are left over. */
export function fromBase32Hex(text: string): number[] | null {
  const octets: number[] = []
  let bits = 0
  let held = 0
  for (const char of text.toUpperCase()) {
    const value = alphabet.indexOf(char)
    if (value < 0) return null
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      octets.push(held >> bits)
      held &= (1 << bits) - 1
    }
  }
  return bits >= 5 || held !== 0 ? null : octets
}
