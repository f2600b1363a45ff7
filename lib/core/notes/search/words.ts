// Text → the words that the search index is made of, each with its place. Latin words are folded and lightly stemmed;
// Han runs become pairs of characters, so that no dictionary decides where a word ends. Knows no index and no ranking.

export interface Word {
  readonly term: string
  /** As written, folded: what a prefix is looked up by. Equal to `term` where nothing was cut. */
  readonly whole: string
  readonly script: 'latin' | 'han'
  /** Offsets (UTF-16) into the text as given. */
  readonly start: number
  readonly end: number
  /** A compound written as one (`TIME-WAIT` as `timewait`), beside its parts. */
  readonly joined: boolean
}

const runs = /(\p{Script=Han}+)|((?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)/gu
/** Between the parts of one name: TIME-WAIT, TIME_WAIT, HTTP/2, RFC 9293’s. */
const joint = /^[-_./'’‑]$/u
/** Longer words are no words: base64, hexadecimal. */
const longestWord = 40

/** Lower case, without accents, full-width letters as plain ones. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()
}

/** The words of a text in order; a pair of Han characters is a word, and so is the last of a run. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let before: Word | null = null
  for (const match of text.matchAll(runs)) {
    const [run] = match
    const start = match.index
    if (match[1] !== undefined) {
      pushHan(words, run, start)
      before = null
      continue
    }
    const whole = fold(run).slice(0, longestWord)
    if (whole === '') continue
    const word: Word = { term: stem(whole), whole, script: 'latin', start, end: start + run.length, joined: false }
    words.push(word)
    if (before !== null && joint.test(text.slice(before.end, start))) {
      const both = (before.whole + whole).slice(0, longestWord)
      const join: Word = { term: both, whole: both, script: 'latin', start: before.start, end: word.end, joined: true }
      words.push(join)
      before = join
    } else before = word
  }
  return words
}

function pushHan(words: Word[], run: string, start: number): void {
  const characters = Array.from(run)
  let at = start
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1]
    const term = character + (next ?? '')
    words.push({ term, whole: term, script: 'han', start: at, end: at + term.length, joined: false })
    at += character.length
  }
}

/** Whether a term is one Han character. */
export const isSingleHan = ({ term, script }: Pick<Word, 'term' | 'script'>): boolean => script === 'han' && term.length === (term.codePointAt(0)! > 0xffff ? 2 : 1)

/** `handshakes`, `handshaking` and `handshake` end alike; short words and words with digits stay. */
export function stem(word: string): string {
  if (word.length <= 4 || !/^[a-z]+$/.test(word)) return word.length === 4 && /^[a-z]{3}s$/.test(word) && !word.endsWith('ss') ? word.slice(0, 3) : word
  let root = word
  if (root.endsWith('ies')) root = `${root.slice(0, -3)}y`
  else if (/(?:ss|x|ch|sh|z)es$/.test(root)) root = root.slice(0, -2)
  else if (root.endsWith('s') && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1)
  for (const suffix of ['ing', 'ed']) {
    const cut = root.slice(0, -suffix.length)
    if (!root.endsWith(suffix) || cut.length < 3 || !/[aeiouy]/.test(cut)) continue
    root = /([bdgmnprt])\1$/.test(cut) ? cut.slice(0, -1) : cut
    break
  }
  return root.length > 4 && root.endsWith('e') ? root.slice(0, -1) : root
}

/** Letters and digits alone, words apart by one space: how phrases are compared. */
export function phraseOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
