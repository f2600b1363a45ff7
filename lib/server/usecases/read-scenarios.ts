// The scenarios of a protocol's lab from content/, for pages that are built statically. A file with a fault stops
// the build and says its line; the same files are golden runs in the tests.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { root } from '#lib/server/env.ts'

export interface ScenarioSummary {
  /** `third-ack-lost`, without folder and ending. */
  readonly name: string
  readonly title: string
  /** One thing to look for each. */
  readonly look: readonly string[]
  readonly tags: readonly string[]
  /** What it is about: lists show these as headings, in this order. */
  readonly group: ScenarioGroup
}

export interface ScenarioSource extends ScenarioSummary {
  /** The file. */
  readonly text: string
}

/** With these one begins. */
const first: ReadonlySet<string> = new Set(['handshake', 'walk', 'wss-first'])
/** As one learns them; and by which first tag a scenario belongs to one. */
const tagsOfGroup = {
  opening: ['opening'],
  layers: ['layers'],
  walk: ['walk', 'resolver', 'privacy'],
  delegation: ['delegation', 'glue'],
  names: ['cname', 'wildcard', 'idn'],
  cache: ['cache', 'stub', 'negative'],
  framing: ['framing', 'compression'],
  data: ['data'],
  closing: ['closing'],
  reset: ['reset', 'half-open'],
  faults: ['fault', 'timeout'],
  failure: ['failure'],
  security: ['spoofing'],
} as const
export type ScenarioGroup = keyof typeof tagsOfGroup
const groups = Object.keys(tagsOfGroup) as ScenarioGroup[]

export async function readScenarios(lang: Lang, protocol: string): Promise<readonly ScenarioSource[]> {
  const folder = join(root, 'content/scenarios', protocol)
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.trace')).sort()
  const all = await Promise.all(names.map(async (name) => readScenario(lang, name, await readFile(join(folder, name), 'utf8'))))
  const rank = ({ group, name }: ScenarioSource) => groups.indexOf(group) * 2 + (first.has(name) ? 0 : 1)
  return all.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

function readScenario(lang: Lang, name: string, text: string): ScenarioSource {
  const { file, problems } = parseTrace(text)
  const { description, problems: missing } = describeScenario(file.header)
  for (const problem of [...problems, ...missing]) throw new Error(sentence(name, problem))
  const { title, look } = description[lang]
  const { tags } = description
  // Whatever else it is about, one sees something go wrong.
  const group = tags.includes('fault') ? 'faults' : groups.find((each) => (tagsOfGroup[each] as readonly string[]).includes(tags[0] ?? ''))
  if (group === undefined) throw new Error(`content/scenarios: ${name}: no list has a place for the tag “${tags[0] ?? ''}”`)
  return { name: name.replace(/\.trace$/, ''), title, look, tags, group, text }
}

const sentence = (name: string, problem: Problem): string =>
  `${name}:${problem.place?.line ?? 1}: ${describeProblem(problem, 'en')}`
