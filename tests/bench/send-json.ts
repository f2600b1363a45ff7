// One request with a JSON body over kept connections, as a client that measures sends it: nothing else in between.
import { request, type Agent } from 'node:http'

interface Sent {
  readonly agent: Agent
  readonly port: number
  readonly token: string
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: unknown
}

/** The answer's body; an answer that is not 200, or is not as it has to be, is an error with its text. */
export function sendJson<Answer>({ agent, port, token, method, path, body }: Sent, isRight: (answer: Answer) => boolean): Promise<Answer> {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes), authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const answer = response.statusCode === 200 ? (JSON.parse(text) as Answer) : null
        if (answer !== null && isRight(answer)) resolve(answer)
        else reject(new Error(`${response.statusCode ?? 0}: ${text}`))
      })
    })
    sent.once('error', reject)
    sent.end(bytes)
  })
}
