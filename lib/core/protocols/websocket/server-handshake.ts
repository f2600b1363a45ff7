// A server's side of the opening handshake: judges a request header by header and makes the answer, 101 or a
// refusal. Cookies and credentials are never looked at. Tickets, rates and the count of sockets are the
// caller's.
// Read first: RFC 6455 §4.2.1 (reading), §4.2.2 (answering), §10.2 (Origin).
import { acceptSteps, isWebSocketKey, type AcceptSteps } from '#lib/core/protocols/websocket/accept-key.ts'
import {
  answerOffers,
  formatExtension,
  type DeflatePolicy,
  type OfferVerdict,
} from '#lib/core/protocols/websocket/extensions.ts'
import {
  Checks,
  encodeHead,
  WEBSOCKET_VERSION,
  type Agreement,
  type HandshakeCheck,
} from '#lib/core/protocols/websocket/handshake.ts'
import { fieldsNamed, isToken, listNamed, type Head } from '#lib/core/protocols/websocket/http-head.ts'
import { violation, type Violation } from '#lib/core/protocols/websocket/violation.ts'

export interface ServerPolicy {
  /**
   * Origins whose pages may connect, in lower case, each as `https://example.com`; null lets every page in.
   */
  readonly origins: readonly string[] | null
  /** Paths without their query; null serves every path. */
  readonly resources: readonly string[] | null
  /** The subprotocols this server speaks; the first of the client's list among them is chosen. */
  readonly protocols: readonly string[]
  /** Null switches compression off. */
  readonly deflate: DeflatePolicy | null
}

export interface RequestJudgement {
  readonly checks: readonly HandshakeCheck[]
  readonly offers: readonly OfferVerdict[]
  /** Null when the request is refused. */
  readonly accept: AcceptSteps | null
  readonly agreement: Agreement | null
  /** What decided; null when the request is accepted. */
  readonly violation: Violation | null
  /** The whole answer: the header section and, for a refusal, a line of text. */
  readonly response: Uint8Array
}

/** Judges a client's request and makes the answer. Every check is made, whatever the others say. */
export function judgeRequest(head: Head, policy: ServerPolicy): RequestJudgement {
  const checks = new Checks(head, 'server', 'RFC 6455 §4.2.1')
  const resource = checkRequestLine(checks, policy)
  checks.required(
    'Host',
    (field) => {
      const fits = /^(\[[0-9a-fA-F:.]+\]|[^\s/?#@[\]:,]+)(:\d{0,5})?$/.test(field.value)
      return fits ? null : checks.wrongValue(field, 'host or host:port', 'RFC 9112 §3.2')
    },
    'RFC 9112 §3.2',
  )
  checks.requiredToken('Upgrade', 'websocket', 426)
  checks.requiredToken('Connection', 'Upgrade')
  checks.required('Sec-WebSocket-Version', (field) =>
    field.value === WEBSOCKET_VERSION
      ? null
      : checks.wrong('ws-version', field.valueAt, { version: field.value || '""' }, 'RFC 6455 §4.2.2'),
  )
  const key = checks.required('Sec-WebSocket-Key', (field) =>
    isWebSocketKey(field.value) ? null : checks.wrong('ws-key', field.valueAt, {}),
  )
  checkBody(checks)
  const clause = 'RFC 6455 §10.2'
  const origin = checks.optional(
    'Origin',
    (field) =>
      policy.origins === null || policy.origins.includes(field.value.toLowerCase())
        ? null
        : checks.wrong('ws-origin', field.valueAt, { origin: field.value || '""' }, clause),
    clause,
  )
  const protocol = chooseProtocol(checks, policy.protocols)
  const answer = answerOffers(checks.extensions(), policy.deflate)
  checks.rest()
  if (checks.first !== null || key === null) {
    const refused = checks.first ?? checks.missing('Sec-WebSocket-Key')
    const response = refuse(refused)
    return {
      checks: checks.list,
      offers: answer.verdicts,
      accept: null,
      agreement: null,
      violation: refused,
      response,
    }
  }
  const accept = acceptSteps(key)
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept.accept}`,
  ]
  if (protocol !== null) lines.push(`Sec-WebSocket-Protocol: ${protocol}`)
  if (answer.response !== null) lines.push(`Sec-WebSocket-Extensions: ${formatExtension(answer.response)}`)
  const extensions = answer.response === null ? [] : [answer.response]
  return {
    checks: checks.list,
    offers: answer.verdicts,
    accept,
    agreement: { resource, origin, protocol, extensions, deflate: answer.params },
    violation: null,
    response: encodeHead(lines),
  }
}

function checkRequestLine(checks: Checks, policy: ServerPolicy): string {
  const { startLine } = checks.head
  const parts = startLine.split(' ')
  const [method = '', target = '', version = ''] = parts
  if (parts.length !== 3 || !isToken(method) || !/^HTTP\/\d\.\d$/.test(version)) {
    const params = { unexpected: 'this first line', expected: 'method, target and HTTP version' }
    checks.add(
      'request line',
      startLine,
      checks.wrong('ws-head-syntax', 0, params, 'RFC 9112 §3'),
      'RFC 9112 §3',
    )
    return target
  }
  checks.add('method', method, method === 'GET' ? null : checks.wrong('ws-method', 0, { method }))
  const targetAt = method.length + 1
  const versionAt = targetAt + target.length + 1
  const old = !version.startsWith('HTTP/1.') || version === 'HTTP/1.0'
  checks.add('HTTP version', version, old ? checks.wrong('ws-http-version', versionAt, { version }) : null)
  // The absolute form names the host again; the resource is what follows it (RFC 9112 §3.2.2).
  const path = target.replace(/^(?:https?|wss?):\/\/[^/?#]*/i, '') || '/'
  let wrong: Violation | null = null
  if (!path.startsWith('/') || path.includes('#')) wrong = checks.wrong('ws-request-target', targetAt, {})
  else if (policy.resources !== null && !policy.resources.includes(path.split('?')[0]!)) {
    wrong = checks.wrong('ws-no-resource', targetAt, { target: path }, 'RFC 6455 §4.2.2')
  }
  checks.add('request target', target, wrong)
  return path
}

/** A body before the upgrade could be read as frames, or frames as a body (RFC 9110 §7.8, RFC 9112 §11.2). */
function checkBody(checks: Checks): void {
  const clause = 'RFC 9110 §7.8'
  for (const name of ['Content-Length', 'Transfer-Encoding']) {
    const [field] = fieldsNamed(checks.head, name)
    if (field === undefined) continue
    const harmless = name === 'Content-Length' && /^0+$/.test(field.value)
    checks.add(
      name,
      field.value,
      harmless ? null : checks.wrong('ws-request-body', field.valueAt, {}, clause),
      clause,
    )
  }
}

function chooseProtocol(checks: Checks, spoken: readonly string[]): string | null {
  const name = 'Sec-WebSocket-Protocol'
  const [field] = fieldsNamed(checks.head, name)
  if (field === undefined) return null
  const offered = listNamed(checks.head, name)
  const bad = offered.find((protocol) => !isToken(protocol))
  const twice = offered.find((protocol, index) => offered.indexOf(protocol) !== index)
  const clause = 'RFC 6455 §4.1'
  if (offered.length === 0 || bad !== undefined) {
    checks.add(
      name,
      field.value,
      checks.wrongValue({ ...field, value: bad ?? '' }, 'a token', clause),
      clause,
    )
  } else if (twice !== undefined) {
    const found = { ...field, value: `${twice}, ${twice}` }
    checks.add(name, field.value, checks.wrongValue(found, 'each name once', clause), clause)
  }
  const chosen = offered.find((protocol) => spoken.includes(protocol)) ?? null
  if (chosen === null) checks.unused(name, offered.join(', '), 'RFC 6455 §4.2.2')
  else checks.add(name, offered.join(', '), null, 'RFC 6455 §4.2.2')
  return chosen
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  426: 'Upgrade Required',
  431: 'Request Header Fields Too Large',
  505: 'HTTP Version Not Supported',
}

/**
 * The HTTP answer to a request that is refused: the status of the violation, and what that status must carry.
 */
export function refuse(refused: Violation): Uint8Array {
  const status = refused.status ?? 400
  const body = `${refused.problem.code} (${refused.clause})\n`
  const lines = [`HTTP/1.1 ${status} ${phrases[status] ?? 'Bad Request'}`]
  // RFC 9110 §15.5.22: a 426 MUST name the protocol; RFC 6455 §4.4: and the versions it can be had in.
  if (status === 426) lines.push('Upgrade: websocket', `Sec-WebSocket-Version: ${WEBSOCKET_VERSION}`)
  if (status === 405) lines.push('Allow: GET')
  lines.push(status === 426 ? 'Connection: Upgrade, close' : 'Connection: close')
  lines.push('Content-Type: text/plain; charset=utf-8')
  lines.push(`Content-Length: ${new TextEncoder().encode(body).length}`)
  return encodeHead(lines, body)
}

/** The refusal of a client that did not finish its request in time. */
export function handshakeTimeout(limit: number): Violation {
  return violation('ws-handshake-timeout', null, { limit })
}
