// An answer or a wording → clauses of tokens: what is meant, where it stands, whether it is denied.
// It knows no grammar: clauses end at punctuation, a denial reaches a few words ahead.
import {
  chineseGlue,
  chineseNegators,
  chineseNorms,
  denialEnds,
  englishGlue,
  englishJoiners,
  englishNegators,
  englishNorms,
  falseNegations,
  openDenials,
} from '#lib/core/answers/function-words.ts'
import type { Sense, TreeNode } from '#lib/core/answers/lexicon.ts'
import { atomsOf, kindOf, kindWeights, lexicon } from '#lib/core/answers/lexicon.ts'
import { stemEnglish } from '#lib/core/answers/stem.ts'

/** Said as it stands, denied, or left open (`防止 …`, `instead of …`). */
export type Polarity = 'said' | 'denied' | 'open'

export interface Token {
  /** Meanings from the lexicon, or one `=stem` or `=二字` for a word outside it. */
  readonly meanings: readonly string[]
  readonly weight: number
  readonly polarity: Polarity
  /** Offsets into the text as given. */
  readonly start: number
  readonly end: number
  readonly inLexicon: boolean
  /** What the words of a phrase mean one by one, besides the meaning of the phrase. */
  readonly parts: readonly string[]
  /** The small word before it, as a stem, over an article; empty at the head of a clause. */
  readonly lead: string
}

export interface Clause {
  readonly tokens: readonly Token[]
  readonly sentence: number
  /** Atoms in all, and those that are glue: words of relation, not of content. */
  readonly atomCount: number
  readonly glueCount: number
  readonly start: number
  readonly end: number
}

interface Atom {
  readonly text: string
  readonly han: boolean
  readonly start: number
  readonly end: number
  /** What stands before it: nothing or a space 0, a list mark 1, a clause mark 2, the end of a sentence 3. */
  readonly breakBefore: number
  /** An underscore joins it to the atom before: `fin` in `tcp_fin_timeout`. */
  readonly joined: boolean
}

interface Normalised {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** NFKC and lower case, character by character, with the way back to the offsets of the text as given. */
function normalise(text: string): Normalised {
  let out = ''
  const starts: number[] = []
  const ends: number[] = []
  let offset = 0
  for (const character of text) {
    // `，` stays what it is: a comma without a space joins Latin words (`SYN,ACK`), a full-width one never
    // does.
    const folded = /[，；：！？（）]/u.test(character) ? character : character.normalize('NFKC')
    const plain = folded.toLowerCase().replace(/[’‘]/g, "'")
    out += plain
    for (let i = 0; i < plain.length; i++) {
      starts.push(offset)
      ends.push(offset + character.length)
    }
    offset += character.length
  }
  return { text: out, starts, ends }
}

// A word with a colon before it is the name of a pseudo-header (`:protocol`).
const atomPattern = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}]):[a-z]{3,}`,
    String.raw`\p{Script=Han}`,
    String.raw`\d+(?:\.\d+)+`,
    String.raw`(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:'[a-z]+)?`,
    '->|=>|→',
  ].join('|'),
  'gu',
)

/** How strongly the text between two atoms separates them. */
function breakIn(between: string, after: string): number {
  if (/[。!?！？\n]|\.(?=\s|$)/u.test(between)) return 3
  if (between === '.' && /\p{Script=Han}/u.test(after)) return 3
  if (/^,$/.test(between)) return /\p{Script=Han}/u.test(after) ? 2 : 0
  if (/[,;:()[\]{}，；：（）—–]|\s-+\s|"/u.test(between)) return 2
  if (/[、|•·*]/u.test(between)) return 1
  return 0
}

function splitAtoms({ text, starts, ends }: Normalised): Atom[] {
  const atoms: Atom[] = []
  let last = 0
  for (const match of text.matchAll(atomPattern)) {
    const from = match.index
    const to = from + match[0].length
    atoms.push({
      text: stemEnglish(match[0]),
      han: /^\p{Script=Han}$/u.test(match[0]),
      start: starts[from]!,
      end: ends[to - 1]!,
      breakBefore: breakIn(text.slice(last, from), match[0]),
      joined: last === from - 1 && text[last] === '_',
    })
    last = to
  }
  return atoms
}

const articles = new Set(['a', 'an', 'the', 'its', 'their', 'our', 'your', 'my', 'his'])
const maxGap = 4

interface FormMatch {
  readonly senses: readonly Sense[]
  /** One past the last atom of the form's first half. */
  readonly next: number
}

/** The next atom of the same clause from `at`, over an article; -1 at a break. */
function stepOver(atoms: readonly Atom[], at: number, first: boolean): number {
  let index = at
  while (index < atoms.length) {
    const atom = atoms[index]!
    if (!first && atom.breakBefore > 0) return -1
    if (!articles.has(atom.text)) return index
    if (first) return index
    index++
  }
  return -1
}

/** One past the last atom of an identifier written with underscores; `at + 1` for any other atom. */
function identifierEnd(atoms: readonly Atom[], at: number): number {
  let end = at + 1
  while (atoms[end]?.joined === true) end++
  return end
}

function restFollows(atoms: readonly Atom[], from: number, rest: readonly string[]): boolean {
  for (let at = from; at <= from + maxGap && at < atoms.length; at++) {
    if (atoms[at]!.breakBefore > 1) return false
    if (rest.every((text, i) => atoms[at + i]?.text === text)) return true
  }
  return false
}

/**
 * The longest form that begins at an atom, with all its meanings; forms with a gap count where nothing longer
 * stands.
 */
function longestForm(atoms: readonly Atom[], at: number, to = atoms.length): FormMatch | null {
  let node: TreeNode = lexicon
  let index = at
  let best: FormMatch | null = null
  for (;;) {
    const here = stepOver(atoms, index, index === at)
    const next = here < 0 || here >= to ? undefined : node.next.get(atoms[here]!.text)
    if (next === undefined) return best
    node = next
    index = here + 1
    const gapped = node.gapped.filter(({ rest }) => restFollows(atoms, index, rest)).map(({ sense }) => sense)
    if (node.senses.length + gapped.length > 0) best = { senses: [...node.senses, ...gapped], next: index }
  }
}

/** The meanings of shorter forms inside a phrase; of what a denial in it may reach, none. */
function partsOf(atoms: readonly Atom[], from: number, to: number): string[] {
  const parts: string[] = []
  for (let at = from; at < to; ) {
    if (denialReach(atoms[at]!) > 0) return parts
    // The whole phrase is no part of itself.
    const form = longestForm(atoms, at, at === from ? to - 1 : to)
    if (form !== null) parts.push(...form.senses.filter(({ opposite }) => !opposite).map(({ id }) => id))
    at = form?.next ?? at + 1
  }
  return parts
}

const normAtoms = chineseNorms.map((norm) => atomsOf(norm))
const falseNegationsByHead = new Map<string, string[][]>()
for (const phrase of falseNegations.map((each) => atomsOf(each))) {
  falseNegationsByHead.set(phrase[0]!, [...(falseNegationsByHead.get(phrase[0]!) ?? []), phrase])
}
const glueAtoms = new Set(chineseGlue.filter((word) => word.length === 1))

function atFalseNegation(atoms: readonly Atom[], at: number): number {
  for (const phrase of falseNegationsByHead.get(atoms[at]!.text) ?? []) {
    if (phrase.every((text, i) => atoms[at + i]?.text === text)) return phrase.length
  }
  return 0
}

/** How many content words a denial that begins here reaches; 0 where none begins. */
function denialReach(atom: Atom): number {
  if (atom.han) return chineseNegators.has(atom.text) ? 2 : 0
  return englishNegators.get(atom.text) ?? (atom.text.endsWith("n't") ? 3 : 0)
}

/** Several words that deny as `not` does, and reach as far. */
const negatingPhrases = ['no longer', 'by no means', 'at no time', 'under no circumstances'].map((phrase) => atomsOf(phrase))
const reachOfPhrase = 3

/** How many atoms the phrase takes that begins here; 0 where none does. */
function phraseAt(phrases: readonly (readonly string[])[], atoms: readonly Atom[], at: number): number {
  return phrases.find((each) => each.every((text, i) => atoms[at + i]?.text === text))?.length ?? 0
}

/** These deny the whole claim that follows: an English one to its full stop, a Chinese one to its comma. */
const claimDeniers = [
  ...['not true that', 'not the case that', 'not correct that', 'not right that', 'wrong that', 'false that'],
  ...['incorrect that', 'untrue that', 'wrong to say', '并不是', '并非', '说反了'],
].map((phrase) => atomsOf(phrase))

/** `whether it is sent`: neither said nor denied, for so many words. */
const whethers = new Set(['whether', '否'])
const reachOfWhether = 4

/**
 * `must not`, 不得: a norm says what shall not be, and an answer may well describe what happens where it is.
 */
function isNorm(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at]!
  if (atom.han) return phraseAt(normAtoms, atoms, at) > 0
  return englishNorms.has(atom.text) || (at > 0 && englishNorms.has(atoms[at - 1]!.text))
}

interface Draft {
  tokens: Token[]
  sentence: number
  atomCount: number
  glueCount: number
  start: number
  end: number
  /** `prevent`, `instead of` and their like stand in it: what is claimed of its words is open. */
  openDenial: boolean
}

const turn = (polarity: Polarity): Polarity =>
  polarity === 'said' ? 'denied' : polarity === 'denied' ? 'said' : 'open'

const leftOpen = (token: Token): Token => (token.polarity === 'said' ? { ...token, polarity: 'open' } : token)

/** Walks the atoms once, left to right, and keeps how far the last denial still reaches. */
class Reader {
  private readonly atoms: readonly Atom[]
  private readonly clauses: Draft[] = []
  private clause: Draft | null = null
  private sentence = 0
  private denied = 0
  private open = 0
  private claimDenied: 'clause' | 'sentence' | null = null

  constructor(atoms: readonly Atom[]) {
    this.atoms = atoms
  }

  read(): Clause[] {
    let at = 0
    while (at < this.atoms.length) at = this.readAt(at)
    return this.clauses.map(({ openDenial, ...clause }) =>
      openDenial ? { ...clause, tokens: clause.tokens.map(leftOpen) } : clause,
    )
  }

  private openClause(atom: Atom): Draft {
    if (atom.breakBefore === 3 && this.clause !== null) this.sentence++
    if (atom.breakBefore === 3 || (atom.breakBefore === 2 && this.claimDenied === 'clause')) this.claimDenied = null
    if (this.clause === null || atom.breakBefore >= 2) {
      this.clause = {
        tokens: [],
        sentence: this.sentence,
        atomCount: 0,
        glueCount: 0,
        start: atom.start,
        end: atom.end,
        openDenial: false,
      }
      this.clauses.push(this.clause)
      this.denied = 0
      this.open = 0
    }
    return this.clause
  }

  private readAt(at: number): number {
    const atom = this.atoms[at]!
    const clause = this.openClause(atom)
    const skip = atFalseNegation(this.atoms, at)
    if (skip > 0) {
      this.count(clause, at, skip, true)
      if (this.atoms[at + 1]?.text === '不' || this.atoms[at + 1]?.text === '没') this.open = reachOfWhether
      return at + skip
    }
    const deniers = phraseAt(claimDeniers, this.atoms, at)
    if (deniers > 0) {
      this.count(clause, at, deniers, true)
      this.claimDenied = atom.han ? 'clause' : 'sentence'
      return at + deniers
    }
    if (whethers.has(atom.text)) this.open = reachOfWhether
    const end = identifierEnd(this.atoms, at)
    const form = longestForm(this.atoms, at)
    // `tcp_fin_timeout` says nothing about FIN; `SYN_RCVD` is known as a whole.
    if (end > at + 1 && (form === null || form.next < end)) return this.readIdentifier(clause, at, end)
    const phrase = phraseAt(negatingPhrases, this.atoms, at)
    const [reach, length] = phrase > 0 ? [reachOfPhrase, phrase] : [denialReach(atom), 1]
    if (reach > 0 && (form === null || form.next <= at + length)) {
      this.count(clause, at, length, true)
      if (isNorm(this.atoms, at)) this.open = reach
      // A second denial within the first one's reach takes it back.
      else this.denied = this.denied > 0 && !atom.han ? 0 : reach
      return at + length
    }
    if (denialEnds.has(atom.text)) this.denied = 0
    return form === null ? this.readUnknown(clause, at) : this.readForm(clause, at, form)
  }

  private count(clause: Draft, at: number, atoms: number, glue: boolean): void {
    clause.atomCount += atoms
    if (glue) clause.glueCount += atoms
    clause.end = this.atoms[at + atoms - 1]!.end
  }

  private polarity(): Polarity {
    const plain = this.denied > 0 ? 'denied' : this.open > 0 ? 'open' : 'said'
    return this.claimDenied === null ? plain : turn(plain)
  }

  private push(clause: Draft, at: number, token: Omit<Token, 'polarity' | 'lead'>, flip: boolean, light: boolean): void {
    const polarity = this.polarity()
    clause.tokens.push({ ...token, polarity: flip ? turn(polarity) : polarity, lead: this.leadOf(at) })
    if (light) return
    if (this.denied > 0) this.denied--
    if (this.open > 0) this.open--
  }

  private readForm(clause: Draft, at: number, form: FormMatch): number {
    const last = this.atoms[form.next - 1]!
    const ids = form.senses.map((sense) => sense.id)
    const plain = form.senses.filter((sense) => !sense.opposite).map((sense) => sense.id)
    // A form with several meanings tells less than one with the strongest of them.
    const weight = ids.reduce((sum, id) => sum + kindWeights[kindOf(id)], 0) / ids.length
    const light = ids.every((id) => kindOf(id) === 'light' || kindOf(id) === 'actor')
    const length = form.next - at
    this.count(clause, at, length, light && length === 1 && this.isGlue(this.atoms[at]!))
    const token = { meanings: plain, weight, start: this.atoms[at]!.start, end: last.end, inLexicon: true, parts: length > 1 ? partsOf(this.atoms, at, form.next) : [] }
    if (plain.length > 0) this.push(clause, at, token, false, light)
    else this.push(clause, at, { ...token, meanings: ids }, true, light)
    if (ids.some((id) => openDenials.has(id))) clause.openDenial = true
    return form.next
  }

  private readIdentifier(clause: Draft, at: number, end: number): number {
    const parts = this.atoms.slice(at, end)
    this.count(clause, at, parts.length, false)
    const meanings = [`=${parts.map(({ text }) => text).join('_')}`]
    const token = { meanings, weight: 1.6, start: parts[0]!.start, end: parts.at(-1)!.end, inLexicon: false, parts: [] }
    this.push(clause, at, token, false, false)
    return end
  }

  private leadOf(at: number): string {
    let before = at
    do {
      if (this.atoms[before]!.breakBefore > 0 || before === 0) return ''
      before--
    } while (articles.has(this.atoms[before]!.text))
    return this.atoms[before]!.text
  }

  private isGlue(atom: Atom): boolean {
    return atom.han ? glueAtoms.has(atom.text) : englishGlue.has(atom.text) && !englishJoiners.has(atom.text)
  }

  private readUnknown(clause: Draft, at: number): number {
    const atom = this.atoms[at]!
    const glue = atom.han ? glueAtoms.has(atom.text) : englishGlue.has(atom.text)
    this.count(clause, at, 1, glue && !englishJoiners.has(atom.text))
    if (glue || (!atom.han && atom.text.length < 2 && !/\d/.test(atom.text))) return at + 1
    if (!atom.han) {
      const weight = /\d/.test(atom.text)
        ? atom.text.length > 1
          ? 1.6
          : 0.6
        : atom.text.length > 3
          ? 0.9
          : 0.5
      this.push(
        clause,
        at,
        { meanings: [`=${atom.text}`], weight, start: atom.start, end: atom.end, inLexicon: false, parts: [] },
        false,
        false,
      )
      return at + 1
    }
    this.readHan(clause, at)
    return at + 1
  }

  /** Han outside the lexicon counts in pairs; a pair must not reach into a word that the lexicon knows. */
  private readHan(clause: Draft, at: number): void {
    const atom = this.atoms[at]!
    const next = this.atoms[at + 1]
    if (next?.han !== true || next.breakBefore > 0 || glueAtoms.has(next.text)) return
    const nextForm = longestForm(this.atoms, at + 1)
    if (nextForm !== null && nextForm.next > at + 2) return
    const token = {
      meanings: [`=${atom.text}${next.text}`],
      weight: 0.5,
      start: atom.start,
      end: next.end,
      inLexicon: false,
      parts: [],
    }
    this.push(clause, at, token, false, true)
  }
}

/** The clauses of a text, in order. Reads any text in linear time and never throws. */
export function readText(text: string): readonly Clause[] {
  return new Reader(splitAtoms(normalise(text))).read()
}
