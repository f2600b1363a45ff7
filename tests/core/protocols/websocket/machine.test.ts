import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from '#lib/core/engine/digest.ts'
import { encodeCloseBody } from '#lib/core/protocols/websocket/close-code.ts'
import { drive, echo, listen, type Application } from '#lib/core/protocols/websocket/drive.ts'
import {
  goodHabits,
  transitions,
  type ClientConfig,
  type EndpointConfig,
  type EndpointEffect,
  type EndpointEvent,
  type EndpointState,
  type Habits,
  type ServerConfig,
} from '#lib/core/protocols/websocket/endpoint.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { BINARY, CLOSE, PING, PONG, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { conformLimits, publicLimits, type Limits } from '#lib/core/protocols/websocket/limits.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { encodeFrame, type FrameSpec } from '#lib/core/protocols/websocket/wire.ts'

const machine = createEndpoint(plainDeflate)
const text = (value: string) => new TextEncoder().encode(value)
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

function serverConfig(limits: Partial<Limits> = {}, habits: Partial<Habits> = {}): ServerConfig {
  return {
    role: 'server',
    limits: { ...conformLimits, ...limits },
    habits: { ...goodHabits, ...habits },
    policy: { origins: null, resources: null, protocols: [], deflate: {} },
  }
}

function clientConfig(
  offer = '',
  limits: Partial<Limits> = {},
  more: Partial<ClientConfig> = {},
): ClientConfig {
  return {
    role: 'client',
    limits: { ...conformLimits, ...limits },
    habits: goodHabits,
    needsCompression: false,
    request: {
      host: 'example.com',
      resource: '/',
      origin: null,
      protocols: [],
      extensions: parseExtensions(offer).extensions,
      fields: [],
    },
    ...more,
  }
}

/** One endpoint with its time; every effect since the last look is in `effects`. */
class End {
  state: EndpointState
  effects: EndpointEffect[] = []
  readonly refused: string[] = []
  now = 0
  private readonly application: Application

  constructor(config: EndpointConfig, application: Application = listen) {
    this.state = machine.start(config, 'seed')
    this.application = application
    this.give({ type: 'connected' })
  }

  give(event: EndpointEvent, at = this.now): EndpointEffect[] {
    this.now = at
    const driven = drive(machine, this.state, event, at, this.application)
    this.state = driven.state
    this.effects.push(...driven.effects.filter((effect) => effect.type !== 'transition'))
    this.refused.push(...driven.problems.map((problem) => problem.code))
    return [...driven.effects]
  }

  hear(...frames: FrameSpec[]): EndpointEffect[] {
    const maskingKey = this.state.config.role === 'server' ? 0x01020304 : null
    return this.give({
      type: 'bytes',
      bytes: join(...frames.map((each) => encodeFrame({ maskingKey, ...each }))),
    })
  }

  take(): EndpointEffect[] {
    const all = this.effects
    this.effects = []
    return all
  }

  sent(): Uint8Array {
    return join(...this.take().flatMap((effect) => (effect.type === 'transmit' ? [effect.bytes] : [])))
  }
}

const REQUEST = text(
  'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
)

function openServer(config = serverConfig(), application: Application = listen, extra = ''): End {
  const end = new End(config, application)
  end.give({ type: 'bytes', bytes: join(REQUEST, text(`${extra}\r\n`)) })
  expect(end.state.state).toBe('OPEN')
  end.take()
  return end
}

/** Two endpoints whose bytes reach each other at once. */
function pair(
  client: ClientConfig,
  server: ServerConfig,
  onServer: Application = echo,
  onClient: Application = listen,
) {
  const ends = { client: new End(client, onClient), server: new End(server, onServer) }
  const flow = () => {
    for (let moved = true; moved;) {
      moved = false
      for (const [from, to] of [
        [ends.client, ends.server],
        [ends.server, ends.client],
      ] as const) {
        const bytes = from.effects.filter((effect) => effect.type === 'transmit')
        const ended = from.effects.some((effect) => effect.type === 'end' || effect.type === 'abort')
        log.push(...from.effects.map((effect): [End, EndpointEffect] => [from, effect]))
        from.effects = []
        for (const effect of bytes) to.give({ type: 'bytes', bytes: effect.bytes })
        if (ended && to.state.state !== 'CLOSED') to.give({ type: 'end' })
        moved ||= bytes.length > 0 || ended
      }
    }
  }
  const log: [End, EndpointEffect][] = []
  flow()
  const of = (end: End, type: string) =>
    log.filter(([from, effect]) => from === end && effect.type === type).map(([, effect]) => effect)
  return { ...ends, flow, log, of }
}

const failure = (effects: readonly EndpointEffect[]) => {
  const found = effects.find((effect) => effect.type === 'fail')
  if (found?.type !== 'fail') return null
  const [first] = found.violations
  return { code: first!.problem.code, closeCode: first!.closeCode, byte: first!.problem.place?.byte ?? null }
}

const types = (effects: readonly EndpointEffect[]) =>
  effects.map((effect) => effect.type).filter((type) => type !== 'transition')

describe('opening', () => {
  it('both ends reach OPEN and agree', () => {
    const { client, server, of } = pair(clientConfig('permessage-deflate'), serverConfig())
    expect([client.state.state, server.state.state]).toEqual(['OPEN', 'OPEN'])
    expect(of(client, 'open')).toEqual(of(server, 'open'))
    expect(of(server, 'request')).toHaveLength(1)
  })

  it('a refused request: an answer, the end, CLOSED when the transport is', () => {
    const end = new End(serverConfig())
    end.give({ type: 'bytes', bytes: text('GET / HTTP/1.1\r\n\r\n') })
    expect(types(end.effects)).toEqual(['request', 'fail', 'transmit', 'end'])
    expect(end.state.state).toBe('CLOSING')
    end.give({ type: 'bytes', bytes: text('more') })
    end.give({ type: 'end' })
    expect(end.effects.at(-1)).toEqual({ type: 'closed', code: 1006, reason: '', clean: false })
    expect(end.state.state).toBe('CLOSED')
  })

  it('a client that is refused fails without a word', () => {
    const end = new End(clientConfig())
    end.take()
    end.give({ type: 'bytes', bytes: text('HTTP/1.1 403 Forbidden\r\n\r\n') })
    expect(types(end.effects)).toEqual(['response', 'fail', 'end'])
    expect(failure(end.effects)).toEqual({ code: 'ws-status', closeCode: null, byte: 0 })
  })

  it('frames may follow the handshake in the same segment', () => {
    const end = new End(serverConfig(), echo)
    const hello = encodeFrame({ opcode: TEXT, payload: text('Hello'), maskingKey: 1 })
    end.give({ type: 'bytes', bytes: join(REQUEST, text('\r\n'), hello) })
    expect(end.effects.filter((effect) => effect.type === 'message')).toHaveLength(1)
    expect([...end.sent()].slice(-7)).toEqual([...encodeFrame({ opcode: TEXT, payload: text('Hello') })])
  })

  it('a client that needs compression closes with 1010', () => {
    const off = {
      ...serverConfig(),
      policy: { origins: null, resources: null, protocols: [], deflate: null },
    }
    const { of, server } = pair(clientConfig('permessage-deflate', {}, { needsCompression: true }), off)
    expect(of(server, 'close')).toEqual([
      { type: 'close', body: { code: 1010, reason: 'permessage-deflate' } },
    ])
  })

  it('is not begun twice', () => {
    const end = new End(clientConfig())
    end.give({ type: 'connected' })
    expect(end.refused).toEqual(['ws-event-out-of-place'])
  })
})

describe('messages', () => {
  it.each([
    '',
    'permessage-deflate',
    'permessage-deflate; client_max_window_bits=9; server_no_context_takeover',
  ])('echo, with “%s”', (offer) => {
    const run = pair(clientConfig(offer), serverConfig())
    const payloads = ['Hello', '', 'Hello', '你好，世界'.repeat(400)].map(text)
    for (const payload of payloads) {
      run.client.give({ type: 'call', call: { do: 'send', opcode: TEXT, payload, fragmentBytes: 700 } })
      run.flow()
    }
    const came = run
      .of(run.client, 'message')
      .map((effect) => effect.type === 'message' && effect.message.payload)
    expect(came).toEqual(payloads)
    const compressed = run
      .of(run.server, 'message')
      .every((effect) => effect.type === 'message' && effect.message.compressed)
    expect(compressed).toBe(offer !== '')
  })

  it('a message that is sent as it is made, with a Ping between', () => {
    const end = openServer()
    end.give({ type: 'call', call: { do: 'send-fragment', opcode: TEXT, payload: text('Hel'), fin: false } })
    end.give({ type: 'call', call: { do: 'ping', payload: text('?') } })
    end.give({ type: 'call', call: { do: 'send', opcode: TEXT, payload: text('no') } })
    end.give({ type: 'call', call: { do: 'send-fragment', opcode: TEXT, payload: text('lo'), fin: true } })
    expect(Buffer.from(end.sent()).toString('hex')).toBe('010348656c' + '89013f' + '80026c6f')
    expect(end.refused).toEqual(['ws-send-interleaved'])
  })

  it('reading waits for the application: an echo goes out before what follows fails the connection', () => {
    const end = openServer(serverConfig(), echo)
    end.hear({ opcode: TEXT, payload: text('a') }, { opcode: 3 })
    const order = end.effects.map((effect) =>
      effect.type === 'transmit' ? effect.bytes[0]! & 15 : effect.type,
    )
    expect(order).toEqual(['message', TEXT, 'fail', CLOSE, 'end'])
    expect(end.refused).toEqual([])
  })

  it('an end that comes while bytes are unread waits for them', () => {
    const end = openServer()
    const bytes = join(
      ...['a', 'b'].map((each) => encodeFrame({ opcode: TEXT, payload: text(each), maskingKey: 0 })),
    )
    const first = machine.step(end.state, { type: 'bytes', bytes }, 0)
    if (!first.ok) throw new Error(first.problem.code)
    expect(types(first.value.effects)).toEqual(['message', 'paused'])
    const ended = machine.step(first.value.state, { type: 'end' }, 0)
    if (!ended.ok) throw new Error(ended.problem.code)
    expect(ended.value.effects).toEqual([])
    const last = machine.step(ended.value.state, { type: 'continue' }, 0)
    expect(last.ok && types(last.value.effects)).toEqual(['message', 'fail', 'end', 'closed'])
  })
})

describe('pings', () => {
  it('are answered with the same payload, in CLOSING too', () => {
    const end = openServer()
    end.give({ type: 'call', call: { do: 'close', code: 1000, reason: '' } })
    end.take()
    end.hear({ opcode: PING, payload: text('still there?') })
    expect(end.sent()).toEqual(encodeFrame({ opcode: PONG, payload: text('still there?') }))
  })

  it('heartbeat: a Pong in time keeps the connection, none aborts it', () => {
    const end = openServer(serverConfig({}, { pingEveryMs: 1000, pongWithinMs: 300 }))
    end.give({ type: 'timer', timer: 'ping' }, 1000)
    expect(end.sent()).toEqual(encodeFrame({ opcode: PING, payload: text('heartbeat 1') }))
    end.hear({ opcode: PONG, payload: text('heartbeat 1') })
    end.give({ type: 'timer', timer: 'pong' }, 1300)
    expect(end.state.state).toBe('OPEN')
    end.give({ type: 'timer', timer: 'ping' }, 2000)
    end.hear({ opcode: PONG, payload: text('another') })
    end.take()
    end.give({ type: 'timer', timer: 'pong' }, 2300)
    expect(failure(end.effects)?.code).toBe('ws-pong-timeout')
    expect(types(end.effects)).toContain('abort')
    expect(end.effects.at(-1)).toEqual({ type: 'closed', code: 1006, reason: '', clean: false })
  })

  it('a timer that came too early, or was cleared, changes nothing', () => {
    const end = openServer(serverConfig({}, { pingEveryMs: 1000 }))
    end.give({ type: 'timer', timer: 'ping' }, 999)
    end.give({ type: 'timer', timer: 'handshake' }, 999)
    expect(end.effects).toEqual([])
  })
})

describe('closing', () => {
  it('by the client: both CLOSED, cleanly, with the same code', () => {
    const run = pair(clientConfig(), serverConfig())
    run.client.give({ type: 'call', call: { do: 'close', code: 4001, reason: 'bye' } })
    expect(run.client.state.state).toBe('CLOSING')
    run.flow()
    expect(run.of(run.server, 'closed')).toEqual([{ type: 'closed', code: 4001, reason: 'bye', clean: true }])
    expect(run.of(run.client, 'closed')).toEqual([{ type: 'closed', code: 4001, reason: '', clean: true }])
  })

  it('without a code is 1005 to the application', () => {
    const run = pair(clientConfig(), serverConfig())
    run.server.give({ type: 'call', call: { do: 'close', code: null, reason: '' } })
    run.flow()
    expect(run.of(run.client, 'closed')).toEqual([{ type: 'closed', code: 1005, reason: '', clean: true }])
  })

  it('by both at once: each sees the code of the other (RFC 6455 §7.1.5)', () => {
    const run = pair(clientConfig(), serverConfig())
    run.client.give({ type: 'call', call: { do: 'close', code: 4000, reason: '' } })
    run.server.give({ type: 'call', call: { do: 'close', code: 4001, reason: '' } })
    run.flow()
    expect(run.of(run.client, 'closed')).toMatchObject([{ code: 4001, clean: true }])
    expect(run.of(run.server, 'closed')).toMatchObject([{ code: 4000, clean: true }])
  })

  it('the transport lost without a Close frame is 1006', () => {
    const end = openServer()
    end.give({ type: 'end' })
    expect(failure(end.effects)).toEqual({ code: 'ws-transport-lost', closeCode: null, byte: null })
    expect(end.effects.at(-1)).toEqual({ type: 'closed', code: 1006, reason: '', clean: false })
  })

  it('a peer that does not answer is dropped after a time', () => {
    const end = openServer(serverConfig({ closeMs: 500 }))
    end.give({ type: 'call', call: { do: 'close', code: 1000, reason: '' } })
    end.give({ type: 'timer', timer: 'close' }, 500)
    expect(failure(end.effects)?.code).toBe('ws-close-timeout')
    expect(end.state.state).toBe('CLOSED')
  })

  it('a client waits for the server’s TCP close, and then no longer', () => {
    const end = new End(clientConfig('', { closeMs: 500 }))
    const response = pair(clientConfig(), serverConfig()).log.find(([, effect]) => effect.type === 'transmit')
    expect(response).toBeDefined()
    const server = new End(serverConfig())
    server.give({ type: 'bytes', bytes: end.sent() })
    end.give({ type: 'bytes', bytes: server.sent() })
    end.take()
    end.hear({ opcode: CLOSE, payload: encodeCloseBody(1000) })
    expect(types(end.effects)).toEqual(['close', 'transmit', 'set-timer'])
    end.give({ type: 'timer', timer: 'close' }, 500)
    expect(end.effects.at(-1)).toEqual({ type: 'closed', code: 1000, reason: '', clean: true })
    expect(failure(end.effects)).toBeNull()
  })

  it('what comes behind the peer’s Close, or behind a failure, is discarded', () => {
    const closed = openServer()
    closed.hear(
      { opcode: CLOSE, payload: encodeCloseBody(1000) },
      { opcode: TEXT, payload: text('late') },
      { opcode: 3 },
    )
    expect(types(closed.effects)).toEqual(['close', 'transmit', 'end'])
    const failed = openServer()
    failed.hear({ opcode: 3 })
    failed.take()
    failed.hear({ opcode: TEXT, payload: text('late') }, { opcode: CLOSE, payload: encodeCloseBody(1000) })
    expect(failed.effects).toEqual([])
  })

  it('the Close frame of a failure tells code, rule and clause', () => {
    const end = openServer()
    end.hear({ opcode: PING, fin: false })
    const body = encodeCloseBody(1002, 'ws-control-fragmented, RFC 6455 §5.5')
    expect(end.sent()).toEqual(encodeFrame({ opcode: CLOSE, payload: body }))
  })
})

describe('what is counted in bytes', () => {
  // The handshake is REQUEST and an empty line; frames begin behind it.
  const begin = REQUEST.length + 2

  it.each([
    ['an illegal opcode in the second frame', [{ opcode: PING }, { opcode: 3 }], 'ws-reserved-opcode', 6],
    ['bad text', [{ opcode: TEXT, payload: Uint8Array.of(0x61, 0xff) }], 'ws-utf8', 7],
    [
      'a bad second fragment',
      [
        { opcode: TEXT, fin: false, payload: Uint8Array.of(0x61) },
        { opcode: 0, payload: Uint8Array.of(0xe2, 0x28) },
      ],
      'ws-utf8',
      14,
    ],
    ['a bad code', [{ opcode: CLOSE, payload: encodeCloseBody(1005) }], 'ws-close-code', 6],
  ] as const)('%s', (_name, frames, code, byte) => {
    const end = openServer()
    end.hear(...frames)
    expect(failure(end.effects)).toMatchObject({ code, byte: begin + byte })
  })
})

describe('limits', () => {
  it('a message is refused at its header, before its bytes', () => {
    const end = openServer(serverConfig(publicLimits))
    end.hear({ opcode: BINARY, claimedLength: 65537 })
    expect(failure(end.effects)).toMatchObject({ code: 'ws-message-too-big', closeCode: 1009 })
    const whole = openServer(serverConfig(publicLimits))
    whole.hear({ opcode: BINARY, payload: new Uint8Array(65536) })
    expect(failure(whole.effects)).toBeNull()
  })

  it('over all fragments', () => {
    const end = openServer(serverConfig({ messageBytes: 10 }))
    end.hear(
      { opcode: BINARY, fin: false, payload: new Uint8Array(6) },
      { opcode: 0, payload: new Uint8Array(5) },
    )
    expect(failure(end.effects)).toMatchObject({ code: 'ws-message-too-big', closeCode: 1009 })
  })

  it('a length of 2^63-1 is only a number', () => {
    const end = openServer()
    const bytes = Uint8Array.of(0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)
    end.give({ type: 'bytes', bytes })
    expect(failure(end.effects)).toMatchObject({ code: 'ws-message-too-big', closeCode: 1009 })
  })

  it('the 65th fragment', () => {
    const end = openServer(serverConfig(publicLimits))
    end.hear({ opcode: TEXT, fin: false }, ...Array.from({ length: 63 }, () => ({ opcode: 0, fin: false })))
    expect(failure(end.effects)).toBeNull()
    end.hear({ opcode: 0, fin: false })
    expect(failure(end.effects)).toMatchObject({ code: 'ws-too-many-fragments', closeCode: 1008 })
  })

  it('a flood of Pings, but not a slow stream of them', () => {
    const slow = openServer(serverConfig(publicLimits))
    for (let n = 0; n < 500; n++) {
      slow.now = n * 20
      slow.hear({ opcode: PING })
    }
    expect(failure(slow.effects)).toBeNull()
    const flood = openServer(serverConfig(publicLimits))
    flood.hear(...Array.from({ length: 100 }, () => ({ opcode: PING })))
    expect(failure(flood.effects)).toBeNull()
    flood.hear({ opcode: PONG })
    expect(failure(flood.effects)).toMatchObject({ code: 'ws-control-flood', closeCode: 1008 })
  })

  it('a deflate bomb is stopped at 64 KiB', () => {
    const end = openServer(
      serverConfig(publicLimits),
      listen,
      'Sec-WebSocket-Extensions: permessage-deflate\r\n',
    )
    const bomb = new Uint8Array(deflateRawSync(Buffer.alloc(40 << 20)))
    expect(bomb.length).toBeLessThan(65536)
    end.hear({ opcode: BINARY, rsv1: true, payload: bomb })
    expect(failure(end.effects)).toMatchObject({ code: 'ws-message-too-big', closeCode: 1009 })
  })

  it('header section: 431', () => {
    const end = new End(serverConfig(publicLimits))
    end.give({ type: 'bytes', bytes: join(REQUEST, text(`X: ${'y'.repeat(9000)}`)) })
    expect(new TextDecoder().decode(end.sent())).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('half a handshake: 408 after 5 s', () => {
    const end = new End(serverConfig(publicLimits))
    end.give({ type: 'bytes', bytes: REQUEST }, 4000)
    end.give({ type: 'timer', timer: 'handshake' }, 5000)
    expect(new TextDecoder().decode(end.sent())).toMatch(/^HTTP\/1\.1 408 /)
    expect(end.state.state).toBe('CLOSING')
    end.give({ type: 'timer', timer: 'close' }, 10_000)
    expect(end.state.state).toBe('CLOSED')
  })

  it('idle for 60 s, measured from the last byte', () => {
    const end = openServer(serverConfig(publicLimits))
    end.now = 50_000
    end.hear({ opcode: PONG })
    end.take()
    end.give({ type: 'timer', timer: 'idle' }, 60_000)
    expect(end.take()).toEqual([{ type: 'set-timer', timer: 'idle', at: 110_000 }])
    end.give({ type: 'timer', timer: 'idle' }, 110_000)
    expect(failure(end.effects)).toMatchObject({ code: 'ws-idle-timeout', closeCode: 1001 })
  })

  it('ten minutes of life', () => {
    const end = openServer(serverConfig(publicLimits))
    end.give({ type: 'timer', timer: 'life' }, 600_000)
    expect(failure(end.effects)).toMatchObject({ code: 'ws-life-over', closeCode: 1001 })
  })

  it('1 MiB that the peer does not read', () => {
    const end = openServer(serverConfig(publicLimits))
    end.give({ type: 'unsent', bytes: 1024 * 1024 })
    expect(end.effects).toEqual([])
    end.give({ type: 'unsent', bytes: 1024 * 1024 + 1 })
    expect(types(end.effects).filter((type) => type !== 'clear-timer')).toEqual(['fail', 'abort', 'closed'])
  })
})

describe('calls that may not be made', () => {
  const refusals: [string, EndpointEvent, string][] = [
    [
      'a long Ping',
      { type: 'call', call: { do: 'ping', payload: new Uint8Array(126) } },
      'ws-send-control-too-long',
    ],
    ['1005', { type: 'call', call: { do: 'close', code: 1005, reason: '' } }, 'ws-send-close-code'],
    [
      'a long reason',
      { type: 'call', call: { do: 'close', code: 1000, reason: 'é'.repeat(62) } },
      'ws-send-control-too-long',
    ],
    [
      'a reason alone',
      { type: 'call', call: { do: 'close', code: null, reason: 'x' } },
      'ws-send-reason-alone',
    ],
    [
      'bad text',
      { type: 'call', call: { do: 'send', opcode: TEXT, payload: Uint8Array.of(0xff) } },
      'ws-send-utf8',
    ],
    [
      'fragments of nothing',
      { type: 'call', call: { do: 'send', opcode: TEXT, payload: text('a'), fragmentBytes: 0 } },
      'ws-send-fragment-size',
    ],
    [
      'compression that was not negotiated',
      { type: 'call', call: { do: 'send', opcode: TEXT, payload: text('a'), compress: true } },
      'ws-send-uncompressed-only',
    ],
  ]
  it.each(refusals)('%s', (_name, event, code) => {
    const end = openServer()
    end.give(event)
    expect(end.refused).toEqual([code])
    expect(end.effects).toEqual([])
    expect(end.state.state).toBe('OPEN')
  })

  it('nothing is sent before OPEN or after a Close, but raw bytes are', () => {
    const end = new End(serverConfig())
    const send: EndpointEvent = { type: 'call', call: { do: 'send', opcode: TEXT, payload: text('a') } }
    end.give(send)
    const open = openServer()
    open.give({ type: 'call', call: { do: 'close', code: 1000, reason: '' } })
    open.give(send)
    open.take()
    open.give({ type: 'call', call: { do: 'raw', bytes: text('anything') } })
    expect([...end.refused, ...open.refused]).toEqual(['ws-not-open', 'ws-not-open'])
    expect(open.sent()).toEqual(text('anything'))
  })
})

describe('as a machine', () => {
  const frame = fc.record({
    opcode: fc.constantFrom(0, 1, 2, 8, 9, 10, 3),
    fin: fc.boolean(),
    rsv1: fc.boolean(),
    payload: fc.oneof(fc.string().map(text), fc.uint8Array({ maxLength: 200 })),
    maskingKey: fc.option(fc.nat(0xffffffff), { freq: 20 }),
  })
  const stream = fc
    .tuple(fc.boolean(), fc.array(frame, { maxLength: 8 }))
    .map(([deflate, frames]) =>
      join(
        REQUEST,
        text(deflate ? 'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n' : '\r\n'),
        ...frames.map((each) => encodeFrame(each)),
      ),
    )
  const outcome = (bytes: Uint8Array, size: number) => {
    const end = new End(serverConfig(publicLimits), echo)
    for (let from = 0; from < bytes.length; from += size) {
      end.give({ type: 'bytes', bytes: bytes.slice(from, from + size) })
    }
    const said = end.effects.filter((effect) => effect.type !== 'set-timer' && effect.type !== 'clear-timer')
    return { said, state: end.state }
  }

  it('hears the same byte by byte, in any parts, and all at once', () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 40 }), (bytes, size) => {
        const whole = outcome(bytes, bytes.length)
        const parts = outcome(bytes, size)
        expect(parts.said).toEqual(whole.said)
        expect(parts.state.state).toBe(whole.state.state)
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same for the same, from a state that was stepped on before', () => {
    fc.assert(
      fc.property(stream, fc.nat(400), (bytes, cut) => {
        const end = new End(serverConfig(publicLimits), echo)
        end.give({ type: 'bytes', bytes: bytes.slice(0, cut) })
        const before = digest(end.state)
        const event: EndpointEvent = { type: 'bytes', bytes: bytes.slice(cut) }
        const once = drive(machine, end.state, event, 5, echo)
        expect(digest(end.state)).toBe(before)
        const again = drive(machine, end.state, event, 5, echo)
        expect(digest(again.state)).toBe(digest(once.state))
        expect(again.effects).toEqual(once.effects)
      }),
      { numRuns: 80 },
    )
  })

  it('takes any event in any state', () => {
    const bytes = fc.uint8Array({ maxLength: 60 })
    const event = fc.oneof(
      bytes.map((each): EndpointEvent => ({ type: 'bytes', bytes: each })),
      fc.constantFrom('handshake', 'idle', 'life', 'ping', 'pong', 'close').map((timer): EndpointEvent => ({
        type: 'timer',
        timer: timer as 'idle',
      })),
      fc.constantFrom<EndpointEvent>(
        { type: 'connected' },
        { type: 'continue' },
        { type: 'end' },
        { type: 'unsent', bytes: 2 ** 30 },
        { type: 'bytes', bytes: join(REQUEST, text('\r\n')) },
        { type: 'call', call: { do: 'close', code: 1000, reason: '' } },
        { type: 'call', call: { do: 'drop' } },
        { type: 'call', call: { do: 'ping', payload: text('x') } },
        { type: 'call', call: { do: 'send', opcode: TEXT, payload: text('x') } },
        { type: 'call', call: { do: 'send-fragment', opcode: TEXT, payload: text('x'), fin: false } },
        { type: 'call', call: { do: 'raw', bytes: text('x') } },
      ),
    )
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.tuple(event, fc.nat(30_000)), { maxLength: 25 }),
        (server, events) => {
          const habits = { pingEveryMs: 2000 }
          const config = server ? serverConfig(publicLimits, habits) : clientConfig('', publicLimits)
          let state = machine.start(config, 'any')
          let now = 0
          let closed = 0
          for (const [each, later] of events) {
            now += later
            const step = machine.step(state, each, now)
            if (!step.ok) continue
            if (state.state === 'CLOSED') expect(step.value.state.state).toBe('CLOSED')
            state = step.value.state
            closed += step.value.effects.filter((effect) => effect.type === 'closed').length
          }
          expect(closed).toBe(state.state === 'CLOSED' ? 1 : 0)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('knows no way between states but those of its table', () => {
    expect(Object.values(transitions).every((row) => row.clause.startsWith('RFC 6455 §'))).toBe(true)
    expect(new Set(Object.values(transitions).map((row) => row.to))).toEqual(
      new Set(['OPEN', 'CLOSING', 'CLOSED']),
    )
  })

  it('keeps a message of single bytes in few parts', () => {
    const end = openServer()
    const bytes = encodeFrame({ opcode: BINARY, payload: new Uint8Array(20_000), maskingKey: 1 })
    for (const byte of bytes.subarray(0, 15_000)) end.give({ type: 'bytes', bytes: Uint8Array.of(byte) })
    let parts = 0
    for (let part = end.state.message!.chunks; part !== null; part = part.before) parts++
    expect(parts).toBeLessThan(20)
  })
})
