// Conformance groups 1 to 5: framing, pings, reserved bits, opcodes, fragmentation.
// Read first: RFC 6455 §5.2, §5.4, §5.5.
import {
  binary,
  binaryBack,
  continuation,
  ping,
  pong,
  pongBack,
  row,
  sampleBinary,
  sampleText,
  text,
  textBack,
  type CaseFrame,
  type ConformCase,
} from '#lib/core/protocols/websocket/conform-case.ts'

const HELLO = 'Hello, world!'
const sizes = [0, 125, 126, 127, 128, 65535, 65536]

const framing: ConformCase[] = [
  ...sizes.map((size, index) =>
    row(`1.1.${index + 1}`, `text of ${size} bytes`, {
      frames: () => [text(sampleText(size))],
      replies: () => [textBack(sampleText(size))],
    }),
  ),
  row('1.1.8', 'text of 65536 bytes, in writes of 997', {
    frames: () => [text(sampleText(65536))],
    replies: () => [textBack(sampleText(65536))],
    writes: 997,
  }),
  ...sizes.map((size, index) =>
    row(`1.2.${index + 1}`, `binary of ${size} bytes`, {
      frames: () => [binary(sampleBinary(size))],
      replies: () => [binaryBack(sampleBinary(size))],
    }),
  ),
  row('1.2.8', 'binary of 65536 bytes, in writes of 997', {
    frames: () => [binary(sampleBinary(65536))],
    replies: () => [binaryBack(sampleBinary(65536))],
    writes: 997,
  }),
]

const BYTES = [0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff]
const full = new Uint8Array(125).fill(0xfe)
const tenPings = Array.from({ length: 10 }, (_, index) => `payload ${index}`)

const pings: ConformCase[] = [
  row('2.1', 'a Ping without payload', { frames: [ping()], replies: [pongBack('')] }),
  row('2.2', 'a Ping with text', { frames: [ping(HELLO)], replies: [pongBack(HELLO)] }),
  row('2.3', 'a Ping with bytes', { frames: [ping(BYTES)], replies: [pongBack(BYTES)] }),
  row('2.4', 'a Ping of 125 bytes', { frames: [ping(full)], replies: [pongBack(full)] }),
  row('2.5', 'a Ping of 126 bytes', { frames: [ping(new Uint8Array(126).fill(0xfe))], close: 1002 }),
  row('2.6', 'a Ping of 125 bytes, byte by byte', {
    frames: [ping(full)],
    replies: [pongBack(full)],
    writes: 1,
  }),
  row('2.7', 'a Pong that nobody asked for', { frames: [pong()] }),
  row('2.8', 'a Pong that nobody asked for, with payload', { frames: [pong(HELLO)] }),
  row('2.9', 'such a Pong, then a Ping', {
    frames: [pong(HELLO), ping('ping')],
    replies: [pongBack('ping')],
  }),
  row('2.10', 'ten Pings', { frames: tenPings.map((each) => ping(each)), replies: tenPings.map(pongBack) }),
  row('2.11', 'ten Pings, byte by byte', {
    frames: tenPings.map((each) => ping(each)),
    replies: tenPings.map(pongBack),
    writes: 1,
  }),
]

/** RSV as a number of three bits, RSV1 the highest. */
const rsv = (bits: number): Partial<CaseFrame> => ({
  rsv1: (bits & 4) !== 0,
  rsv2: (bits & 2) !== 0,
  rsv3: (bits & 1) !== 0,
})

const reservedBits: ConformCase[] = [
  row('3.1', 'text with RSV 1', { frames: [text(HELLO, rsv(1))], close: 1002 }),
  row('3.2', 'text, text with RSV 2, a Ping, in one write', {
    frames: [text(HELLO), text(HELLO, rsv(2)), ping()],
    replies: [textBack(HELLO)],
    writes: 'all',
    close: 1002,
  }),
  row('3.3', 'text, text with RSV 3, a Ping', {
    frames: [text(HELLO), text(HELLO, rsv(3)), ping()],
    replies: [textBack(HELLO)],
    close: 1002,
  }),
  row('3.4', 'text, text with RSV 4, a Ping, byte by byte', {
    frames: [text(HELLO), text(HELLO, rsv(4)), ping()],
    replies: [textBack(HELLO)],
    writes: 1,
    close: 1002,
  }),
  row('3.5', 'binary with RSV 5', { frames: [binary(BYTES, rsv(5))], close: 1002 }),
  row('3.6', 'a Ping with RSV 6', { frames: [ping(HELLO, rsv(6))], close: 1002 }),
  row('3.7', 'a Close with RSV 7', {
    frames: [{ opcode: 8, payload: new Uint8Array([3, 0xe8]), ...rsv(7) }],
    close: 1002,
  }),
]

const reserved = (opcode: number, payload = ''): CaseFrame => text(payload, { opcode })

const opcodes: ConformCase[] = [3, 11].flatMap((base, index) => {
  const group = `4.${index + 1}`
  return [
    row(`${group}.1`, `opcode ${base}`, { frames: [reserved(base)], close: 1002 }),
    row(`${group}.2`, `opcode ${base + 1} with payload`, {
      frames: [reserved(base + 1, HELLO)],
      close: 1002,
    }),
    row(`${group}.3`, `text, opcode ${base + 2}, a Ping`, {
      frames: [text(HELLO), reserved(base + 2), ping()],
      replies: [textBack(HELLO)],
      close: 1002,
    }),
    row(`${group}.4`, `text, opcode ${base + 3} with payload, a Ping, in one write`, {
      frames: [text(HELLO), reserved(base + 3, HELLO), ping()],
      replies: [textBack(HELLO)],
      writes: 'all',
      close: 1002,
    }),
    row(`${group}.5`, `text, opcode ${base + 4} with payload, a Ping, byte by byte`, {
      frames: [text(HELLO), reserved(base + 4, HELLO), ping()],
      replies: [textBack(HELLO)],
      writes: 1,
      close: 1002,
    }),
  ]
})

const part = (content: string) => text(content, { fin: false })
const two = [part('fragment1'), continuation('fragment2', true)]
const twoBack = textBack('fragment1fragment2')
const between = [part('fragment1'), ping('ping'), continuation('fragment2', true)]
const lone = (fin: boolean) => continuation('non-continuation payload', fin)
const five = [
  part('fragment1'),
  continuation('fragment2', false),
  ping('pongme 1'),
  continuation('fragment3', false),
  continuation('fragment4', false),
  ping('pongme 2'),
  continuation('fragment5', true),
]
const fiveBack = [
  pongBack('pongme 1'),
  pongBack('pongme 2'),
  textBack('fragment1fragment2fragment3fragment4fragment5'),
]

const ways = [
  ['in one write', 'all'],
  ['frame by frame', 'frame'],
  ['byte by byte', 1],
] as const

const fragmentation: ConformCase[] = [
  row('5.1', 'a Ping in two fragments', {
    frames: [ping('a', { fin: false }), continuation('b', true)],
    close: 1002,
  }),
  row('5.2', 'a Pong in two fragments', {
    frames: [pong('a', { fin: false }), continuation('b', true)],
    close: 1002,
  }),
  ...ways.map(([how, writes], index) =>
    row(`5.${3 + index}`, `text in two fragments, ${how}`, { frames: two, replies: [twoBack], writes }),
  ),
  ...ways.map(([how, writes], index) =>
    row(`5.${6 + index}`, `a Ping between two fragments, ${how}`, {
      frames: between,
      replies: [pongBack('ping'), twoBack],
      writes,
    }),
  ),
  ...ways.map(([how, writes], index) =>
    row(`5.${9 + index}`, `a last continuation of nothing, then text, ${how}`, {
      frames: [lone(true), text(HELLO)],
      writes,
      close: 1002,
    }),
  ),
  ...ways.map(([how, writes], index) =>
    row(`5.${12 + index}`, `a continuation of nothing, then text, ${how}`, {
      frames: [lone(false), text(HELLO)],
      writes,
      close: 1002,
    }),
  ),
  row('5.15', 'two fragments, a continuation of nothing, text, in one write', {
    frames: [...two, lone(false), text(HELLO)],
    replies: [twoBack],
    writes: 'all',
    close: 1002,
  }),
  row('5.16', 'twice: a continuation of nothing, then two fragments', {
    frames: [lone(false), ...two, lone(false), ...two],
    close: 1002,
  }),
  row('5.17', 'twice: a last continuation of nothing, then two fragments', {
    frames: [lone(true), ...two, lone(true), ...two],
    close: 1002,
  }),
  row('5.18', 'two fragments that both say text', {
    frames: [part('fragment1'), text('fragment2')],
    writes: 'all',
    close: 1002,
  }),
  row('5.19', 'five fragments with two Pings among them', { frames: five, replies: fiveBack }),
  row('5.20', 'five fragments with two Pings among them, in one write', {
    frames: five,
    replies: fiveBack,
    writes: 'all',
  }),
]

export const framingCases: readonly ConformCase[] = [
  ...framing,
  ...pings,
  ...reservedBits,
  ...opcodes,
  ...fragmentation,
]
