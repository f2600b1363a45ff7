// Mistakes that readers have reported, for the administrator. They say nothing of who reported them.
import type { Lang } from '#lib/core/notes/card.ts'
import type { Database } from '#lib/server/store/database.ts'

export interface Report {
  readonly id: string
  readonly card: string
  readonly lang: Lang
  readonly version: string | null
  readonly text: string
  readonly source: string | null
}

export type KeptReport = Report & { readonly createdAtMs: number }

/** Kept at all: more are refused until the administrator has read and deleted some. */
export const mostReports = 20_000

export interface ReportStore {
  /** The same id again changes nothing. False: there are too many. */
  add(report: Report): Promise<boolean>
  /** Oldest first. */
  list(): Promise<readonly KeptReport[]>
}

/** `ReportStore` on Postgres. */
export function postgresReports({ pool }: Database): ReportStore {
  return {
    async add({ id, card, lang, version, text, source }) {
      const { rows } = await pool.query<{ kept: boolean }>(
        `with added as (
            insert into reports (id, "cardId", lang, version, text, source)
              select $1::uuid, $2, $3, $4, $5, $6 where (select count(*) from reports) < $7
              on conflict (id) do nothing returning id)
          select exists (select from added) or exists (select from reports where id = $1) as kept`,
        [id, card, lang, version, text, source, mostReports],
      )
      return rows[0]?.kept === true
    },
    async list() {
      const { rows } = await pool.query<KeptReport>(
        `select id, "cardId" as card, lang, version, text, source, (extract(epoch from "createdAt") * 1000)::float8 as "createdAtMs"
          from reports order by "createdAt", id`,
      )
      return rows
    },
  }
}
