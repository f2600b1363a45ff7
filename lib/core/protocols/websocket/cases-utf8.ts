// Conformance group 6: text that is UTF-8, and text that is not. The sequences are those of Markus Kuhn's
// stress test, as the Autobahn suite groups them; each verdict is written down, not computed.
// Read first: RFC 3629 §3 and §4; RFC 6455 §8.1.
import {
  bytesOf,
  continuation,
  fragments,
  row,
  text,
  textBack,
  type ConformCase,
} from '#lib/core/protocols/websocket/conform-case.ts'
import { TEXT } from '#lib/core/protocols/websocket/frame.ts'

const GREETING = 'Hello-µ@ßöäüàá-UTF-8!!'
// The middle letter is U+1F79, three bytes: U+03CC would look the same and take two.
const KOSME = 'κ\u1f79σμε'

function bytesFromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
}

const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

const surrogateInside = join(bytesOf(KOSME), bytesFromHex('eda080'), bytesOf('edited'))
const beyond = bytesFromHex('f4908080')
const greeting = bytesOf(GREETING)

const messages: ConformCase[] = [
  row('6.1.1', 'an empty text', { frames: [text('')], replies: [textBack('')] }),
  row('6.1.2', 'three empty fragments', {
    frames: [text('', { fin: false }), continuation('', false), continuation('', true)],
    replies: [textBack('')],
  }),
  row('6.1.3', 'three fragments, the middle one not empty', {
    frames: [text('', { fin: false }), continuation('middle frame payload', false), continuation('', true)],
    replies: [textBack('middle frame payload')],
  }),
  row('6.2.1', 'valid text', { frames: [text(GREETING)], replies: [textBack(GREETING)] }),
  row('6.2.2', 'valid text, cut between two characters', {
    frames: [...fragments(TEXT, greeting, 12)],
    replies: [textBack(GREETING)],
  }),
  row('6.2.3', 'valid text in fragments of one byte', {
    frames: [...fragments(TEXT, greeting, 1)],
    replies: [textBack(GREETING)],
  }),
  row('6.2.4', 'κόσμε in fragments of one byte', {
    frames: [...fragments(TEXT, bytesOf(KOSME), 1)],
    replies: [textBack(KOSME)],
  }),
  row('6.3.1', 'a surrogate inside', { frames: [text(surrogateInside)], close: 1007 }),
  row('6.3.2', 'a surrogate inside, in fragments of one byte', {
    frames: [...fragments(TEXT, surrogateInside, 1)],
    close: 1007,
  }),
  // Fail fast: the tester never sends what would follow, so only an endpoint that judges each byte can pass.
  row('6.4.1', 'an impossible character in the second fragment; the third never comes', {
    frames: [text(KOSME, { fin: false }), continuation(beyond, false)],
    close: 1007,
  }),
  row('6.4.2', 'the second fragment ends at the byte that is impossible; no more comes', {
    frames: [
      text(join(bytesOf(KOSME), beyond.subarray(0, 1)), { fin: false }),
      continuation(beyond.subarray(1, 2), false),
    ],
    close: 1007,
  }),
  row('6.4.3', 'one frame, of which only the part up to an impossible character comes', {
    frames: [text(join(bytesOf(KOSME), beyond), { claimedLength: 11 + 4 + 6 })],
    close: 1007,
  }),
  row('6.4.4', 'one frame, of which only the part up to the impossible byte comes', {
    frames: [text(join(bytesOf(KOSME), beyond.subarray(0, 2)), { claimedLength: 11 + 4 + 6 })],
    close: 1007,
  }),
]

const kosme = bytesOf(KOSME)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const yes = (...hex: string[]) => hex.map((each) => [bytesFromHex(each), true] as const)
const no = (...hex: string[]) => hex.map((each) => [bytesFromHex(each), false] as const)
const incomplete = [
  'c0',
  'e080',
  'f08080',
  'f8808080',
  'fc80808080',
  'df',
  'efbf',
  'f7bfbf',
  'fbbfbfbf',
  'fdbfbfbfbf',
]
const starts = [range(0xc0, 0xdf), range(0xe0, 0xef), range(0xf0, 0xf7), range(0xf8, 0xfb), range(0xfc, 0xfd)]

/**
 * U+FFFE and U+FFFF, and the last two code points of each higher plane: valid, though they are no characters.
 */
const nonCharacters = range(0, 16).flatMap((plane) =>
  [0xfffe, 0xffff].map((low) => [bytesOf(String.fromCodePoint(plane * 0x10000 + low)), true] as const),
)

type Sequence = readonly [bytes: Uint8Array, valid: boolean]

const sequences: readonly (readonly [title: string, list: readonly Sequence[]])[] = [
  [
    'some valid sequences',
    ['hello$world', 'hello¢world', 'hello€world', 'hello𤭢world', KOSME].map(
      (each) => [bytesOf(each), true] as const,
    ),
  ],
  // κ 2 bytes, ό 3, σ 2, μ 2, ε 2: a prefix is whole where a character ends.
  [
    'the prefixes of κόσμε',
    range(1, 11).map((end) => [kosme.subarray(0, end), [2, 5, 7, 9, 11].includes(end)] as const),
  ],
  ['the first sequence of each length', yes('00', 'c280', 'e0a080', 'f0908080')],
  ['the first of 5 and 6 bytes', no('f888808080', 'fc8480808080')],
  ['the last sequence of each length', yes('7f', 'dfbf', 'efbfbf', 'f48fbfbf')],
  ['the last of 4, 5 and 6 bytes', no('f7bfbfbf', 'fbbfbfbfbf', 'fdbfbfbfbfbf')],
  ['other boundaries', [...yes('ed9fbf', 'ee8080', 'efbfbd', 'f48fbfbf'), ...no('f4908080')]],
  [
    'continuation bytes alone',
    [
      ...no('80', 'bf', '80bf', '80bf80', '80bf80bf', '80bf80bf80', '80bf80bf80bf'),
      [Uint8Array.from(range(0x80, 0xbf)), false],
    ],
  ],
  [
    'start bytes, each before a space',
    starts.map((list) => [Uint8Array.from(list.flatMap((byte) => [byte, 0x20])), false]),
  ],
  ['the last continuation byte missing', no(...incomplete)],
  ['those incomplete sequences together', no(incomplete.join(''))],
  ['bytes that are never possible', no('fe', 'ff', 'fefeffff')],
  ['overlong slashes', no('c0af', 'e080af', 'f08080af', 'f8808080af', 'fc80808080af')],
  ['the longest overlong sequences', no('c1bf', 'e09fbf', 'f08fbfbf', 'f887bfbfbf', 'fc83bfbfbfbf')],
  ['overlong zeros', no('c080', 'e08080', 'f0808080', 'f880808080', 'fc8080808080')],
  ['single surrogates', no('eda080', 'edadbf', 'edae80', 'edafbf', 'edb080', 'edbe80', 'edbfbf')],
  [
    'paired surrogates',
    no(...['eda080', 'edadbf', 'edae80', 'edafbf'].flatMap((high) => [`${high}edb080`, `${high}edbfbf`])),
  ],
  ['non-characters', nonCharacters],
  ['specials', yes('efbfb9', 'efbfba', 'efbfbb', 'efbfbc', 'efbfbd', 'efbfbe', 'efbfbf')],
]

export const utf8Cases: readonly ConformCase[] = [
  ...messages,
  ...sequences.flatMap(([title, list], group) =>
    list.map(([payload, valid], index) =>
      row(`6.${group + 5}.${index + 1}`, title, {
        frames: [text(payload)],
        ...(valid ? { replies: [textBack(payload)] } : { close: 1007 }),
      }),
    ),
  ),
]
