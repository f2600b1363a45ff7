// Bytes of a person's file → text, with the encodings that notes come in: UTF-8 with or without a byte order mark,
// UTF-16 of either order, GB 18030 (which holds GBK and GB 2312). Anything else is refused in a sentence.
// Uses TextDecoder, which browsers and Node share; no library.
import { fail, ok } from '#lib/core/problem.ts'
import type { Result } from '#lib/core/problem.ts'

export type NoteEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string
  readonly encoding: NoteEncoding
  /** Bytes before the first character: 3 for UTF-8 with a mark, 2 for UTF-16 with one, else 0. */
  readonly markLength: number
}

/** Enough bytes to recognise an encoding; a sample keeps a hostile file from being decoded three times. */
const sampleSize = 64 * 1024

/**
 * The text of a file.
 * Problems: `notes-binary` (it holds what no text holds), `notes-encoding` (none of the encodings fits).
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeAs('utf-8', bytes, 3)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes, 2)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes, 2)
  const unmarked = guessUtf16(bytes)
  if (unmarked !== null) return decodeAs(unmarked, bytes, 0)
  const utf8 = decodeAs('utf-8', bytes, 0)
  if (utf8.ok || utf8.problem.code === 'notes-binary') return utf8
  return decodeAs('gb18030', bytes, 0)
}

function decodeAs(encoding: NoteEncoding, bytes: Uint8Array, markLength: number): Result<DecodedText> {
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(markLength))
  } catch {
    return fail({ code: 'notes-encoding' })
  }
  if (looksBinary(text)) return fail({ code: 'notes-binary' })
  return ok({ text, encoding, markLength })
}

/** How much of a text must be signs that notes are written with, to be believed without a mark. */
const plausibleShare = 0.9

/**
 * No other encoding of text holds zero bytes, and in UTF-16 a line end does. Read in the wrong order, letters and Han (一 is
 * 4E 00) become signs that nobody writes.
 */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, sampleSize) & ~1
  if (length < 4 || !bytes.subarray(0, length).includes(0)) return null
  let little = 0
  let big = 0
  for (let index = 0; index < length; index += 2) {
    const low = bytes[index]!
    const high = bytes[index + 1]!
    if (isPlausible(low | (high << 8))) little += 1
    if (isPlausible(high | (low << 8))) big += 1
  }
  if (Math.max(little, big) < (length / 2) * plausibleShare || little === big) return null
  return little > big ? 'utf-16le' : 'utf-16be'
}

function isPlausible(unit: number): boolean {
  if (unit < 0x20) return unit === 9 || unit === 10 || unit === 13
  return (
    unit < 0x250 ||
    (unit >= 0x2000 && unit < 0x2800) ||
    (unit >= 0x3000 && unit < 0x3100) ||
    (unit >= 0x4e00 && unit < 0xa000) ||
    (unit >= 0xd800 && unit < 0xe000) ||
    unit >= 0xfe00
  )
}

/** Control characters other than tab, line ends, form feed and escape do not stand in notes. */
function looksBinary(text: string): boolean {
  let control = 0
  const length = Math.min(text.length, sampleSize)
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0) return true
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 27) control += 1
  }
  return control > 8 && control > length / 200
}
