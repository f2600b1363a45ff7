// The tester's end of a conformance case: its bytes, and its judgement of what comes back. It has a reader of
// its own, so that a fault of the machine under test cannot hide in the machine that tests it. No I/O: a run
// in process and one over a socket both drive it. Not a model: it is thrown away after its case.
import {
  buildRequest,
  judgeResponse,
  type ClientRequest,
} from '#lib/core/protocols/websocket/client-handshake.ts'
import { encodeCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import type { ConformCase, Reply } from '#lib/core/protocols/websocket/conform-case.ts'
import { fragments } from '#lib/core/protocols/websocket/conform-case.ts'
import { parseExtensions, type DeflateParams } from '#lib/core/protocols/websocket/extensions.ts'
import { CLOSE, CONTINUATION, PING, PONG, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { readHead, startHead, type HeadReader } from '#lib/core/protocols/websocket/http-head.ts'
import {
  plainDeflate,
  slide,
  startContext,
  type Context,
} from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { judgeRequest } from '#lib/core/protocols/websocket/server-handshake.ts'
import {
  encodeFrame,
  readFrame,
  startReader,
  type FramePiece,
  type FrameReader,
} from '#lib/core/protocols/websocket/wire.ts'

/** The request with which a case's client opens: the tester, or the client under test. */
export function caseRequest(conformCase: ConformCase, host = 'localhost', resource = '/'): ClientRequest {
  const { extensions } = parseExtensions(conformCase.compression?.offer ?? '')
  return { host, resource, origin: null, protocols: [], extensions, fields: [] }
}

const NONCE = Uint8Array.from({ length: 16 }, (_, index) => index)

export class Tester {
  readonly conformCase: ConformCase
  readonly role: 'client' | 'server'
  private readonly request: ClientRequest
  private readonly key: string
  private readonly expected: Iterator<Reply>
  private next: IteratorResult<Reply, unknown>
  private head: HeadReader = startHead
  private reader: FrameReader = startReader()
  private parts: Uint8Array[] = []
  private opcode = 0
  private compressed = false
  private control: Uint8Array[] = []
  private sendContext: Context | null = null
  private receiveContext: Context | null = null
  private masks = 0
  /** The handshake is done. */
  established = false
  /** The endpoint's Close frame: its code, null for none in it; undefined while none has come. */
  closeCode: number | null | undefined = undefined
  /** The first thing that should not have come. */
  fault: string | null = null

  /** `role` is the tester's: a client tests a server. */
  constructor(conformCase: ConformCase, role: 'client' | 'server', host?: string, resource?: string) {
    this.conformCase = conformCase
    this.role = role
    this.request = caseRequest(conformCase, host, resource)
    this.key = buildRequest(this.request, NONCE).key
    this.expected = conformCase.replies()[Symbol.iterator]()
    this.next = this.expected.next()
  }

  /** What the tester says first: a client's request, or nothing. */
  opening(): Uint8Array | null {
    return this.role === 'client' ? buildRequest(this.request, NONCE).bytes : null
  }

  /** All replies have come. */
  get complete(): boolean {
    return this.next.done === true
  }

  /** Nothing more is to be waited for: all has come, or something is wrong. */
  get over(): boolean {
    return this.fault !== null || this.closeCode !== undefined
  }

  /** Hears bytes of the endpoint; gives what must be written at once: a server's answer to the handshake. */
  hear(bytes: Uint8Array): Uint8Array | null {
    let from = 0
    let answer: Uint8Array | null = null
    if (!this.established) {
      const got = readHead(this.head, bytes, 65536)
      if (got.kind === 'more') this.head = got.reader
      if (got.kind === 'fault') this.fault ??= 'the handshake is not HTTP'
      if (got.kind !== 'head') return null
      from = got.next
      if (this.role === 'client') {
        const judgement = judgeResponse(got.head, this.request, this.key)
        if (judgement.violation !== null) this.fault ??= `handshake: ${judgement.violation.problem.code}`
        else this.establish(judgement.agreement?.deflate ?? null)
      } else {
        const policy = {
          origins: null,
          resources: null,
          protocols: [],
          deflate: this.conformCase.compression === null ? null : {},
        }
        const judgement = judgeRequest(got.head, policy)
        if (judgement.violation !== null) this.fault ??= `handshake: ${judgement.violation.problem.code}`
        else this.establish(judgement.agreement?.deflate ?? null)
        answer = judgement.response
      }
    }
    while (from < bytes.length && this.fault === null) {
      const got = readFrame(this.reader, bytes, from)
      this.reader = got.reader
      from = got.next
      if (got.piece !== null) this.takePiece(got.piece)
    }
    return answer
  }

  private establish(params: DeflateParams | null): void {
    this.established = true
    if (params === null) {
      if (this.conformCase.compression !== null) this.fault ??= 'compression was declined'
      return
    }
    const fromClient = startContext(params.clientMaxWindowBits, !params.clientNoContextTakeover)
    const fromServer = startContext(params.serverMaxWindowBits, !params.serverNoContextTakeover)
    this.sendContext = this.role === 'client' ? fromClient : fromServer
    this.receiveContext = this.role === 'client' ? fromServer : fromClient
  }

  private takePiece({ header, payload, last, first }: FramePiece): void {
    if (this.closeCode !== undefined) {
      this.fault ??= 'a frame behind the Close frame'
      return
    }
    if (first && header.masked !== (this.role === 'server')) this.fault ??= 'masked by the wrong side'
    if (header.rsv2 || header.rsv3) this.fault ??= 'a reserved bit is set'
    if (header.opcode >= CLOSE) {
      this.control.push(payload)
      if (!last) return
      const body = concat(this.control)
      this.control = []
      if (header.opcode === CLOSE) this.closeCode = body.length < 2 ? null : body[0]! * 256 + body[1]!
      else if (header.opcode === PONG) this.compare({ kind: 'pong', payload: body })
      else if (header.opcode !== PING) this.fault ??= `opcode ${header.opcode}`
      return
    }
    if (first) {
      if ((header.opcode === CONTINUATION) !== this.opcode > 0) this.fault ??= 'fragments out of order'
      if (header.opcode !== CONTINUATION) {
        this.opcode = header.opcode
        this.compressed = header.rsv1
      }
    }
    this.parts.push(payload)
    if (!last || !header.fin) return
    let message: Uint8Array | null = concat(this.parts)
    if (this.compressed) message = this.decompress(message)
    const { opcode } = this
    this.parts = []
    this.opcode = 0
    if (message !== null) this.compare({ kind: 'message', opcode, payload: message })
  }

  private decompress(payload: Uint8Array): Uint8Array | null {
    const context = this.receiveContext
    if (context === null) {
      this.fault ??= 'RSV1 without compression'
      return null
    }
    const got = plainDeflate.decompress(payload, context.window, context.windowBits, 1 << 28)
    if (got.kind !== 'bytes') {
      this.fault ??= `compressed data: ${got.kind === 'fault' ? got.fault : 'too big'}`
      return null
    }
    this.receiveContext = slide(context, got.bytes)
    return got.bytes
  }

  private compare(reply: Reply): void {
    const wanted = this.next.done === true ? null : this.next.value
    const same =
      wanted?.kind === reply.kind &&
      (wanted.kind === 'pong' || reply.kind === 'pong' || wanted.opcode === reply.opcode) &&
      equal(wanted.payload, reply.payload)
    if (same) this.next = this.expected.next()
    else
      this.fault ??= `unexpected ${describe(reply)}, expected ${wanted === null ? 'nothing' : describe(wanted)}`
  }

  /** What the case writes, one after the other, once the handshake is done. */
  *writes(): Iterable<Uint8Array> {
    const { writes } = this.conformCase
    if (writes === 'frame') {
      yield* this.frames()
      return
    }
    const all = concat([...this.frames()])
    if (writes === 'all') yield all
    else for (let from = 0; from < all.length; from += writes) yield all.subarray(from, from + writes)
  }

  private *frames(): Iterable<Uint8Array> {
    const { compression } = this.conformCase
    for (const frame of this.conformCase.frames()) {
      if (compression === null || this.sendContext === null) {
        yield encodeFrame({ ...frame, maskingKey: this.mask() })
        continue
      }
      const message = frame.payload ?? new Uint8Array(0)
      const { window, windowBits } = this.sendContext
      const payload = plainDeflate.compress(message, window, windowBits)
      this.sendContext = slide(this.sendContext, message)
      let rsv1 = true
      for (const part of fragments(frame.opcode, payload, compression.fragmentBytes ?? payload.length)) {
        yield encodeFrame({ ...part, rsv1, maskingKey: this.mask() })
        rsv1 = false
      }
    }
  }

  private mask(): number | null {
    return this.role === 'client' ? Math.imul(++this.masks, 0x9e3779b1) >>> 0 : null
  }

  /** The Close frame with which the tester ends a case that does not end by itself. */
  closing(): Uint8Array {
    return encodeFrame({ opcode: CLOSE, payload: encodeCloseBody(1000), maskingKey: this.mask() })
  }

  /** Why the case failed, or null. `ended`: the endpoint, if it is a server, has ended the TCP connection. */
  verdict(ended: boolean): string | null {
    if (this.fault !== null) return this.fault
    if (!this.established) return 'the handshake was not completed'
    if (this.next.done !== true) return `missing ${describe(this.next.value)}`
    const { close } = this.conformCase
    if (this.closeCode === undefined) return `no Close frame, expected ${close ?? 'one without a body'}`
    if (this.closeCode !== close)
      return `closed with ${this.closeCode ?? 'no code'}, expected ${close ?? 'no code'}`
    return this.role === 'client' && !ended ? 'the TCP connection was not ended' : null
  }
}

function describe(reply: Reply): string {
  const what = reply.kind === 'pong' ? 'a Pong' : reply.opcode === TEXT ? 'a text' : 'a binary message'
  return `${what} of ${reply.payload.length} bytes`
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
