// `GET /notes`: a person's collections, the cards of one, and what is still being looked over. Also how one is deleted.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnCard, OwnCollection } from '#lib/server/store/own-notes.ts'

type Deps = Pick<Server, 'store'>

export interface OwnNotesView {
  readonly collections: readonly OwnCollection[]
  readonly drafts: readonly { readonly id: string; readonly title: string; readonly createdAtMs: number }[]
}

/** Nobody has no notes. */
export async function listOwnNotes({ store }: Deps, userId: string | null): Promise<OwnNotesView> {
  if (userId === null) return { collections: [], drafts: [] }
  const [collections, drafts] = await Promise.all([store.ownNotes.collections(userId), store.ownNotes.drafts(userId)])
  return { collections, drafts }
}

export interface OwnCollectionView {
  readonly collection: OwnCollection
  readonly cards: readonly (OwnCard & { readonly suspended: boolean })[]
  /** Cards that an import took for known ones by what they say, and how both read. Can be taken back. */
  readonly joins: readonly { readonly card: string; readonly rule: string; readonly before: string; readonly now: string }[]
}

/** One collection with its cards, in the order of the notes, missing ones last. */
export async function readOwnCollection({ store }: Deps, userId: string | null, id: string): Promise<Result<OwnCollectionView>> {
  if (userId === null) return fail({ code: 'unknown-collection' })
  const collection = (await store.ownNotes.collections(userId)).find((other) => other.id === id)
  if (collection === undefined) return fail({ code: 'unknown-collection' })
  const [cards, memories, joins] = await Promise.all([store.ownNotes.cards(userId, id), store.log.memories(userId), store.ownNotes.joins(userId, id)])
  const whole = joins.length === 0 ? [] : await store.ownNotes.wholeCards(userId, id)
  const joined = new Map(joins.map(({ card, rule }) => [card, rule]))
  return ok({
    collection,
    cards: cards.map((card) => ({ ...card, suspended: memories.get(card.facet)?.memory.suspended === true })),
    joins: whole.flatMap(({ id: card, before, current, missing }) => {
      const rule = joined.get(card)
      return rule === undefined || before === null || missing ? [] : [{ card, rule, before: before.question, now: current.question }]
    }),
  })
}

/** Its cards leave the queue; what was reviewed stays in the log. */
export async function deleteOwnCollection({ store }: Deps, userId: string, id: string): Promise<Result<object>> {
  return (await store.ownNotes.deleteCollection(userId, id)) ? ok({}) : fail({ code: 'unknown-collection' })
}

/** Throws away what was being looked over. Once gone, it is gone: asking again changes nothing. */
export async function deleteDraft({ store }: Deps, userId: string, id: string): Promise<Result<object>> {
  await store.ownNotes.deleteDraft(userId, id)
  return ok({})
}
