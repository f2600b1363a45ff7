// People's own notes in maps, for the store of the tests of use cases. Nobody shares an object with it.
import type { CardId, FacetId, FacetName, TopicId } from '#lib/core/notes/card.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import type { FacetRecord, LoadedContent } from '#lib/server/store/content.ts'
import type { OwnCardWrite, OwnDraft, OwnImport, OwnJoin, OwnNotesStore, OwnPicture, OwnVersion } from '#lib/server/store/own-notes.ts'

type CardRow = Omit<OwnCardWrite, 'current' | 'material'> & {
  readonly current: OwnVersion
  readonly missing: boolean
  readonly before: (OwnVersion & { readonly changedAtMs: number }) | null
}
interface CollectionRow {
  readonly id: string
  readonly title: string
  readonly updatedAtMs: number
  readonly files: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly hash: string }>
  readonly cards: ReadonlyMap<string, CardRow>
  readonly aliases: ReadonlyMap<string, string | null>
  readonly joins: readonly OwnJoin[]
  readonly pictures: ReadonlyMap<string, OwnPicture>
}

/** What one person brought. Facets stay when their cards are gone: the log names them. */
export interface OwnRows {
  readonly collections: Map<string, CollectionRow>
  readonly drafts: Map<string, OwnDraft & { readonly createdAtMs: number }>
  readonly facets: Map<FacetId, FacetRecord>
}

const copy = <T>(value: T): T => structuredClone(value)

/** `rowsOf` makes the rows of a person who has none yet. */
export function inMemoryOwnNotes(rowsOf: (userId: string) => OwnRows, content: () => LoadedContent | null, clockMs: () => number): OwnNotesStore {
  const cardsOf = (userId: string, collection: string) =>
    [...(rowsOf(userId).collections.get(collection)?.cards.values() ?? [])].sort((a, b) => a.place - b.place || compare(a.id, b.id))
  return {
    collections: (userId) =>
      Promise.resolve(
        [...rowsOf(userId).collections.values()].map(({ id, title, updatedAtMs, files, cards }) => ({
          ...{ id, title, updatedAtMs, files: [...files.keys()].sort() },
          cards: [...cards.values()].filter(({ missing }) => !missing).length,
          missing: [...cards.values()].filter(({ missing }) => missing).length,
        })),
      ),
    cards: (userId, collection) =>
      Promise.resolve(
        cardsOf(userId, collection)
          .sort((a, b) => Number(a.missing) - Number(b.missing))
          .map(({ id, file, line, tier, missing, lang, contextPath, tags, tiedTopic, current }) =>
            copy({ id, facet: facetOf(collection, id), file, line, tier, missing, lang, contextPath, tags, tiedTopic, view: current.view }),
          ),
      ),
    wholeCards: (userId, collection) =>
      Promise.resolve(
        cardsOf(userId, collection).map(({ source, current, before, ...card }) =>
          copy({ ...card, source: wordsOf(source), current: wordsOf(current), before: before && { ...wordsOf(before), changedAtMs: before.changedAtMs } }),
        ),
      ),
    joins: (userId, collection) => Promise.resolve(copy([...(rowsOf(userId).collections.get(collection)?.joins ?? [])])),
    pictures: (userId, collection) => Promise.resolve(copy([...(rowsOf(userId).collections.get(collection)?.pictures.values() ?? [])])),
    findFile: (userId, collection, name) => Promise.resolve(rowsOf(userId).collections.get(collection)?.files.get(name)?.bytes ?? null),
    findPicture: (userId, collection, name) =>
      Promise.resolve([...(rowsOf(userId).collections.get(collection)?.pictures.values() ?? [])].find((picture) => picture.name === name)?.bytes ?? null),
    known(userId, collection) {
      const aliases = rowsOf(userId).collections.get(collection)?.aliases ?? new Map<string, string | null>()
      const cards = cardsOf(userId, collection).map(({ id, textId, source, current, contextPath, file, line, missing, tiedTopic }) =>
        copy({ id, tiedTopic, textId, question: source.question, answer: source.answer, contextPath, file, line, missing, edited: current.hash !== source.hash }),
      )
      return Promise.resolve({ cards, dropped: new Set([...aliases].flatMap(([alias, to]) => (to === null ? [alias] : []))) })
    },
    findFacets: (userId, facets) => Promise.resolve([...rowsOf(userId).facets.keys()].filter((id) => facets.includes(id))),
    views(userId, facets) {
      const { collections } = rowsOf(userId)
      return Promise.resolve(
        [...collections.values()].flatMap(({ id: collection, title, cards }) =>
          [...cards.values()].flatMap(({ id, lang, current, before }) => {
            const facet = facetOf(collection, id)
            if (!facets.includes(facet)) return []
            return [copy({ facet, cardId: id as CardId, collection, title, lang, hash: current.hash, view: current.view, changed: changeOf(before, current) })]
          }),
        ),
      )
    },
    size(userId) {
      const { collections, drafts } = rowsOf(userId)
      const files = [
        ...[...collections.values(), ...drafts.values()].flatMap((row) => [...row.files.values()]),
        ...[...collections.values()].flatMap((row) => [...row.pictures.values()]),
      ]
      return Promise.resolve(files.reduce((sum, { bytes }) => sum + bytes.length, 0))
    },
    import(userId, change) {
      const rows = rowsOf(userId)
      const before = rows.collections.get(change.collection.id)
      const after = applyImport(before, copy(change), clockMs())
      rows.collections.set(after.id, after)
      for (const { id, level, place, missing } of [...after.cards.values()].map((card) => ({ ...card, level: 1 as const }))) {
        const facet = facetOf(after.id, id)
        const record = { id: facet, cardId: id as CardId, topicId: after.id as TopicId, topicOrder: 0, level, place, retired: missing }
        rows.facets.set(facet, record)
      }
      if (change.draft !== null) rows.drafts.delete(change.draft)
      return Promise.resolve()
    },
    deleteCollection(userId, collection) {
      const { collections, drafts, facets } = rowsOf(userId)
      for (const [id, record] of facets) if (record.topicId === collection) facets.set(id, { ...record, retired: true })
      for (const [id, draft] of drafts) if (draft.collection === collection) drafts.delete(id)
      return Promise.resolve(collections.delete(collection))
    },
    drafts: (userId) =>
      Promise.resolve([...rowsOf(userId).drafts.values()].reverse().map(({ id, title, createdAtMs }) => ({ id, title, createdAtMs }))),
    findDraft(userId, id) {
      const draft = rowsOf(userId).drafts.get(id)
      if (draft === undefined) return Promise.resolve(null)
      const { collection, title, files, decisions } = draft
      return Promise.resolve(copy({ id, collection, title, files, decisions }))
    },
    putDraft(userId, draft) {
      const { drafts } = rowsOf(userId)
      drafts.set(draft.id, { ...copy(draft), createdAtMs: drafts.get(draft.id)?.createdAtMs ?? clockMs() })
      return Promise.resolve()
    },
    decide(userId, id, decisions) {
      const { drafts } = rowsOf(userId)
      const draft = drafts.get(id)
      if (draft !== undefined) drafts.set(id, { ...draft, decisions: copy(decisions) })
      return Promise.resolve(draft !== undefined)
    },
    deleteDraft(userId, id) {
      rowsOf(userId).drafts.delete(id)
      return Promise.resolve()
    },
    builtInQuestions: () =>
      Promise.resolve(
        (content()?.cards ?? []).flatMap(({ id, topicId, versions }) =>
          versions.map(({ question }) => ({ topic: topicId, card: id, question })),
        ),
      ),
  }
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
const facetOf = (collection: string, card: string): FacetId => makeFacetId(card as CardId, 'main' as FacetName, collection)

const wordsOf = ({ hash, question, answer, options }: OwnVersion) => ({ hash, question, answer, options })
const changeOf = (before: CardRow['before'], now: OwnVersion) =>
  before && { atMs: before.changedAtMs, before: `${before.question}\n\n${before.answer}`, now: `${now.question}\n\n${now.answer}` }

function applyImport(before: CollectionRow | undefined, change: OwnImport, nowMs: number): CollectionRow {
  const cards = new Map(before?.cards)
  for (const { current, material, ...card } of change.cards) {
    const known = cards.get(card.id)
    const differs = material && known !== undefined && current !== null && current.hash !== known.current.hash
    const said = differs ? { ...known.current, changedAtMs: nowMs } : (known?.before ?? null)
    cards.set(card.id, { ...card, current: current ?? known?.current ?? card.source, missing: false, before: said })
  }
  for (const id of change.missing) {
    const card = cards.get(id)
    if (card !== undefined) cards.set(id, { ...card, missing: true })
  }
  return {
    ...{ id: change.collection.id, title: change.collection.title, updatedAtMs: nowMs, cards },
    files: new Map([...(before?.files ?? []), ...change.files.map(({ name, bytes, hash }) => [name, { bytes, hash }] as const)]),
    pictures: new Map([...(before?.pictures ?? []), ...change.pictures.map((picture) => [picture.path, picture] as const)]),
    joins: [
      ...change.aliases.flatMap(({ alias, successor, reason }) =>
        successor !== null && ['likeness', 'answer', 'confirmed'].includes(reason) ? [{ alias, card: successor, rule: reason, atMs: nowMs }] : [],
      ),
      ...(before?.joins ?? []),
    ],
    aliases: new Map([...(before?.aliases ?? []), ...change.aliases.map(({ alias, successor }) => [alias, successor] as const)]),
  }
}
