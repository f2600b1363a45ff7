// The conformance cases: what a tester sends, and the only answer that passes. The numbers are those of the
// Autobahn test suite, whose groups they follow; the bytes and the verdicts are ours, and none is merely
// tolerated. Rows know nothing of who runs them: `conform.ts` runs them in process, a test over sockets
// against other libraries.
// Read first: RFC 6455 §5 and §7.4.
import { compressionCases } from '#lib/core/protocols/websocket/cases-compression.ts'
import { framingCases } from '#lib/core/protocols/websocket/cases-framing.ts'
import { closeCases } from '#lib/core/protocols/websocket/cases-close.ts'
import { loadCases } from '#lib/core/protocols/websocket/cases-load.ts'
import { utf8Cases } from '#lib/core/protocols/websocket/cases-utf8.ts'
import type { ConformCase } from '#lib/core/protocols/websocket/conform-case.ts'

export const caseGroups = [
  { name: '1', title: 'Framing' },
  { name: '2', title: 'Pings and pongs' },
  { name: '3', title: 'Reserved bits' },
  { name: '4', title: 'Opcodes' },
  { name: '5', title: 'Fragmentation' },
  { name: '6', title: 'UTF-8' },
  { name: '7', title: 'Close handling' },
  { name: '9', title: 'Limits and performance' },
  { name: '10', title: 'Automatic fragmentation' },
  { name: '12', title: 'Compression of different payloads' },
  { name: '13', title: 'Compression with different parameters' },
] as const

/** Every case, in the order of its number. */
export const conformCases: readonly ConformCase[] = [
  ...framingCases,
  ...utf8Cases,
  ...closeCases,
  ...loadCases,
  ...compressionCases,
]

/** `5.12` belongs to group `5`. */
export function groupOf(conformCase: ConformCase): string {
  return conformCase.id.split('.')[0]!
}
