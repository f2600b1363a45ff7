// Octets as a string, one character U+0000 to U+00FF each: payloads that live in a machine's state, which
// must survive JSON and be shared without copying. Bytes (`Uint8Array`) are for the wire, octets for the
// state.

/** Each character stands for one octet; a character above U+00FF is a bug of whoever made the string. */
export type Octets = string

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8')

export function octetsFromBytes(bytes: Uint8Array): Octets {
  let octets = ''
  // In parts, because an argument list has a limit that depends on the engine.
  for (let at = 0; at < bytes.length; at += 4096) {
    octets += String.fromCharCode(...bytes.subarray(at, at + 4096))
  }
  return octets
}

export function bytesFromOctets(octets: Octets): Uint8Array {
  const bytes = new Uint8Array(octets.length)
  for (let at = 0; at < octets.length; at++) bytes[at] = octets.charCodeAt(at)
  return bytes
}

/** The UTF-8 form of a text. */
export function octetsFromText(text: string): Octets {
  return octetsFromBytes(encoder.encode(text))
}

/** The text that the octets spell in UTF-8; what is not UTF-8 becomes U+FFFD. */
export function textFromOctets(octets: Octets): string {
  return decoder.decode(bytesFromOctets(octets))
}

/** `48656c6c6f`, two digits an octet. */
export function hexFromBytes(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The bytes of a hex text, in which blanks are ignored; null when it is not one. */
export function bytesFromHex(hex: string): Uint8Array | null {
  const digits = hex.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return null
  const bytes = new Uint8Array(digits.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  return bytes
}
