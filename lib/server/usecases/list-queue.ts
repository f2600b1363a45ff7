// `GET /queue`: the next cards with their texts, their memories and what each button will do.
import { intervalsOf, reviewTerms, type Intervals } from '#lib/core/memory/intervals.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import { buildQueue, type Candidate } from '#lib/core/memory/queue.ts'
import type { CardKind, FacetId, Lang, TopicId } from '#lib/core/notes/card.ts'
import { builtInCollection, collectionOf, facetNameOf } from '#lib/core/notes/facets.ts'
import { diffText, type DiffPart } from '#lib/core/notes/text-diff.ts'
import { ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { CardView } from '#lib/server/store/content.ts'
import { findViews, type FoundView } from '#lib/server/usecases/find-views.ts'
import { clockForRequest, settingsOf, weightsOf } from '#lib/server/usecases/person-settings.ts'

export interface QueueQuery {
  readonly limit: number
  readonly lang: Lang
  readonly topic?: string | undefined
  /** The browser's zone, for people who have not chosen one. */
  readonly timeZone?: string | undefined
}

export interface QueueCard {
  readonly facet: FacetId
  readonly version: string
  readonly lang: Lang
  readonly kind: CardKind
  readonly topic: TopicId
  readonly question: { readonly html: string; readonly text: string }
  readonly answer: { readonly html: string }
  readonly choice?: CardView['choice']
  readonly cloze?: { readonly id: string; readonly hidden: string; readonly shown: string; readonly texts: readonly string[] }
  readonly order?: CardView['order']
  readonly typed?: CardView['typed']
  readonly exercise?: CardView['exercise']
  /** Of the person's own notes: nobody here has verified it. `topic` is the collection's id. */
  readonly own?: { readonly collection: string; readonly title: string }
  /** What it said when it was last reviewed, and what it says now. */
  readonly changed?: readonly DiffPart[]
  readonly seed: string
  readonly memory: Memory | null
  readonly intervals: Intervals
}

export interface QueueAnswer {
  readonly studyDay: number
  readonly dayEndsAt: string
  readonly counts: { readonly learning: number; readonly due: number; readonly dueTotal: number; readonly new: number }
  readonly cards: readonly QueueCard[]
  /** When the next learning card of today comes back, for pages that wait; null: none. */
  readonly nextLearningAtMs: number | null
}

/** `userId` null answers for nobody: the first new cards, and nothing is written. */
export async function listQueue(
  { store, timeShiftMs }: Pick<Server, 'store' | 'timeShiftMs'>,
  userId: string | null,
  query: QueueQuery,
): Promise<Result<QueueAnswer>> {
  const reading = await store.log.read(userId ?? nobody, [], [])
  const nowMs = Math.floor(reading.nowMs + timeShiftMs())
  const settings = settingsOf(reading.settings)
  const found = clockForRequest(settings, query.timeZone)
  if (!found.ok) return found
  const clock = found.value
  const studyDay = clock.studyDay(nowMs)
  const dayEndsAtMs = clock.dayEndsAtMs(studyDay)

  // Siblings wait for each other, so that a few more candidates than wanted have to be read.
  const slack = 40
  const candidates = await store.queue.candidates(userId, {
    studyDay,
    learningUntilMs: dayEndsAtMs,
    learnTopics: settings.learn.topics,
    learnLevels: settings.learn.levels,
    topic: (query.topic ?? null) as TopicId | null,
    // All that the limits allow, not only what is asked for: the counts come from them.
    dueLimit: settings.reviewsPerDay + slack,
    newLimit: settings.newPerDay + slack,
  })
  const known = [...candidates.learning, ...candidates.due, ...candidates.siblingsDue, ...candidates.gradedToday]
  const memories = new Map(known.map(({ memory }) => [memory.facet, memory]))
  const fresh = new Map(candidates.new.map((record) => [record.id, record]))
  const ownTopics = candidates.new.flatMap(({ id, topicId }) => (collectionOf(id) === builtInCollection ? [] : [topicId]))
  const learnTopics = settings.learn.topics === null ? null : [...settings.learn.topics, ...new Set(ownTopics)]
  const toCandidate = (facet: FacetId): Candidate => {
    const record = fresh.get(facet)
    const own = collectionOf(facet) !== builtInCollection
    // What is chosen among our topics and levels says nothing of one's own notes.
    const level = own ? (settings.learn.levels[0] ?? 1) : record?.level
    const placement = record === undefined || level === undefined ? null : { topic: record.topicId, topicOrder: record.topicOrder, level, place: record.place }
    return { facet, memory: memories.get(facet) ?? null, placement }
  }
  const queue = buildQueue({
    today: studyDay,
    nowMs,
    settings: { ...settings, learn: { ...settings.learn, topics: learnTopics } },
    candidates: [...new Set([...memories.keys(), ...fresh.keys()])].map(toCandidate),
    used: { newCards: candidates.done.new, reviews: candidates.done.reviews },
    dueTotal: candidates.dueTotal,
  })

  const facets = queue.facets.slice(0, query.limit)
  const views = await findViews(store, userId, facets, query.lang)
  const weights = weightsOf(reading.settings)
  const cards = facets.flatMap((facet): QueueCard[] => {
    const found = views.get(facet)
    if (found === undefined) return []
    const memory = memories.get(facet) ?? null
    const terms = reviewTerms(facet, memory, nowMs, settings, clock)
    return [{ ...presentCard(facet, found), ...showChange(found, memory), seed: `${facet}:${memory?.reps ?? 0}`, memory, intervals: intervalsOf(memory, nowMs, terms, weights) }]
  })
  const { counts, nextLearningAtMs } = queue
  return ok({ studyDay, dayEndsAt: new Date(dayEndsAtMs).toISOString(), counts, cards, nextLearningAtMs })
}

/** Once: at the first review after the change. */
function showChange({ changed }: FoundView, memory: Memory | null): Pick<QueueCard, 'changed'> {
  if (changed == null || memory === null || memory.state === 'new' || memory.lastAtMs >= changed.atMs) return {}
  return { changed: diffText(changed.before, changed.now) }
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** A card as the API shows it, apart from anybody's memory of it. */
function presentCard(facet: FacetId, { view, hash, lang, own }: FoundView): Omit<QueueCard, 'seed' | 'memory' | 'intervals'> {
  const { kind, topic, question, answer, choice, clozes, order, typed, exercise } = view
  const name = facetNameOf(facet)
  const cloze = clozes?.[name]
  return {
    ...{ facet, version: hash, lang, kind, topic, question, answer },
    ...(own === undefined ? {} : { own }),
    ...(choice === undefined ? {} : { choice }),
    ...(cloze === undefined ? {} : { cloze: { id: name, ...cloze } }),
    ...(order === undefined ? {} : { order }),
    ...(typed === undefined ? {} : { typed }),
    ...(exercise === undefined ? {} : { exercise }),
  }
}
