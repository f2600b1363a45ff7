// A migrated scratch Postgres for a benchmark, with as many facets and people as it asks for. Rows are made by SQL:
// going through the use cases would take longer than what is measured.
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { migrate } from '#lib/server/postgres/migrations.ts'
import { withScratchDatabase } from '#lib/server/postgres/scratch.ts'
import { openDatabase, type Database } from '#lib/server/store/database.ts'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** Runs `use` on an empty, migrated database that is thrown away afterwards. */
export function withBenchDatabase<T>(use: (database: Database, url: string) => Promise<T>): Promise<T> {
  return withScratchDatabase(async (url) => {
    await migrate(url, migrations)
    const database = openDatabase(url, () => undefined)
    try {
      return await use(database, url)
    } finally {
      await database.close()
    }
  })
}

/** `count` cards of one facet each, named `<topic>-0`, `<topic>-1` …, learned in this order. */
export async function addFacets(pool: pg.Pool, topic: string, order: number, count: number): Promise<void> {
  await pool.query(`insert into topics (id, "order", layer, level, tags, requires) values ($1, $2, 'transport', 1, '{}', '{}')`, [topic, order])
  await pool.query(
    `insert into cards (id, "topicId", kind, level, place, tags)
      select $1::text || '-' || i, $1, 'open', 1, i, '{}' from generate_series(0, $2::int - 1) i`,
    [topic, count],
  )
  await pool.query(
    `insert into card_versions ("cardId", lang, hash, question, answer, "contextPath", view, current)
      select $1::text || '-' || i, 'en', md5(i::text), 'Question ' || i, 'Answer', '{}',
        jsonb_build_object('kind', 'open', 'topic', $1::text, 'level', 1, 'tags', '[]'::jsonb,
          'question', jsonb_build_object('html', '<p>Question</p>', 'text', 'Question'),
          'answer', jsonb_build_object('html', repeat('<p>An answer of some length.</p>', 20))), true
      from generate_series(0, $2::int - 1) i`,
    [topic, count],
  )
  await pool.query(
    `insert into facets (id, "cardId", "topicId", "topicOrder", level, place)
      select 'protodeck/' || $1::text || '-' || i || '#main', $1 || '-' || i, $1, $3::int, 1, i from generate_series(0, $2::int - 1) i`,
    [topic, count, order],
  )
}

export async function addPerson(pool: pg.Pool, id: string, settings: unknown = {}): Promise<void> {
  await pool.query('insert into people (id, settings) values ($1, $2)', [id, JSON.stringify(settings)])
}

/**
 * One review event and its memory in the state `review` for the first `count` facets of a topic; every
 * `count / due`-th of them is due on `today`, the others later.
 */
export async function addMemories(
  pool: pg.Pool,
  person: string,
  { topic, count, due, today }: { topic: string; count: number; due: number; today: number },
): Promise<void> {
  const values = [person, topic, count, today]
  await pool.query(
    `insert into events ("userId", id, kind, facet, "at", "receivedAt", payload)
      select $1::uuid, md5($1::text || i)::uuid, 'review', 'protodeck/' || $2::text || '-' || i || '#main',
        to_timestamp(($4::int - 1 - i % 60) * 86400 + 43200 + i % 20000), to_timestamp(($4::int - 1 - i % 60) * 86400 + 43200 + i % 20000),
        jsonb_build_object('grade', 3, 'studyDay', $4::int - 1 - i % 60, 'dayEndsAtMs', ($4::int - i % 60) * 86400000::bigint, 'retention', 0.9,
          'maximumIntervalDays', 365, 'steps', '{"learningMinutes":[1,10],"relearningMinutes":[10]}'::jsonb, 'spread', 0.5, 'elapsedMs', 4000,
          'source', 'review', 'timeZone', 'UTC', 'rolloverHour', 0, 'model', 'fsrs-6', 'weightsId', null)
      from generate_series(0, $3::int - 1) i`,
    values,
  )
  await pool.query(
    `insert into memories ("userId", facet, state, step, stability, difficulty, reps, lapses, "firstDay", "lastDay", "lastAt", "countedDay",
        "countedNew", "countedReviews", "dueDay", "dueAt", suspended, "buriedDay", starred, "headAt", "headId", revision)
      select $1::uuid, 'protodeck/' || $2::text || '-' || i || '#main', 'review', 0, 5 + i % 300 / 10.0, 5, 1, 0, $4::int - 1 - i % 60, $4::int - 1 - i % 60,
        to_timestamp(($4::int - 1 - i % 60) * 86400 + 43200 + i % 20000), $4::int - 1 - i % 60, 1, 0,
        case when i % ($3::int / $5::int) = 0 then $4::int - i % 5 else $4::int + 1 + i % 300 end, null, false, null, false,
        to_timestamp(($4::int - 1 - i % 60) * 86400 + 43200 + i % 20000), md5($1::text || i)::uuid, 1
      from generate_series(0, $3::int - 1) i`,
    [...values, due],
  )
}

/** As after the autovacuum that follows such a load by itself. */
export async function settle(pool: pg.Pool): Promise<void> {
  await pool.query('vacuum analyze')
}
