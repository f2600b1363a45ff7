// Who inherits whose schedule.
import { describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import { makeSuccession } from '#lib/core/notes/succession.ts'

const facet = (id: string) => `protodeck/${id}` as FacetId
const make = (now: readonly string[], before: readonly string[], aliases: Readonly<Record<string, string | null>>) =>
  makeSuccession(
    [...now.map((id) => ({ id: facet(id), retired: false })), ...before.map((id) => ({ id: facet(id), retired: true }))],
    new Map(Object.entries(aliases)),
  )

describe('makeSuccession', () => {
  it('hands a card on facet by facet, and to main where the successor has no such facet', () => {
    const { heirOf, ancestorsOf, succeeded } = make(['new#c1', 'new#main'], ['old#c1', 'old#c2'], { old: 'new' })
    expect([heirOf(facet('old#c1')), heirOf(facet('old#c2'))]).toEqual([facet('new#c1'), facet('new#main')])
    expect(ancestorsOf(facet('new#main'))).toEqual([facet('old#c2')])
    expect(succeeded).toEqual([facet('old#c1'), facet('old#c2')])
  })

  it('takes the entry of one facet before that of its card', () => {
    const { heirOf } = make(['kept#c1', 'other#main'], ['kept#c2', 'kept#c3'], { 'kept#c2': 'kept#c1', kept: 'other' })
    expect([heirOf(facet('kept#c2')), heirOf(facet('kept#c3'))]).toEqual([facet('kept#c1'), facet('other#main')])
    expect(make(['other#main'], ['kept#c2'], { 'kept#c2': null, kept: 'other' }).succeeded).toEqual([])
  })

  it('follows several renamings to the end, and no circle', () => {
    const { heirOf, ancestorsOf } = make(['c#main'], ['a#main', 'b#main'], { a: 'b', b: 'c' })
    expect([heirOf(facet('a#main')), heirOf(facet('b#main'))]).toEqual([facet('c#main'), facet('c#main')])
    expect(ancestorsOf(facet('c#main'))).toEqual([facet('a#main'), facet('b#main')])
    expect(make([], ['a#main', 'b#main'], { a: 'b', b: 'a' }).succeeded).toEqual([])
  })

  it('leaves alone what has no successor, what is unknown, and what is still there', () => {
    const { heirOf, succeeded } = make(['here#main', 'x#main'], ['none#main', 'lost#main'], { none: null, lost: 'nowhere', here: 'x' })
    for (const id of ['none#main', 'lost#main', 'here#main', 'never#main']) expect(heirOf(facet(id))).toBe(facet(id))
    expect(succeeded).toEqual([])
  })
})
