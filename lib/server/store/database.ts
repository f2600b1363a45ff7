// The one pool, and Prisma on top of it: hot statements go to the pool by name, everything else through Prisma.
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#lib/server/store/generated/client.ts'

export interface Database {
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

// Counts and sums fit a double; dates stay numbers of milliseconds where statements say so.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens the pool. `onError` hears of idle connections that break, for instance when Postgres restarts. */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({ connectionString: url, max: 16, connectionTimeoutMillis: 10_000 })
  pool.on('error', onError)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
