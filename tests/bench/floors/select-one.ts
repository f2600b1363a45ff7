// The floor of a start: a Node process that asks a running Postgres one thing. Imports nothing of ours.
import pg from 'pg'

const client = new pg.Client({ connectionString: process.argv[2] ?? '' })
await client.connect()
await client.query('select 1')
process.stdout.write('Ready\n')
await client.end()
