// The floor of keeping drafts: bare node:http and pg. A request's body is parsed, the same statement runs with the same
// shapes of values, the answer is JSON. No routing, no checks. Imports nothing of ours: the statement comes as one line
// of JSON on standard input.
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import pg from 'pg'

interface Given {
  readonly url: string
  readonly draftSql: string
  /** Token → person. */
  readonly people: Readonly<Record<string, string>>
}

interface Draft {
  readonly question: string
  readonly deviceId: string
  readonly number: number
  readonly text: string
}

createInterface({ input: process.stdin }).once('line', (line) => {
  const { url, draftSql, people } = JSON.parse(line) as Given
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void (async () => {
        const { question, deviceId, number, text } = JSON.parse(Buffer.concat(chunks).toString()) as Draft
        const values = [people[request.headers.authorization ?? ''], request.url?.split('/')[4], question, deviceId, number, text]
        const { rows } = await pool.query({ name: 'draft', text: draftSql, values })
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(rows[0]))
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
