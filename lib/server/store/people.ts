// People, their sessions and tokens. Tokens are stored as SHA-256 hashes only.
import type { PrismaClient } from '#lib/server/store/generated/client.ts'

export interface PersonRecord {
  readonly id: string
  /** Null for a guest. */
  readonly email: string | null
  readonly passwordHash: string | null
  readonly settings: unknown
}

export interface SessionRecord {
  readonly id: string
  readonly userId: string
  readonly email: string | null
  readonly expiresAtMs: number
}

export interface PeopleStore {
  createGuest(id: string, settings: unknown): Promise<void>
  /** False when the address is taken. */
  createAccount(person: { id: string; email: string; passwordHash: string; settings: unknown }): Promise<boolean>
  /** Gives a guest an address and a password. False when the address is taken or the person is no guest. */
  upgradeGuest(id: string, email: string, passwordHash: string): Promise<boolean>
  findPerson(id: string): Promise<PersonRecord | null>
  findPersonByEmail(email: string): Promise<PersonRecord | null>
  /** Everybody's id, or that of one address. */
  list(email: string | null): AsyncIterable<string>
  touchPerson(id: string): Promise<void>
  /** Guests not seen for `days` days, gone with all they had; returns how many. */
  forgetGuests(days: number): Promise<number>
  findAlias(guestId: string): Promise<string | null>

  createSession(session: { id: string; userId: string; lifetimeDays: number; device: string }): Promise<void>
  findSession(id: string): Promise<SessionRecord | null>
  deleteSession(id: string): Promise<void>
  deleteSessionsOf(userId: string): Promise<void>

  createToken(token: { hash: string; userId: string; name: string }): Promise<void>
  findTokenOwner(hash: string): Promise<{ userId: string; email: string | null } | null>
}

/** `PeopleStore` on Postgres. */
export function postgresPeople(prisma: PrismaClient): PeopleStore {
  const columns = { id: true, email: true, passwordHash: true, settings: true } as const
  return {
    async createGuest(id, settings) {
      await prisma.person.create({ data: { id, settings: settings as object }, select: { id: true } })
    },
    async createAccount({ settings, ...person }) {
      const made = await prisma.person.createMany({ data: [{ ...person, settings: settings as object }], skipDuplicates: true })
      return made.count === 1
    },
    async upgradeGuest(id, email, passwordHash) {
      if ((await prisma.person.findUnique({ where: { email }, select: { id: true } })) !== null) return false
      try {
        const changed = await prisma.person.updateMany({ where: { id, email: null }, data: { email, passwordHash } })
        return changed.count === 1
      } catch (error) {
        if ((error as { code?: string }).code === 'P2002') return false
        throw error
      }
    },
    findPerson: (id) => prisma.person.findUnique({ where: { id }, select: columns }),
    findPersonByEmail: (email) => prisma.person.findUnique({ where: { email }, select: columns }),
    async *list(email) {
      let after = '00000000-0000-0000-0000-000000000000'
      for (;;) {
        const rows = await prisma.person.findMany({
          where: { id: { gt: after }, ...(email === null ? {} : { email: email.toLowerCase() }) },
          orderBy: { id: 'asc' },
          take: 1000,
          select: { id: true },
        })
        for (const { id } of rows) yield id
        const last = rows.at(-1)
        if (last === undefined) return
        after = last.id
      }
    },
    async touchPerson(id) {
      await prisma.$executeRaw`update people set "lastSeenAt" = now() where id = ${id}::uuid and "lastSeenAt" < now() - interval '1 day'`
    },
    async forgetGuests(days) {
      return prisma.$executeRaw`
        with gone as (delete from people where email is null and "lastSeenAt" < now() - make_interval(days => ${days}::int) returning id),
          e as (delete from events where "userId" in (select id from gone)),
          m as (delete from memories where "userId" in (select id from gone))
        select 1 from gone`
    },
    async findAlias(guestId) {
      const alias = await prisma.personAlias.findUnique({ where: { guestId }, select: { personId: true } })
      return alias?.personId ?? null
    },
    async createSession({ id, userId, lifetimeDays, device }) {
      await prisma.$executeRaw`insert into sessions (id, "userId", "expiresAt", device)
        values (${id}::uuid, ${userId}::uuid, now() + make_interval(days => ${lifetimeDays}::int), ${device})`
    },
    async findSession(id) {
      const rows = await prisma.$queryRaw<{ id: string; userId: string; email: string | null; expiresAtMs: number }[]>`
        select s.id, s."userId", p.email, (extract(epoch from s."expiresAt") * 1000)::float8 as "expiresAtMs"
        from sessions s join people p on p.id = s."userId" where s.id = ${id}::uuid and s."expiresAt" > now()`
      return rows[0] ?? null
    },
    async deleteSession(id) {
      await prisma.session.deleteMany({ where: { id } })
    },
    async deleteSessionsOf(userId) {
      await prisma.session.deleteMany({ where: { userId } })
    },
    async createToken(token) {
      await prisma.apiToken.create({ data: token, select: { hash: true } })
    },
    async findTokenOwner(hash) {
      const token = await prisma.apiToken.findUnique({
        where: { hash },
        select: { userId: true, person: { select: { email: true } } },
      })
      return token === null ? null : { userId: token.userId, email: token.person.email }
    },
  }
}
