// `GET /interviews/{id}/report`: the core's report with the texts it speaks of, once the interview is over. Marking
// is a function of the log, so that what was computed for a log of this length is kept for the next look.
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { stretchesOf, type Stretch } from '#lib/core/interview/earned-words.ts'
import { reportToMarkdown } from '#lib/core/interview/report-markdown.ts'
import { flatten, reportInterview, type InterviewReport, type QuestionReport } from '#lib/core/interview/report.ts'
import type { CardId, FacetId, FacetName, Lang, TopicId } from '#lib/core/notes/card.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import { renderBullet, renderInline } from '#lib/core/notes/render-markdown.ts'
import { voidedIds } from '#lib/core/memory/voided.ts'
import type { Grade } from '#lib/core/memory/memory.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { AskedVersion, CardView } from '#lib/server/store/content.ts'
import type { KeptDraft } from '#lib/server/store/interviews.ts'
import type { Store } from '#lib/server/store/store.ts'
import { askExercise } from '#lib/server/usecases/ask-exercise.ts'
import { toCandidate } from '#lib/server/usecases/interview-candidates.ts'
import { questionSeed } from '#lib/server/usecases/view-interview.ts'
import { settingsOf } from '#lib/server/usecases/person-settings.ts'
import { openInterview, type InterviewDeps, type OpenInterview } from '#lib/server/usecases/open-interview.ts'

/** What the report says of a card beside the marks: as it was when it was asked. */
export interface ReportedCard {
  readonly card: CardId
  readonly topic: TopicId
  readonly facet: FacetId
  readonly hash: string
  readonly lang: Lang
  readonly question: string
  readonly view: Pick<CardView, 'question' | 'answer' | 'choice' | 'order' | 'typed'>
  /** Key points in the sheet's order, rendered. */
  readonly points: readonly { readonly id: string; readonly html: string; readonly weight: number }[]
  /** Rendered, in the sheet's order: contradictions name them by place. */
  readonly pitfalls: readonly string[]
}

export interface ReportView {
  readonly id: string
  readonly nowMs: number
  readonly createdAtMs: number
  readonly status: OpenInterview['state']['status']
  readonly report: InterviewReport
  readonly cards: Readonly<Record<CardId, ReportedCard>>
  readonly topicTitles: Readonly<Record<TopicId, string>>
  /** Explained answers by question, cut where words earned points. */
  readonly stretches: Readonly<Record<string, readonly Stretch[]>>
  /** What was worked in the labs, by question, as it was drawn. */
  readonly exercises: Readonly<Record<string, Exercise>>
  /** Texts that were typed and not handed in, by question. */
  readonly kept: Readonly<Record<string, readonly KeptDraft[]>>
  /** Whether the person has marked some answer themselves. */
  readonly selfMarked: boolean
  /** The grades that count in the review queue now; null: none were applied, or they were undone. */
  readonly applied: { readonly eventIds: readonly string[]; readonly grades: Readonly<Record<FacetId, Grade>> } | null
}

type Marked = Pick<ReportView, 'report' | 'cards' | 'stretches' | 'exercises'>
const marked = new Map<string, Marked>()
const mostKept = 200

export async function findReport(deps: InterviewDeps, userId: string | null, id: string, lang: Lang): Promise<Result<ReportView>> {
  const found = await openInterview(deps, userId, id)
  if (!found.ok) return found
  const open = found.value
  const { record, state, nowMs } = open
  if (state.status !== 'over' && state.status !== 'finished') return fail({ code: 'interview-not-over' })
  const { store } = deps
  const [made, topics, drafts, applied] = await Promise.all([
    markInterview(store, userId!, open),
    store.content.topics(),
    store.interviews.drafts(userId!, id),
    findApplied(store, userId!, open),
  ])
  const figures = { overall: made.report.overall, dimensions: made.report.dimensions }
  if (canonicalJson(figures) !== canonicalJson(record.figures)) await store.interviews.keepFigures(userId!, id, figures)
  const titleOf = (topic: TopicId) => topics.find((one) => one.id === topic)?.titles[lang] ?? topics.find((one) => one.id === topic)?.titles.en ?? topic
  return ok({
    ...{ id, nowMs, createdAtMs: record.createdAtMs, status: state.status, ...made, applied },
    topicTitles: Object.fromEntries([...new Set(Object.values(made.cards).map(({ topic }) => topic))].map((topic) => [topic, titleOf(topic)])),
    kept: keptTexts(made.report, drafts),
    selfMarked: state.questions.some(({ selfBefore, selfAfter }) => selfBefore !== null || selfAfter !== null),
  })
}

/** `GET /interviews/{id}/report.md`: the same as Markdown, its times in the person's zone. */
export async function exportReport(deps: InterviewDeps, userId: string | null, id: string, lang: Lang): Promise<Result<string>> {
  const found = await findReport(deps, userId, id, lang)
  if (!found.ok) return found
  const { report, topicTitles } = found.value
  const { timeZone } = settingsOf((await deps.store.people.findPerson(userId!))?.settings)
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return ok(reportToMarkdown(report, lang, (ms) => date.format(ms), (topic) => topicTitles[topic] ?? topic))
}

/** The report of a log of this length; each length is marked once in this process. */
export async function markInterview(store: Pick<Store, 'content'>, userId: string, { record, state, events }: OpenInterview): Promise<Marked> {
  const key = `${userId} ${record.id} ${events.length} ${state.status}`
  const before = marked.get(key)
  if (before !== undefined) return before
  const versions = await store.content.versions(record.setup.versions)
  const report = reportInterview(state, new Map(versions.map((version) => [version.card, toCandidate(version)])))
  const stretches = report.questions.flatMap(flatten).flatMap(({ id, answer, mark }) =>
    answer?.kind === 'explain' && mark !== null ? [[id, stretchesOf(answer.text, mark.points)] as const] : [],
  )
  const exercises = report.questions.flatMap(flatten).flatMap(({ id, answer, card }) => {
    const asked = answer?.kind === 'exercise' ? versions.find((version) => version.card === card)?.view.exercise : undefined
    const drawn = asked === undefined ? null : askExercise(asked, questionSeed(record.setup.blueprint.request.seed, id))
    return drawn?.ok === true ? [[id, drawn.value] as const] : []
  })
  const made = { report, exercises: Object.fromEntries(exercises), stretches: Object.fromEntries(stretches), cards: Object.fromEntries(versions.map((version) => [version.card, reportCard(version)])) }
  if (marked.size >= mostKept) marked.delete(marked.keys().next().value!)
  marked.set(key, made)
  return made
}

/** A card as reports and partners see it. */
export function reportCard({ card, topic, hash, lang, question, view, sheet }: AskedVersion): ReportedCard {
  const options = { lang, linkRfcs: true }
  const { question: asked, answer, choice, order, typed, exercise } = view
  return {
    ...{ card, topic, hash, lang, question },
    facet: makeFacetId(card, (exercise === undefined ? 'main' : `x-${exercise.ask}`) as FacetName),
    view: {
      ...{ question: asked, answer },
      ...(choice === undefined ? {} : { choice }),
      ...(order === undefined ? {} : { order }),
      ...(typed === undefined ? {} : { typed }),
    },
    points: sheet.keyPoints.map(({ id, text, weight }) => ({ id, weight, html: renderInline(text, options) })),
    pitfalls: sheet.pitfalls.map(({ text }) => renderBullet(text, options)),
  }
}

/** What was typed and is nowhere in the log; a draft that is the answer's beginning is no other text. */
function keptTexts(report: InterviewReport, drafts: readonly KeptDraft[]): Record<string, KeptDraft[]> {
  const answers = new Map(report.questions.flatMap(flatten).map(({ id, answer }: QuestionReport) => [id, answer]))
  const kept: Record<string, KeptDraft[]> = {}
  for (const draft of drafts) {
    const answer = answers.get(draft.question)
    const said = answer?.kind === 'explain' || answer?.kind === 'typed' ? answer.text : null
    if (draft.text.trim() === '' || said?.startsWith(draft.text) === true) continue
    kept[draft.question] = [...(kept[draft.question] ?? []), draft]
  }
  return kept
}

/** The group of this interview's grades in the person's log. */
export const gradesGroup = (id: string): string => `interview-${id}`

export async function findApplied({ log }: Pick<Store, 'log'>, userId: string, { record }: OpenInterview): Promise<ReportView['applied']> {
  const events = await log.inGroup(userId, gradesGroup(record.id), record.createdAtMs)
  const voided = voidedIds(events)
  const reviews = events.flatMap((event) => (event.kind === 'review' && !voided.has(event.id) ? [event] : []))
  if (reviews.length === 0) return null
  return { eventIds: reviews.map(({ id }) => id), grades: Object.fromEntries(reviews.map(({ facet, payload }) => [facet, payload.grade])) }
}
