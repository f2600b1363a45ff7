import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareNames, isAtOrBelow, labelCount, labelsOf, nameFromLabels, nameKey, nameOctets, parentName, parseName,
  replaceEnding, root, topLabels, wildcardOf, type DnsName,
} from '#lib/core/protocols/dns/name.ts'
import { anyName } from './dns-arbitraries.ts'

const name = (text: string): DnsName => {
  const parsed = parseName(text)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.value
}
const key = (text: string) => nameKey(name(text))

describe('parseName', () => {
  it.each([
    ['www.example.com.', 'www.example.com.'],
    ['www', 'www.example.com.'],
    ['.', '.'],
    ['a\\.b', 'a\\.b.example.com.'],
    ['\\065.', 'A.'],
    ['\\000\\255.', '\\000\\255.'],
    ['a\\;b.', 'a\\;b.'],
  ])('reads %s', (text, spelled) => {
    expect(parseName(text, name('example.com.'))).toEqual({ ok: true, value: spelled })
  })

  it.each([
    ['', 'dns-label-empty', 0],
    ['a..b.', 'dns-label-empty', 2],
    ['.a', 'dns-label-empty', 0],
    [`a.${'b'.repeat(64)}.`, 'dns-label-too-long', 2],
    ['a.'.repeat(128), 'dns-name-too-long', 0],
    ['a.\\256.', 'dns-escape', 2],
    ['a\\', 'dns-escape', 1],
    ['a\\12', 'dns-escape', 1],
    ['中文.', 'dns-name-octet', 0],
    ['a b', 'dns-name-octet', 1],
  ])('refuses %j', (text, code, offset) => {
    const result = parseName(text)
    expect(result.ok ? null : result.problem).toMatchObject({ code, place: { offset } })
  })

  it('allows 255 octets and not one more', () => {
    const longest = `${('a'.repeat(63) + '.').repeat(3)}${'a'.repeat(61)}.`
    expect(nameOctets(name(longest))).toBe(255)
    expect(parseName(longest.replace(/a\.$/, 'aa.')).ok).toBe(false)
    expect(wildcardOf(nameKey(name(longest)))).toBeNull()
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseName(text)))
  })
})

describe('parts of names', () => {
  it('labels, their count, the parent and the length agree', () => {
    fc.assert(fc.property(anyName, (spelled) => {
      const labels = labelsOf(spelled)
      expect(nameFromLabels(labels)).toBe(spelled)
      expect(labelCount(spelled)).toBe(labels.length)
      expect(parentName(spelled)).toBe(nameFromLabels(labels.slice(1)))
      expect(topLabels(spelled, 2)).toBe(nameFromLabels(labels.slice(-2)))
      expect(nameOctets(spelled)).toBe(labels.reduce((sum, label) => sum + label.length + 1, 1))
    }))
  })

  it('a dot inside a label does not make an ancestor', () => {
    expect(isAtOrBelow(key('a\\.com.'), key('com.'))).toBe(false)
    expect(isAtOrBelow(key('a\\\\.com.'), key('com.'))).toBe(true)
    expect(isAtOrBelow(key('notcom.'), key('com.'))).toBe(false)
    expect(isAtOrBelow(key('a.COM.'), key('com.'))).toBe(true)
    expect(isAtOrBelow(key('com.'), key('a.com.'))).toBe(false)
    expect(isAtOrBelow(root, key('com.'))).toBe(false)
  })

  it('replaces an ending, also the root, and refuses what grows too long', () => {
    expect(replaceEnding(name('a.b.example.'), name('example.'), name('net.'))).toBe('a.b.net.')
    expect(replaceEnding(name('a.b.'), root, name('net.'))).toBe('a.b.net.')
    expect(replaceEnding(name('a.net.'), name('net.'), root)).toBe('a.')
    const long = name(('a'.repeat(63) + '.').repeat(3))
    expect(replaceEnding(name(`${'b'.repeat(60)}.net.`), name('net.'), long)).toBe(`${'b'.repeat(60)}.${long}`)
    expect(replaceEnding(name(`${'b'.repeat(62)}.net.`), name('net.'), long)).toBeNull()
  })

  it('orders as RFC 4034 §6.1 shows', () => {
    const ordered = [
      'example.', 'a.example.', 'yljkjljk.a.example.', 'Z.a.example.', 'zABC.a.EXAMPLE.', 'z.example.',
      '\\001.z.example.', '*.z.example.', '\\200.z.example.',
    ]
    expect(ordered.map(name).reverse().sort(compareNames)).toEqual(ordered)
  })
})
