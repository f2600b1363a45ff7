// Which facets there are, as this process knows them: read once, again when something unknown is asked for and the
// notes may have been loaded by another process meanwhile. A person's own are asked for, each time: they are nobody else's.
import type { FacetId, TopicId } from '#lib/core/notes/card.ts'
import { builtInCollection, collectionOf } from '#lib/core/notes/facets.ts'
import { makeSuccession, type Succession } from '#lib/core/notes/succession.ts'
import type { FacetRecord } from '#lib/server/store/content.ts'
import type { Store } from '#lib/server/store/store.ts'

interface Catalog {
  readonly facets: ReadonlyMap<FacetId, FacetRecord>
  readonly succession: Succession
  readonly readAtMs: number
}

const catalogs = new WeakMap<Store, Promise<Catalog>>()
const rereadAfterMs = 5_000

async function readCatalog(store: Store): Promise<Catalog> {
  const [records, aliases] = await Promise.all([store.content.facets(), store.content.aliases()])
  const facets = new Map(records.map((record) => [record.id, record]))
  return { facets, succession: makeSuccession(records, aliases), readAtMs: performance.now() }
}

function catalogOf(store: Store): Promise<Catalog> {
  let catalog = catalogs.get(store)
  if (catalog === undefined) {
    catalog = readCatalog(store)
    catalogs.set(store, catalog)
    catalog.catch(() => catalogs.delete(store))
  }
  return catalog
}

/** Those of `ids` that exist or once did, for this person. */
export async function findFacets(store: Store, userId: string, ids: readonly FacetId[]): Promise<ReadonlySet<FacetId>> {
  const own = ids.filter((id) => collectionOf(id) !== builtInCollection)
  const builtIn = ids.filter((id) => collectionOf(id) === builtInCollection)
  let catalog = await catalogOf(store)
  if (builtIn.some((id) => !catalog.facets.has(id)) && performance.now() - catalog.readAtMs > rereadAfterMs) {
    forgetCatalog(store)
    catalog = await catalogOf(store)
  }
  const theirs = own.length === 0 ? [] : await store.ownNotes.findFacets(userId, own)
  return new Set([...builtIn.filter((id) => catalog.facets.has(id)), ...theirs])
}

/** The built-in facets that there are, by topic, in the order of their places. */
export async function findTopicFacets(store: Store): Promise<ReadonlyMap<TopicId, readonly FacetId[]>> {
  const byTopic = new Map<TopicId, FacetRecord[]>()
  for (const record of (await catalogOf(store)).facets.values()) {
    if (record.retired) continue
    const records = byTopic.get(record.topicId)
    if (records === undefined) byTopic.set(record.topicId, [record])
    else records.push(record)
  }
  const inPlace = (records: readonly FacetRecord[]) =>
    [...records].sort((a, b) => a.place - b.place || a.id.localeCompare(b.id, 'en', { numeric: true })).map(({ id }) => id)
  return new Map([...byTopic].map(([topic, records]) => [topic, inPlace(records)]))
}

/** Which facets read the events of which others, as this process knows it. */
export async function findSuccession(store: Store): Promise<Succession> {
  return (await catalogOf(store)).succession
}

/** After the notes were loaded anew. */
export function forgetCatalog(store: Store): void {
  catalogs.delete(store)
}
