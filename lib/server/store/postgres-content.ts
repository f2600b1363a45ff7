// `ContentStore` on Postgres. Loading is one transaction under one transaction-level lock.
import type { AskedVersion, CardChange, CardText, CardView, ContentStore, FacetRecord, LoadedContent, LoadedTopic, SheetRecord, VersionedView } from '#lib/server/store/content.ts'
import type { Database } from '#lib/server/store/database.ts'
import type { Prisma } from '#lib/server/store/generated/client.ts'

const contentLock = 7_269_734

const sheetColumns = `v."cardId" as card, k."topicId" as topic, t.layer, k.tags, k.level, k.kind, v.lang, v.hash, v.question, v.sheet,
  v.view->'exercise'->>'protocol' as protocol`
const sheetTables = 'card_versions v join cards k on k.id = v."cardId" join topics t on t.id = k."topicId"'

/** `ContentStore` on the pool and Prisma. */
export function postgresContent({ pool, prisma }: Database): ContentStore {
  return {
    state: () => prisma.contentState.findUnique({ where: { id: 1 }, select: { hash: true, release: true } }),
    load: (content, mayReplace) =>
      prisma.$transaction(
        async (tx) => {
          await tx.$executeRaw`select pg_advisory_xact_lock(${contentLock})`
          const state = await tx.contentState.findUnique({ where: { id: 1 }, select: { hash: true, release: true } })
          if (state !== null && (state.hash === content.hash || !mayReplace(state.release))) return false
          await replace(tx, content)
          return true
        },
        { timeout: 120_000, maxWait: 30_000 },
      ),
    async confirm(loading, hash) {
      await prisma.contentState.updateMany({ where: { id: 1, hash: loading }, data: { hash } })
    },
    async facets() {
      const { rows } = await pool.query<FacetRecord>(
        'select id, "cardId", "topicId", "topicOrder", level, place, retired from facets',
      )
      return rows
    },
    async topics() {
      const rows = await prisma.topic.findMany({
        where: { retired: false },
        orderBy: [{ order: 'asc' }, { id: 'asc' }],
        select: { id: true, order: true, layer: true, level: true, tags: true, requires: true, texts: { select: { lang: true, title: true } } },
      })
      return rows.map(({ texts, ...topic }) => ({
        ...topic,
        titles: Object.fromEntries(texts.map(({ lang, title }) => [lang, title])),
      })) as unknown as LoadedTopic[]
    },
    async views(cards, lang) {
      const { rows } = await pool.query<VersionedView>({
        name: 'content-views',
        text: `select distinct on ("cardId") "cardId", lang, hash, view from card_versions
          where "cardId" = any($1::text[]) and current order by "cardId", lang = $2 desc`,
        values: [cards, lang],
      })
      return rows
    },
    async sheets(lang) {
      const { rows } = await pool.query<SheetRecord>(
        `select ${sheetColumns} from ${sheetTables} where v.current and v.lang = $1 and not k.retired and v.sheet is not null order by v."cardId"`,
        [lang],
      )
      return rows
    },
    async texts() {
      const { rows } = await pool.query<CardText>(
        `select v."cardId" as card, k."topicId" as topic, v.lang, k.tags, v.question, v.answer, v.sheet
          from card_versions v join cards k on k.id = v."cardId" where v.current and not k.retired order by v."cardId", v.lang`,
      )
      return rows
    },
    async changes(lang, limit) {
      const { rows } = await pool.query<CardChange>(
        `select v."cardId" as card, k."topicId" as topic, v.hash, v.question, (extract(epoch from v."createdAt") * 1000)::float8 as "changedAtMs",
            exists (select from card_versions o where o."cardId" = v."cardId" and o.lang = v.lang and o."createdAt" < v."createdAt") as "isEdit"
          from card_versions v join cards k on k.id = v."cardId" where v.current and v.lang = $1 and not k.retired
          order by v."createdAt" desc, v."cardId" limit $2`,
        [lang, limit],
      )
      return rows
    },
    async versions(wanted) {
      const { rows } = await pool.query<AskedVersion>({
        name: 'content-versions',
        text: `select ${sheetColumns}, v.view from jsonb_to_recordset($1::jsonb) as w(card text, lang text, hash text)
          join card_versions v on v."cardId" = w.card and v.lang = w.lang and v.hash = w.hash and v.sheet is not null
          join cards k on k.id = v."cardId" join topics t on t.id = k."topicId"`,
        values: [JSON.stringify(wanted)],
      })
      return rows
    },
    async aliases() {
      const rows = await prisma.cardAlias.findMany({ select: { alias: true, successor: true } })
      return new Map(rows.map(({ alias, successor }) => [alias, successor]))
    },
  }
}

async function replace(tx: Prisma.TransactionClient, content: LoadedContent): Promise<void> {
  const json = JSON.stringify
  await tx.$executeRaw`insert into topics (id, "order", layer, level, tags, requires, retired)
    select id, "order", layer, level, tags, requires, false from jsonb_to_recordset(${json(content.topics)}::jsonb)
      as x(id text, "order" int, layer text, level int, tags text[], requires text[])
    on conflict (id) do update set "order" = excluded."order", layer = excluded.layer, level = excluded.level,
      tags = excluded.tags, requires = excluded.requires, retired = false`
  await tx.$executeRaw`update topics set retired = true where id <> all(${content.topics.map(({ id }) => id)}::text[])`
  const titles = content.topics.flatMap(({ id, titles: of }) => Object.entries(of).map(([lang, title]) => ({ topicId: id, lang, title })))
  await tx.$executeRaw`insert into topic_texts ("topicId", lang, title)
    select * from jsonb_to_recordset(${json(titles)}::jsonb) as x("topicId" text, lang text, title text)
    on conflict ("topicId", lang) do update set title = excluded.title`
  const cards = content.cards.map(({ versions: _, ...card }) => card)
  await tx.$executeRaw`insert into cards (id, "topicId", kind, level, place, tags, retired)
    select id, "topicId", kind, level, place, tags, false from jsonb_to_recordset(${json(cards)}::jsonb)
      as x(id text, "topicId" text, kind text, level int, place int, tags text[])
    on conflict (id) do update set "topicId" = excluded."topicId", kind = excluded.kind, level = excluded.level,
      place = excluded.place, tags = excluded.tags, retired = false`
  await tx.$executeRaw`update cards set retired = true where id <> all(${cards.map(({ id }) => id)}::text[])`
  const versions = content.cards.flatMap(({ id, versions: of }) =>
    of.map((version) => ({ ...version, cardId: id, view: version.view satisfies CardView })),
  )
  await tx.$executeRaw`update card_versions set current = false where current`
  await tx.$executeRaw`insert into card_versions ("cardId", lang, hash, question, answer, "contextPath", view, sheet, current)
    select "cardId", lang, hash, question, answer, '{}', view, sheet, true from jsonb_to_recordset(${json(versions)}::jsonb)
      as x("cardId" text, lang text, hash text, question text, answer text, view jsonb, sheet jsonb)
    on conflict ("cardId", lang, hash) do update set current = true, view = excluded.view, sheet = excluded.sheet`
  await tx.$executeRaw`insert into facets (id, "cardId", "topicId", "topicOrder", level, place, retired)
    select id, "cardId", "topicId", "topicOrder", level, place, false from jsonb_to_recordset(${json(content.facets)}::jsonb)
      as x(id text, "cardId" text, "topicId" text, "topicOrder" int, level int, place int)
    on conflict (id) do update set "cardId" = excluded."cardId", "topicId" = excluded."topicId",
      "topicOrder" = excluded."topicOrder", level = excluded.level, place = excluded.place, retired = false`
  await tx.$executeRaw`update facets set retired = true where id <> all(${content.facets.map(({ id }) => id)}::text[])`
  await tx.$executeRaw`delete from card_aliases`
  await tx.$executeRaw`insert into card_aliases (alias, successor, reason)
    select * from jsonb_to_recordset(${json(content.aliases)}::jsonb) as x(alias text, successor text, reason text)`
  await tx.$executeRaw`insert into content_state (id, hash, release, "loadedAt") values (1, ${content.hash}, ${content.release}, now())
    on conflict (id) do update set hash = excluded.hash, release = excluded.release, "loadedAt" = now()`
}
