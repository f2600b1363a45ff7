import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTopic } from '#lib/core/notes/parse-topic.ts'
import type { Reading } from '#lib/core/notes/rule.ts'
import { maxTopicBytes } from '#lib/core/notes/rules/file-too-large.ts'
import { rules } from '#lib/core/notes/rules.ts'
import { describeProblem, problemCodes } from '#lib/core/problem.ts'
import type { Problem } from '#lib/core/problem.ts'
import { expectGolden } from './golden.ts'

const folder = new URL('../../fixtures/notes/', import.meta.url)
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.md'))
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')

const line = (problem: Problem) => {
  const { place, related } = problem
  const where = `${place?.file ?? ''}:${place?.line ?? 0}:${place?.column ?? 0}`
  const also =
    related === undefined ? '' : ` (${related.file ?? ''}:${related.line ?? 0}:${related.column ?? 0})`
  return `${where} ${problem.code} ${describeProblem(problem, 'en')}${also}\n`
}

describe('parseTopic on fixtures', () => {
  it.each(fixtures)('reads %s', (name) => {
    const { topic, problems } = parseTopic(textOf(name), name)
    expectGolden(`${JSON.stringify(topic, null, 2)}\n`, new URL(name.replace(/\.md$/, '.json'), folder))
    expectGolden(problems.map(line).join(''), new URL(name.replace(/\.md$/, '.txt'), folder))
  })

  it('says nothing about sound files', () => {
    expect(parseTopic(textOf('every-kind.en.md'), 'every-kind.en.md').problems).toEqual([])
    expect(parseTopic(textOf('every-kind.zh.md'), 'every-kind.zh.md').problems).toEqual([])
  })

  it.each(fixtures.filter((name) => problemCodes.includes(name.replace(/\..*/, '') as Problem['code'])))(
    'finds in %s what it is named after',
    (name) => {
      const codes = parseTopic(textOf(name), name).problems.map(({ code }) => code)
      expect(codes).toContain(name.replace(/\..*/, ''))
    },
  )
})

describe('what only the reader of a file knows', () => {
  const good = textOf('every-kind.en.md')
  it.each([
    ['file-not-utf8', { invalidUtf8: true }],
    ['file-outside', { outside: true }],
    ['file-unreadable', { unreadable: 'EACCES' }],
    ['file-too-large', { bytes: 50 * maxTopicBytes }],
  ] as const satisfies readonly (readonly [string, Reading])[])(
    'is the fault %s and ends the reading',
    (code, reading) => {
      const { topic, problems } = parseTopic(good, 'every-kind.en.md', reading)
      expect(topic).toBeNull()
      expect(problems).toMatchObject([{ code, place: { file: 'every-kind.en.md', line: 1, column: 1 } }])
    },
  )

  it('finds a text too large by itself', () => {
    expect(parseTopic('x'.repeat(maxTopicBytes + 1), 'a.en.md').problems.map(({ code }) => code)).toEqual([
      'file-too-large',
    ])
    expect(parseTopic(good, 'every-kind.en.md', { bytes: maxTopicBytes }).problems).toEqual([])
  })
})

describe('codes, rules and fixtures', () => {
  const source = readFileSync(new URL('../../../lib/core/problem.ts', import.meta.url), 'utf8')
  const section = /— notes, format 1 —\n(.*?)\n {2}\/\/ —/s.exec(source)?.[1] ?? ''
  const codes = [...section.matchAll(/^ {2}'?([a-z0-9-]+)'?: \{/gm)].map(([, code]) => code!)
  const files = readdirSync(new URL('../../../lib/core/notes/rules/', import.meta.url)).map((name) =>
    name.replace('.ts', ''),
  )

  it('have each other', () => {
    expect(codes.length).toBeGreaterThan(80)
    expect([...codes].sort()).toEqual([...files].sort())
    expect(rules.map(({ code }) => code as string).sort()).toEqual([...files].sort())
  })

  it('have a fixture that plants the fault', () => {
    const collections = new URL('collections/', folder)
    const goldens = [
      ...fixtures.map((name) => new URL(name.replace(/\.md$/, '.txt'), folder)),
      ...readdirSync(collections).map((name) => new URL(`${name}/faults.txt`, collections)),
    ]
    const planted = new Set(
      goldens.flatMap((url) =>
        readFileSync(url, 'utf8')
          .split('\n')
          .map((text) => text.split(' ')[1]),
      ),
    )
    for (const code of ['file-not-utf8', 'file-outside', 'file-unreadable', 'file-too-large'])
      planted.add(code)
    expect(codes.filter((code) => !planted.has(code))).toEqual([])
  })

  it('fill every sentence in both languages', () => {
    for (const name of fixtures) {
      for (const problem of parseTopic(textOf(name), name).problems) {
        for (const lang of ['en', 'zh'] as const) {
          const names = [...describeProblem({ code: problem.code }, lang).matchAll(/\{(\w+)\}/g)].map(
            ([, param]) => param!,
          )
          expect({ code: problem.code, names: Object.keys(problem.params ?? {}) }).toEqual({
            code: problem.code,
            names: expect.arrayContaining(names) as unknown,
          })
        }
      }
    }
  })
})

describe('parseTopic on any text', () => {
  const good = textOf('every-kind.en.md')
  const blocks = good.split(/(?<=\n)/)
  const grammar = [
    '---\n',
    '# ',
    '## ',
    '### ',
    '### Options\n',
    '### Key points\n',
    '### Sources\n',
    '- [x] ',
    '- `a` ',
    '  - = ',
  ]
  const inline = [
    '<a id="',
    '"></a>',
    '`level: 1`',
    '{{c1::',
    '::',
    '}}',
    ':::lab{scenario="tcp/x"}\n',
    ':::\n',
    '|',
    '[^1]',
  ]
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...grammar,
          ...inline,
          '\n',
          '\r\n',
          '> ',
          '1. ',
          '```',
          'word ',
          '汉字',
          '\t',
          '*',
          '[',
          '](',
        ),
      )
      .map((parts) => parts.join('')),
    // A sound file with lines dropped, doubled, swapped and cut.
    fc
      .array(
        fc.tuple(fc.nat(blocks.length - 1), fc.constantFrom('drop', 'double', 'cut', 'swap'), fc.nat()),
        { minLength: 1, maxLength: 6 },
      )
      .map((edits) => {
        const lines = [...blocks]
        for (const [at, edit, n] of edits) {
          const here = lines[at]!
          if (edit === 'drop') lines[at] = ''
          else if (edit === 'double') lines[at] = here + here
          else if (edit === 'cut') lines[at] = here.slice(0, n % (here.length + 1))
          else [lines[at], lines[n % lines.length]] = [lines[n % lines.length]!, here]
        }
        return lines.join('')
      }),
  )

  it('never throws, is deterministic, points into the text and drops no card in silence', () => {
    fc.assert(
      fc.property(text, (content) => {
        const parsed = parseTopic(content, 'every-kind.en.md')
        expect(parseTopic(content, 'every-kind.en.md')).toEqual(parsed)
        const lines = content.replace(/^\ufeff/, '').split(/\r\n?|\n/)
        for (const { place, code } of parsed.problems) {
          const at = { code, line: place?.line ?? 0, column: place?.column ?? 0 }
          expect(at.line).toBeGreaterThan(0)
          expect(at.line).toBeLessThanOrEqual(lines.length)
          expect(at.column).toBeGreaterThan(0)
          expect(at.column).toBeLessThanOrEqual(lines[at.line - 1]!.length + 1)
        }
        if (parsed.topic === null) expect(parsed.problems).not.toEqual([])
        else expectEachCardOrAProblem(content, parsed)
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150) },
    )
  })

  function expectEachCardOrAProblem(content: string, { topic, problems }: ReturnType<typeof parseTopic>) {
    // By the text alone, not by the parser's own count. Inside code and quotes `## ` is no heading, so only
    // files without those are held to it.
    const lines = content.replace(/^\ufeff/, '').split(/\r\n?|\n/)
    if (lines.some((one) => /^\s*(?:```|~~~|>|:::|\t| {4}|<|[-=]+\s*$)/.test(one) && one !== '---')) return
    const starts = lines.flatMap((one, index) => (/^## \S/.test(one) ? [index + 1] : []))
    for (const [index, start] of starts.entries()) {
      const end = starts[index + 1] ?? Infinity
      const within = (place: Problem['place']) => (place?.line ?? 0) >= start && (place?.line ?? 0) < end
      const built = topic?.cards.some(({ place }) => place.line === start) === true
      expect(built || problems.some(({ place }) => within(place))).toBe(true)
    }
  }

  it('gives the same cards for other line ends and a byte order mark', () => {
    const crlf = parseTopic(`\ufeff${good.replaceAll('\n', '\r\n')}`, 'every-kind.en.md')
    expect(crlf).toEqual(parseTopic(good, 'every-kind.en.md'))
  })

  it('gives a new version to an edited card and to no other', () => {
    const before = parseTopic(good, 'every-kind.en.md').topic!.cards
    const after = parseTopic(good.replace('2. Second', '2. Zweitens'), 'every-kind.en.md').topic!.cards
    const changed = after
      .filter(({ version }, index) => version !== before[index]!.version)
      .map(({ id }) => id as string)
    expect(changed).toEqual(['kind-order'])
  })
})
