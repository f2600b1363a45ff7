// Our notes beside the sample notes of other people, where these are at hand: nothing is copied from them, and each of
// their sections has a topic of ours. Of their headings only hashes stand here.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import sectionTopics from './section-topics.json' with { type: 'json' }

const root = fileURLToPath(new URL('../..', import.meta.url))
const notes = join(process.env['PROTODECK_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url)), 'notes')
const skip = !existsSync(notes)
const theirs = () => readdirSync(notes).filter((name) => name.endsWith('.md')).sort().map((name) => readFileSync(join(notes, name), 'utf8'))
const ours = () => readdirSync(join(root, 'content/topics')).filter((name) => name.endsWith('.md')).map((name) => ({ name, text: readFileSync(join(root, 'content/topics', name), 'utf8') }))

/** Every stretch of `size` characters. */
function* stretches(text: string, size: number): Generator<string> {
  for (let at = 0; at + size <= text.length; at++) yield text.slice(at, at + size)
}
const flat = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ')
/** Messages that an RFC gives as its example look alike wherever they are quoted. */
const withoutExamples = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '\n')
/** Han alone, so that other punctuation hides nothing; a line break ends a run. */
const hanRuns = (text: string): string[] => text.normalize('NFKC').split(/\n/).map((line) => line.replace(/[^\p{Script=Han}]/gu, ''))

function common(mine: string, other: ReadonlySet<string>, size: number): string | null {
  for (const stretch of stretches(mine, size)) if (other.has(stretch)) return stretch
  return null
}

/** Headings as the path from the top, letters and digits only; also those that stand in the middle of a flattened line. */
function headingPaths(text: string): string[] {
  const key = (title: string) => title.replace(/\]\([^)]*\)/g, '').normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  const paths: string[] = []
  let stack: { level: number; title: string }[] = []
  let fence: string | null = null
  for (const line of text.split('\n')) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1]?.[0]
    if (mark !== undefined) {
      fence = fence === null ? mark : fence === mark ? null : fence
      continue
    }
    if (fence !== null) continue
    const [, marks, title] = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) ?? []
    if (marks !== undefined && title !== undefined) {
      stack = [...stack.filter(({ level }) => level < marks.length), { level: marks.length, title: key(title) }]
      paths.push(stack.map((entry) => entry.title).join(' / '))
    } else for (const [, inside] of line.matchAll(/(?<=\s)#{2,6} (\S.{0,60})/gu)) paths.push(key(inside!).slice(0, 8))
  }
  return paths
}
const hash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

describe('shared notes', () => {
  it.skipIf(skip)('have no run of 24 Han or 80 other characters in common with ours (skipped where ../shared/notes is not)', () => {
    const han = new Set(theirs().flatMap((text) => hanRuns(text).flatMap((run) => [...stretches(run, 24)])))
    const any = new Set(theirs().flatMap((text) => [...stretches(flat(text), 80)]))
    expect(han.size).toBeGreaterThan(1_000)
    const found = ours().flatMap(({ name, text }) => [...hanRuns(text).map((run) => common(run, han, 24)), common(flat(withoutExamples(text)), any, 80)].flatMap((stretch) => (stretch === null ? [] : [`${name}: ${stretch}`])))
    expect(found).toEqual([])
  }, 60_000)

  it.skipIf(skip)('have a topic of ours for each of their sections (skipped where ../shared/notes is not)', () => {
    const paths = theirs().flatMap(headingPaths)
    expect(paths.length).toBeGreaterThan(100)
    const table = sectionTopics as Readonly<Record<string, string>>
    expect(paths.filter((path) => table[hash(path)] === undefined)).toEqual([])
  })

  it('names topics that exist', () => {
    const topics = new Set(ours().map(({ name }) => name.split('.')[0]))
    expect(Object.values(sectionTopics).filter((topic) => !topics.has(topic))).toEqual([])
  })

  it('would notice what was copied', () => {
    const text = '传输控制协议为每个方向的数据流分别编号并由对方逐一确认收到的序列号才算数'
    expect(common(hanRuns(`改写了开头，${text}`)[0]!, new Set(stretches(hanRuns(text)[0]!, 24)), 24)).not.toBeNull()
  })
})
