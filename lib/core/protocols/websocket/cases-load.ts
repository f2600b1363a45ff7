// Conformance groups 9 and 10: messages up to 16 MiB, many fragments, many writes, many messages.
// Read first: RFC 6455 §5.4, §10.4.
import {
  binaryBack,
  fragments,
  row,
  sampleBinary,
  sampleText,
  textBack,
  type ConformCase,
} from '#lib/core/protocols/websocket/conform-case.ts'
import { BINARY, TEXT } from '#lib/core/protocols/websocket/frame.ts'

const KIB = 1024
const MIB = 1024 * 1024

const kinds = [
  { name: 'text', opcode: TEXT, sample: sampleText, back: textBack },
  { name: 'binary', opcode: BINARY, sample: sampleBinary, back: binaryBack },
] as const

/** Text in the first subgroup, binary in the second. */
function pair(
  first: number,
  numbers: readonly number[],
  make: (kind: (typeof kinds)[number], id: string, size: number) => ConformCase,
): ConformCase[] {
  return kinds.flatMap((kind, offset) =>
    numbers.map((size, index) => make(kind, `9.${first + offset}.${index + 1}`, size)),
  )
}

export const loadCases: readonly ConformCase[] = [
  ...pair(1, [64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB], (kind, id, size) =>
    row(id, `${kind.name} of ${size} bytes`, {
      frames: () => [{ opcode: kind.opcode, payload: kind.sample(size) }],
      replies: () => [kind.back(kind.sample(size))],
    }),
  ),
  ...pair(3, [64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB], (kind, id, size) =>
    row(id, `4 MiB of ${kind.name} in fragments of ${size} bytes`, {
      frames: () => fragments(kind.opcode, kind.sample(4 * MIB), size),
      replies: () => [kind.back(kind.sample(4 * MIB))],
    }),
  ),
  ...pair(5, [64, 128, 256, 512, KIB, 2 * KIB], (kind, id, size) =>
    row(id, `1 MiB of ${kind.name} in writes of ${size} bytes`, {
      frames: () => [{ opcode: kind.opcode, payload: kind.sample(MIB) }],
      replies: () => [kind.back(kind.sample(MIB))],
      writes: size,
    }),
  ),
  ...pair(7, [0, 16, 64, 256, KIB, 4 * KIB], (kind, id, size) =>
    row(id, `1000 messages, ${kind.name} of ${size} bytes`, {
      frames: () => Array.from({ length: 1000 }, () => ({ opcode: kind.opcode, payload: kind.sample(size) })),
      replies: () => Array.from({ length: 1000 }, () => kind.back(kind.sample(size))),
    }),
  ),
  row('10.1.1', '64 KiB of text in fragments of 1300 bytes', {
    frames: () => fragments(TEXT, sampleText(65536), 1300),
    replies: () => [textBack(sampleText(65536))],
  }),
]
