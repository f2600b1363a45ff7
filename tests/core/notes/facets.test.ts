import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CardId, ClozeCard, FacetId, FacetName } from '#lib/core/notes/card.ts'
import {
  cardOf,
  collectionOf,
  facetNameOf,
  facetsOf,
  makeFacetId,
  parseFacetId,
} from '#lib/core/notes/facets.ts'

const card = fc.stringMatching(/^[a-z0-9-]{2,40}$/)
const facet = fc.oneof(
  fc.constant('main'),
  fc.stringMatching(/^c[1-9][0-9]?$/),
  fc.stringMatching(/^x-[a-z0-9-]{1,24}$/),
)
const collection = fc.oneof(fc.constant('protodeck'), fc.stringMatching(/^n[a-z2-7]{12}$/))

describe('facet ids', () => {
  it('parse what they make', () => {
    fc.assert(
      fc.property(collection, card, facet, (c, i, f) => {
        const id = makeFacetId(i as CardId, f as FacetName, c)
        expect(parseFacetId(id)).toEqual({ collection: c, card: i, facet: f })
        expect([collectionOf(id), cardOf(id), facetNameOf(id)]).toEqual([c, i, f])
      }),
    )
  })

  it.each([
    'tcp-3whs-why#main',
    'protodeck/tcp-3whs-why',
    'protodeck/Tcp#main',
    'protodeck/t#main',
    'protodeck/tcp#c0',
    'protodeck/tcp#c100',
    'protodeck/tcp#other',
    'n123/tcp#main',
    'protodeck/tcp#main\n',
    '',
  ])('refuse %j', (text) => {
    expect(parseFacetId(text)).toBeNull()
  })

  it('stand for each cloze id once, by number', () => {
    const clozes = ['c10', 'c2', 'c1', 'c2'].map((id) => ({ id: id as FacetName, text: 'x', hint: null }))
    expect(facetsOf({ kind: 'cloze', clozes } as unknown as ClozeCard)).toEqual(['c1', 'c2', 'c10'])
  })

  it('are main for every other kind', () => {
    expect(makeFacetId('tcp-3whs-why' as CardId, 'main' as FacetName)).toBe(
      'protodeck/tcp-3whs-why#main' as FacetId,
    )
  })
})
