import { describe, expect, it } from 'vitest'
import {
  buildRequest,
  judgeResponse,
  type ClientRequest,
} from '#lib/core/protocols/websocket/client-handshake.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { readHead, startHead } from '#lib/core/protocols/websocket/http-head.ts'
import { judgeRequest } from '#lib/core/protocols/websocket/server-handshake.ts'

const request: ClientRequest = {
  host: 'server.example.com',
  resource: '/chat',
  origin: 'http://example.com',
  protocols: ['chat', 'superchat'],
  extensions: parseExtensions('permessage-deflate; client_max_window_bits').extensions,
  fields: [['User-Agent', 'test']],
}
const key = 'dGhlIHNhbXBsZSBub25jZQ=='
const nonce = new TextEncoder().encode('the sample nonce')

const headOf = (bytes: Uint8Array) => {
  const got = readHead(startHead, bytes, null)
  if (got.kind !== 'head') throw new Error(got.kind)
  return got.head
}

function judge(
  other: Record<string, string | null> = {},
  line = 'HTTP/1.1 101 Switching Protocols',
  extra = '',
) {
  const fields: Record<string, string | null> = {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ...other,
  }
  const lines = Object.entries(fields).filter(([, value]) => value !== null)
  const text = `${line}\r\n${lines.map(([name, value]) => `${name}: ${value ?? ''}\r\n`).join('')}${extra}\r\n`
  return judgeResponse(headOf(new TextEncoder().encode(text)), request, key)
}

describe('the request', () => {
  it('is that of RFC 6455 §1.3, in an order of its own', () => {
    const built = buildRequest(request, nonce)
    expect(built.key).toBe(key)
    expect(new TextDecoder().decode(built.bytes)).toBe(
      'GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: http://example.com\r\n' +
        'Sec-WebSocket-Protocol: chat, superchat\r\n' +
        'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nUser-Agent: test\r\n\r\n',
    )
  })

  it('is accepted by our server, whose answer is accepted by our client', () => {
    const built = buildRequest(request, nonce)
    const policy = {
      origins: null,
      resources: null,
      protocols: ['superchat'],
      deflate: { clientMaxWindowBits: 10 },
    }
    const server = judgeRequest(headOf(built.bytes), policy)
    const client = judgeResponse(headOf(server.response), request, built.key)
    expect(client.violation).toBeNull()
    expect(client.agreement).toEqual(server.agreement)
    expect(client.agreement).toMatchObject({ protocol: 'superchat', deflate: { clientMaxWindowBits: 10 } })
  })
})

describe('the response', () => {
  it('may stand', () => {
    expect(judge().violation).toBeNull()
    expect(judge({ Upgrade: 'WebSocket', Connection: 'keep-alive, UPGRADE' }).violation).toBeNull()
    expect(judge().accept.sha1Hex).toBe('b37a4f2cc0624f1690f64606cf385945b2bec4ea')
  })

  it.each([
    ['another status', judge({}, 'HTTP/1.1 302 Found'), 'ws-status', 'RFC 6455 §4.1'],
    ['no status line', judge({}, 'hello'), 'ws-head-syntax', 'RFC 9112 §4'],
    ['no Upgrade', judge({ Upgrade: null }), 'ws-field-missing', 'RFC 6455 §4.1'],
    ['another Upgrade', judge({ Upgrade: 'h2c' }), 'ws-field-value', 'RFC 6455 §4.1'],
    ['no Connection', judge({ Connection: null }), 'ws-field-missing', 'RFC 6455 §4.1'],
    ['another Connection', judge({ Connection: 'close' }), 'ws-field-value', 'RFC 6455 §4.1'],
    ['no accept', judge({ 'Sec-WebSocket-Accept': null }), 'ws-field-missing', 'RFC 6455 §4.1'],
    ['a wrong accept', judge({ 'Sec-WebSocket-Accept': key }), 'ws-accept', 'RFC 6455 §4.1'],
    [
      'an unasked protocol',
      judge({ 'Sec-WebSocket-Protocol': 'mqtt' }),
      'ws-protocol-refused',
      'RFC 6455 §4.1',
    ],
    [
      'two protocols',
      judge({ 'Sec-WebSocket-Protocol': 'chat' }, undefined, 'sec-websocket-protocol: superchat\r\n'),
      'ws-field-repeated',
      'RFC 6455 §4.1',
    ],
    [
      'an unasked extension',
      judge({ 'Sec-WebSocket-Extensions': 'mux' }),
      'ws-extension-refused',
      'RFC 6455 §4.1',
    ],
    [
      'a bad parameter',
      judge({ 'Sec-WebSocket-Extensions': 'permessage-deflate; x' }),
      'ws-extension-refused',
      'RFC 7692 §7',
    ],
  ])('fails with %s', (_name, judgement, code, clause) => {
    expect(judgement.agreement).toBeNull()
    expect(judgement.violation).toMatchObject({ status: null, closeCode: null, clause, problem: { code } })
  })
})
