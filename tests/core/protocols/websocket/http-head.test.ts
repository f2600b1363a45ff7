import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fieldsNamed,
  listNamed,
  readHead,
  startHead,
  type ReadHead,
} from '#lib/core/protocols/websocket/http-head.ts'

const bytesOf = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const read = (value: string, limit: number | null = 8192) => readHead(startHead, bytesOf(value), limit)

/** The result over parts, with `next` counted from the start of the stream. */
function readParts(bytes: Uint8Array, size: number, limit: number | null): ReadHead {
  let reader = startHead
  for (let from = 0; from < bytes.length; from += size) {
    const got = readHead(reader, bytes.subarray(from, from + size), limit)
    if (got.kind === 'head') return { ...got, next: got.next + from }
    if (got.kind === 'fault') return got
    reader = got.reader
  }
  return { kind: 'more', reader }
}

const request = 'GET /chat HTTP/1.1\r\nHost: server.example.com\r\nconnection:keep-alive,  Upgrade \r\n\r\n'

describe('a header section', () => {
  it('is read with the place of each field', () => {
    const got = read(`${request}frames`)
    if (got.kind !== 'head') throw new Error(got.kind)
    expect(got.next).toBe(request.length)
    expect(got.head.startLine).toBe('GET /chat HTTP/1.1')
    expect(got.head.length).toBe(request.length)
    expect(got.head.faults).toEqual([])
    expect(fieldsNamed(got.head, 'HOST')).toEqual([
      { name: 'Host', value: 'server.example.com', at: 20, valueAt: 26 },
    ])
    expect(listNamed(got.head, 'Connection')).toEqual(['keep-alive', 'Upgrade'])
  })

  it('may follow one empty line', () => {
    const got = read(`\r\n${request}`)
    expect(got).toMatchObject({
      kind: 'head',
      head: { startLine: 'GET /chat HTTP/1.1', length: request.length + 2 },
    })
  })

  it.each([
    ['a bare LF', 'GET / HTTP/1.1\r\nHost: a\n\r\n', 23, 'a bare LF'],
    ['a folded line', 'GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n', 22, 'a folded line'],
    ['a blank before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', 20, '0x20'],
    ['no colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n', 16, 'a line without a colon'],
    ['no name', 'GET / HTTP/1.1\r\n: a\r\n\r\n', 16, 'an empty field name'],
    ['a control byte', 'GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n', 23, '0x00'],
    ['a CR alone', 'GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n', 23, '0x0D'],
  ])('%s is a fault at its byte', (_name, text, byte, unexpected) => {
    const got = read(text)
    if (got.kind !== 'head') throw new Error(got.kind)
    expect(got.head.faults).toHaveLength(1)
    expect(got.head.faults[0]).toMatchObject({
      status: 400,
      problem: { place: { byte }, params: { unexpected } },
    })
  })

  it('gives every fault', () => {
    const got = read('GET / HTTP/1.1\r\nno colon\r\n folded\r\nb@d: x\r\n\r\n')
    expect(got).toMatchObject({ kind: 'head' })
    if (got.kind === 'head')
      expect(got.head.faults.map((fault) => fault.problem.place?.byte)).toEqual([16, 26, 36])
  })

  it('ends at the limit, and not before', () => {
    expect(read(request, request.length).kind).toBe('head')
    const fault = read(request, request.length - 1)
    expect(fault).toMatchObject({
      kind: 'fault',
      violation: { status: 431, problem: { code: 'ws-head-too-large' } },
    })
    expect(readParts(bytesOf('A'.repeat(9000)), 1, 8192)).toMatchObject({
      kind: 'fault',
      violation: { problem: { code: 'ws-head-too-large', place: { byte: 8192 } } },
    })
  })

  it('a TLS record is no HTTP: said at its first byte', () => {
    expect(read('\x16')).toMatchObject({
      kind: 'fault',
      violation: { problem: { code: 'ws-head-syntax', params: { unexpected: '0x16' }, place: { byte: 0 } } },
    })
  })

  it('reads the same byte by byte and all at once, whatever comes', () => {
    const piece = fc.constantFrom(
      'GET / HTTP/1.1',
      '\r\n',
      '\n',
      '\r',
      'Host: a',
      ' ',
      ':',
      'x',
      '\0',
      '\xff',
      ', ',
    )
    const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(20, 60, null),
        (value, size, limit) => {
          const bytes = bytesOf(value)
          if (bytes.length === 0) return
          const whole = readParts(bytes, bytes.length, limit)
          const parts = readParts(bytes, size, limit)
          expect(parts.kind).toBe(whole.kind)
          if (whole.kind !== 'more') expect(parts).toEqual(whole)
        },
      ),
    )
  })
})
