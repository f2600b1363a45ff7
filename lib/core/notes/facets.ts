// The names under which schedules are kept: `<collection>/<card>#<facet>`. Everything else about a card may
// change.
import type { Card, CardId, FacetId, FacetName } from '#lib/core/notes/card.ts'

/** The built-in notes; imported collections are `n` and 12 base32 characters. */
export const builtInCollection = 'protodeck'

export interface FacetParts {
  readonly collection: string
  readonly card: CardId
  readonly facet: FacetName
}

const facetId = /^(protodeck|n[a-z0-9]{12})\/([a-z0-9-]{2,40})#(main|c[1-9]\d?|x-[a-z0-9-]{1,24})$/

/**
 * The parts of a card that have schedules of their own: each cloze id by number, the exercise's kind, else
 * `main`.
 */
export function facetsOf(card: Card): readonly FacetName[] {
  if (card.kind === 'exercise') return [`x-${card.ask}` as FacetName]
  if (card.kind !== 'cloze') return ['main' as FacetName]
  return [...new Set(card.clozes.map(({ id }) => id))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
}

export function makeFacetId(card: CardId, facet: FacetName, collection: string = builtInCollection): FacetId {
  return `${collection}/${card}#${facet}` as FacetId
}

/** The parts of a facet id, or null if the text is none. */
export function parseFacetId(text: string): FacetParts | null {
  const found = facetId.exec(text)
  if (found === null) return null
  const [, collection = '', card = '', facet = ''] = found
  return { collection, card: card as CardId, facet: facet as FacetName }
}

/** `protodeck` of `protodeck/tcp-3whs-why#main`. */
export function collectionOf(id: FacetId): string {
  return id.slice(0, id.indexOf('/'))
}

/** `tcp-3whs-why` of `protodeck/tcp-3whs-why#main`. */
export function cardOf(id: FacetId): CardId {
  return id.slice(id.indexOf('/') + 1, id.indexOf('#')) as CardId
}

/** `main` of `protodeck/tcp-3whs-why#main`. */
export function facetNameOf(id: FacetId): FacetName {
  return id.slice(id.indexOf('#') + 1) as FacetName
}
