// `InterviewStore` on Postgres. Every statement leads with the person's id; keeping a draft is one statement.
import type { Database } from '#lib/server/store/database.ts'
import type { Prisma } from '#lib/server/store/generated/client.ts'
import { draftBytes, draftRows, mostLinks, type DraftReceipt, type FoundLink, type InterviewLink, type InterviewLog, type InterviewStore, type KeptDraft } from '#lib/server/store/interviews.ts'

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

const selectLog = `select ${ms('now()')} as "nowMs", json_build_object(
    'id', i.id, 'createdAtMs', ${ms('i."createdAt"')}, 'setup', i.config,
    'figures', case when i.dimensions is not null then json_build_object('overall', i.overall, 'dimensions', i.dimensions) end) as record,
  coalesce((select json_agg(json_build_object('id', e.id, 'atMs', ${ms('e."at"')}, 'deviceId', e."deviceId", 'event', e.payload) order by e.seq)
    from interview_events e where e."userId" = i."userId" and e."interviewId" = i.id), '[]') as events
  from interviews i where i."userId" = $1`

/** Person, interview, question, device, number, text. */
export const draftSql = `with i as (select 1 from interviews where "userId" = $1 and id = $2),
  others as (select coalesce(sum(octet_length(text)), 0) as bytes, count(*) as rows from interview_drafts
    where "userId" = $1 and "interviewId" = $2 and not (question = $3 and "deviceId" = $4)),
  fits as (select bytes + octet_length($6::text) <= ${draftBytes} and rows < ${draftRows} as fits from others),
  kept as (insert into interview_drafts ("userId", "interviewId", question, "deviceId", number, text, "savedAt")
    select $1, $2, $3, $4, $5::int, $6::text, now() from i, fits where fits
    on conflict ("userId", "interviewId", question, "deviceId")
      do update set number = excluded.number, text = excluded.text, "savedAt" = excluded."savedAt"
      where interview_drafts.number < excluded.number)
  select exists(select 1 from i) as known, (select fits from fits) as fits, ${ms('now()')} as "nowMs",
    (select coalesce(max(seq), 0) from interview_events where "userId" = $1 and "interviewId" = $2) as seq,
    (select json_build_object('deviceId', "deviceId", 'savedAtMs', ${ms('"savedAt"')}) from interview_drafts
      where "userId" = $1 and "interviewId" = $2 and question = $3 and "deviceId" <> $4 order by "savedAt" desc limit 1) as other`

const linkColumns = `id, kind, "withAnswers", ${ms('"createdAt"')} as "createdAtMs", ${ms('"expiresAt"')} as "expiresAtMs"`

const uniqueViolation = '23505'
const foreignKeyViolation = '23503'

/** `InterviewStore` on the pool and Prisma. */
export function postgresInterviews({ pool, prisma }: Database): InterviewStore {
  return {
    async clock() {
      const { rows } = await pool.query<{ nowMs: number }>(`select ${ms('now()')} as "nowMs"`)
      return rows[0]!.nowMs
    },
    async create(userId, { id, createdAtMs, setup }) {
      const config = setup as unknown as Prisma.InputJsonValue
      const made = await prisma.interview.createMany({ data: [{ userId, id, createdAt: new Date(createdAtMs), config }], skipDuplicates: true })
      return made.count === 1
    },
    async list(userId, limit) {
      const { rows } = await pool.query<InterviewLog>(`${selectLog} order by i."createdAt" desc, i.id desc limit $2`, [userId, limit])
      return rows
    },
    async read(userId, id) {
      const { rows } = await pool.query<InterviewLog>({ name: 'interview-read', text: `${selectLog} and i.id = $2`, values: [userId, id] })
      return rows[0] ?? null
    },
    async append(userId, id, seen, events) {
      const rows = events.map((event, i) => ({ ...event, seq: seen + i + 1 }))
      try {
        // Whoever comes second finds its place in the log taken, and nothing of it is stored.
        const { rowCount } = await pool.query({
          name: 'interview-append',
          text: `insert into interview_events ("userId", "interviewId", seq, id, "at", "deviceId", payload)
            select $1, $2, seq, id, to_timestamp("atMs" / 1000), "deviceId", event from jsonb_to_recordset($4::jsonb)
              as x(seq int, id uuid, "atMs" float8, "deviceId" text, event jsonb)
            where $3::int = (select coalesce(max(seq), 0) from interview_events where "userId" = $1 and "interviewId" = $2)`,
          values: [userId, id, seen, JSON.stringify(rows)],
        })
        return rowCount === events.length
      } catch (error) {
        if ([uniqueViolation, foreignKeyViolation].includes((error as { code?: string }).code ?? '')) return false
        throw error
      }
    },
    async keepFigures(userId, id, { overall, dimensions }) {
      await prisma.interview.updateMany({ where: { userId, id }, data: { overall, dimensions: { ...dimensions } } })
    },
    async drafts(userId, id) {
      const { rows } = await pool.query<KeptDraft>(
        `select question, "deviceId", number, text, ${ms('"savedAt"')} as "savedAtMs" from interview_drafts
          where "userId" = $1 and "interviewId" = $2 order by "savedAt" desc, "deviceId"`,
        [userId, id],
      )
      return rows
    },
    async putDraft(userId, id, { question, deviceId, number, text }) {
      const { rows } = await pool.query<DraftReceipt & { known: boolean; fits: boolean }>({
        name: 'interview-draft',
        text: draftSql,
        values: [userId, id, question, deviceId, number, text],
      })
      const { known, fits, ...receipt } = rows[0]!
      return !known ? 'unknown' : fits ? receipt : 'full'
    },
    async dropDraft(userId, id, question, deviceId) {
      await prisma.interviewDraft.deleteMany({ where: { userId, interviewId: id, question, deviceId } })
    },
    async addLink(userId, id, hash, { id: link, kind, withAnswers, createdAtMs, expiresAtMs }) {
      const { rowCount } = await pool.query(
        `insert into interview_links (hash, "userId", id, "interviewId", kind, "withAnswers", "createdAt", "expiresAt")
          select $3, $1::uuid, $4, $2::uuid, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000) from interviews
          where "userId" = $1 and id = $2 and (select count(*) from interview_links where "userId" = $1 and "interviewId" = $2) < ${mostLinks}`,
        [userId, id, hash, link, kind, withAnswers, createdAtMs, expiresAtMs],
      )
      return rowCount === 1
    },
    async links(userId, id) {
      const { rows } = await pool.query<InterviewLink>(
        `select ${linkColumns} from interview_links where "userId" = $1 and "interviewId" = $2 order by "createdAt" desc, id desc`,
        [userId, id],
      )
      return rows
    },
    async dropLink(userId, id, link) {
      await prisma.interviewLink.deleteMany({ where: { userId, interviewId: id, id: link } })
    },
    async findLink(hash) {
      const { rows } = await pool.query<FoundLink>(`select "userId", "interviewId", ${ms('now()')} as "nowMs", ${linkColumns} from interview_links where hash = $1`, [hash])
      return rows[0] ?? null
    },
  }
}
