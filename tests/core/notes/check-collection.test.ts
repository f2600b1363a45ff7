import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkCollection, citedRfcs } from '#lib/core/notes/check-collection.ts'
import { parseTopic } from '#lib/core/notes/parse-topic.ts'
import { hasSection, pickRfcSections } from '#lib/core/notes/rfc-sections.ts'
import type { RfcIndex } from '#lib/core/notes/rfc-sections.ts'
import { expectGolden } from './golden.ts'

// A cut of the real index: numbers, successors and a few sections.
const rfcIndex: RfcIndex = [
  {
    number: 9293,
    title: 'TCP',
    obsoletedBy: [],
    sections: { '3.5': 'Establishing a Connection', '3.6': 'Closing', 'A.1': 'x' },
  },
  { number: 793, title: 'TCP', obsoletedBy: [9293], sections: { '3.4': 'Establishing', '3.5': 'Closing' } },
  { number: 8446, title: 'TLS 1.3', obsoletedBy: [9846], sections: { '2': 'Protocol Overview' } },
  { number: 768, title: 'UDP', obsoletedBy: [], sections: [], unnumbered: ['Format'] },
  { number: 3022, title: 'NAT', obsoletedBy: [], sections: { '3.0': 'x' }, aliases: { '3': '3.0' } },
]

const root = new URL('../../fixtures/notes/collections/', import.meta.url)

function check(name: string) {
  const folder = new URL(`${name}/`, root)
  const read = (file: string) =>
    existsSync(new URL(file, folder)) ? readFileSync(new URL(file, folder), 'utf8') : null
  const lines = (file: string) => (read(file) ?? '').split('\n').filter((line) => line !== '')
  const names = readdirSync(folder).filter((file) => file.endsWith('.md'))
  return checkCollection({
    files: names.map((file) => parseTopic(read(file) ?? '', file)),
    rfcIndex,
    retired: { text: read('retired.yaml'), file: 'retired.yaml' },
    knownIds: lines('known.txt'),
    scenarios: lines('scenarios.txt'),
  })
}

describe('checkCollection on fixtures', () => {
  it.each(readdirSync(root))('reports %s', (name) => {
    const { faults } = check(name)
    const lines = faults.map(
      ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}\n`,
    )
    expectGolden(lines.join(''), new URL(`${name}/faults.txt`, root))
    const codes = new Set(faults.map(({ code }) => code))
    if (name === 'sound') expect(faults).toEqual([])
    else expect(codes).toContain(name)
  })

  it('counts a topic and a card once for both languages', () => {
    expect(check('sound')).toMatchObject({
      topics: 1,
      cards: 1,
      languages: ['zh', 'en'],
      kinds: { explain: 1, choice: 0, cloze: 0, order: 0, typed: 0, exercise: 0 },
      sources: { checked: 2, missing: 0, unlisted: 0 },
    })
  })

  it('counts what is missing apart from what is unlisted', () => {
    // Five sources and one clause in the prose, in two files.
    expect(check('source-section-missing').sources).toEqual({ checked: 10, missing: 6, unlisted: 2 })
  })

  it('reports faults in the language asked for', () => {
    const files = [parseTopic('', 'a-topic.en.md')]
    const report = checkCollection({ files, rfcIndex, lang: 'zh' })
    expect(report.faults.map(({ message }) => message)).toContain(
      '文件开头应为 --- 之间的 front matter，却遇到其他内容。',
    )
  })
})

describe('the copy of the RFC index', () => {
  it('holds the cited RFCs alone, by number', () => {
    const picked = pickRfcSections(rfcIndex, [9293, 768, 65000])
    expect(picked.map(({ number }) => number)).toEqual([768, 9293])
    expect(picked[0]).toEqual({
      number: 768,
      title: 'UDP',
      obsoletedBy: [],
      sections: {},
      unnumbered: ['Format'],
    })
  })

  it('knows sections by number, alias and heading, and nothing of Object', () => {
    const by = (number: number) => rfcIndex.find((rfc) => rfc.number === number)!
    expect(hasSection(by(9293), 'A.1')).toBe(true)
    expect(hasSection(by(9293), '3')).toBe(false)
    expect(hasSection(by(3022), '3')).toBe(true)
    expect(hasSection(by(768), 'Format')).toBe(true)
    expect(hasSection(by(768), '0')).toBe(false)
    expect(hasSection(by(9293), 'constructor')).toBe(false)
  })

  it('is made of what the files cite', () => {
    const text = [
      '## Q <a id="a-card"></a>',
      'RFC 9293 §3.5; RFC 1034 alone.',
      '### Sources',
      '- RFC 768 "Format"',
    ].join('\n\n')
    expect(citedRfcs([parseTopic(text, 'a.en.md')])).toEqual([768, 9293])
  })
})
