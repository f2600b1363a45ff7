// One card at a time: written by hand, changed in place, put to a topic of ours, and a join that was none taken back. The
// file that a card came from is not touched; what is written here stays until the file itself says something else.
import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnCardWrite, OwnImport, OwnWords, WholeCard } from '#lib/server/store/own-notes.ts'
import { loadHighlight, type Highlight } from '#lib/server/usecases/highlight-code.ts'
import { langOfText, makeVersion, pictureUrl, type OwnPlace } from '#lib/server/usecases/view-own-card.ts'

type Deps = Pick<Server, 'store'>

export interface WrittenCard {
  readonly question: string
  readonly answer: string
  readonly tags?: readonly string[] | undefined
  /** A topic of ours; null: none. */
  readonly topic?: string | null | undefined
}

/** The name under which a card stands that no file holds: files have other names, and no import takes it for missing. */
export const writtenHere = '✎'

/** A new card, in a collection of its person's or in a new one. */
export async function writeOwnCard(
  { store }: Deps,
  userId: string,
  { collection, title, ...written }: WrittenCard & { readonly collection?: string | undefined; readonly title?: string | undefined },
): Promise<Result<{ readonly collection: string; readonly card: string }>> {
  const known = (await store.ownNotes.collections(userId)).find(({ id }) => id === collection)
  if (collection !== undefined && known === undefined) return fail({ code: 'unknown-collection' })
  const id = known?.id ?? `n${base32(12)}`
  const write = newCard(written, known === undefined ? 0 : known.cards + known.missing, await placeOf(store, userId, id), await loadHighlight())
  await store.ownNotes.import(userId, { ...nothing, collection: { id, title: known?.title ?? (title?.trim() || '✎') }, cards: [write] })
  return ok({ collection: id, card: write.id })
}

/** A card as it is written, to be changed. */
export async function readOwnCard({ store }: Deps, userId: string | null, collection: string, card: string): Promise<Result<WrittenCard>> {
  const found = userId === null ? null : await findCard(store, userId, collection, card)
  if (found === null) return fail({ code: 'unknown-own-card' })
  const { current, tags, tiedTopic } = found.whole
  return ok({ question: current.question, answer: current.answer, tags, topic: tiedTopic })
}

/** What the card asks from now on. Its schedule stays. */
export async function editOwnCard({ store }: Deps, userId: string, collection: string, card: string, { question, answer, tags, topic }: WrittenCard): Promise<Result<object>> {
  const found = await findCard(store, userId, collection, card)
  if (found === null) return fail({ code: 'unknown-own-card' })
  const { whole, title } = found
  const text = { question, answer, options: whole.current.options, kind: whole.kind }
  const change = await rewrite(store, userId, collection, whole, text, { material: false })
  const write = { ...change, tags: tags ?? whole.tags, tiedTopic: topic === undefined ? whole.tiedTopic : topic }
  await store.ownNotes.import(userId, { ...nothing, collection: { id: collection, title }, cards: [write], missing: whole.missing ? [card] : [] })
  return ok({})
}

/**
 * Two cards were taken for one: what the newer text says becomes a card of its own, and the older card gets its text back
 * and waits, with its schedule, for its question to come back.
 */
export async function undoJoin({ store }: Deps, userId: string, collection: string, card: string): Promise<Result<{ readonly card: string }>> {
  const found = await findCard(store, userId, collection, card)
  if (found?.whole.before == null) return fail({ code: 'unknown-own-card' })
  const { whole, title } = found
  const old = await rewrite(store, userId, collection, whole, { ...whole.before!, kind: whole.kind }, { material: false })
  const place = await placeOf(store, userId, collection)
  const version = makeVersion({ ...whole.current, kind: whole.kind }, place, await loadHighlight())
  const fresh: OwnCardWrite = { ...old, id: `q-${base32(12)}`, textId: null, source: version, current: version }
  await store.ownNotes.import(userId, {
    ...nothing,
    collection: { id: collection, title },
    cards: [{ ...old, source: old.current ?? old.source }, fresh],
    missing: [card],
    // From now on the log says that this was undone.
    aliases: (await store.ownNotes.joins(userId, collection)).filter((join) => join.card === card).map(({ alias }) => ({ alias, successor: card, reason: 'undone' })),
  })
  return ok({ card: fresh.id })
}

const nothing: Omit<OwnImport, 'collection' | 'cards'> = { draft: null, files: [], pictures: [], missing: [], aliases: [] }

async function findCard(store: Server['store'], userId: string, collection: string, card: string): Promise<{ readonly whole: WholeCard; readonly title: string } | null> {
  const title = (await store.ownNotes.collections(userId)).find(({ id }) => id === collection)?.title
  const whole = title === undefined ? undefined : (await store.ownNotes.wholeCards(userId, collection)).find(({ id }) => id === card)
  return title === undefined || whole === undefined ? null : { whole, title }
}

const placeOf = async (store: Server['store'], userId: string, collection: string): Promise<OwnPlace> => ({
  topic: collection,
  imageUrl: pictureUrl(collection, await store.ownNotes.pictures(userId, collection)),
})

/** The card as it is, asking something else. */
async function rewrite(store: Server['store'], userId: string, collection: string, whole: WholeCard, text: OwnWords & { readonly kind: WholeCard['kind'] }, { material }: { readonly material: boolean }): Promise<OwnCardWrite> {
  const [place, highlight] = [await placeOf(store, userId, collection), await loadHighlight()]
  const { missing: _, before: __, source, current: ___, ...card } = whole
  return { ...card, lang: langOfText(`${text.question}\n${text.answer}`), material, source: makeVersion({ ...source, kind: whole.kind }, place, highlight), current: makeVersion(text, place, highlight) }
}

/** A card that no file holds. */
export function newCard({ question, answer, tags = [], topic = null }: WrittenCard, at: number, view: OwnPlace, highlight: Highlight): OwnCardWrite {
  const version = makeVersion({ question, answer, options: null, kind: 'explain' }, view, highlight)
  return {
    ...{ id: `q-${base32(12)}`, kind: 'explain', place: at, tags, file: writtenHere, line: at + 1, textId: null, tier: 'T1' },
    ...{ lang: langOfText(`${question}\n${answer}`), contextPath: [], tiedTopic: topic, material: false, source: version, current: version },
  }
}

/** Letters of an id, at random. */
export function base32(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  return [...randomBytes(length)].map((byte) => letters[byte & 31]!).join('')
}
