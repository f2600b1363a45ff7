// SQLite as WebAssembly, in this process's memory: Anki's packages are databases of it.
import initSqlJs, { type Database, type SqlValue } from 'sql.js'

let engine: ReturnType<typeof initSqlJs> | null = null

/** A database, empty where there are no bytes. Close it. */
export async function openSqlite(bytes?: Uint8Array): Promise<Database> {
  engine ??= initSqlJs()
  return new (await engine).Database(bytes)
}

/** Rows of a statement, one at a time. */
export function* selectRows(database: Database, sql: string): Generator<readonly SqlValue[]> {
  const statement = database.prepare(sql)
  try {
    while (statement.step()) yield statement.get()
  } finally {
    statement.free()
  }
}

/** Whether there is a table of that name. */
export function hasTable(database: Database, name: string): boolean {
  for (const _ of selectRows(database, `select 1 from sqlite_master where type = 'table' and name = '${name}'`)) return true
  return false
}
