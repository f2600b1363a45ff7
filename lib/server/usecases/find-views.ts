// The texts of facets, whichever family they are of: ours, or the person's own. One round trip for each family asked for.
import type { FacetId, Lang } from '#lib/core/notes/card.ts'
import { builtInCollection, cardOf, collectionOf } from '#lib/core/notes/facets.ts'
import type { VersionedView } from '#lib/server/store/content.ts'
import type { OwnView } from '#lib/server/store/own-notes.ts'
import type { Store } from '#lib/server/store/store.ts'

export interface FoundView extends VersionedView {
  /** Of the person's own notes: what nobody here has verified, and the collection's title. */
  readonly own?: { readonly collection: string; readonly title: string }
  readonly changed?: OwnView['changed']
}

/** Views by facet; what is gone has none. `userId` null: nobody, who has no notes of their own. */
export async function findViews(
  { content, ownNotes }: Pick<Store, 'content' | 'ownNotes'>,
  userId: string | null,
  facets: readonly FacetId[],
  lang: Lang,
): Promise<ReadonlyMap<FacetId, FoundView>> {
  const builtIn = facets.filter((facet) => collectionOf(facet) === builtInCollection)
  const own = facets.filter((facet) => collectionOf(facet) !== builtInCollection)
  const [ours, theirs] = await Promise.all([
    builtIn.length === 0 ? [] : content.views([...new Set(builtIn.map(cardOf))], lang),
    own.length === 0 || userId === null ? [] : ownNotes.views(userId, own),
  ])
  const byCard = new Map<string, VersionedView>(ours.map((view) => [view.cardId, view]))
  const found = new Map<FacetId, FoundView>()
  for (const facet of builtIn) {
    const view = byCard.get(cardOf(facet))
    if (view !== undefined) found.set(facet, view)
  }
  for (const { facet, collection, title, changed, ...view } of theirs) found.set(facet, { ...view, own: { collection, title }, changed })
  return found
}
