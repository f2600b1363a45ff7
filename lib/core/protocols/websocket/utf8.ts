// Is a byte stream UTF-8, as far as it is known? Says so at the very byte that makes it impossible, across
// any split into chunks. It decodes nothing: `TextDecoder` does that afterwards.
// Read first: RFC 3629 §4 (the ABNF of valid sequences, without overlong forms and surrogates).

/**
 * What may come next: 0 = a character may begin; 1, 2, 3 = so many continuation bytes of any value; 4 to 7 =
 * the second byte of a sequence begun with E0, ED, F0 or F4, whose range is narrower.
 */
export type Utf8State = number

/** A whole character has just ended, or nothing has been read. */
export const UTF8_START: Utf8State = 0

export interface Utf8Step {
  readonly state: Utf8State
  /** The index in the given bytes of the first that cannot stand there; -1 while all can. */
  readonly failedAt: number
}

/** Reads on from `state`. After a failure the returned state is that before the failing byte. */
export function readUtf8(state: Utf8State, bytes: Uint8Array): Utf8Step {
  const length = bytes.length
  let now = state
  let run = 0
  for (let at = now === UTF8_START ? skipAscii(bytes, 0) : 0; at < length; at++) {
    const byte = bytes[at]!
    if (now === UTF8_START) {
      if (byte < 0x80) {
        if (++run === LONG_RUN) at = skipAscii(bytes, at + 1) - 1
        continue
      }
      run = 0
      now = afterLead(byte)
      if (now < 0) return { state: UTF8_START, failedAt: at }
    } else {
      const after = afterContinuation(now, byte)
      if (after < 0) return { state: now, failedAt: at }
      now = after
    }
  }
  return { state: now, failedAt: -1 }
}

/** After so many ASCII bytes in a row, more are likely. */
const LONG_RUN = 32

/**
 * The first byte from `from` on that may not be ASCII: four are looked at together, so it may be up to three
 * early.
 */
function skipAscii(bytes: Uint8Array, from: number): number {
  if (bytes.length - from < LONG_RUN) return from
  let at = from
  for (; ((bytes.byteOffset + at) & 3) !== 0; at++) if (bytes[at]! >= 0x80) return at
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2)
  const fours = words.length - 3
  let index = 0
  while (
    index < fours &&
    ((words[index]! | words[index + 1]! | words[index + 2]! | words[index + 3]!) & 0x80808080) === 0
  ) {
    index += 4
  }
  while (index < words.length && (words[index]! & 0x80808080) === 0) index++
  return at + index * 4
}

/** The state after a byte that begins a character; negative when none can begin with it. */
function afterLead(byte: number): Utf8State {
  if (byte < 0xc2 || byte > 0xf4) return -1
  if (byte < 0xe0) return 1
  if (byte < 0xf0) return byte === 0xe0 ? 4 : byte === 0xed ? 5 : 2
  return byte === 0xf0 ? 6 : byte === 0xf4 ? 7 : 3
}

function afterContinuation(state: Utf8State, byte: number): Utf8State {
  const low = state === 4 ? 0xa0 : state === 6 ? 0x90 : 0x80
  const high = state === 5 ? 0x9f : state === 7 ? 0x8f : 0xbf
  if (byte < low || byte > high) return -1
  return state <= 3 ? state - 1 : state <= 5 ? 1 : 2
}

/**
 * The index of the first byte that makes `bytes` impossible as UTF-8; their length when they end within a
 * character; -1.
 */
export function findUtf8Fault(bytes: Uint8Array): number {
  const { state, failedAt } = readUtf8(UTF8_START, bytes)
  return failedAt >= 0 ? failedAt : state === UTF8_START ? -1 : bytes.length
}
