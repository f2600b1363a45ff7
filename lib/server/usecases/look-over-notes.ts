// Reading notes that a person brings: which collection they belong to, what is new, changed, moved or missing in it, and
// what seems to ask the same as a card of ours. Stores nothing; `read-own-notes.ts` keeps the draft, `accept-own-notes.ts`
// makes the cards.
import { lookOver, type LookOver } from '#lib/core/notes/look-over.ts'
import type { ReadNotes } from '#lib/core/notes/import/read-card.ts'
import { normaliseQuestion } from '#lib/core/notes/normalise-question.ts'
import { isPictureName } from '#lib/core/notes/picture-type.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { AnkiHistory, BroughtNotes } from '#lib/server/reading/read-brought.ts'
import type { NotesReader } from '#lib/server/reading/reader.ts'
import type { KnownOwnCard, OwnCollection, OwnFile } from '#lib/server/store/own-notes.ts'
import type { Store } from '#lib/server/store/store.ts'

export interface LookedOver {
  readonly over: LookOver
  readonly reads: readonly { readonly file: string; readonly read: ReadNotes }[]
  /** Null: a new one. */
  readonly collection: OwnCollection | null
  readonly known: readonly KnownOwnCard[]
  /** What a new collection would be called. */
  readonly title: string
  /** What another program knows of their schedules, by card id. */
  readonly histories: ReadonlyMap<string, AnkiHistory>
  /** Pictures that came along, by their path among the files; not looked at yet. */
  readonly pictures: readonly OwnFile[]
}

/** `collection`: an id; null, a new one; undefined, the one that these notes seem to belong to. */
export async function lookOverNotes(
  { store, reader }: { readonly store: Pick<Store, 'ownNotes'>; readonly reader: NotesReader },
  userId: string,
  files: readonly OwnFile[],
  collection: string | null | undefined,
): Promise<Result<LookedOver>> {
  const brought = await Promise.all(files.filter(({ name }) => !isPictureName(name)).map(async (file) => ({ file: file.name, ...(await reader.read(file)) })))
  const reads = brought.map(({ file, read }) => ({ file, read }))
  const [collections, builtIn] = await Promise.all([store.ownNotes.collections(userId), store.ownNotes.builtInQuestions()])
  const home = collection === undefined ? await guessCollection(store, userId, collections, reads) : (collections.find(({ id }) => id === collection) ?? null)
  if (typeof collection === 'string' && home === null) return fail({ code: 'unknown-collection' })
  const { cards: known, dropped } = home === null ? { cards: [], dropped: new Set<string>() } : await store.ownNotes.known(userId, home.id)
  const over = lookOver({ notes: reads, known, dropped, builtIn })
  return ok({
    ...{ over, reads, collection: home, known, title: home?.title ?? titleOf(reads) },
    histories: new Map(brought.flatMap(({ histories }) => Object.entries(histories))),
    pictures: [...files.filter(({ name }) => isPictureName(name)), ...brought.flatMap(({ media }: BroughtNotes) => media)],
  })
}

/** The collection that has files of these names, else the one that has half of these questions. */
async function guessCollection(
  store: Pick<Store, 'ownNotes'>,
  userId: string,
  collections: readonly OwnCollection[],
  reads: LookedOver['reads'],
): Promise<OwnCollection | null> {
  const names = new Set(reads.map(({ file }) => file).filter((name) => !name.startsWith(pastedName)))
  const questions = new Set(reads.flatMap(({ read }) => read.cards.map(({ question }) => normaliseQuestion(question))))
  let best: { collection: OwnCollection; score: number } | null = null
  for (const candidate of collections) {
    const { cards } = await store.ownNotes.known(userId, candidate.id)
    const shared = new Set(cards.map(({ question }) => normaliseQuestion(question)).filter((question) => questions.has(question))).size
    const sameName = candidate.files.some((name) => names.has(name))
    // A name alone proves little: every folder has a README.
    const belongs = sameName ? shared > 0 : shared * 2 >= questions.size && shared > 0
    const score = shared + (sameName ? 1 : 0)
    if (belongs && score > (best?.score ?? 0)) best = { collection: candidate, score }
  }
  return best?.collection ?? null
}

/** What pasted text is called, before its number. */
export const pastedName = 'pasted'

function titleOf(reads: LookedOver['reads']): string {
  const [first] = reads
  if (first === undefined) return ''
  const folder = first.file.includes('/') ? first.file.slice(0, first.file.indexOf('/')) : null
  if (reads.length > 1 && folder !== null && reads.every(({ file }) => file.startsWith(`${folder}/`))) return folder.slice(0, 120)
  return (first.read.title ?? first.file.replace(/\.[^./]{1,10}$/, '')).slice(0, 120)
}
