// What somebody typed → what a text must hold: clauses, of each of which one alternative is enough. A name also stands
// for the other names of its thing; the last word may be unfinished.
import { names } from '#lib/core/notes/search/names.ts'
import { isSingleHan, phraseOf, wordsOf, type Word } from '#lib/core/notes/search/words.ts'

export interface QueryWord {
  readonly term: string
  readonly whole: string
  readonly script: Word['script']
  /** Still being typed: longer words count too. */
  readonly isPrefix: boolean
}

export interface Alternative {
  /** All of these. */
  readonly words: readonly QueryWord[]
  /** Letters and digits as they follow each other: another name counts only where it stands whole. */
  readonly phrase: string
  /** 1 for what was typed, less for another name of it. */
  readonly factor: number
}

export interface Clause {
  readonly alternatives: readonly Alternative[]
}

/** Words beyond these are left out. */
const mostWords = 24
const otherName = 0.6
const looseName = 0.25

const stopWords = new Set('a an and are as at be by do does for from how if in is it of on or should that the this to was what when where which who why will with would'.split(' '))

const partsOf = (text: string): Word[] => wordsOf(text).filter(({ joined }) => !joined)
/** The last of a Han run stands in a pair already, unless it is alone. */
const withoutTails = (words: readonly Word[]): Word[] =>
  words.filter((word, at) => !(isSingleHan(word) && words[at - 1]?.script === 'han' && words[at - 1]!.end === word.end))

interface KnownName {
  readonly group: number
  readonly loose: boolean
  readonly phrase: string
  readonly words: readonly QueryWord[]
}

const finished = ({ term, whole, script }: Word): QueryWord => ({ term, whole, script, isPrefix: false })
const known: readonly KnownName[] = names.flatMap((group, number) => group.map(({ text, loose }) => ({ group: number, loose, phrase: phraseOf(text), words: withoutTails(partsOf(text)).map(finished) })))
const startingWith = new Map<string, KnownName[]>()
for (const name of known) {
  const first = name.words[0]?.term ?? ''
  startingWith.set(first, [...(startingWith.get(first) ?? []), name].sort((a, b) => b.words.length - a.words.length))
}

/** Empty where nothing that was typed is a word. */
export function readQuery(query: string): Clause[] {
  const typed = withoutTails(partsOf(query)).slice(0, mostWords)
  const endsWithWord = typed.at(-1)?.end === query.trimEnd().length && query === query.trimEnd()
  const words = typed.map((word, at): QueryWord => ({ ...finished(word), isPrefix: at === typed.length - 1 && endsWithWord }))
  const clauses: Clause[] = []
  const isStop = ({ whole, isPrefix }: QueryWord) => stopWords.has(whole) && !isPrefix
  const onlyStops = words.every(isStop)
  for (let at = 0; at < words.length; ) {
    const word = words[at]!
    const name = startingWith.get(word.term)?.find((candidate) => candidate.words.every((part, i) => words[at + i]?.term === part.term))
    if (name !== undefined) {
      const own = words.slice(at, at + name.words.length)
      const others = known.filter(({ group, words: of }) => group === name.group && of !== name.words)
      clauses.push({ alternatives: [{ words: own, phrase: name.phrase, factor: 1 }, ...others.map((other) => ({ words: other.words, phrase: other.phrase, factor: name.loose || other.loose ? looseName : otherName }))] })
      at += own.length
    } else {
      if (onlyStops || !isStop(word)) clauses.push({ alternatives: [{ words: [word], phrase: word.whole, factor: 1 }] })
      at++
    }
  }
  return clauses
}
