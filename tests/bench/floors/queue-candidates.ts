// The floor of the queue: the same due rows read by bare `pg`, nearest to being forgotten first, without limits,
// siblings, new cards or texts. Imports nothing of ours.
import pg from 'pg'

export async function readCandidates(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async read(person: string, today: number, limit: number): Promise<number> {
      const { rows } = await client.query({
        name: 'floor',
        text: `select * from memories where "userId" = $1 and "dueDay" <= $2
          order by ($2 - "lastDay") / stability desc limit $3`,
        values: [person, today, limit],
      })
      return rows.length
    },
    close: () => client.end(),
  }
}
