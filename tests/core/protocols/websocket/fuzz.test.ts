import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as ws from 'ws'
import { drive, listen } from '#lib/core/protocols/websocket/drive.ts'
import { goodHabits, type EndpointEffect } from '#lib/core/protocols/websocket/endpoint.ts'
import { TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { conformLimits } from '#lib/core/protocols/websocket/limits.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'
import { encodeFrame, type FrameSpec } from '#lib/core/protocols/websocket/wire.ts'

const machine = createEndpoint(plainDeflate)
const runs = Number(process.env['FUZZ_RUNS'] ?? 400)

/** The parts of ws that its types leave out. */
interface Receiver {
  on(name: string, listener: (...args: never[]) => void): Receiver
  write(bytes: Buffer): void
  destroy(): void
}
interface Sender {
  send(data: Buffer, options: object, done?: () => void): void
  ping(data: Buffer, mask: boolean): void
  close(code: number, data: string, mask: boolean): void
}
const parts = ws as unknown as {
  Receiver: new (options: object) => Receiver
  Sender: new (socket: object) => Sender
}

/** What a receiver made of a stream: messages, pings, pongs, the Close frame, and the code it fails with. */
type Heard = readonly string[]

async function hearWithWs(bytes: Uint8Array, isServer: boolean): Promise<Heard> {
  const heard: string[] = []
  const receiver = new parts.Receiver({ isServer, maxPayload: 1 << 20, allowSynchronousEvents: true })
  const note = (what: string, data: Buffer) => void heard.push(`${what} ${data.toString('hex')}`)
  receiver.on('message', (data: Buffer, isBinary: boolean) => note(isBinary ? 'binary' : 'text', data))
  receiver.on('ping', (data: Buffer) => note('ping', data))
  receiver.on('pong', (data: Buffer) => note('pong', data))
  receiver.on('conclude', (code: number, reason: Buffer) => note(`close ${code}`, reason))
  receiver.on('error', (error: Error & Record<symbol, unknown>) => {
    const status = Object.getOwnPropertySymbols(error).find((symbol) => symbol.description === 'status-code')
    heard.push(`fail ${String(status === undefined ? error.message : error[status])}`)
  })
  receiver.write(Buffer.from(bytes))
  await new Promise((resolve) => setImmediate(resolve))
  receiver.destroy()
  return heard
}

const REQUEST = new TextEncoder().encode(
  'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
)
const opened = (() => {
  const state = machine.start(
    {
      role: 'server',
      limits: { ...conformLimits, messageBytes: 1 << 20 },
      habits: goodHabits,
      policy: { origins: null, resources: null, protocols: [], deflate: null },
    },
    'fuzz',
  )
  return drive(machine, state, { type: 'bytes', bytes: REQUEST }, 0, listen).state
})()

function hearWithOurs(bytes: Uint8Array): Heard {
  const heard: string[] = []
  const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')
  const note = (effect: EndpointEffect) => {
    if (effect.type === 'message') {
      heard.push(`${effect.message.opcode === TEXT ? 'text' : 'binary'} ${hex(effect.message.payload)}`)
    }
    if (effect.type === 'ping' || effect.type === 'pong') heard.push(`${effect.type} ${hex(effect.payload)}`)
    if (effect.type === 'close') {
      heard.push(`close ${effect.body.code ?? 1005} ${hex(new TextEncoder().encode(effect.body.reason))}`)
    }
    if (effect.type === 'fail') heard.push(`fail ${effect.violations[0]!.closeCode ?? 'none'}`)
  }
  drive(machine, opened, { type: 'bytes', bytes }, 0, (effect) => {
    note(effect)
    return []
  })
  return heard
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 20 }),
)
const closes = fc.oneof(
  fc.constant(new Uint8Array(0)),
  fc
    .tuple(
      fc.constantFrom(0, 999, 1000, 1001, 1004, 1005, 1006, 1012, 1014, 1015, 2999, 3000, 4999, 5000),
      texts,
    )
    .map(([code, reason]) => Uint8Array.from([code >> 8, code & 0xff, ...reason])),
  fc.uint8Array({ maxLength: 3 }),
)
const frame: fc.Arbitrary<FrameSpec> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(0, 0, 1, 1, 2, 8, 9, 10) },
      { weight: 1, arbitrary: fc.nat(15) },
    ),
    fc.boolean(),
    fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4),
    texts,
    closes,
    fc.option(fc.nat(0xffffffff), { freq: 30 }),
    fc.constantFrom(0, 0, 0, 0, 0, 126, 70000),
  )
  .map(([opcode, fin, rsv, text, close, maskingKey, size]) => ({
    opcode,
    fin: opcode >= 8 ? fin || rsv === 0 : fin,
    rsv1: rsv === 4,
    rsv2: rsv === 2,
    rsv3: rsv === 1,
    payload: opcode === 8 ? close : size > 0 ? new Uint8Array(size).fill(0x61) : text,
    maskingKey,
  }))

const isText1007 = (line: string | undefined) => line === 'fail 1007'

describe('against the receiver of ws', () => {
  it(
    'hears the same in any frames, but for the time at which bad text fails',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(frame, { maxLength: 8 }), async (frames) => {
          const bytes = Uint8Array.from(Buffer.concat(frames.map((each) => encodeFrame(each))))
          const ours = hearWithOurs(bytes)
          const theirs = await hearWithWs(bytes, true)
          if (isText1007(ours.at(-1)) && !isText1007(theirs.at(-1))) {
            // We failed at the byte; ws waits for the message's end, and never came there.
            expect(theirs.slice(0, ours.length - 1)).toEqual(ours.slice(0, -1))
          } else if (isText1007(ours.at(-1))) {
            const messages = (heard: Heard) => heard.filter((line) => !/^p[io]ng/.test(line))
            expect(messages(ours)).toEqual(messages(theirs))
          } else expect(ours).toEqual(theirs)
        }),
        { numRuns: runs },
      )
    },
  )

  it('reads every frame that its sender writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(texts, fc.boolean(), fc.boolean()), { maxLength: 6 }),
        async (list) => {
          const written: Buffer[] = []
          const socket = {
            cork: () => undefined,
            uncork: () => undefined,
            write: (data: Buffer) => written.push(data),
          }
          const sender = new parts.Sender(socket)
          for (const [payload, fin, ping] of list) {
            sender.send(Buffer.from(payload), { binary: true, compress: false, fin, mask: true })
            if (ping) sender.ping(Buffer.from(payload).subarray(0, 125), true)
          }
          sender.close(4321, 'bye', true)
          const bytes = Uint8Array.from(Buffer.concat(written))
          const ours = hearWithOurs(bytes)
          expect(ours).toEqual(await hearWithWs(bytes, true))
          expect(ours.at(-1)).toBe(`close 4321 ${Buffer.from('bye').toString('hex')}`)
        },
      ),
      { numRuns: runs },
    )
  })

  it('differs in one rule: ws takes a length that is not written in the shortest form', async () => {
    const long = encodeFrame({ opcode: TEXT, payload: Uint8Array.of(0x61), lengthBits: 16, maskingKey: 0 })
    expect(hearWithOurs(long)).toEqual(['fail 1002'])
    expect(await hearWithWs(long, true)).toEqual(['text 61'])
  })
})
