// The shapes of the API: what validates requests is what OpenAPI prints. See "HTTP API" in the contracts.
import { z } from '@hono/zod-openapi'
import { interviewMinutes, interviewModes, interviewRoles } from '#lib/core/interview/blueprint.ts'
import type { Settings } from '#lib/core/memory/settings.ts'
import type { TopicId } from '#lib/core/notes/card.ts'
import { exportFormats } from '#lib/core/notes/export/exported.ts'
import { mostZoneCharacters } from '#lib/core/protocols/dns/edit-zones.ts'
import { serverModes } from '#lib/core/protocols/dns/server-mode.ts'
import { mostEntries } from '#lib/core/protocols/lab-run.ts'
import { linkKinds } from '#lib/server/store/interviews.ts'
import { linkDays } from '#lib/server/usecases/link-interview.ts'

const uuid = z.uuid().transform((id) => id.toLowerCase())
/** An ISO 8601 instant with an offset, or milliseconds since the epoch. */
const instant = z
  .union([z.iso.datetime({ offset: true }), z.number().int().min(0).max(8.64e15)])
  .transform((value) => (typeof value === 'number' ? value : Date.parse(value)))
  .openapi({ type: 'string', format: 'date-time', example: '2026-11-21T08:00:00.000Z' })
const facet = z.string().min(5).max(120).openapi({ example: 'protodeck/tcp-3whs-why#main' })
const json = z.unknown().refine((value) => JSON.stringify(value ?? null).length <= 20_000, 'at most 20,000 characters')

export const reviewItem = z
  .object({
    id: uuid,
    facet,
    grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    answeredAt: instant,
    elapsedMs: z.number().int().min(0).max(86_400_000),
    timeZone: z.string().min(1).max(64),
    rolloverHour: z.number().int().min(0).max(23).optional(),
    version: z.string().max(64).optional(),
    source: z.enum(['review', 'page', 'interview', 'lab']).optional(),
    group: z.string().max(64).optional(),
    answer: json.optional(),
    seed: z.string().max(200).optional(),
  })
  .openapi('Review')
export type ReviewItem = z.output<typeof reviewItem>

export const actionItem = z
  .object({
    id: uuid,
    kind: z.enum(['suspend', 'unsuspend', 'bury', 'star', 'unstar']),
    facet,
    at: instant,
    timeZone: z.string().min(1).max(64),
    rolloverHour: z.number().int().min(0).max(23).optional(),
  })
  .openapi('Action')

const envelope = { person: uuid.optional(), sentAt: instant.optional(), deviceId: z.string().max(64).optional() }
/** Items are judged one by one, so that a malformed one does not hold up the others. */
export const reviewsBody = z.object({ ...envelope, reviews: z.array(z.unknown()).min(1).max(500) })
export const actionsBody = z.object({ ...envelope, actions: z.array(z.unknown()).min(1).max(500) })
export const undoBody = z.object({ ...envelope, id: uuid, targets: z.array(uuid).min(1).max(500).optional() })
export const documentedReviewsBody = z.object({ ...envelope, reviews: z.array(reviewItem).min(1).max(500) }).openapi('Reviews')
export const documentedActionsBody = z.object({ ...envelope, actions: z.array(actionItem).min(1).max(500) }).openapi('Actions')

export const queueQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  lang: z.enum(['zh', 'en']).default('en'),
  topic: z.string().max(40).optional(),
  timeZone: z.string().min(1).max(64).optional(),
})

const browserZone = z.string().min(1).max(64).optional()
export const memoriesQuery = z.object({ topic: z.string().min(1).max(40), timeZone: browserZone })
/** A longer query is no query. Blanks alone are one without words: nothing is found. */
export const searchQuery = z.object({
  q: z.string().max(200),
  lang: z.enum(['zh', 'en']).default('en'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const standingsQuery = z.object({ timeZone: browserZone })

/** What each may be is the settings' own rule (`core/memory/settings.ts`); here only the form. */
export const settingsBody = z
  .object({
    person: uuid.optional(),
    lang: z.enum(['zh', 'en']).optional(),
    timeZone: z.string().min(1).max(64).optional(),
    rolloverHour: z.number().optional(),
    newPerDay: z.number().optional(),
    reviewsPerDay: z.number().optional(),
    retention: z.number().optional(),
    maximumIntervalDays: z.number().optional(),
    learn: z
      .object({
        topics: z.array(z.string().max(40)).max(1000).nullable(),
        levels: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])).min(1).max(3),
      })
      .optional(),
  })
  // What is absent is left out, so that it cannot be taken for a value.
  .transform(({ person, ...change }) => ({
    person,
    change: Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) satisfies Partial<Settings>,
  }))
  .openapi('SettingsChange')

export const accountBody = z
  .object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()), password: z.string().min(8).max(200) })
  .openapi('Account')

export const mergeBody = z.object({ bring: z.boolean() }).openapi('Merge')

const collection = z.string().regex(/^n[a-z0-9]{12}$/)
const noteFile = z
  .object({ name: z.string().min(1).max(400), text: z.string().optional(), base64: z.base64().optional() })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), 'either text or base64')
const asked = z.string().trim().min(1).max(4_000)
const answered = z.string().trim().min(1).max(200_000)
const decision = z.object({
  index: z.number().int().min(0).max(100_000),
  id: z.string().max(200),
  use: z.enum(['accept', 'drop', 'ask']),
  question: z.string().trim().min(1).max(4_000).optional(),
  answer: z.string().trim().min(1).max(200_000).optional(),
  same: z.boolean().optional(),
  topic: z.string().regex(/^[a-z0-9-]{2,40}$/).nullable().optional(),
  extra: z.array(z.object({ question: asked, answer: answered })).max(20).optional(),
})
const decisions = z.array(decision).max(20_000)
export const notesReadBody = z
  .object({ person: uuid.optional(), files: z.array(noteFile).min(1).max(500), collection: collection.nullable().optional(), draft: uuid.optional() })
  .openapi('NotesRead')
export const notesAcceptBody = z
  .object({ person: uuid.optional(), draft: uuid, title: z.string().max(120).optional(), decisions: decisions.default([]) })
  .openapi('NotesAccept')
export const notesDecideBody = z.object({ person: uuid.optional(), draft: uuid, decisions }).openapi('NotesDecide')
const tags = z.array(z.string().trim().min(1).max(60)).max(30)
const writtenCard = { question: asked, answer: answered, tags: tags.optional(), topic: z.string().regex(/^[a-z0-9-]{2,40}$/).nullable().optional() }
export const ownCardBody = z.object({ person: uuid.optional(), ...writtenCard, collection: collection.optional(), title: z.string().max(120).optional() }).openapi('OwnCard')
const ownCardId = z.string().regex(/^[a-z0-9-]{2,40}$/)
export const ownCardEditBody = z.object({ person: uuid.optional(), ...writtenCard, collection, card: ownCardId }).openapi('OwnCardEdit')
export const undoJoinBody = z.object({ person: uuid.optional(), collection, card: ownCardId }).openapi('OwnJoinUndo')
export const ownCardQuery = z.object({ collection, card: ownCardId })
export const notesExportQuery = z.object({ format: z.enum(exportFormats), collection: collection.optional() })
export const notesWithIdsQuery = z.object({ collection })
export const notesUploadQuery = z.object({ name: z.string().min(1).max(400), draft: uuid.optional() })
export const notesDeleteBody = z
  .object({ person: uuid.optional(), collection: collection.optional(), draft: uuid.optional() })
  .refine((body) => (body.collection === undefined) !== (body.draft === undefined), 'either a collection or a draft')
  .openapi('NotesDelete')

/** Postgres keeps no NUL and no half of a surrogate pair. */
const kept = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text)).replaceAll('\0', '')
const keptText = (most: number) => z.string().max(most).transform(kept)
const cardName = z.string().regex(/^[a-z0-9-]{2,40}$/)
export const annotationsQuery = z.object({ topic: z.string().max(40).optional() })
export const annotationBody = z
  .object({
    person: uuid.optional(),
    id: uuid,
    topic: z.string().regex(/^[a-z0-9-]{2,40}$/),
    card: cardName.nullable(),
    lang: z.enum(['zh', 'en']),
    quote: z.object({ exact: keptText(1_000).pipe(z.string().min(1)), prefix: keptText(100), suffix: keptText(100), start: z.number().int().min(0).max(10_000_000) }),
    note: keptText(10_000),
  })
  .openapi('Annotation')
export const annotationDeleteBody = z.object({ person: uuid.optional(), id: uuid }).openapi('AnnotationDelete')
export const reportBody = z
  .object({
    id: uuid,
    card: cardName,
    lang: z.enum(['zh', 'en']),
    version: z.string().max(64).optional(),
    text: z.string().trim().min(1).max(2_000).transform(kept),
    source: z.string().trim().max(500).transform(kept).optional(),
  })
  .openapi('Report')

const question = z.string().regex(/^q\d{1,3}(\.\d{1,2}){0,4}$/).openapi({ example: 'q1.2' })
const deviceId = z.string().min(1).max(64)
const positions = z.array(z.number().int().min(0).max(100)).max(100)
const topicName = z.string().regex(/^[a-z0-9-]{2,40}$/).transform((id) => id as TopicId)
const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('topics'), topics: z.array(topicName).min(1).max(1000) }),
  z.object({ kind: z.literal('role'), role: z.enum(interviewRoles) }),
])
export const interviewBody = z
  .object({
    person: uuid.optional(),
    id: uuid,
    minutes: z.literal(interviewMinutes),
    level: z.literal([1, 2, 3]),
    scope,
    lang: z.enum(['zh', 'en']),
    mode: z.enum(interviewModes),
    mayPause: z.boolean().default(false),
    personal: z.boolean().default(true),
    seed: z.string().min(1).max(64).transform(kept).optional(),
  })
  .openapi('Interview')

const handedIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['explain', 'typed']), text: z.string().transform(kept) }),
  z.object({ kind: z.literal('choice'), chosen: positions }),
  z.object({ kind: z.literal('order'), order: positions }),
  z.object({ kind: z.literal('exercise'), given: z.union([z.string().max(2_000).transform(kept), z.record(z.string().max(64), z.string().max(2_000).transform(kept))]) }),
])
const selfMark = z.object({ points: z.record(z.string().max(64), z.enum(['yes', 'no'])) })
const takenActions = [
  z.object({ type: z.enum(['start', 'pause', 'resume', 'time-over', 'finish']) }),
  z.object({ type: z.literal('hint'), question }),
  z.object({ type: z.enum(['skip', 'follow-up']), question }),
  z.object({ type: z.literal('submit'), question, answer: handedIn, spokenMs: z.number().int().min(0).max(86_400_000).optional() }),
] as const
const interviewAction = z.discriminatedUnion('type', [
  ...takenActions,
  z.object({ type: z.literal('self-mark'), question, when: z.enum(['before', 'after']), mark: selfMark }),
  z.object({ type: z.literal('correct'), question, mark: selfMark }),
  z.object({ type: z.literal('include-late'), question, included: z.boolean() }),
])
const linkAction = z.discriminatedUnion('type', [...takenActions, z.object({ type: z.literal('partner-mark'), question, mark: selfMark })])
export const interviewPath = z.object({ id: uuid })
export const interviewEventBody = z
  .object({ person: uuid.optional(), id: uuid, deviceId, number: z.number().int().min(1).max(2_000_000_000).optional(), event: interviewAction })
  .openapi('InterviewEvent')
export const interviewDraftBody = z
  .object({ person: uuid.optional(), question, deviceId, number: z.number().int().min(1).max(2_000_000_000), text: z.string().transform(kept) })
  .openapi('InterviewDraft')
export const interviewLinkBody = z
  .object({ person: uuid.optional(), kind: z.enum(linkKinds), days: z.literal(linkDays), withAnswers: z.boolean().default(false) })
  .openapi('InterviewLink')
export const interviewLinkDeleteBody = z.object({ person: uuid.optional(), link: uuid }).openapi('InterviewLinkDelete')
const token = z.string().min(1).max(200)
export const sharedBody = z.object({ token }).openapi('Shared')
export const sharedEventBody = z.object({ token, id: uuid, deviceId, number: z.number().int().min(1).max(2_000_000_000).optional(), event: linkAction }).openapi('SharedEvent')
export const sharedDraftBody = z
  .object({ token, question, deviceId, number: z.number().int().min(1).max(2_000_000_000), text: z.string().transform(kept) })
  .openapi('SharedDraft')
export const interviewGradesBody = z
  .object({
    person: uuid.optional(),
    id: uuid,
    deviceId,
    timeZone: z.string().min(1).max(64),
    grades: z.array(z.object({ card: z.string().max(64), grade: z.literal([1, 2, 3, 4]) })).min(1).max(200),
  })
  .openapi('InterviewGrades')
const runTime = z.number().min(0).max(1_000_000_000)
/** A question to the embedded Internet. The earlier entries are the run's own, as they were told. */
export const dnsLiveBody = z
  .object({
    person: uuid.optional(),
    name: z.string().min(1).max(1020).openapi({ example: 'www.example.com' }),
    type: z.string().regex(/^[A-Z0-9]{1,10}$/).openapi({ example: 'A' }),
    servers: z
      .array(z.object({ server: z.string().max(255), mode: z.enum(serverModes), delayMs: z.number().int().min(0).max(2000).default(0) }))
      .max(20)
      .default([]),
    seed: z.string().max(64).optional(),
    entries: z.array(z.object({ at: runTime, text: z.string().max(140_000) })).max(mostEntries).default([]),
    at: runTime.default(0),
    zones: z.array(z.object({ name: z.string().max(255), text: z.string().max(mostZoneCharacters) })).max(20).default([]),
    internet: z.boolean().default(false),
  })
  .openapi('DnsLive')

export const dnsLabAnswer = z.object({ internet: z.boolean() }).openapi('DnsLab')

export const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    place: z.unknown().optional(),
    nearest: z.unknown().optional(),
  })
  .openapi('Problem')

const interval = z.union([z.object({ seconds: z.number() }), z.object({ days: z.number() })])
const html = z.object({ html: z.string() })
const memory = z.object({}).loose().nullable().openapi('Memory')
export const queueAnswer = z
  .object({
    studyDay: z.number().int(),
    dayEndsAt: z.string(),
    counts: z.object({ learning: z.number(), due: z.number(), dueTotal: z.number(), new: z.number() }),
    cards: z.array(
      z.object({
        facet: z.string(),
        version: z.string(),
        lang: z.string(),
        kind: z.string(),
        topic: z.string(),
        question: z.object({ html: z.string(), text: z.string() }),
        answer: html,
        choice: z.unknown().optional(),
        cloze: z.unknown().optional(),
        order: z.unknown().optional(),
        typed: z.unknown().optional(),
        own: z.object({ collection: z.string(), title: z.string() }).optional(),
        changed: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })).optional(),
        exercise: z.unknown().optional(),
        seed: z.string(),
        memory,
        intervals: z.object({ again: interval, hard: interval, good: interval, easy: interval }),
      }),
    ),
  })
  .openapi('Queue')

const recall = z.number().min(0).max(1)
export const memoriesAnswer = z
  .object({
    studyDay: z.number().int(),
    dayEndsAt: z.string(),
    facets: z.array(
      z.object({
        facet: z.string(),
        standing: z.object({ kind: z.enum(['new', 'learning', 'due', 'known', 'suspended']), recall: recall.nullable() }),
        memory,
        intervals: z.object({ again: interval, hard: interval, good: interval, easy: interval }),
      }),
    ),
  })
  .openapi('Memories')
const count = z.number().int().min(0)
export const annotationsAnswer = z
  .object({ annotations: z.array(z.object({ ...annotationBody.shape, createdAtMs: z.number(), updatedAtMs: z.number() }).omit({ person: true })) })
  .openapi('Annotations')
export const idAnswer = z.object({ id: z.uuid() })
const foundParts = z.array(z.object({ text: z.string(), found: z.boolean() }))
export const searchAnswer = z
  .object({
    query: z.string(),
    lang: z.enum(['zh', 'en']),
    total: z.number().int(),
    results: z.array(
      z.object({
        kind: z.enum(['topic', 'card', 'own']),
        id: z.string(),
        topic: z.object({ id: z.string(), title: z.string() }),
        href: z.string().openapi({ example: '/en/topics/tcp-connection#tcp-3whs-why' }),
        title: foundParts,
        snippet: z.object({ lang: z.enum(['zh', 'en']), field: z.enum(['title', 'keyPoints', 'pitfalls', 'answer']), parts: foundParts }),
      }),
    ),
  })
  .openapi('SearchAnswer')
export const standingsAnswer = z
  .object({
    studyDay: z.number().int(),
    topics: z.array(z.object({ topic: z.string(), facets: count, new: count, learning: count, due: count, suspended: count, known: recall })),
  })
  .openapi('Standings')

const result = z.object({
  id: z.string(),
  status: z.enum(['recorded', 'duplicate', 'refused']),
  memory,
  warnings: z.array(z.string()),
  problem: problemDocument.optional(),
})
export const resultsAnswer = z.object({ studyDay: z.number().int(), results: z.array(result) }).openapi('Results')
export const undoneAnswer = z
  .object({ undone: z.array(z.object({ eventId: z.string(), facet: z.string(), memory })) })
  .openapi('Undone')

export const labTicketBody = z.object({ person: uuid.optional() }).openapi('LabTicketWanted')
export const labTicketAnswer = z.object({ path: z.string(), forMs: z.number() }).openapi('LabTicket')

export const emptyBody = z.object({})
