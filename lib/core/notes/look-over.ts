// What a person looks over before notes become cards: each card just read beside what is known already, what is missing
// from the notes as they are now, and likely twins. Proposes, decides nothing: `defaultUse` says what stands without a
// word, and what a person is asked. Reads no file and stores nothing.
import type { Problem } from '#lib/core/problem.ts'
import { matchCards, type Join, type KnownCard } from '#lib/core/notes/identity.ts'
import type { ReadCard, ReadNotes } from '#lib/core/notes/import/read-card.ts'
import type { Repair } from '#lib/core/notes/import/repair.ts'
import { findTwins } from '#lib/core/notes/likeness.ts'
import { normaliseQuestion } from '#lib/core/notes/normalise-question.ts'

/**
 * `new`: not known. `same`: known, and equal but for markup. `changed`: known, and something in it means something else
 * now. `moved`: known, from another file or below another title. `returned`: was missing and is back. `dropped`: its
 * person did not want it at an earlier import.
 */
export type CardStatus = 'new' | 'same' | 'changed' | 'moved' | 'returned' | 'dropped'

/** A card elsewhere that seems to ask the same. */
export interface Twin {
  readonly topic: string
  readonly card: string
  readonly question: string
  readonly likeness: number
}

export interface LookOverCard {
  /** Its number among all cards read, by which decisions name it. */
  readonly index: number
  readonly card: ReadCard
  readonly status: CardStatus
  /** The known card that it is, and the rule that says so. */
  readonly known: Pick<Join, 'rule' | 'change'> & { readonly id: string } | null
  /** A known card that it may be: its person says. */
  readonly perhaps: { readonly id: string; readonly question: string; readonly likeness: number } | null
  readonly twin: Twin | null
  /** Another card of these notes that seems to ask the same. */
  readonly twinHere: number | null
}

export interface LookOver {
  readonly cards: readonly LookOverCard[]
  /** Known cards of these files that were not found: they leave the queue and keep their schedule. */
  readonly missing: readonly { readonly id: string; readonly question: string }[]
  readonly problems: readonly Problem[]
  readonly repairs: readonly Repair[]
}

export interface LookOverInput {
  readonly notes: readonly { readonly file: string; readonly read: ReadNotes }[]
  /** All cards of the collection that these files belong to; none for a new one. */
  readonly known: readonly KnownCard[]
  /** The names (`t-…`) of cards that their person dropped before. */
  readonly dropped: ReadonlySet<string>
  /** Cards of ours that may ask the same. */
  readonly builtIn: readonly Omit<Twin, 'likeness'>[]
}

/** Compares notes just read with what is known. */
export function lookOver({ notes, known, dropped, builtIn }: LookOverInput): LookOver {
  // The file that a card was read from, not the name that the reader was told.
  const cards = notes.flatMap(({ file, read }) => read.cards.map((card) => ({ ...card, place: { ...card.place, file } })))
  const matching = matchCards(known, cards, filesInScope(notes, known))
  const joins = new Map(matching.joins.map((join) => [join.incoming, join]))
  const questions = new Map(matching.questions.map((question) => [question.incoming, question]))
  const byId = new Map(known.map((card) => [card.id, card]))
  const statusOf = (index: number): CardStatus => {
    const join = joins.get(index)
    if ((join === undefined || join.returned) && dropped.has(dropName(cards[index]!))) return 'dropped'
    if (join === undefined) return 'new'
    if (join.returned) return 'returned'
    return join.change === 'material' ? 'changed' : join.moved ? 'moved' : 'same'
  }
  const { twins, twinsHere } = findAllTwins(matching.added, cards, builtIn)
  const looked = cards.map((card, index): LookOverCard => {
    const join = joins.get(index)
    const question = questions.get(index)
    return {
      index, card,
      status: statusOf(index),
      known: join === undefined ? null : { id: join.known, rule: join.rule, change: join.change },
      perhaps: question === undefined ? null : { id: question.known, question: byId.get(question.known)?.question ?? '', likeness: question.likeness },
      twin: twins.get(index) ?? null,
      twinHere: twinsHere.get(index) ?? null,
    }
  })
  return {
    cards: looked,
    missing: matching.missing.flatMap((id) => {
      const card = byId.get(id)
      return card === undefined || card.missing === true ? [] : [{ id, question: card.question }]
    }),
    problems: notes.flatMap(({ file, read }) => read.problems.map((problem) => ({ ...problem, place: { ...problem.place, file } }))),
    repairs: notes.flatMap(({ read }) => read.repairs),
  }
}

/** The name under which a dropped card is remembered: its question, whatever file and title it stands under. */
export function dropName(card: Pick<ReadCard, 'question'>): string {
  return `dropped ${normaliseQuestion(card.question)}`
}

/** The name under which a card stands that no file holds: files have other names, and no import takes it for missing. */
export const writtenHere = '✎'

export type Use = 'accept' | 'drop' | 'ask'

/** What happens to a card of which its person says nothing: only an inferred title is asked about. */
export function defaultUse({ card, status, known }: Pick<LookOverCard, 'card' | 'status' | 'known'>): Use {
  if (status === 'dropped') return 'drop'
  if (known !== null) return 'accept'
  return card.tier === 'T3' ? 'ask' : 'accept'
}

/** A renamed file is recognised by half of its questions; then the cards of the old name are not missing but moved. */
function filesInScope(notes: LookOverInput['notes'], known: readonly KnownCard[]): ReadonlySet<string> {
  const files = new Set(notes.map(({ file }) => file))
  const asked = new Set(notes.flatMap(({ read }) => read.cards.map(({ question }) => normaliseQuestion(question))))
  const counts = new Map<string, { found: number; all: number }>()
  for (const { file, question } of known) {
    if (files.has(file)) continue
    const count = counts.get(file) ?? { found: 0, all: 0 }
    counts.set(file, { found: count.found + (asked.has(normaliseQuestion(question)) ? 1 : 0), all: count.all + 1 })
  }
  for (const [file, { found, all }] of counts) if (found * 2 >= all) files.add(file)
  return files
}

function findAllTwins(added: readonly number[], cards: readonly ReadCard[], builtIn: LookOverInput['builtIn']) {
  const asked = added.map((index) => cards[index]!.question)
  const twins = new Map<number, Twin>()
  for (const { left, right, likeness } of findTwins(asked, builtIn.map(({ question }) => question))) {
    const index = added[left]!
    // Likest first.
    if (!twins.has(index)) twins.set(index, { ...builtIn[right]!, likeness })
  }
  const twinsHere = new Map<number, number>()
  for (const { left, right } of findTwins(asked)) {
    if (!twinsHere.has(added[right]!)) twinsHere.set(added[right]!, added[left]!)
  }
  return { twins, twinsHere }
}
