// All that is kept, in eight parts. `postgres-store.ts` is the product's, `in-memory-store.ts` serves the tests of use
// cases; one contract suite holds both to the same behaviour.
import type { AnnotationStore } from '#lib/server/store/annotations.ts'
import type { ContentStore } from '#lib/server/store/content.ts'
import type { InterviewStore } from '#lib/server/store/interviews.ts'
import type { LogStore } from '#lib/server/store/log.ts'
import type { OwnNotesStore } from '#lib/server/store/own-notes.ts'
import type { PeopleStore } from '#lib/server/store/people.ts'
import type { QueueStore } from '#lib/server/store/queue.ts'
import type { ReportStore } from '#lib/server/store/reports.ts'

export interface Store {
  readonly log: LogStore
  readonly queue: QueueStore
  readonly content: ContentStore
  readonly people: PeopleStore
  readonly ownNotes: OwnNotesStore
  readonly interviews: InterviewStore
  readonly annotations: AnnotationStore
  readonly reports: ReportStore
  /** Throws when the database does not answer. */
  ping(): Promise<void>
}
