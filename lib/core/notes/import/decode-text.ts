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

/** Text that is mostly ASCII or Han in UTF-16 has every second byte below 0x20 or in the Han rows far too often to be chance. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, sampleSize) & ~1
  if (length < 4) return null
  let evenZero = 0
  let oddZero = 0
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) evenZero += 1
    if (bytes[index + 1] === 0) oddZero += 1
  }
  const pairs = length / 2
  if (oddZero > pairs * 0.1 && evenZero === 0) return 'utf-16le'
  if (evenZero > pairs * 0.1 && oddZero === 0) return 'utf-16be'
  return null
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
