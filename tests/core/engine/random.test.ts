import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawInteger, drawShuffled, drawUnit, hashToUnit, startRandom } from '#lib/core/engine/random.ts'

const units = (seed: string, count: number): number[] => {
  let random = startRandom(seed)
  return Array.from({ length: count }, () => {
    const drawn = drawUnit(random)
    random = drawn.random
    return drawn.value
  })
}

/** Pearson's chi-squared over 64 equal bins; the 99.99 % point for 63 degrees of freedom is 115. */
function chiSquared(values: readonly number[]): number {
  const bins = new Array<number>(64).fill(0)
  for (const value of values) bins[Math.floor(value * 64)]!++
  const expected = values.length / 64
  return bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
}

describe('hashToUnit', () => {
  it('is the same for ever: stored logs and other devices rely on it', () => {
    expect(hashToUnit('')).toBe(0.3608214532461327)
    expect(hashToUnit('protodeck/tcp-3whs-why#main:0')).toBe(0.6871720062691997)
    expect(hashToUnit('三次握手')).toBe(0.7578513192854778)
  })

  it('lies in [0, 1) for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const unit = hashToUnit(text)
        expect(unit >= 0 && unit < 1).toBe(true)
      }),
    )
  })

  it('spreads neighbours evenly, without a collision', () => {
    const values = Array.from({ length: 64_000 }, (_, i) => hashToUnit(`protodeck/card-${Math.floor(i / 20)}#main:${i % 20}`))
    expect(new Set(values).size).toBe(values.length)
    expect(chiSquared(values)).toBeLessThan(115)
  })
})

describe('the seeded generator', () => {
  it('is the same for ever', () => {
    expect(units('lab/tcp/lossy', 3)).toEqual([0.4393927918983008, 0.3181736380423066, 0.7427213605841362])
  })

  it('repeats with its seed and differs with another', () => {
    expect(units('a', 5)).toEqual(units('a', 5))
    expect(units('card:1', 5)).not.toEqual(units('card:2', 5))
  })

  it('is even along a seed and across first draws of neighbouring seeds', () => {
    expect(chiSquared(units('long', 64_000))).toBeLessThan(115)
    expect(chiSquared(Array.from({ length: 64_000 }, (_, i) => units(`seed:${i}`, 1)[0]!))).toBeLessThan(115)
  })

  it('draws every integer below, and 0 where there is none', () => {
    let random = startRandom('die')
    const seen = new Set<number>()
    for (let i = 0; i < 200; i++) {
      const drawn = drawInteger(random, 6)
      seen.add(drawn.value)
      random = drawn.random
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5])
    for (const below of [1, 0, -3, NaN]) expect(drawInteger(random, below).value).toBe(0)
  })

  it('shuffles: the same items, any of them first', () => {
    const items = ['a', 'b', 'c', 'd']
    const firsts = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const { value } = drawShuffled(startRandom(`s${i}`), items)
      expect([...value].sort()).toEqual(items)
      firsts.add(value[0]!)
    }
    expect(firsts.size).toBe(4)
    expect(items).toEqual(['a', 'b', 'c', 'd'])
  })
})
