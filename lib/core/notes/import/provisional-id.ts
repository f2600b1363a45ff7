// Ids for cards that have none in their text: `t-` and a hash of normalised question and context, `-2`, `-3` for twins
// (CONTRACTS part 2). Shown before the first import, which gives lasting ids.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { normaliseQuestion, squeeze } from '#lib/core/notes/normalise-question.ts'

/** The id without the number of a twin. */
export function provisionalId(question: string, contextPath: readonly string[]): string {
  const key = `${normaliseQuestion(question)}\n${contextPath.map(squeeze).join('\n')}`
  return `t-${bytesToHex(sha256(utf8ToBytes(key))).slice(0, 16)}`
}
