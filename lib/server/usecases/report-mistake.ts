// What somebody thinks is wrong with a card, kept for the administrator. Needs no person, makes none, and keeps nothing
// of who it was; by address there is a rate.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { KeptReport, Report } from '#lib/server/store/reports.ts'

/** The same report sent again is one. */
export async function reportMistake({ store, limits }: Pick<Server, 'store' | 'limits'>, address: string, report: Report): Promise<Result<{ id: string }>> {
  if (!limits.reports.take(address)) return fail({ code: 'too-many-requests', params: { seconds: limits.reports.retryAfterSeconds(address) } })
  const cards = await store.content.facets()
  if (!cards.some(({ cardId }) => cardId === report.card)) return fail({ code: 'not-found' })
  return (await store.reports.add(report)) ? ok({ id: report.id }) : fail({ code: 'unavailable' })
}

/** For the administrator, oldest first. */
export async function listReports({ store }: Pick<Server, 'store'>): Promise<readonly KeptReport[]> {
  return store.reports.list()
}
