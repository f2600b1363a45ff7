// What readers have marked and written on topic pages. Every function takes the person's id; nobody sees another's.
import type { QuoteSelector } from '#lib/core/notes/annotate/anchor.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Database } from '#lib/server/store/database.ts'

export interface Annotation {
  readonly id: string
  readonly topic: string
  /** Null: in the topic's introduction. */
  readonly card: string | null
  readonly lang: Lang
  readonly quote: QuoteSelector
  readonly note: string
}

export type KeptAnnotation = Annotation & { readonly createdAtMs: number; readonly updatedAtMs: number }

/** Of one person. */
export const mostAnnotations = 2_000

export interface AnnotationStore {
  /** All of them, or those on one topic; oldest first. */
  list(userId: string, topic: string | null): Promise<readonly KeptAnnotation[]>
  /** New, or the same id changed. False: the person has as many as one may have. */
  put(userId: string, annotation: Annotation): Promise<boolean>
  /** Deleting what is not there changes nothing. */
  remove(userId: string, id: string): Promise<void>
}

/** `AnnotationStore` on Postgres. */
export function postgresAnnotations({ pool }: Database): AnnotationStore {
  return {
    async list(userId, topic) {
      const { rows } = await pool.query<KeptAnnotation>(
        `select id, "topicId" as topic, "cardId" as card, lang, quote, note,
            (extract(epoch from "createdAt") * 1000)::float8 as "createdAtMs", (extract(epoch from "updatedAt") * 1000)::float8 as "updatedAtMs"
          from annotations where "userId" = $1 and ($2::text is null or "topicId" = $2) order by "createdAt", id`,
        [userId, topic],
      )
      return rows
    },
    async put(userId, { id, topic, card, lang, quote, note }) {
      // A few more when two devices write at once are no harm; the bound is there for the disk's sake.
      const { rowCount } = await pool.query(
        `insert into annotations ("userId", id, "topicId", "cardId", lang, quote, note)
          select $1::uuid, $2::uuid, $3, $4, $5, $6::jsonb, $7
            where exists (select from annotations where "userId" = $1 and id = $2) or (select count(*) from annotations where "userId" = $1) < $8
          on conflict ("userId", id) do update set quote = excluded.quote, note = excluded.note, "updatedAt" = now()`,
        [userId, id, topic, card, lang, JSON.stringify(quote), note, mostAnnotations],
      )
      return rowCount === 1
    },
    async remove(userId, id) {
      await pool.query('delete from annotations where "userId" = $1 and id = $2', [userId, id])
    },
  }
}
