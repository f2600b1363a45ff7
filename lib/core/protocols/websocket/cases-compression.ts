// Conformance groups 12 and 13: permessage-deflate. As in the Autobahn suite, 18 sizes and fragmentations
// each, for 5 kinds of payload (12, 90 cases) and for 7 sets of parameters (13, 126 cases). Fewer messages a
// case than there: as many as make 64 KiB, at least 2 so that the window is taken over, at most 50.
// Read first: RFC 7692 §7.
import {
  sampleBinary,
  type CaseFrame,
  type ConformCase,
  type Reply,
} from '#lib/core/protocols/websocket/conform-case.ts'
import { BINARY, TEXT } from '#lib/core/protocols/websocket/frame.ts'

const shapes: readonly (readonly [size: number, fragmentBytes: number | null])[] = [
  ...[16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072].map((size) => [size, null] as const),
  ...[8192, 16384, 32768, 65536, 131072].map((size) => [size, 256] as const),
  ...[1024, 4096, 32768].map((fragmentBytes) => [131072, fragmentBytes] as const),
]

const encoder = new TextEncoder()

interface PayloadKind {
  readonly name: string
  readonly opcode: number
  /** The n-th message of a case, of exactly `size` bytes. */
  readonly make: (size: number, n: number) => Uint8Array
}

/** Text cut to whole characters and filled up with blanks. */
function fill(size: number, unit: (index: number) => string): Uint8Array {
  const out = new Uint8Array(size).fill(0x20)
  let at = 0
  for (let index = 0; at < size; index++) {
    const piece = encoder.encode(unit(index))
    if (at + piece.length > size) break
    out.set(piece, at)
    at += piece.length
  }
  return out
}

/**
 * A sequence that no compressor shortens: multiplication with carry (Marsaglia), eight bits of each number.
 */
function noise(size: number, n: number): Uint8Array {
  const out = new Uint8Array(size)
  let state = (n + 1) * 0x9e3779b1
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state & 0xffff, 36969) + (state >>> 16)) >>> 0
    out[at] = state >>> 5
  }
  return out
}

const words = ['frame', 'opcode', 'mask', 'payload', 'window', 'ping', 'close', 'the', 'of', 'and', 'a', 'is']

const kinds: readonly PayloadKind[] = [
  {
    name: 'JSON',
    opcode: TEXT,
    make: (size, n) =>
      fill(size, (index) => `{"id":${n * 1000 + index},"name":"card ${index % 17}","due":true},`),
  },
  { name: 'noise', opcode: BINARY, make: noise },
  {
    name: 'English',
    opcode: TEXT,
    make: (size, n) => fill(size, (index) => `${words[(index * index * 7 + n) % words.length]!} `),
  },
  {
    name: '中文',
    opcode: TEXT,
    make: (size, n) => fill(size, (index) => `第${index * (n + 1)}帧的掩码与载荷，`),
  },
  { name: 'bytes that repeat', opcode: BINARY, make: (size) => sampleBinary(size) },
]

const parameters: readonly (readonly [offer: string, kind: PayloadKind])[] = [
  'permessage-deflate',
  'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
  'permessage-deflate; server_max_window_bits=9; client_max_window_bits=9',
  'permessage-deflate; server_max_window_bits=15; client_max_window_bits=15',
  'permessage-deflate; server_no_context_takeover; client_no_context_takeover; ' +
    'server_max_window_bits=9; client_max_window_bits=9',
  'permessage-deflate; server_no_context_takeover; server_max_window_bits=15; client_max_window_bits',
  'permessage-deflate; server_max_window_bits=7, permessage-deflate; server_no_context_takeover; ' +
    'server_max_window_bits=8, permessage-deflate',
].map((offer) => [offer, kinds[0]!] as const)

function compressionCase(
  id: string,
  kind: PayloadKind,
  offer: string,
  [size, fragmentBytes]: readonly [number, number | null],
): ConformCase {
  const count = Math.min(50, Math.max(2, Math.floor((64 * 1024) / size)))
  const payloads = () => Array.from({ length: count }, (_, n) => kind.make(size, n))
  const cut = fragmentBytes === null ? '' : `, in fragments of ${fragmentBytes}`
  return {
    id,
    title: `${count} messages, ${kind.name} of ${size} bytes${cut}`,
    frames: (): CaseFrame[] => payloads().map((payload) => ({ opcode: kind.opcode, payload })),
    writes: 'frame',
    replies: (): Reply[] => payloads().map((payload) => ({ kind: 'message', opcode: kind.opcode, payload })),
    testerCloses: true,
    close: 1000,
    compression: { offer, fragmentBytes },
  }
}

export const compressionCases: readonly ConformCase[] = [
  ...kinds.flatMap((kind, group) =>
    shapes.map((shape, index) =>
      compressionCase(`12.${group + 1}.${index + 1}`, kind, 'permessage-deflate', shape),
    ),
  ),
  ...parameters.flatMap(([offer, kind], group) =>
    shapes.map((shape, index) => compressionCase(`13.${group + 1}.${index + 1}`, kind, offer, shape)),
  ),
]
