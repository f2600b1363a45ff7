// A question as the key that survives cosmetic edits: NFKC (Kangxi radicals become ordinary Han), lower case, and no
// markup, emoji, white space, punctuation, section number or （重要）. Digits that mean something stay: 401 和 403, 4XX,
// 2MSL, 3rd. Two questions with one key may still be two cards; `identity.ts` decides.
import { cleanTitle } from '#lib/core/notes/import/title.ts'

/** The key of a question's Markdown; empty where it holds neither letters nor digits. */
export function normaliseQuestion(markdown: string): string {
  const [title = '', ...rest] = markdown.normalize('NFKC').split('\n')
  return squeeze(`${cleanTitle(title)} ${rest.join(' ')}`)
}

/** The key of any text (a context path, an answer): as above, but numbers at its beginning stay. */
export function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
