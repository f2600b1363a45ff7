// What the map shows, and where it says to begin.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TopicStanding } from '#lib/core/memory/standing.ts'
import type { TopicId } from '#lib/core/notes/card.ts'
import { findStart, isOnMap, layers, levels, noFilter, readFilter, writeFilter, type MapTopic } from '../../../app/[lang]/topics/_components/map-state.ts'

const topic = (id: string, more: Partial<MapTopic> = {}): MapTopic => ({ id: id as TopicId, title: id, layer: 'transport', level: 1, cards: 9, requires: [], ...more })
const standing = (fresh: number, due = 0): TopicStanding => ({ facets: 9, new: fresh, learning: 0, due, suspended: 0, known: 0 })

describe('the filter', () => {
  it('says the same in the address', () => {
    expect(writeFilter(noFilter)).toBe('')
    expect(writeFilter({ layer: 'link', level: 2, due: true })).toBe('?layer=link&level=2&due')
    expect(readFilter('?layer=ether&level=9&lang=x')).toEqual(noFilter)
    const filters = fc.record({ layer: fc.constantFrom(null, ...layers), level: fc.constantFrom(null, ...levels), due: fc.boolean() })
    fc.assert(fc.property(filters, (filter) => { expect(readFilter(writeFilter(filter))).toEqual(filter) }))
  })

  it('leaves what fits', () => {
    const here = topic('tcp', { level: 2 })
    expect(isOnMap(here, noFilter, null)).toBe(true)
    expect(isOnMap(here, { ...noFilter, layer: 'transport', level: 2 }, null)).toBe(true)
    expect(isOnMap(here, { ...noFilter, layer: 'network' }, null)).toBe(false)
    expect(isOnMap(here, { ...noFilter, level: 1 }, null)).toBe(false)
    expect([null, new Map([['tcp', standing(0, 0)]]), new Map([['tcp', standing(0, 2)]])].map((standings) => isOnMap(here, { ...noFilter, due: true }, standings))).toEqual([false, false, true])
  })
})

describe('findStart', () => {
  const topics = [topic('layers'), topic('ip'), topic('tcp')]
  it('is the first topic for whoever comes first', () => {
    expect(findStart(topics, null)).toEqual({ topic: topics[0], begun: false })
    expect(findStart(topics, new Map(topics.map(({ id }) => [id, standing(9)])))).toEqual({ topic: topics[0], begun: false })
  })

  it('goes on with what was begun, then with the next', () => {
    expect(findStart(topics, new Map([['layers', standing(9)], ['ip', standing(4)], ['tcp', standing(9)]]))).toEqual({ topic: topics[1], begun: true })
    expect(findStart(topics, new Map([['layers', standing(0)], ['ip', standing(9)], ['tcp', standing(9)]]))).toEqual({ topic: topics[1], begun: false })
    expect(findStart(topics, new Map(topics.map(({ id }) => [id, standing(0)])))).toBeNull()
    expect(findStart([], null)).toBeNull()
  })
})
