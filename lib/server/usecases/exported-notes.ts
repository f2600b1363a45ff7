// The form of what a person takes away, checked when it comes back: it may have been edited, or made by anybody. What is
// not as we write it is refused whole, with the place, before anything is stored.
import { z } from 'zod'
import { facetEventProblem, type FacetEvent } from '#lib/core/memory/event.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { explainIssue } from '#lib/server/http/explain-issue.ts'

const text = (most: number) => z.string().max(most).transform((value) => value.replaceAll('\0', ''))
const options = z.array(z.object({ text: text(20_000), right: z.boolean() })).max(100).nullable()
const words = z.object({ question: text(100_000).pipe(z.string().min(1)), answer: text(400_000), options })
const minutes = z.array(z.number())

/** An event as an export carries it: without person, device and the instant received. */
const event = z
  .object({
    id: z.uuid().transform((id) => id.toLowerCase()),
    kind: z.enum(['review', 'suspend', 'unsuspend', 'bury', 'star', 'unstar']),
    at: z.iso.datetime(),
    payload: z.record(z.string(), z.unknown()),
  })
  .refine(({ payload }) => JSON.stringify(payload).length <= 40_000, 'a smaller event')
  .refine(({ kind, payload }) => kind !== 'review' || reviewPayload.safeParse(payload).success, 'a review')
  .refine(({ id, kind, payload }) => facetEventProblem({ id, kind, payload, facet: '', atMs: 0 } as unknown as FacetEvent) === null, 'an event that folds')
const reviewPayload = z.looseObject({
  grade: z.literal([1, 2, 3, 4]),
  studyDay: z.number(),
  dayEndsAtMs: z.number(),
  retention: z.number(),
  maximumIntervalDays: z.number(),
  steps: z.object({ learningMinutes: minutes, relearningMinutes: minutes }),
  spread: z.number().optional(),
  elapsedMs: z.number(),
  source: z.enum(['review', 'page', 'interview', 'lab', 'import']),
  timeZone: z.string().max(64),
  rolloverHour: z.number(),
})
export type ExportedEvent = z.output<typeof event>

const card = words.extend({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  kind: z.enum(['explain', 'choice', 'cloze', 'order', 'typed', 'exercise']),
  lang: z.enum(['zh', 'en']),
  tier: z.enum(['T1', 'T2', 'T3']),
  contextPath: z.array(text(400)).max(50),
  tags: z.array(text(200)).max(100),
  tiedTopic: z.string().regex(/^[a-z0-9-]{2,40}$/).nullable(),
  file: text(400),
  line: z.number().int().min(0).max(10_000_000),
  textId: text(100).nullable(),
  missing: z.boolean(),
  original: words.nullable(),
  events: z.array(event).max(20_000),
})
const collection = z.object({ id: z.string().regex(/^n[a-z2-7]{12}$/), title: text(120), cards: z.array(card).max(50_000) })
const picture = z.object({ collection: z.string().max(40), path: text(400), base64: z.base64() })

/** The JSON file: all that there is. */
const exportedFile = z.object({
  format: z.literal('protodeck-notes'),
  version: z.literal(1),
  collections: z.array(collection).max(1000),
  pictures: z.array(picture).max(5000).default([]),
})
export type ExportedNotes = Readonly<Omit<z.output<typeof exportedFile>, 'format' | 'version'>>

/** Collections from any of the formats, checked. */
export function checkExported(collections: readonly unknown[], pictures: readonly unknown[] = []): Result<ExportedNotes> {
  const checked = exportedFile.safeParse({ format: 'protodeck-notes', version: 1, collections, pictures })
  return checked.success ? ok(checked.data) : fail(explainIssue(checked.error, 'the export'))
}
