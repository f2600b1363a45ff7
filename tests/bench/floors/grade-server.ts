// The floor of grading: bare node:http and pg. A request's body is parsed, the same two statements run with the same
// shapes of values, the answer is JSON. No routing, no checks, no fold. Imports nothing of ours: the statements and a
// row to fill in come as one line of JSON on standard input.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import pg from 'pg'

interface Given {
  readonly url: string
  readonly readSql: string
  readonly writeSql: string
  /** Token → person. */
  readonly people: Readonly<Record<string, string>>
  readonly memory: Readonly<Record<string, unknown>>
  readonly event: Readonly<Record<string, unknown>>
}

interface Body {
  readonly reviews: readonly { readonly id: string; readonly facet: string; readonly answeredAt: string }[]
}

createInterface({ input: process.stdin }).once('line', (line) => {
  const { url, readSql, writeSql, people, memory, event } = JSON.parse(line) as Given
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void (async () => {
        const { id, facet, answeredAt } = (JSON.parse(Buffer.concat(chunks).toString()) as Body).reviews[0]!
        const person = people[request.headers.authorization ?? '']
        const reading = await pool.query<{ mark: string; memories: { headId: string; revision: number }[] }>({ name: 'read', text: readSql, values: [person, [facet], [id], [id]] })
        const atMs = Date.parse(answeredAt)
        const { mark, memories } = reading.rows[0]!
        const { headId, revision } = memories[0]!
        const row = { ...memory, facet, revision: revision + 1, expected: revision, expectedHead: headId, headId: id, headAtMs: atMs, lastAtMs: atMs }
        const entry = { ...event, facet, memory: facet, id, atMs, receivedAtMs: atMs }
        const written = await pool.query({ name: 'write', text: writeSql, values: [person, JSON.stringify([row]), JSON.stringify([entry]), mark] })
        if (written.rows.length !== 1) throw new Error('nothing was written')
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ results: [{ id, status: 'recorded', memory: row }] }))
      })().catch((error: unknown) => {
        response.writeHead(500)
        response.end(String(error))
      })
    })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
  })
})
