import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, digest } from '#lib/core/engine/digest.ts'

describe('canonical JSON', () => {
  // The example of RFC 8785, 3.2.3 (sorting), and members of 3.2.2.
  it('sorts keys by UTF-16 code units, as RFC 8785', () => {
    const value = {
      '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toEqual([
      'One', 'Carriage Return', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
  })

  it.each<[unknown, string]>([
    [undefined, 'null'], [{ b: 1, a: undefined, c: null }, '{"b":1,"c":null}'], [[undefined], '[null]'],
    [NaN, '{"$number":"NaN"}'], [-Infinity, '{"$number":"-Infinity"}'], [12n, '{"$bigint":"12"}'],
    [Uint8Array.of(0, 255), '{"$bytes":"00ff"}'],
    [new Map([['b', 1], ['a', 2]]), '{"$map":[["a",2],["b",1]]}'], [new Set([2, 1]), '{"$set":[1,2]}'],
  ])('of %o', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('reads back as the value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // As JSON sees it: −0 is 0, and `__proto__` is a key like any other.
        const plain: unknown = JSON.parse(JSON.stringify(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(plain)
      }),
    )
    expect(digest({ a: 1, b: [2] })).toBe(digest({ b: [2], a: 1 }))
    expect(digest({ a: 1, b: [2] })).not.toBe(digest({ a: 1, b: [3] }))
  })

  it('is hashed with SHA-256 over UTF-8', () => {
    for (const value of [{}, { 问: '为什么' }, [1, 'a', null]]) {
      expect(digest(value)).toBe(createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex'))
    }
  })

  it('throws on a function: state that holds one is a bug', () => {
    expect(() => canonicalJson({ step: () => 1 })).toThrow(TypeError)
  })
})
