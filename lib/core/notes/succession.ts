// Who inherits the schedule of a facet that the notes no longer hold: `content/retired.yaml`, applied to facets.
// A successor reads the old facets' events as its own; what has no successor keeps its events to itself.
import type { FacetId } from '#lib/core/notes/card.ts'
import { cardOf, collectionOf, facetNameOf } from '#lib/core/notes/facets.ts'

export interface Succession {
  /** The facet whose schedule an event of this facet counts for: itself, unless it was succeeded. */
  readonly heirOf: (facet: FacetId) => FacetId
  /** The facets that this one succeeds, without itself. */
  readonly ancestorsOf: (facet: FacetId) => readonly FacetId[]
  /** All that have been succeeded. */
  readonly succeeded: readonly FacetId[]
}

/** Nothing was ever renamed. */
export const noSuccession: Succession = { heirOf: (facet) => facet, ancestorsOf: () => [], succeeded: [] }

/**
 * @param facets every facet there is or was
 * @param aliases old card (`tcp-isn`) or facet of a card (`tcp-isn#c2`) → successor in the same form, or null
 *
 * A card's successor inherits facet by facet, by name; where it has no facet of that name, its `main` does, else none.
 */
export function makeSuccession(
  facets: Iterable<{ readonly id: FacetId; readonly retired: boolean }>,
  aliases: ReadonlyMap<string, string | null>,
): Succession {
  if (aliases.size === 0) return noSuccession
  const all = [...facets]
  const retiredOf = new Map(all.map(({ id, retired }) => [id, retired]))
  const next = (facet: FacetId): FacetId | null => {
    const name = facetNameOf(facet)
    const own = `${cardOf(facet)}#${name}`
    const successor = aliases.get(aliases.has(own) ? own : cardOf(facet)) ?? null
    // What is still there is succeeded by nobody.
    if (successor === null || retiredOf.get(facet) === false) return null
    const inCollection = `${collectionOf(facet)}/${successor}`
    const candidates = successor.includes('#') ? [inCollection] : [`${inCollection}#${name}`, `${inCollection}#main`]
    return (candidates as FacetId[]).find((id) => retiredOf.has(id)) ?? null
  }
  const heirs = new Map<FacetId, FacetId>()
  const ancestors = new Map<FacetId, FacetId[]>()
  for (const { id, retired } of all) {
    if (!retired) continue
    const seen = new Set([id])
    let heir: FacetId | null = id
    for (let step = next(heir); step !== null; step = next(step)) {
      // A circle of names has no end, so that nobody in it inherits.
      heir = seen.has(step) ? null : step
      if (heir === null) break
      seen.add(heir)
    }
    if (heir === null || heir === id) continue
    heirs.set(id, heir)
    ancestors.set(heir, [...(ancestors.get(heir) ?? []), id])
  }
  return {
    heirOf: (facet) => heirs.get(facet) ?? facet,
    ancestorsOf: (facet) => ancestors.get(facet) ?? [],
    succeeded: [...heirs.keys()],
  }
}
