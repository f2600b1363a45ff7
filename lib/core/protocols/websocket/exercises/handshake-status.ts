// "Which status does the server answer?" One line of a request is changed; the server's own checks give the
// answer.
import type { Result } from '#lib/core/problem.ts'
import { describeProblem, fail, ok } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { base64 } from '#lib/core/protocols/websocket/accept-key.ts'
import {
  choiceForm,
  draw,
  findEffects,
  logOf,
  makeExercise,
  pick,
  play,
  withEvents,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const handshakeStatusKind = 'handshake-status'

/** The lines of a good request, by name; each change replaces one, or takes it away. */
const changes: readonly (readonly [line: string, replacement: string | null])[] = [
  ['none', null],
  ['GET', 'POST /chat HTTP/1.1'],
  ['GET', 'GET /chat HTTP/1.0'],
  ['GET', 'GET /chat#room HTTP/1.1'],
  ['Host', null],
  ['Upgrade', null],
  ['Upgrade', 'Upgrade: h2c'],
  ['Connection', 'Connection: keep-alive'],
  ['Sec-WebSocket-Version', 'Sec-WebSocket-Version: 8'],
  ['Sec-WebSocket-Key', 'Sec-WebSocket-Key: aGVsbG8='],
  ['Sec-WebSocket-Key', null],
  ['Origin', 'Origin: https://evil.example'],
  ['Origin', null],
  ['Connection', 'Connection: keep-alive, upgrade'],
]

const statuses: readonly (readonly [status: string, name: string])[] = [
  ['101', 'Switching Protocols'],
  ['200', 'OK'],
  ['400', 'Bad Request'],
  ['403', 'Forbidden'],
  ['405', 'Method Not Allowed'],
  ['426', 'Upgrade Required'],
  ['505', 'HTTP Version Not Supported'],
]

function requestWith([name, replacement]: (typeof changes)[number], seed: string): string {
  const nonce = Uint8Array.from({ length: 16 }, (_, at) => draw(0, 255, `${seed}/nonce/${at}`))
  const lines: readonly (readonly [string, string])[] = [
    ['GET', 'GET /chat HTTP/1.1'],
    ['Host', 'Host: server.example.com'],
    ['Upgrade', 'Upgrade: websocket'],
    ['Connection', 'Connection: Upgrade'],
    ['Sec-WebSocket-Key', `Sec-WebSocket-Key: ${base64(nonce)}`],
    ['Sec-WebSocket-Version', 'Sec-WebSocket-Version: 13'],
    ['Origin', 'Origin: https://example.com'],
  ]
  const kept = lines.flatMap(([line, text]) =>
    line !== name ? [text] : replacement === null ? [] : [replacement],
  )
  return kept.join('\r\n')
}

export function askHandshakeStatus(scenario: Scenario, seed: string): Result<Exercise> {
  const text = requestWith(pick(changes, `${seed}/change`), seed)
  const base = logOf(scenario, seed)
  const request = new TextEncoder().encode(`${text}\r\n\r\n`)
  const B = { ...base.config.B, policy: { ...base.config.B.policy, origins: ['https://example.com'] } }
  // The request of the exercise stands before the client's own, which then reaches nobody.
  const raw = `A raw ${hexFromBytes(request)}`
  const log = withEvents({ ...base, config: { ...base.config, B } }, [
    [0, 'A connect'],
    [5, raw],
  ])
  const timeline = play(scenario, log, 100)
  const [judged] = findEffects(timeline, 'request')
  if (judged === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { violation, response } = judged.effect.judgement
  const status = new TextDecoder().decode(response.subarray(9, 12))
  const choices = statuses.map(([code, name]): Choice => {
    const right = code === status
    // RFC 6455 §4.2.1 and §4.2.2 ask for "an appropriate HTTP error code (such as …)": a plain 400 always
    // will do.
    const allowed = !right && code === '400' && violation !== null
    return {
      text: { en: `${code} ${name}`, zh: `${code} ${name}` },
      verdict: right ? 'right' : allowed ? 'allowed' : 'wrong',
      why: right
        ? { en: 'So it is.', zh: '正是如此。' }
        : allowed
          ? {
              en: 'Any fitting error will do; this one tells the client less.',
              zh: '任何合适的错误码都可以，只是这个给客户端的信息较少。',
            }
          : { en: 'The request gives no reason for this one.', zh: '这个请求没有理由得到这个回答。' },
      clause: right ? (violation?.clause ?? 'RFC 6455 §4.2.2') : allowed ? 'RFC 6455 §4.2.1' : null,
    }
  })
  const clause = violation?.clause ?? 'RFC 6455 §4.2.2'
  const lines = text.replace(/\r\n/g, '\n')
  const sentence =
    violation === null
      ? { en: 'Every line may stand.', zh: '每一行都符合要求。' }
      : { en: describeProblem(violation.problem, 'en'), zh: describeProblem(violation.problem, 'zh') }
  return ok(
    makeExercise({
      ...{ scenario, kind: handshakeStatusKind, seed, timeline, cut: 0, end: 0 },
      question: {
        en:
          'A server that allows pages of https://example.com gets this request. Which status does it ' +
          `answer?\n\n${lines}`,
        zh: `一台只允许 https://example.com 页面连接的服务器收到下面的请求。它回答哪个状态码？\n\n${lines}`,
      },
      form: choiceForm(choices, seed),
      explanation: { en: `${sentence.en} (${clause})`, zh: `${sentence.zh}（${clause}）` },
      clauses: [clause],
    }),
  )
}
