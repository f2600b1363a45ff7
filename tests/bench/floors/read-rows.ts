// The floor of `doctor`: every row of the log and of the memories comes over the wire, and that is all. Imports nothing
// of ours.
import pg from 'pg'

/** How many rows there were. */
export async function readRows(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const events = await client.query('select * from events order by "userId", facet, "at", id')
  const memories = await client.query('select * from memories')
  await client.end()
  return events.rows.length + memories.rows.length
}
