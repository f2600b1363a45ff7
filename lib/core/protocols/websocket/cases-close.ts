// Conformance group 7: the closing handshake, its body and its codes.
// Read first: RFC 6455 §5.5.1, §7.1, §7.4.
import {
  bytesOf,
  close,
  continuation,
  ping,
  row,
  sampleText,
  text,
  textBack,
  type CaseFrame,
  type ConformCase,
} from '#lib/core/protocols/websocket/conform-case.ts'

const body = (content: readonly number[]): CaseFrame => ({ opcode: 8, payload: bytesOf(content) })
const HELLO = 'Hello, world!'

const valid = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
const invalid = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999]

export const closeCases: readonly ConformCase[] = [
  row('7.1.1', 'text, then a Close', {
    frames: [text(HELLO), close(1000)],
    replies: [textBack(HELLO)],
    close: 1000,
  }),
  row('7.1.2', 'two Close frames', { frames: [close(1000), close(1000)], writes: 'all', close: 1000 }),
  row('7.1.3', 'a Ping behind the Close', { frames: [close(1000), ping()], writes: 'all', close: 1000 }),
  row('7.1.4', 'text behind the Close', { frames: [close(1000), text(HELLO)], writes: 'all', close: 1000 }),
  row('7.1.5', 'a Close between two fragments', {
    frames: [text('fragment1', { fin: false }), close(1000), continuation('fragment2', true)],
    writes: 'all',
    close: 1000,
  }),
  row('7.1.6', '256 KiB of text, a Close, a Ping', {
    frames: () => [text(sampleText(256 * 1024)), close(1000), ping()],
    replies: () => [textBack(sampleText(256 * 1024))],
    writes: 'all',
    close: 1000,
  }),
  row('7.3.1', 'a Close without a body', { frames: [close(null)], close: null }),
  row('7.3.2', 'a Close with one byte', { frames: [body([0x61])], close: 1002 }),
  row('7.3.3', 'a Close with a code', { frames: [close(1000)], close: 1000 }),
  row('7.3.4', 'a Close with a reason', { frames: [close(1000, HELLO)], close: 1000 }),
  row('7.3.5', 'a Close with a reason of 123 bytes', { frames: [close(1000, '*'.repeat(123))], close: 1000 }),
  row('7.3.6', 'a Close with a reason of 124 bytes', { frames: [close(1000, '*'.repeat(124))], close: 1002 }),
  row('7.5.1', 'a Close with a reason that is not UTF-8', {
    frames: [body([0x03, 0xe8, ...bytesOf('κ\u1f79σμε'), 0xed, 0xa0, 0x80, ...bytesOf('edited')])],
    close: 1007,
  }),
  ...valid.map((code, index) =>
    row(`7.7.${index + 1}`, `a Close with ${code}`, { frames: [close(code)], close: code }),
  ),
  ...invalid.map((code, index) =>
    row(`7.9.${index + 1}`, `a Close with ${code}`, { frames: [close(code)], close: 1002 }),
  ),
  row('7.13.1', 'a Close with 5000', { frames: [close(5000)], close: 1002 }),
  row('7.13.2', 'a Close with 65535', { frames: [close(65535)], close: 1002 }),
]
