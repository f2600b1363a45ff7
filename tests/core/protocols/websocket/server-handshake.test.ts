import { describe, expect, it } from 'vitest'
import { readHead, startHead } from '#lib/core/protocols/websocket/http-head.ts'
import { judgeRequest, type ServerPolicy } from '#lib/core/protocols/websocket/server-handshake.ts'

const open: ServerPolicy = { origins: null, resources: null, protocols: [], deflate: null }

const fields = {
  Host: 'server.example.com',
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
}

/** The request of RFC 6455 §1.3, with other fields or another first line; null leaves a field out. */
function judge(
  other: Record<string, string | null> = {},
  policy = open,
  line = 'GET /chat HTTP/1.1',
  extra = '',
) {
  const merged: Record<string, string | null> = { ...fields, ...other }
  const all = Object.entries(merged).filter(([, value]) => value !== null)
  const text = `${line}\r\n${all.map(([name, value]) => `${name}: ${value ?? ''}\r\n`).join('')}${extra}\r\n`
  const got = readHead(startHead, new TextEncoder().encode(text), null)
  if (got.kind !== 'head') throw new Error(got.kind)
  return judgeRequest(got.head, policy)
}

const answerOf = (judgement: { response: Uint8Array }) => new TextDecoder().decode(judgement.response)

describe('a request that is accepted', () => {
  it('RFC 6455 §1.3', () => {
    const judgement = judge(
      { Origin: 'http://example.com', 'Sec-WebSocket-Protocol': 'chat, superchat' },
      {
        ...open,
        protocols: ['superchat', 'chat'],
      },
    )
    expect(answerOf(judgement)).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n\r\n',
    )
    expect(judgement.agreement).toEqual({
      resource: '/chat',
      origin: 'http://example.com',
      protocol: 'chat',
      extensions: [],
      deflate: null,
    })
    expect(judgement.checks.every((check) => check.verdict === 'right')).toBe(true)
    expect(judgement.checks.map((check) => check.field)).toContain('Sec-WebSocket-Key')
  })

  it.each([
    [{ Upgrade: 'h2c, WebSocket' }],
    [{ Connection: 'keep-alive, upgrade' }],
    [{ Host: '[2001:db8::1]:80' }],
    [{ 'Content-Length': '0' }],
  ])('%o', (other) => expect(judge(other).violation).toBeNull())

  it('a target in absolute form', () => {
    expect(judge({}, open, 'GET http://server.example.com/chat?x=1 HTTP/1.1').agreement?.resource).toBe(
      '/chat?x=1',
    )
  })

  it('chooses no subprotocol that was not offered', () => {
    const judgement = judge({ 'Sec-WebSocket-Protocol': 'mqtt' }, { ...open, protocols: ['chat'] })
    expect(judgement.agreement?.protocol).toBeNull()
    expect(answerOf(judgement)).not.toContain('Sec-WebSocket-Protocol')
    expect(judgement.checks.find((check) => check.field === 'Sec-WebSocket-Protocol')?.verdict).toBe('unused')
  })

  it('answers an offer of compression, and shows what became of each', () => {
    const offer = 'permessage-deflate; server_max_window_bits=99, permessage-deflate; client_max_window_bits'
    const judgement = judge(
      { 'Sec-WebSocket-Extensions': offer },
      { ...open, deflate: { clientMaxWindowBits: 12 } },
    )
    expect(answerOf(judgement)).toContain(
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12\r\n',
    )
    expect(judgement.offers.map((verdict) => verdict.declined)).toEqual([
      'server_max_window_bits must be 8 to 15',
      null,
    ])
  })

  it('never shows a cookie', () => {
    const check = judge({ Cookie: 'sid=secret' }).checks.find((each) => each.field === 'Cookie')
    expect(check).toMatchObject({ value: null, verdict: 'unused' })
  })
})

describe('a request that is refused', () => {
  it.each([
    ['POST', judge({}, open, 'POST /chat HTTP/1.1'), 405, 'ws-method', 'RFC 6455 §4.2.1'],
    ['HTTP/1.0', judge({}, open, 'GET /chat HTTP/1.0'), 505, 'ws-http-version', 'RFC 6455 §4.2.1'],
    ['HTTP/2.0', judge({}, open, 'GET /chat HTTP/2.0'), 505, 'ws-http-version', 'RFC 6455 §4.2.1'],
    ['no version', judge({}, open, 'GET /chat'), 400, 'ws-head-syntax', 'RFC 9112 §3'],
    ['a fragment', judge({}, open, 'GET /chat#x HTTP/1.1'), 400, 'ws-request-target', 'RFC 6455 §4.2.1'],
    [
      'an unknown path',
      judge({}, { ...open, resources: ['/echo'] }),
      404,
      'ws-no-resource',
      'RFC 6455 §4.2.2',
    ],
    ['no Host', judge({ Host: null }), 400, 'ws-field-missing', 'RFC 9112 §3.2'],
    [
      'two hosts',
      judge({}, open, 'GET / HTTP/1.1', 'host: b\r\n'),
      400,
      'ws-field-repeated',
      'RFC 9112 §3.2',
    ],
    ['a bad Host', judge({ Host: 'a b' }), 400, 'ws-field-value', 'RFC 9112 §3.2'],
    ['no Upgrade', judge({ Upgrade: null }), 426, 'ws-field-missing', 'RFC 6455 §4.2.1'],
    ['another Upgrade', judge({ Upgrade: 'h2c' }), 426, 'ws-field-value', 'RFC 6455 §4.2.1'],
    ['no Connection', judge({ Connection: null }), 400, 'ws-field-missing', 'RFC 6455 §4.2.1'],
    ['Connection: close', judge({ Connection: 'close' }), 400, 'ws-field-value', 'RFC 6455 §4.2.1'],
    ['no version', judge({ 'Sec-WebSocket-Version': null }), 400, 'ws-field-missing', 'RFC 6455 §4.2.1'],
    ['version 8', judge({ 'Sec-WebSocket-Version': '8' }), 426, 'ws-version', 'RFC 6455 §4.2.2'],
    ['no key', judge({ 'Sec-WebSocket-Key': null }), 400, 'ws-field-missing', 'RFC 6455 §4.2.1'],
    ['a short key', judge({ 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZQ==' }), 400, 'ws-key', 'RFC 6455 §4.2.1'],
    ['a body', judge({ 'Content-Length': '5' }), 400, 'ws-request-body', 'RFC 9110 §7.8'],
    ['chunks', judge({ 'Transfer-Encoding': 'chunked' }), 400, 'ws-request-body', 'RFC 9110 §7.8'],
    [
      'a foreign page',
      judge({ Origin: 'https://evil.example' }, { ...open, origins: ['https://good.example'] }),
      403,
      'ws-origin',
      'RFC 6455 §10.2',
    ],
    [
      'a bad extension list',
      judge({ 'Sec-WebSocket-Extensions': 'a;' }),
      400,
      'ws-field-value',
      'RFC 6455 §9.1',
    ],
    [
      'a bad protocol list',
      judge({ 'Sec-WebSocket-Protocol': 'a b' }),
      400,
      'ws-field-value',
      'RFC 6455 §4.1',
    ],
    ['a protocol twice', judge({ 'Sec-WebSocket-Protocol': 'a, a' }), 400, 'ws-field-value', 'RFC 6455 §4.1'],
    ['a bare LF', judge({}, open, 'GET / HTTP/1.1', 'x: y\n'), 400, 'ws-head-syntax', 'RFC 9112 §2.2'],
  ])('%s', (_name, judgement, status, code, clause) => {
    expect(judgement.agreement).toBeNull()
    expect(judgement.violation).toMatchObject({ status, clause, closeCode: null, problem: { code } })
    expect(judgement.violation?.problem.place?.byte).toBeTypeOf('number')
    expect(answerOf(judgement)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`))
    expect(judgement.checks.some((check) => check.verdict === 'wrong')).toBe(true)
  })

  it('426 names the version and the protocol', () => {
    const answer = answerOf(judge({ 'Sec-WebSocket-Version': '25' }))
    expect(answer).toMatch(
      /^HTTP\/1\.1 426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n/,
    )
    const [head, body] = answer.split('\r\n\r\n')
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body!)}`)
  })

  it('says everything that is wrong, not the first only', () => {
    const judgement = judge({ Host: null, 'Sec-WebSocket-Key': 'x', Upgrade: null }, open, 'PUT / HTTP/1.0')
    const wrong = judgement.checks.filter((check) => check.verdict === 'wrong').map((check) => check.field)
    expect(wrong).toEqual(['method', 'HTTP version', 'Host', 'Upgrade', 'Sec-WebSocket-Key'])
  })

  it('at the byte of the value', () => {
    const judgement = judge({ 'Sec-WebSocket-Version': '8' })
    const text = `GET /chat HTTP/1.1\r\n${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}`
    expect(judgement.violation?.problem.place?.byte).toBe(text.lastIndexOf('13'))
  })
})
