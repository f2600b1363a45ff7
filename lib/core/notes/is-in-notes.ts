// Whether a card, or one facet of a card, is in the notes as they are now.
import type { Collection } from '#lib/core/notes/rule.ts'

/** `id` is `tcp-isn` or `tcp-isn#c2`. */
export function isInNotes({ byCard }: Collection, id: string): boolean {
  const [card = '', facet] = id.split('#')
  const places = byCard.get(card) ?? []
  return (
    places.length > 0 && (facet === undefined || places.some((place) => place.card.facets.includes(facet)))
  )
}
