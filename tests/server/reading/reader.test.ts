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

describe('memory', () => {
  const bytes = (text: string) => strToU8(text)
  /** Most are as large as is just not refused for its size alone. */
  const cases: readonly [string, string, () => Uint8Array<ArrayBuffer>][] = [
    ['ten megabytes of [', 'a.md', () => bytes('['.repeat(10 << 20))],
    ['one paragraph of four megabytes', 'a.md', () => bytes('The window grows by one segment for each acknowledgment. '.repeat(70_000))],
    ['brackets, four megabytes', 'a.md', () => bytes('[a](b) [c][d] ![e] '.repeat(200_000))],
    ['ten thousand questions that are all alike', 'a.md', () => bytes('## What is this?\n\nIt is that.\n\n'.repeat(9_900))],
    ['five thousand long answers', 'a.md', () => bytes(Array.from({ length: 5000 }, (_, at) => `## What is number ${at}?\n\n${'It is *that*, `this` and [these](a). '.repeat(20)}\n`).join(''))],
    ['quotes in quotes', 'a.md', () => bytes(`${'> '.repeat(50_000)}deep`)],
    ['a huge table', 'a.md', () => bytes(`|Q|A|\n|-|-|\n${'|a?|b|\n'.repeat(19_000)}`)],
    ['rows without end', 'a.csv', () => bytes(`question,answer\n${'a?,b\n'.repeat(800_000)}`)],
    ['bytes that are no text', 'a.md', () => new Uint8Array(4 << 20).fill(0xff)],
    ['half a character, four million times', 'a.md', () => new Uint8Array(4 << 20).fill(0xe4)],
    ['a zip of zeros', 'n.zip', () => zipSync({ 'a.md': [new Uint8Array(90 << 20), { level: 9 }] })],
    ['a zip in a zip in a zip', 'n.zip', () => zipSync({ 'n.zip': zipSync({ 'n.zip': zipSync({ 'a.md': new Uint8Array(20 << 20) }) }) })],
  ]
  it.each(cases)('%s: 5 s and 256 MB above what was there, or a sentence; others are served meanwhile', async (_, name, make) => {
    const file = { name, bytes: make() }
    const own = createReader()
    await own.read({ name: 'warm.md', bytes: bytes('# Why?\n\nBecause.') })
    const before = process.memoryUsage().rss
    let peak = before
    const sampling = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 5)
    const began = performance.now()
    const [got, other] = await Promise.all([
      name.endsWith('.zip') ? own.unpack(file).then((unpacked) => (unpacked.ok ? [] : [unpacked.problem])) : own.read(file).then(({ read }) => (read.cards.length > 0 ? [] : read.problems)),
      reader.read({ name: 'b.md', bytes: bytes('# Why?\n\nBecause.') }).then(({ read }) => ({ read, ms: performance.now() - began })),
    ])
    const ms = performance.now() - began
    clearInterval(sampling)
    for (const problem of got) expect(describeProblem(problem, 'en')).toMatch(/[.]$/)
    expect(questions(other.read)).toEqual(['Why?'])
    expect(ms).toBeLessThan(readerBounds.ms + 2_000)
    // The thread's heap is bounded by the process itself; what is left over is what the two threads share.
    expect((peak - before) / (1 << 20)).toBeLessThan(readerBounds.megabytes + 128)
    if (process.env['TABLE'] === '1') process.stdout.write(`| ${name} ${_} | ${(ms / 1000).toFixed(1)} s | ${((peak - before) / (1 << 20)).toFixed(0)} MB | ${got.map(({ code }) => code).join(' ')} |\n`)
  }, 60_000)
})
