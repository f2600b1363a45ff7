// One sitting with covered answers: grades go into the outbox, durable on this device, and from there to the server;
// none waits for the network. Graded here counts in no limit of the day and is a review like any other.
import { v7 } from 'uuid'
import { defaultWeights, modelOf } from '#lib/core/memory/fsrs.ts'
import { intervalsOf, reviewTerms } from '#lib/core/memory/intervals.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import { defaultSettings } from '#lib/core/memory/settings.ts'
import { standingOf } from '#lib/core/memory/standing.ts'
import type { FacetId } from '#lib/core/notes/card.ts'
import type { FacetStanding, SessionView } from '#lib/server/web.ts'
import { answerFacet, clockFor, stepHere } from '../../../../_ui/answer-facet.ts'
import { gradeNames } from '../../../../_ui/grade-buttons.tsx'
import { keepStep } from '../../../../_ui/kept-queue.ts'
import { addToOutbox, adoptNobody, countOutbox, nobody, readOutbox } from '../../../../_ui/outbox.ts'
import { sendOutbox } from '../../../../_ui/send-outbox.ts'
import { browserZone, fetchSession, rememberedSession } from '../../../../_ui/whoami.ts'
import { afterGrade, beginRecall, isShown, takeBack, uncover, type Graded, type RecallState } from './recall-state.ts'
import { fetchStandings, type Standings, type TopicCard } from './use-topic.ts'

export interface RecallOptions {
  readonly topic: string
  readonly cards: readonly TopicCard[]
  readonly standings: Standings | null
  /** Called with all of them whenever one has changed. */
  readonly onStandings: (standings: Standings) => void
}

export interface Snapshot {
  readonly state: RecallState
  readonly unsent: number
  /** Something could not be kept on this device: it was not graded. */
  readonly isLost: boolean
}

interface RecallSession {
  readonly subscribe: (listener: () => void) => () => void
  readonly snapshot: () => Snapshot
  readonly isShown: (card: string) => boolean
  readonly uncover: (card: string) => void
  /** Grades the facet that is asked of the card; false: it is not uncovered, or another grade is being kept. */
  readonly grade: (card: string, grade: Grade) => Promise<boolean>
  /** Takes the newest grade of this sitting back; the card it was of, or null. */
  readonly undo: () => Promise<string | null>
  readonly close: () => void
}

const retryMs = 15_000
/** Longer than this nobody thinks about one card: they were away. */
const longestThoughtMs = 600_000

export function openSession({ topic, cards, standings, onStandings }: RecallOptions): RecallSession {
  const byId = new Map(cards.map((card) => [card.id as string, card]))
  const listeners = new Set<() => void>()
  let shown: Snapshot = { state: beginRecall(cards), unsent: 0, isLost: false }
  let known = new Map(standings ?? [])
  let session: SessionView | null = rememberedSession()
  let lastMs = performance.now()
  let busy = false
  /** Counts what was done here with each facet, so that an older answer of the server does not overwrite it. */
  const touched = new Map<FacetId, number>()
  /** What a facet was before each grade of this sitting. */
  const before = new Map<string, FacetStanding | undefined>()
  const person = () => session?.person ?? nobody

  const tell = (change: Partial<Snapshot>) => {
    shown = { ...shown, ...change }
    for (const listener of listeners) listener()
  }
  const learn = (facet: FacetId, standing: FacetStanding | undefined) => {
    touched.set(facet, (touched.get(facet) ?? 0) + 1)
    known = new Map(known)
    if (standing === undefined) known.delete(facet)
    else known.set(facet, standing)
    onStandings(known)
  }

  /** The server's memories, but for what was done here since the question or has not reached it. */
  const refresh = async () => {
    const asOf = new Map(touched)
    const fetched = await fetchStandings(topic)
    if (fetched === null) return
    const unsent = new Set((await readOutbox(person())).map(({ body }) => body['facet'] as FacetId))
    const isNewerHere = (facet: FacetId) => unsent.has(facet) || touched.get(facet) !== asOf.get(facet)
    known = new Map([...fetched].map(([facet, standing]) => [facet, isNewerHere(facet) ? (known.get(facet) ?? standing) : standing]))
    onStandings(known)
  }

  const send = async () => {
    const result = await sendOutbox(session)
    session = result.session
    const { waiting, refused } = await countOutbox(person())
    tell({ unsent: waiting + refused.length })
    if (result.sent > 0) await refresh()
  }

  const begin = async () => {
    session = await fetchSession()
    await adoptNobody(person())
    await send()
    if (standings === null) await refresh()
  }
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  const onOnline = () => { quietly(send()) }
  quietly(begin())
  const retry = setInterval(onOnline, retryMs)
  window.addEventListener('online', onOnline)

  /** Durable when true; without storage of its own the browser cannot keep an answer until it is sent. */
  const keep = async (kind: 'review' | 'undo', id: string, body: Readonly<Record<string, unknown>>): Promise<boolean> => {
    try {
      await addToOutbox(person(), { kind, id, body })
      tell({ unsent: shown.unsent + 1, isLost: false })
      return true
    } catch {
      tell({ isLost: true })
      return false
    }
  }

  const exclusively = async <T>(otherwise: T, work: () => Promise<T>): Promise<T> => {
    if (busy) return otherwise
    busy = true
    try {
      return await work()
    } finally {
      busy = false
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot: () => shown,
    isShown: (card) => isShown(shown.state, card),
    uncover(card) { tell({ state: uncover(shown.state, card) }) },
    grade: (card, grade) =>
      exclusively(false, async () => {
        const asked = shown.state.cards.get(card)
        const cue = asked?.isOpen === true ? byId.get(card)?.cues[asked.step] : undefined
        if (asked === undefined || cue === undefined) return false
        const { facet } = cue
        const standing = known.get(facet)
        const settings = session?.settings ?? { ...defaultSettings, zoneChosen: false }
        const clock = clockFor(settings.zoneChosen ? settings.timeZone : browserZone(), settings.rolloverHour)
        const nowMs = Date.now()
        const elapsedMs = Math.min(longestThoughtMs, performance.now() - lastMs)
        const { item, event } = answerFacet({ facet, version: byId.get(card)!.version, memory: standing?.memory ?? null }, { grade, elapsedMs, nowMs, source: 'page' }, settings, clock)
        if (!(await keep('review', item.id, item))) return false
        lastMs = performance.now()
        const graded: Graded = { eventId: item.id, card, facet, step: asked.step, grade, interval: standing?.intervals[gradeNames[grade - 1]!] ?? null }
        before.set(item.id, standing)
        // Without the memory before there is none after: the server will say.
        if (standing !== undefined) {
          const memory = stepHere(facet, standing.memory, event)
          const terms = reviewTerms(facet, memory, nowMs, settings, clock)
          learn(facet, { facet, memory, standing: standingOf(memory, terms.studyDay, modelOf(defaultWeights)), intervals: intervalsOf(memory, nowMs, terms, defaultWeights) })
        }
        tell({ state: afterGrade(shown.state, graded) })
        quietly(keepStep(person(), facet, null))
        quietly(send())
        return true
      }),
    undo: () =>
      exclusively<string | null>(null, async () => {
        const undone = shown.state.graded.at(-1)
        if (undone === undefined) return null
        const id = v7()
        if (!(await keep('undo', id, { id, targets: [undone.eventId] }))) return null
        learn(undone.facet, before.get(undone.eventId))
        tell({ state: takeBack(shown.state, undone.eventId) })
        quietly(send())
        return undone.card
      }),
    close() {
      clearInterval(retry)
      window.removeEventListener('online', onOnline)
    },
  }
}
