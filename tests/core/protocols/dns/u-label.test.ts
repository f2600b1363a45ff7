import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodePunycode, readableName } from '#lib/core/protocols/dns/u-label.ts'

// RFC 3492 §7.1: (B) Chinese simplified, (C) traditional, (D) Czech, (H) Korean, (K) Vietnamese, (L) a mix.
it.each([
  ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
  ['ihqwctvzc91f659drss3x8bo0yb', '他們爲什麽不說中文'],
  ['Proprostnemluvesky-uyb24dma41a', 'Pročprostěnemluvíčesky'],
  ['TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g', 'TạisaohọkhôngthểchỉnóitiếngViệt'],
  ['3B-ww4c5e180e575a65lsy2b', '3年B組金八先生'],
])('reads %s', (text, read) => {
  expect(decodePunycode(text)).toBe(read)
})

it('reads the labels of a name that are A-labels, and leaves the others', () => {
  expect(readableName('www.xn--fsqu00a.cn.')).toBe('www.例子.cn.')
  expect(readableName('WWW.XN--FSQU00A.CN.')).toBe('WWW.例子.CN.')
  expect(readableName('www.example.com.')).toBeNull()
  expect(readableName('xn--.')).toBeNull()
  expect(readableName('xn--99999999.')).toBeNull()
})

it('shows nothing that cannot be seen, or that turns the line around', () => {
  // U+202E, which turns the line, and U+200B, which nobody sees.
  expect(decodePunycode('zvg')).toBeNull()
  expect(decodePunycode('zug')).toBeNull()
})

it('agrees with what Node reads, wherever Node reads something, and never throws', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,20}$/), (text) => {
      const ours = readableName(`xn--${text}`)
      const theirs = domainToUnicode(`xn--${text}`)
      if (theirs !== '' && !theirs.startsWith('xn--') && ours !== null) expect(ours).toBe(theirs)
    }),
    { numRuns: 2000 },
  )
})
