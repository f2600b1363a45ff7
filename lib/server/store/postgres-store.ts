// The product's `Store`: one pool, Prisma on top of it.
import { postgresAnnotations } from '#lib/server/store/annotations.ts'
import type { Database } from '#lib/server/store/database.ts'
import { postgresPeople } from '#lib/server/store/people.ts'
import { postgresContent } from '#lib/server/store/postgres-content.ts'
import { postgresInterviews } from '#lib/server/store/postgres-interviews.ts'
import { postgresLog } from '#lib/server/store/postgres-log.ts'
import { postgresOwnNotes } from '#lib/server/store/postgres-own-notes.ts'
import { postgresQueue } from '#lib/server/store/postgres-queue.ts'
import { postgresReports } from '#lib/server/store/reports.ts'
import type { Store } from '#lib/server/store/store.ts'

export function postgresStore(database: Database): Store {
  return {
    log: postgresLog(database.pool),
    queue: postgresQueue(database.pool),
    content: postgresContent(database),
    people: postgresPeople(database.prisma),
    ownNotes: postgresOwnNotes(database),
    interviews: postgresInterviews(database),
    annotations: postgresAnnotations(database),
    reports: postgresReports(database),
    async ping() {
      await database.pool.query('select 1')
    },
  }
}
