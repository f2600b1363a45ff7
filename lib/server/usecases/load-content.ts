// content/ → Postgres, at every start. Unchanged notes cost one hash of the files and one row read; changed cards
// keep their ids, so their schedules, and get a new version. Faulty cards are left out and said, the rest loads.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Card, CardId, FacetId, Lang, Topic, TopicId } from '#lib/core/notes/card.ts'
import { facetsOf, makeFacetId } from '#lib/core/notes/facets.ts'
import { readRetired } from '#lib/core/notes/read-retired.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'
import type { Server } from '#lib/server/server.ts'
import type { FacetRecord, LoadedCard, LoadedContent, LoadedTopic } from '#lib/server/store/content.ts'
import { forgetCatalog } from '#lib/server/usecases/facet-catalog.ts'
import { inheritMemories } from '#lib/server/usecases/inherit-memories.ts'
import { loadHighlight, type Highlight } from '#lib/server/usecases/highlight-code.ts'
import { readNotes } from '#lib/server/usecases/read-notes.ts'
import { viewCard, type ScenarioOf } from '#lib/server/usecases/view-card.ts'

/** Raised when the shape of what is stored changes, so that unchanged notes are loaded again. */
const viewVersion = 4

export interface LoadReport {
  readonly loaded: boolean
  /** Sentences for the log. */
  readonly notices: readonly string[]
}

export async function loadContent({ store, version }: Pick<Server, 'store' | 'version'>, dir: string): Promise<LoadReport> {
  const hash = await hashFolder(dir)
  const state = await store.content.state()
  if (state?.hash === hash) return { loaded: false, notices: [] }
  if (state !== null && isOlder(version, state.release)) {
    return { loaded: false, notices: [`The notes in the database are of release ${state.release}, newer than ${version}: left as they are.`] }
  }
  const { files, retired, scenarios } = await readNotes(dir)
  const topics = files.flatMap(({ topic }) => (topic === null ? [] : [topic]))
  const content = prepare(hash, version, topics, retired, await loadHighlight(), await readScenarioFiles(dir, scenarios))
  // Until the schedules have moved as well, the folder counts as not loaded: a start that was cut short is made again.
  const loading = content.aliases.length > 0 ? `${hash} loading` : hash
  const loaded = await store.content.load({ ...content, hash: loading }, (release) => !isOlder(version, release))
  forgetCatalog(store)
  if (loading !== hash) {
    await inheritMemories({ store })
    await store.content.confirm(loading, hash)
  }
  const faults = files.flatMap(({ problems }) => problems)
  return {
    loaded,
    notices: faults.map((fault) => `${fault.place?.file ?? ''}:${fault.place?.line ?? 1}: ${describeProblem(fault, 'en')}`),
  }
}

/** By name, size and time of change, then by bytes: a file that looks the same to the file system is not read. */
async function hashFolder(dir: string): Promise<string> {
  const hash = createHash('sha256').update(`view ${viewVersion}`)
  const topics = join(dir, 'topics')
  const names = (await readdir(topics)).filter((name) => name.endsWith('.md')).sort().map((name) => join(topics, name))
  const scenarios = join(dir, 'scenarios')
  const traces = (await readdir(scenarios, { recursive: true }).catch(() => [])).filter((name) => /\.(trace|zone)$/.test(name)).sort()
  for (const file of [...names, join(dir, 'retired.yaml'), ...traces.map((name) => join(scenarios, name))]) {
    const info = await stat(file).catch(() => null)
    if (info === null || !info.isFile() || info.size > 4 << 20) hash.update(`${file.slice(dir.length)} ${info?.size ?? 'gone'}`)
    else hash.update(file.slice(dir.length)).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function readScenarioFiles(dir: string, names: readonly string[]): Promise<ScenarioOf> {
  const texts = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dir, 'scenarios', `${name}.trace`), 'utf8')] as const)))
  const zones = names.some((name) => name.startsWith('dns/')) ? await readZones(dir) : []
  return (scenario) => {
    const trace = texts.get(scenario)
    if (trace === undefined) return null
    return scenario.startsWith('dns/') ? { trace, zones } : { trace }
  }
}

function prepare(hash: string, release: string, topics: readonly Topic[], retired: string | null, highlight: Highlight, scenarioOf: ScenarioOf): LoadedContent {
  const byId = new Map<TopicId, Partial<Record<Lang, Topic>>>()
  for (const topic of topics) byId.set(topic.id, { ...byId.get(topic.id), [topic.lang]: topic })
  const loadedTopics: LoadedTopic[] = []
  const cards = new Map<CardId, LoadedCard>()
  const facets = new Map<FacetId, FacetRecord>()
  for (const [id, texts] of byId) {
    const main = texts.zh ?? texts.en!
    const { order, layer, level, tags, requires } = main
    const titles = Object.fromEntries(Object.entries(texts).map(([lang, topic]) => [lang, topic.title]))
    loadedTopics.push({ id, order, layer, level, tags, requires, titles })
    for (const topic of Object.values(texts)) {
      topic.cards.forEach((card, place) => {
        addCard(cards, card, id, place, highlight, scenarioOf)
        for (const name of facetsOf(card)) {
          const facet = makeFacetId(card.id, name)
          facets.set(facet, { id: facet, cardId: card.id, topicId: id, topicOrder: order, level: card.level, place, retired: false })
        }
      })
    }
  }
  const aliases = readRetired(retired).ids.map(({ id, successor, reason }) => ({ alias: id, successor, reason }))
  return { hash, release, topics: loadedTopics, cards: [...cards.values()], facets: [...facets.values()], aliases }
}

function addCard(cards: Map<CardId, LoadedCard>, card: Card, topicId: TopicId, place: number, highlight: Highlight, scenarioOf: ScenarioOf): void {
  const known = cards.get(card.id)
  const { importance, keyPoints, pitfalls, followUps } = card
  const sheet = { importance, keyPoints, pitfalls, followUps }
  const version = { lang: card.lang, hash: card.version, question: card.question, answer: card.answer, view: viewCard(card, topicId, highlight, scenarioOf), sheet }
  const { id, kind, level, tags } = card
  cards.set(id, { id, topicId, kind, level, place, tags, ...known, versions: [...(known?.versions ?? []), version] })
}

/** Whether release `a` comes before `b`; both as `major.minor.patch`. */
function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
