// Files that are made to hurt: read, or refused in a sentence, within the bounds; and whoever comes next is served.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { describeProblem } from '#lib/core/problem.ts'
import { createReader, readerBounds } from '#lib/server/reading/reader.ts'
import { unzip, zipLimits } from '#lib/server/reading/unzip.ts'

const reader = createReader()
const file = (name: string, text: string) => ({ name, bytes: strToU8(text) })
const questions = (read: { cards: readonly { question: string }[] }) => read.cards.map(({ question }) => question)

describe('pathological notes', () => {
  const cases: readonly [string, string][] = [
    ['ten megabytes of [', '['.repeat(10 << 20)],
    ['three megabytes of [, in lines', '[[[[[[[[[[\n'.repeat(300_000)],
    ['quotes in quotes', `${'> '.repeat(50_000)}deep`],
    ['lists in lists', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth * 2)}- item`).join('\n')],
    ['a table of 2,000 columns and rows', `|${'a|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n${`|${'b|'.repeat(2000)}\n`.repeat(400)}`],
    ['emphasis that never ends', '*a_ '.repeat(200_000)],
    ['backticks of every length', Array.from({ length: 1500 }, (_, index) => '`'.repeat(index)).join(' ')],
    ['a million headings', '# a\n'.repeat(1_000_000)],
    ['links in links', '[a]('.repeat(200_000)],
    ['entities and tags', '<a href="&#x41;'.repeat(200_000)],
  ]
  it.each(cases)('%s', async (_, text) => {
    // The thread is there: its start does not count.
    await reader.read(file('a.md', '# Why?\n\nBecause.'))
    const began = performance.now()
    const { read } = await reader.read(file('evil.md', text))
    expect(performance.now() - began).toBeLessThan(readerBounds.ms + 2_000)
    if (read.cards.length === 0) expect(read.problems.map((problem) => describeProblem(problem, 'en')).join()).toMatch(/\w/)
    expect(questions((await reader.read(file('a.md', '# Why?\n\nBecause.'))).read)).toEqual(['Why?'])
  }, 60_000)
})

describe('zips', () => {
  it('give their notes and pictures, and nothing else', async () => {
    const bytes = zipSync({ 'n/a.md': strToU8('# Why?\n\nBecause.'), 'n/p.png': strToU8('x'), 'n/run.exe': strToU8('x'), '__MACOSX/n/._a.md': strToU8('x') })
    const unpacked = await reader.unpack({ name: 'n.zip', bytes })
    expect(unpacked).toMatchObject({ ok: true, value: { kind: 'files', files: [{ name: 'n/a.md' }, { name: 'n/p.png' }] } })
  }, 60_000)

  it.each(['../../etc/cron.d/x.md', '/etc/x.md', 'a/..\\..\\x.md', 'C:\\x.md'])('are refused where a name leads outside: %s', (name) => {
    expect(unzip(zipSync({ [name]: strToU8('x') }))).toMatchObject({ ok: false, problem: { code: 'zip-path' } })
  })

  it('are refused where they would grow beyond the bound, before anything is unpacked', async () => {
    const bomb = zipSync({ 'a.md': new Uint8Array(zipLimits.unpackedBytes + 1) })
    expect(bomb.length).toBeLessThan(1 << 20)
    const began = performance.now()
    expect(unzip(bomb)).toEqual({ ok: false, problem: { code: 'zip-too-large', params: { limit: 96 } } })
    expect(performance.now() - began).toBeLessThan(1_000)
    const many = zipSync(Object.fromEntries(Array.from({ length: zipLimits.files + 1 }, (_, index) => [`${index}.md`, strToU8('x')])))
    expect(await reader.unpack({ name: 'n.zip', bytes: many })).toMatchObject({ ok: false, problem: { code: 'zip-too-many' } })
  }, 60_000)

  it('never grow beyond what the directory says; bytes that are none are refused', () => {
    const bytes = zipSync({ 'a.md': [new Uint8Array(200_000), { level: 9 }] })
    // The uncompressed size in the central directory (APPNOTE 4.3.12, offset 24).
    const view = new DataView(bytes.buffer)
    const at = bytes.findLastIndex((_, index) => index + 4 <= bytes.length && view.getUint32(index, true) === 0x02014b50)
    view.setUint32(at + 24, 100, true)
    expect(unzip(bytes)).toMatchObject({ ok: true, value: [{ name: 'a.md', bytes: { length: 100 } }] })
    expect(unzip(strToU8('PK\x03\x04 nothing'))).toEqual({ ok: false, problem: { code: 'zip-damaged' } })
  })
})
