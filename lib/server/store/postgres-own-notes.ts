// `OwnNotesStore` on Postgres. Every statement leads with the person's id.
import type { FacetId } from '#lib/core/notes/card.ts'
import type { Database } from '#lib/server/store/database.ts'
import type { Prisma } from '#lib/server/store/generated/client.ts'
import type {
  KnownOwnCard, OwnCard, OwnCollection, OwnDraft, OwnImport, OwnJoin, OwnNotesStore, OwnPicture, OwnView, WholeCard,
} from '#lib/server/store/own-notes.ts'

/** Before the built-in topics: what a person brought is what they want to learn. */
const ownOrder = 0
/** Imported notes say nothing of levels. */
const ownLevel = 1

const wordsOf = (table: string) =>
  `jsonb_build_object('hash', ${table}.hash, 'question', ${table}.question, 'answer', ${table}.answer, 'options', nullif(${table}.options, 'null'))`

/** `OwnNotesStore` on the pool and Prisma. */
export function postgresOwnNotes({ pool, prisma }: Database): OwnNotesStore {
  const select = async <Row extends object>(text: string, values: unknown[]) => (await pool.query<Row>(text, values)).rows
  return {
    collections: (userId) =>
      select<OwnCollection>(
        `select c.id, c.title, (extract(epoch from c."updatedAt") * 1000)::float8 as "updatedAtMs",
          array(select f.name from own_files f where f."userId" = c."userId" and f."topicId" = c.id order by f.name) as files,
          (select count(*)::int from own_cards k where k."userId" = c."userId" and k."topicId" = c.id and not k.retired) as cards,
          (select count(*)::int from own_cards k where k."userId" = c."userId" and k."topicId" = c.id and k.retired) as missing
        from own_collections c where c."userId" = $1 order by c."order", c.id`,
        [userId],
      ),
    cards: (userId, collection) =>
      select<OwnCard>(
        `select k.id, k."topicId" || '/' || k.id || '#main' as facet, k.file, k.line, k.tier, k.retired as missing, k.tags, k."tiedTopic", v.lang, v."contextPath", v.view
        from own_cards k join own_card_versions v
          on v."userId" = k."userId" and v."topicId" = k."topicId" and v."cardId" = k.id and v.current
        where k."userId" = $1 and k."topicId" = $2 order by k.retired, k.place, k.id`,
        [userId, collection],
      ),
    wholeCards: (userId, collection) =>
      select<WholeCard>(
        `select k.id, k.kind, k.place, k.tags, k.file, k.line, k."textId", k.tier, k.retired as missing, k."tiedTopic", c.lang, c."contextPath",
          ${wordsOf('s')} as source, ${wordsOf('c')} as current,
          case when b.hash is null then null else ${wordsOf('b')} || jsonb_build_object('changedAtMs', extract(epoch from k."changedAt") * 1000) end as before
        from own_cards k
        join own_card_versions c on c."userId" = k."userId" and c."topicId" = k."topicId" and c."cardId" = k.id and c.current
        join own_card_versions s on s."userId" = k."userId" and s."topicId" = k."topicId" and s."cardId" = k.id and s.hash = k."sourceHash"
        left join own_card_versions b on b."userId" = k."userId" and b."topicId" = k."topicId" and b."cardId" = k.id and b.hash = k."changedFrom"
        where k."userId" = $1 and k."topicId" = $2 order by k.place, k.id`,
        [userId, collection],
      ),
    joins: (userId, collection) =>
      select<OwnJoin>(
        `select a.alias, a.successor as card, a.reason as rule, (extract(epoch from a."createdAt") * 1000)::float8 as "atMs" from own_card_aliases a
          where a."userId" = $1 and a."topicId" = $2 and a.reason in ('likeness', 'answer', 'confirmed') and a.successor is not null
          order by a."createdAt" desc, a.alias limit 200`,
        [userId, collection],
      ),
    pictures: (userId, collection) =>
      select<OwnPicture>('select path, name, bytes from own_pictures where "userId" = $1 and "topicId" = $2 order by path', [userId, collection]),
    async findFile(userId, collection, name) {
      const rows = await select<{ bytes: Uint8Array }>('select bytes from own_files where "userId" = $1 and "topicId" = $2 and name = $3', [userId, collection, name])
      return rows[0]?.bytes ?? null
    },
    async findPicture(userId, collection, name) {
      const rows = await select<{ bytes: Uint8Array }>('select bytes from own_pictures where "userId" = $1 and "topicId" = $2 and name = $3 limit 1', [userId, collection, name])
      return rows[0]?.bytes ?? null
    },
    async known(userId, collection) {
      const [cards, dropped] = await Promise.all([
        select<KnownOwnCard>(
          `select k.id, k."textId", v.question, v.answer, v."contextPath", k.file, k.line, k.retired as missing, not v.current as edited, k."tiedTopic"
          from own_cards k join own_card_versions v
            on v."userId" = k."userId" and v."topicId" = k."topicId" and v."cardId" = k.id and v.hash = k."sourceHash"
          where k."userId" = $1 and k."topicId" = $2 order by k.place, k.id`,
          [userId, collection],
        ),
        select<{ alias: string }>(
          'select alias from own_card_aliases where "userId" = $1 and "topicId" = $2 and successor is null',
          [userId, collection],
        ),
      ])
      return { cards, dropped: new Set(dropped.map(({ alias }) => alias)) }
    },
    async findFacets(userId, facets) {
      const { rows } = await pool.query<{ id: FacetId }>({
        name: 'own-facets',
        text: 'select id from own_facets where "userId" = $1 and id = any($2::text[])',
        values: [userId, facets],
      })
      return rows.map(({ id }) => id)
    },
    async views(userId, facets) {
      const { rows } = await pool.query<OwnView>({
        name: 'own-views',
        text: `select f.id as facet, f."cardId", f."topicId" as collection, c.title, v.lang, v.hash, v.view,
            case when b.hash is null then null else jsonb_build_object('atMs', extract(epoch from k."changedAt") * 1000,
              'before', b.question || E'\\n\\n' || b.answer, 'now', v.question || E'\\n\\n' || v.answer) end as changed
          from own_facets f
          join own_collections c on c."userId" = f."userId" and c.id = f."topicId"
          join own_card_versions v on v."userId" = f."userId" and v."topicId" = f."topicId" and v."cardId" = f."cardId" and v.current
          join own_cards k on k."userId" = f."userId" and k."topicId" = f."topicId" and k.id = f."cardId"
          left join own_card_versions b on b."userId" = k."userId" and b."topicId" = k."topicId" and b."cardId" = k.id and b.hash = k."changedFrom"
          where f."userId" = $1 and f.id = any($2::text[])`,
        values: [userId, facets],
      })
      return rows
    },
    async size(userId) {
      const rows = await select<{ bytes: number }>(
        `select (coalesce((select sum(length(bytes)) from own_files where "userId" = $1), 0)
          + coalesce((select sum(length(bytes)) from own_pictures where "userId" = $1), 0)
          + coalesce((select sum(pg_column_size(files)) from own_drafts where "userId" = $1), 0))::float8 as bytes`,
        [userId],
      )
      return rows[0]?.bytes ?? 0
    },
    import: (userId, change) => prisma.$transaction((tx) => store(tx, userId, change), { timeout: 60_000, maxWait: 10_000 }),
    deleteCollection: (userId, collection) =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`update own_facets set retired = true where "userId" = ${userId}::uuid and "topicId" = ${collection}`
        await tx.ownDraft.deleteMany({ where: { userId, topicId: collection } })
        const gone = await tx.ownCollection.deleteMany({ where: { userId, id: collection } })
        return gone.count === 1
      }),

    drafts: (userId) =>
      select(
        `select id, title, (extract(epoch from "createdAt") * 1000)::float8 as "createdAtMs" from own_drafts
          where "userId" = $1 order by "createdAt" desc limit 50`,
        [userId],
      ),
    async findDraft(userId, id) {
      const row = await prisma.ownDraft.findUnique({
        where: { userId_id: { userId, id } },
        select: { id: true, topicId: true, title: true, files: true, decisions: true },
      })
      if (row === null) return null
      const files = row.files as unknown as readonly { name: string; base64: string }[]
      return {
        id: row.id,
        collection: row.topicId,
        title: row.title,
        files: files.map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) })),
        decisions: row.decisions,
      }
    },
    async putDraft(userId, { id, collection, title, files, decisions }: OwnDraft) {
      const kept = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))
      const data = { topicId: collection, title, files: kept, decisions: decisions as Prisma.InputJsonValue }
      await prisma.ownDraft.upsert({
        where: { userId_id: { userId, id } },
        create: { userId, id, ...data },
        update: data,
        select: { id: true },
      })
    },
    async decide(userId, id, decisions) {
      const changed = await prisma.ownDraft.updateMany({ where: { userId, id }, data: { decisions: decisions as Prisma.InputJsonValue } })
      return changed.count === 1
    },
    async deleteDraft(userId, id) {
      await prisma.ownDraft.deleteMany({ where: { userId, id } })
    },

    async builtInQuestions() {
      return select(
        `select k."topicId" as topic, k.id as card, v.question from cards k
          join card_versions v on v."cardId" = k.id and v.current where not k.retired order by k.id, v.lang`,
        [],
      )
    },
  }
}

async function store(tx: Prisma.TransactionClient, userId: string, change: OwnImport): Promise<void> {
  const { collection, files, pictures, cards, missing, aliases } = change
  const json = JSON.stringify
  await tx.$executeRaw`insert into own_collections ("userId", id, "order", title)
    select ${userId}::uuid, ${collection.id}, coalesce(max("order") + 1, 0), ${collection.title} from own_collections where "userId" = ${userId}::uuid
    on conflict ("userId", id) do update set title = excluded.title, "updatedAt" = now()`
  for (const { name, bytes, hash } of files)
    await tx.$executeRaw`insert into own_files ("userId", "topicId", name, bytes, hash)
      values (${userId}::uuid, ${collection.id}, ${name}, ${Buffer.from(bytes)}, ${hash})
      on conflict ("userId", "topicId", name) do update set bytes = excluded.bytes, hash = excluded.hash, "createdAt" = now()`

  for (const { path, name, bytes } of pictures)
    await tx.$executeRaw`insert into own_pictures ("userId", "topicId", path, name, bytes)
      values (${userId}::uuid, ${collection.id}, ${path}, ${name}, ${Buffer.from(bytes)})
      on conflict ("userId", "topicId", path) do update set bytes = excluded.bytes, name = excluded.name`

  // Before the versions are written: what is current still is what the card said before.
  await tx.$executeRaw`update own_cards k set "changedAt" = now(), "changedFrom" = v.hash
    from jsonb_to_recordset(${json(cards)}::jsonb) as x(id text, material boolean, current jsonb)
    join own_card_versions v on v."userId" = ${userId}::uuid and v."topicId" = ${collection.id} and v."cardId" = x.id and v.current
    where k."userId" = ${userId}::uuid and k."topicId" = ${collection.id} and k.id = x.id and x.material and v.hash <> x.current->>'hash'`
  await tx.$executeRaw`insert into own_cards ("userId", "topicId", id, kind, level, place, tags, retired, file, line, "textId", tier, "tiedTopic", "sourceHash")
    select ${userId}::uuid, ${collection.id}, id, kind, ${ownLevel}::int, place, tags, false, file, line, "textId", tier, "tiedTopic", source->>'hash'
      from jsonb_to_recordset(${json(cards)}::jsonb)
      as x(id text, kind text, place int, tags text[], file text, line int, "textId" text, tier text, "tiedTopic" text, source jsonb)
    on conflict ("userId", "topicId", id) do update set kind = excluded.kind, place = excluded.place, tags = excluded.tags,
      retired = false, file = excluded.file, line = excluded.line, "textId" = excluded."textId", tier = excluded.tier,
      "tiedTopic" = excluded."tiedTopic", "sourceHash" = excluded."sourceHash"`
  const written = cards.map(({ id }) => id)
  // The text of the file first, then what is asked, which is the same version unless it was edited here.
  const versionsOf = (which: 'source' | 'current') =>
    json(cards.flatMap(({ id, lang, contextPath, ...card }) => (card[which] === null ? [] : [{ ...card[which], id, lang, contextPath }])))
  const renewed = cards.flatMap(({ id, current }) => (current === null ? [] : [id]))
  await tx.$executeRaw`insert into own_card_versions ("userId", "topicId", "cardId", lang, hash, question, answer, options, "contextPath", view, current)
    select ${userId}::uuid, ${collection.id}, id, lang, hash, question, answer, options, "contextPath", view, false
      from jsonb_to_recordset(${versionsOf('source')}::jsonb)
      as x(id text, lang text, hash text, question text, answer text, options jsonb, "contextPath" text[], view jsonb)
    on conflict ("userId", "topicId", "cardId", lang, hash) do update set "contextPath" = excluded."contextPath"`
  await tx.$executeRaw`update own_card_versions set current = false
    where "userId" = ${userId}::uuid and "topicId" = ${collection.id} and "cardId" = any(${renewed}::text[]) and current`
  await tx.$executeRaw`insert into own_card_versions ("userId", "topicId", "cardId", lang, hash, question, answer, options, "contextPath", view, current)
    select ${userId}::uuid, ${collection.id}, id, lang, hash, question, answer, options, "contextPath", view, true
      from jsonb_to_recordset(${versionsOf('current')}::jsonb)
      as x(id text, lang text, hash text, question text, answer text, options jsonb, "contextPath" text[], view jsonb)
    on conflict ("userId", "topicId", "cardId", lang, hash) do update set current = true, view = excluded.view, options = excluded.options, "contextPath" = excluded."contextPath"`
  await tx.$executeRaw`update own_cards set retired = true
    where "userId" = ${userId}::uuid and "topicId" = ${collection.id} and id = any(${missing}::text[])`
  await tx.$executeRaw`insert into own_facets ("userId", id, "cardId", "topicId", "topicOrder", level, place, retired)
    select "userId", "topicId" || '/' || id || '#main', id, "topicId", ${ownOrder}::int, level, place, retired from own_cards
      where "userId" = ${userId}::uuid and "topicId" = ${collection.id} and id = any(${[...written, ...missing]}::text[])
    on conflict ("userId", id) do update set place = excluded.place, retired = excluded.retired`
  await tx.$executeRaw`insert into own_card_aliases ("userId", "topicId", alias, successor, reason)
    select ${userId}::uuid, ${collection.id}, alias, successor, reason
      from jsonb_to_recordset(${json(aliases)}::jsonb) as x(alias text, successor text, reason text)
    on conflict ("userId", "topicId", alias) do update set successor = excluded.successor, reason = excluded.reason`
  if (change.draft !== null) await tx.ownDraft.deleteMany({ where: { userId, id: change.draft } })
}
