// A client's side of the opening handshake: the request, and the checks of the response. No redirects, no
// authentication, no proxies: any status but 101 ends the attempt.
// Read first: RFC 6455 §4.1 (both lists of steps).
import { acceptSteps, base64, type AcceptSteps } from '#lib/core/protocols/websocket/accept-key.ts'
import { checkChoice, formatExtension, type Extension } from '#lib/core/protocols/websocket/extensions.ts'
import {
  Checks,
  encodeHead,
  WEBSOCKET_VERSION,
  type Agreement,
  type HandshakeCheck,
} from '#lib/core/protocols/websocket/handshake.ts'
import { fieldsNamed, type Head } from '#lib/core/protocols/websocket/http-head.ts'
import type { Violation } from '#lib/core/protocols/websocket/violation.ts'

/** What a client asks for. The texts go onto the wire as they are. */
export interface ClientRequest {
  /** `host` or `host:port`, as it shall stand in the Host field. */
  readonly host: string
  /** Path and query. */
  readonly resource: string
  readonly origin: string | null
  readonly protocols: readonly string[]
  readonly extensions: readonly Extension[]
  /** Further fields, such as a User-Agent, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/**
 * The bytes of a request with its Sec-WebSocket-Key. The nonce is 16 bytes, random and new for each
 * connection.
 */
export function buildRequest(request: ClientRequest, nonce: Uint8Array): { bytes: Uint8Array; key: string } {
  const key = base64(nonce)
  const lines = [
    `GET ${request.resource} HTTP/1.1`,
    `Host: ${request.host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Version: ${WEBSOCKET_VERSION}`,
  ]
  if (request.origin !== null) lines.push(`Origin: ${request.origin}`)
  if (request.protocols.length > 0) lines.push(`Sec-WebSocket-Protocol: ${request.protocols.join(', ')}`)
  if (request.extensions.length > 0) {
    lines.push(`Sec-WebSocket-Extensions: ${request.extensions.map(formatExtension).join(', ')}`)
  }
  for (const [name, value] of request.fields) lines.push(`${name}: ${value}`)
  return { bytes: encodeHead(lines), key }
}

export interface ResponseJudgement {
  readonly checks: readonly HandshakeCheck[]
  /** How the expected Sec-WebSocket-Accept comes about. */
  readonly accept: AcceptSteps
  /** Null when the connection must be failed. */
  readonly agreement: Agreement | null
  /** What decided; null when the connection is established. */
  readonly violation: Violation | null
}

/**
 * Judges the response to a request that was sent with `key`. Every check is made, whatever the others say.
 */
export function judgeResponse(head: Head, request: ClientRequest, key: string): ResponseJudgement {
  const checks = new Checks(head, 'client', 'RFC 6455 §4.1')
  const accept = acceptSteps(key)
  const refused = checkStatus(checks)
  checks.add('status line', head.startLine, refused)
  if (refused !== null) {
    // Without a 101 this is an ordinary HTTP response, in which the other fields need not stand.
    checks.rest()
    return { checks: checks.list, accept, agreement: null, violation: checks.first }
  }
  checks.required('Upgrade', (field) =>
    field.value.toLowerCase() === 'websocket' ? null : checks.wrongValue(field, 'websocket'),
  )
  checks.requiredToken('Connection', 'Upgrade')
  checks.required('Sec-WebSocket-Accept', (field) => {
    const params = { unexpected: field.value || '""', expected: accept.accept }
    return field.value === accept.accept ? null : checks.wrong('ws-accept', field.valueAt, params)
  })
  const protocol = checks.optional('Sec-WebSocket-Protocol', (field) =>
    request.protocols.includes(field.value)
      ? null
      : checks.wrong('ws-protocol-refused', field.valueAt, { protocol: field.value || '""' }),
  )
  const chosen = checks.extensions()
  const verdict = checkChoice(chosen, request.extensions)
  if (!verdict.ok) {
    const field = fieldsNamed(head, 'Sec-WebSocket-Extensions')[0]!
    const { extension, reason } = verdict
    const clause = reason === 'not offered' ? 'RFC 6455 §4.1' : 'RFC 7692 §7'
    checks.add(
      field.name,
      extension,
      checks.wrong('ws-extension-refused', field.valueAt, { extension, reason }, clause),
    )
  }
  checks.rest()
  const agreed = checks.first === null && verdict.ok
  const { resource, origin } = request
  return {
    checks: checks.list,
    accept,
    agreement: agreed ? { resource, origin, protocol, extensions: chosen, deflate: verdict.params } : null,
    violation: checks.first,
  }
}

function checkStatus(checks: Checks): Violation | null {
  const status = /^HTTP\/1\.[1-9] (\d{3})(?: |$)/.exec(checks.head.startLine)?.[1]
  if (status === '101') return null
  if (status !== undefined) return checks.wrong('ws-status', 0, { status })
  const params = { unexpected: 'this first line', expected: 'HTTP/1.1 and a status' }
  return checks.wrong('ws-head-syntax', 0, params, 'RFC 9112 §4')
}
