// The live lab over real sockets, with the public limits: what real clients get, and what hostile ones do not.
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeFrame, type FrameSpec } from '#lib/core/protocols/websocket/wire.ts'
import { publicLabLimits } from '#lib/server/labs/websocket/lab-limits.ts'
import { pageOrigins } from '#lib/server/labs/websocket/lab.ts'
import { base, converse, openBare, openClient, openControl, openLab, statusOf, type Control, type OpenLab } from './open-lab.ts'

let open: OpenLab
let control: Control
beforeEach(async () => {
  open = await openLab()
  control = await openControl(open)
})
afterEach(async () => {
  vi.useRealTimers()
  await open.close()
})

const masked = (frame: FrameSpec) => encodeFrame({ maskingKey: 0x37fa213d, ...frame })
/** Patient: the machine may be busy with other tests. */
const until = (check: () => void) => vi.waitFor(check, 10_000)
const text = (words: string) => new TextEncoder().encode(words)

/** The code of the Close frame that a bare client heard last, and the end of the connection. */
async function closeCodeAfter(path: string, bytes: Uint8Array | readonly Uint8Array[], fields: readonly string[] = []): Promise<number> {
  const { socket, heard, closed } = await openBare(open, path, fields)
  for (const each of bytes instanceof Uint8Array ? [bytes] : bytes) socket.write(each)
  socket.once('end', () => socket.end())
  await closed
  const at = heard().lastIndexOf(0x88)
  return heard().readUInt16BE(at + 2)
}

describe('the endpoint', () => {
  it('echoes text, binary, fragments and compressed messages to a real client', async () => {
    const path = await control.invite('echo')
    const { socket, next } = await openClient(open, `${path}&deflate=1`, { perMessageDeflate: { threshold: 0 } })
    expect(socket.extensions).toContain('permessage-deflate')
    socket.send('Hello 你好')
    expect((await next()).data.toString()).toBe('Hello 你好')
    socket.send(Buffer.alloc(65_536, 7))
    expect(await next()).toEqual({ data: Buffer.alloc(65_536, 7), binary: true })
    socket.send('one ', { fin: false })
    socket.ping('between')
    socket.send('two', { fin: true })
    expect((await next()).data.toString()).toBe('one two')
  })

  it.each([
    ['upper', 'straße', 'STRASSE'],
    ['slow', 'patience', 'patience'],
  ] as const)('answers in the mode %s', async (mode, sent, answer) => {
    const { socket, next } = await openClient(open, await control.invite(mode))
    socket.send(sent)
    expect((await next()).data.toString()).toBe(answer)
  })

  it('brings a message of the room to every socket of the run, and to no other run', async () => {
    const stranger = await openControl(open, 'bob')
    const [a, b, c] = [await openClient(open, await control.invite('room')), await openClient(open, await control.invite('room')), await openClient(open, await stranger.invite('room'))]
    a.socket.send('to all')
    expect((await a.next()).data.toString()).toBe('to all')
    expect((await b.next()).data.toString()).toBe('to all')
    c.socket.send('to me')
    expect((await c.next()).data.toString()).toBe('to me')
  })

  it.each([
    ['text-only', 1003],
    ['bad-close', 1006],
    ['bad-utf8', 1006],
    ['drop', 1006],
  ] as const)('misbehaves in the mode %s as it says', async (mode, code) => {
    const { socket, closed } = await openClient(open, await control.invite(mode))
    socket.send(Buffer.from('x'))
    expect((await closed).code).toBe(code)
  })

  it('sends masked frames where that is asked for, which a client must refuse', async () => {
    const { socket, closed } = await openClient(open, await control.invite('masks'))
    socket.send('x')
    expect((await closed).code).toBe(1006)
  })

  it('leaves pings unanswered where that is asked for', async () => {
    const { socket, next } = await openClient(open, await control.invite('no-pong'))
    const pong = vi.fn()
    socket.on('pong', pong)
    socket.ping()
    socket.send('after')
    await next()
    expect(pong).not.toHaveBeenCalled()
  })
})

describe('who gets in', () => {
  it('nobody without a ticket, whatever cookies they bring', async () => {
    expect(await statusOf(open, `${base}/echo`)).toBe(403)
    expect(await statusOf(open, `${base}/control`, { headers: { cookie: 'next-auth.session-token=stolen' } })).toBe(403)
    expect(await statusOf(open, `${base}/echo?ticket=a.b`)).toBe(403)
  })

  it('a ticket once, within 30 s, for what it was issued', async () => {
    const path = await control.invite('echo')
    expect(await statusOf(open, path.replace('/echo', '/control'))).toBe(403)
    const again = await control.invite('echo')
    expect(await statusOf(open, again)).toBe(101)
    expect(await statusOf(open, again)).toBe(403)
    const late = await control.invite('echo')
    open.clock.shiftMs += 30_001
    expect(await statusOf(open, late)).toBe(403)
  })

  it('no changed ticket, and none signed with another secret', async () => {
    const path = await control.invite('echo')
    expect(await statusOf(open, path.replace(/ticket=(.)/, (_, first: string) => `ticket=${first === 'W' ? 'X' : 'W'}`))).toBe(403)
    const other = await openLab(publicLabLimits, 'another secret')
    const foreign = await (await openControl(other)).invite('echo')
    expect(await statusOf(open, foreign)).toBe(403)
    await other.close()
  })

  it('no ticket of another process: 421, and it can still be used there', async () => {
    const other = await openLab()
    const foreign = await (await openControl(other)).invite('echo')
    expect(await statusOf(open, foreign)).toBe(421)
    expect(await statusOf(other, foreign)).toBe(101)
    await other.close()
  })

  it('no page of another site; a client that is no browser says no Origin', async () => {
    expect(await statusOf(open, await control.invite('echo'), { origin: 'https://evil.example' })).toBe(403)
    const { socket } = await openBare(open, await control.invite('echo'))
    socket.destroy()
    expect(pageOrigins('https://deck.example/', 'deck.example')).toEqual(['https://deck.example'])
    expect(pageOrigins(null, 'localhost:3000')).toContain('http://127.0.0.1:3000')
    expect(pageOrigins(null, 'deck.example:80')).toEqual(['http://deck.example'])
    expect(pageOrigins(null, undefined)).toEqual([])
  })

  it('shows no cookie to the page', async () => {
    const path = await control.invite('echo')
    await openClient(open, path, { headers: { cookie: 'session=top-secret', authorization: 'Bearer pd_x' } })
    const { request } = await control.wait('handshake')
    expect(request).toMatch(/cookie: \*+\r\n/i)
    expect(JSON.stringify(control.told)).not.toContain('top-secret')
    expect(JSON.stringify(control.told)).not.toContain('pd_x')
  })

  it('no request that is no upgrade: 426 to a GET, 405 to a POST', async () => {
    const get = await fetch(`${open.origin}${base}/echo`)
    expect([get.status, get.headers.get('sec-websocket-version')]).toEqual([426, '13'])
    expect((await fetch(`${open.origin}${base}/echo`, { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await fetch(`${open.origin}${base}/nothing`)).status).toBe(404)
  })
})

describe('the limits of the public endpoint', () => {
  it('are those of the table', () => {
    expect(publicLabLimits).toMatchObject({
      connection: {
        ...{ messageBytes: 65_536, fragments: 64, headerBytes: 8_192, handshakeMs: 5_000, idleMs: 60_000, lifeMs: 600_000 },
        ...{ unsentBytes: 1_048_576, controlFrames: 100, controlWindowMs: 1_000 },
      },
      ...{ socketsPerPerson: 4, sockets: 200, ticketMs: 30_000 },
    })
  })

  it('64 KiB a message, before and after inflation', async () => {
    expect(await closeCodeAfter(await control.invite('echo'), masked({ opcode: 2, payload: new Uint8Array(65_537) }))).toBe(1009)
    // Announced is enough: nothing of it needs to come.
    expect(await closeCodeAfter(await control.invite('echo'), masked({ opcode: 2, claimedLength: 2 ** 40 }))).toBe(1009)
    const bomb = deflateRawSync(Buffer.alloc(32 << 20), { finishFlush: 2 }).subarray(0, -4)
    expect(bomb.length).toBeLessThan(65_536)
    const fields = ['Sec-WebSocket-Extensions: permessage-deflate']
    const before = process.memoryUsage().rss
    expect(await closeCodeAfter(`${await control.invite('echo')}&deflate=1`, masked({ opcode: 2, rsv1: true, payload: bomb }), fields)).toBe(1009)
    expect(process.memoryUsage().rss - before).toBeLessThan(48 << 20)
  })

  it('64 fragments a message', async () => {
    const frames = (count: number) => Array.from({ length: count }, (_, i) => masked({ opcode: i === 0 ? 1 : 0, fin: false, payload: text('x') }))
    expect(await closeCodeAfter(await control.invite('echo'), frames(65))).toBe(1008)
    const { socket, heard } = await openBare(open, await control.invite('echo'))
    for (const bytes of [...frames(63), masked({ opcode: 0, payload: text('x') })]) socket.write(bytes)
    await until(() => { expect(heard().subarray(2).toString()).toBe('x'.repeat(64)) })
  })

  it('100 control frames a second', async () => {
    const pings = Array.from({ length: 10_000 }, () => masked({ opcode: 9 }))
    expect(await closeCodeAfter(await control.invite('echo'), Buffer.concat(pings))).toBe(1008)
  })

  it('8 KiB of headers', async () => {
    const fields = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13']
    const request = (path: string, padding: number) => `GET ${path} HTTP/1.1\r\nHost: a\r\n${fields.join('\r\n')}\r\nX: ${'x'.repeat(padding)}\r\n\r\n`
    for (const padding of [8_192, 20_000, 200_000]) {
      const path = await control.invite('echo')
      expect(await converse(open.port, (socket) => socket.end(request(path, padding)))).toMatch(/^HTTP\/1.1 431 /)
    }
    expect(await converse(open.port, (socket) => socket.write(`GET ${base}/echo HTTP/1.1\r\nX: ${'x'.repeat(9_000)}\r\nHost: a\r\n\r\n`))).toMatch(/^HTTP\/1.1 431 /)
  })

  it('5 s for the handshake: half of one, one byte a second, and silence', async () => {
    const began = performance.now()
    const half = converse(open.port, (socket) => socket.write(`GET ${base}/echo HTTP/1.1\r\nUpgrade: websocket\r\n`))
    const silent = converse(open.port, () => undefined)
    const slow = converse(open.port, (socket) => {
      const bytes = `GET ${base}/echo HTTP/1.1\r\nUpgrade: websocket\r\n\r\n`
      let at = 0
      const timer = setInterval(() => { if (socket.writable) socket.write(bytes[at++]!) }, 300)
      socket.on('close', () => { clearInterval(timer) })
    })
    const answers = await Promise.all([half, slow, silent])
    expect(answers.map((answer) => answer.slice(0, 12))).toEqual(['HTTP/1.1 408', 'HTTP/1.1 408', 'HTTP/1.1 408'])
    expect(performance.now() - began).toBeLessThan(7_500)
  })

  it('60 s without a byte, and 10 min of life', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const pass = async (ms: number) => {
      open.clock.shiftMs += ms
      await vi.advanceTimersByTimeAsync(ms)
    }
    const idle = await openClient(open, await openInvitation())
    await pass(59_000)
    expect(idle.socket.readyState).toBe(idle.socket.OPEN)
    await pass(1_100)
    expect(await idle.closed).toMatchObject({ code: 1001, reason: expect.stringContaining('ws-idle-timeout') as string })

    const busy = await openClient(open, await openInvitation())
    for (let at = 0; at < 19; at++) {
      busy.socket.send('x')
      await busy.next()
      await pass(30_000)
    }
    expect(busy.socket.readyState).toBe(busy.socket.OPEN)
    busy.socket.send('x')
    await busy.next()
    await pass(31_000)
    expect(await busy.closed).toMatchObject({ code: 1001, reason: expect.stringContaining('ws-life-over') as string })
  })

  /** Without waiting on timers, which stand still. */
  async function openInvitation(): Promise<string> {
    const ask = 1_000 + control.told.length
    control.tell({ do: 'invite', ask, mode: 'echo' })
    for (;;) {
      await vi.advanceTimersByTimeAsync(50)
      await new Promise((resolve) => setImmediate(resolve))
      const found = control.told.find((record) => record.type === 'invitation' && record.ask === ask)
      if (found?.type === 'invitation') return found.path
    }
  }

  it('1 MiB that a client does not read', async () => {
    const { socket, closed } = await openBare(open, await control.invite('echo'))
    socket.pause()
    const frame = masked({ opcode: 2, payload: new Uint8Array(60_000) })
    let sent = 0
    const more = () => {
      while (!socket.destroyed && socket.writable && sent < 64 << 20) {
        sent += frame.length
        if (!socket.write(frame)) {
          socket.once('drain', more)
          return
        }
      }
    }
    more()
    const gone = await control.wait('closed', (record) => record.socket === 1)
    expect(gone.code).toBe(1006)
    const failed = await control.wait('failed')
    expect(failed.violations[0]?.problem.code).toBe('ws-unsent-limit')
    socket.resume()
    await closed
    // What the kernel held, and a little more: not what could have been sent.
    expect(sent).toBeLessThan(32 << 20)
  })

  it('4 sockets a person, and 200 in all', async () => {
    for (let at = 0; at < 3; at++) await openClient(open, await control.invite('echo'))
    expect(await statusOf(open, await control.invite('echo'))).toBe(429)
    for (let at = 4; at < 200; at++) {
      const ticket = open.lab.admit(`person ${Math.floor(at / 4)}`)
      if (!ticket.ok) throw new Error('no ticket')
      await openClient(open, ticket.value.path)
    }
    expect(open.lab.sockets()).toBe(200)
    const one = open.lab.admit('one more')
    if (!one.ok) throw new Error('no ticket')
    expect(await statusOf(open, one.value.path)).toBe(503)
    control.socket.close()
    await until(() => { expect(open.lab.sockets()).toBe(196) })
  })

  it('30 control channels a minute', () => {
    for (let at = 0; at < 30; at++) expect(open.lab.admit('eve').ok).toBe(true)
    expect(open.lab.admit('eve')).toMatchObject({ ok: false, problem: { code: 'too-many-requests' } })
  })

  it('bytes of one run: then everything of it closes', async () => {
    await open.close()
    open = await openLab({ ...publicLabLimits, runBytes: 100_000 })
    control = await openControl(open)
    const { socket, closed } = await openClient(open, await control.invite('echo'))
    socket.send(Buffer.alloc(60_000))
    expect((await closed).code).toBe(1008)
    expect(control.told).toContainEqual(expect.objectContaining({ type: 'problem', problem: { code: 'lab-run-bytes', params: { limit: 100_000 } } }))
    await until(() => { expect(open.lab.sockets()).toBe(0) })
  })

  it('a client that closes with the half-open mode and stays is cut in the end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const path = (await openInvitation()).replace('/echo?', '/half-open?')
    const { socket, closed } = await openBare(open, path)
    socket.write(masked({ opcode: 8, payload: Uint8Array.of(3, 232) }))
    await new Promise((resolve) => setImmediate(resolve))
    open.clock.shiftMs += 700_000
    await vi.advanceTimersByTimeAsync(700_000)
    await closed
  })
})

describe('others are unharmed', () => {
  it('a good client is answered while hostile ones are at work', async () => {
    const good = await openClient(open, await control.invite('echo'))
    const other = await openControl(open, 'mallory')
    const hostile = await Promise.all([other.invite('echo'), other.invite('echo'), other.invite('echo')])
    for (const path of hostile) {
      const { socket } = await openBare(open, path)
      let seed = 1
      socket.write(Uint8Array.from({ length: 50_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 0xff))
    }
    for (let at = 0; at < 200; at++) {
      good.socket.send(`${at}`)
      expect((await good.next()).data.toString()).toBe(`${at}`)
    }
    other.socket.terminate()
    await until(() => { expect(open.lab.sockets()).toBe(2) })
  })
})

describe('the control channel', () => {
  it('shows bytes both ways as frames, and the states of the end', async () => {
    const { socket, next } = await openClient(open, await control.invite('echo'))
    socket.send('Hello')
    await next()
    const seen = await control.wait('frame', ({ way }) => way === 'in')
    const wire = Buffer.from(seen.wire, 'base64')
    expect([wire[0], wire[1], wire.length, seen.length]).toEqual([0x81, 0x85, 11, 11])
    const answer = await control.wait('frame', ({ way }) => way === 'out')
    expect(Buffer.from(answer.wire, 'base64').toString('hex')).toBe('810548656c6c6f')
    const { checks, accept, response } = await control.wait('handshake')
    expect(checks.map(({ field }) => field)).toContain('Sec-WebSocket-Key')
    expect(response).toContain(accept?.accept)
    socket.close(1000, 'done')
    expect(await control.wait('closed')).toMatchObject({ code: 1000, reason: 'done', clean: true })
    expect(control.told.filter(({ type }) => type === 'state')).toMatchObject([{ to: 'OPEN' }, { to: 'CLOSING' }, { to: 'CLOSED' }])
  })

  it('shows a header that arrives byte by byte as it grows', async () => {
    const { socket, heard } = await openBare(open, await control.invite('echo'))
    for (const byte of masked({ opcode: 1, payload: text('slow') })) {
      socket.write(Uint8Array.of(byte))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until(() => { expect(heard().subarray(2).toString()).toBe('slow') })
    await control.wait('frame', ({ way, frame, length, arrived }) => way === 'in' && frame === 1 && length === 10 && arrived === 10)
    // Before its header was whole, the bytes alone were told.
    expect(control.told.filter(({ type }) => type === 'count').length).toBeGreaterThan(1)
  })

  it('drives the raw client: a ping inside a fragmented message', async () => {
    control.tell({ do: 'connect', mode: 'echo', fields: {} })
    await control.wait('state', ({ end, to }) => end === 'client' && to === 'OPEN')
    const frame = { fin: true, rsv1: false, rsv2: false, rsv3: false, maskingKey: 1, lengthBits: null, claimedLength: null }
    control.tell({ do: 'frames', frames: [
      { ...frame, fin: false, opcode: 1, payload: '48656c' },
      { ...frame, opcode: 9, payload: '70' },
      { ...frame, opcode: 0, payload: '6c6f' },
    ] })
    const echo = await control.wait('frame', ({ way, frame: at }) => way === 'out' && at === 2)
    expect(Buffer.from(echo.wire, 'base64').toString('hex')).toBe('810548656c6c6f')
  })

  it.each([
    ['1002, an unmasked frame', { opcode: 1, maskingKey: null, payload: '48' }, 1002, 'ws-unmasked-frame'],
    ['1002, a reserved opcode', { opcode: 3 }, 1002, 'ws-reserved-opcode'],
    ['1007, bytes that are no UTF-8', { opcode: 1, payload: 'c328' }, 1007, 'ws-utf8'],
    ['1009, a length above the bound', { opcode: 2, claimedLength: 70_000 }, 1009, 'ws-message-too-big'],
  ] as const)('provokes %s', async (_, special, code, problem) => {
    control.tell({ do: 'connect', mode: 'echo', fields: {} })
    await control.wait('state', ({ end, to }) => end === 'client' && to === 'OPEN')
    const frame = { fin: true, rsv1: false, rsv2: false, rsv3: false, maskingKey: 1, lengthBits: null, claimedLength: null, payload: '', ...special }
    control.tell({ do: 'frames', frames: [frame] })
    const failed = await control.wait('failed', ({ end }) => end === 'server')
    expect(failed.violations[0]?.problem.code).toBe(problem)
    expect((await control.wait('closed', ({ end }) => end === 'client')).code).toBe(code)
  })

  it('provokes a status of the handshake, and shows which line did', async () => {
    control.tell({ do: 'connect', mode: 'echo', fields: { 'Sec-WebSocket-Version': '8' } })
    const { response, checks } = await control.wait('handshake', ({ end }) => end === 'server')
    expect(response).toMatch(/^HTTP\/1.1 426 /)
    expect(checks.find(({ verdict }) => verdict === 'wrong')?.field).toBe('Sec-WebSocket-Version')
    control.told.length = 0
    control.tell({ do: 'connect', mode: 'echo', fields: { Upgrade: null } })
    const refused = await control.wait('handshake', ({ end }) => end === 'server')
    expect(refused.checks.find(({ verdict }) => verdict === 'wrong')?.field).toBe('Upgrade')
    expect((await control.wait('handshake', ({ end }) => end === 'client')).response).toMatch(/^HTTP\/1.1 426 /)
  })

  it.each(['{', '{"do":"invite"}', '{"do":"connect","mode":"echo","fields":{"Upgrade":"a\\r\\nX: y"}}', '{"do":"connect","mode":"echo","fields":{"Host":"evil"}}', '{"do":"bytes","bytes":"zz"}'])(
    'refuses the command %s and lives on', async (command) => {
      control.socket.send(command)
      expect((await control.wait('problem')).problem.code).toBe('lab-command')
      expect(await control.invite('echo')).toContain('ticket=')
    })

  it('ends its sockets with it', async () => {
    const { closed } = await openClient(open, await control.invite('echo'))
    control.socket.close()
    expect(await closed).toEqual({ code: 1001, reason: 'the page is gone' })
    await until(() => { expect(open.lab.sockets()).toBe(0) })
  })

  it('counts what it cannot show when frames come too fast', async () => {
    const { socket, heard } = await openBare(open, await control.invite('echo'))
    socket.write(Buffer.concat(Array.from({ length: 5_000 }, () => masked({ opcode: 1, payload: text('x') }))))
    await until(() => { expect(heard().length).toBe(15_000) })
    const skipped = () => control.told.reduce((sum, record) => sum + (record.type === 'skipped' ? record.frames : 0), 0)
    await until(() => { expect(skipped()).toBeGreaterThan(5_000) })
    expect(control.socket.readyState).toBe(control.socket.OPEN)
  })
})
