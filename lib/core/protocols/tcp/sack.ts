// The sender's scoreboard: what the peer's SACK blocks say has arrived, and what is therefore lost or in
// flight. Pure. Read first: RFC 6675 §2 to §4 (IsLost, SetPipe, NextSeg), RFC 2018 §5.
import {
  advance,
  before,
  distance,
  later,
  upTo,
  type SequenceNumber,
} from '#lib/core/protocols/tcp/sequence.ts'
import type { Range } from '#lib/core/protocols/tcp/tcb.ts'
import type { SackBlock } from '#lib/core/protocols/tcp/wire.ts'

export const DupThresh = 3

/**
 * Adds blocks that lie between UNA and NXT; blocks outside are a peer's mistake (or a D-SACK) and say
 * nothing.
 */
export function addBlocks(
  board: readonly Range[],
  blocks: readonly SackBlock[],
  UNA: SequenceNumber,
  NXT: SequenceNumber,
): readonly Range[] {
  let ranges = board
  for (const [left, right] of blocks) {
    if (!before(left, right) || before(left, UNA) || before(NXT, right)) continue
    ranges = addRange(ranges, [left, right])
  }
  return ranges
}

function addRange(ranges: readonly Range[], range: Range): readonly Range[] {
  let [left, right] = range
  const merged: Range[] = []
  for (const known of ranges) {
    if (before(known[1], left) || before(right, known[0])) merged.push(known)
    else [left, right] = [before(known[0], left) ? known[0] : left, later(known[1], right)]
  }
  merged.push([left, right])
  return merged.sort((a, b) => -distance(a[0], b[0]))
}

/** Forgets what lies before UNA. */
export function prune(ranges: readonly Range[], UNA: SequenceNumber): readonly Range[] {
  if (ranges.length === 0) return ranges
  const kept: Range[] = []
  for (const [left, right] of ranges) if (before(UNA, right)) kept.push([later(left, UNA), right])
  return kept
}

/** Octets reported as arrived. */
export function sackedOctets(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [left, right]) => sum + distance(left, right), 0)
}

/** RFC 6675 IsLost: three separate runs, or more than two segments' worth of octets, arrived above `at`. */
export function isLost(ranges: readonly Range[], at: SequenceNumber, SMSS: number): boolean {
  const above = ranges.filter(([left]) => before(at, left))
  return above.length >= DupThresh || sackedOctets(above) > (DupThresh - 1) * SMSS
}

/** RFC 6675 SetPipe: octets believed to be in the network. */
export function pipe(
  ranges: readonly Range[],
  UNA: SequenceNumber,
  NXT: SequenceNumber,
  HighRxt: SequenceNumber,
  SMSS: number,
): number {
  let octets = 0
  let at = UNA
  for (const [left, right] of [...ranges, [NXT, NXT] as const]) {
    if (before(at, left)) {
      const lost = isLost(ranges, at, SMSS)
      if (!lost) octets += distance(at, left)
      // What was sent again counts once more.
      if (before(at, HighRxt)) octets += distance(at, before(HighRxt, left) ? HighRxt : left)
    }
    at = later(at, right)
  }
  return octets
}

/** RFC 6675 NextSeg rules (1) and (3): the next run to send again, at most one segment; null: nothing is. */
export function nextHole(
  ranges: readonly Range[],
  UNA: SequenceNumber,
  HighRxt: SequenceNumber,
  SMSS: number,
  onlyLost: boolean,
): Range | null {
  let at = later(UNA, HighRxt)
  for (const [left, right] of ranges) {
    if (before(at, left)) {
      if (onlyLost && !isLost(ranges, at, SMSS)) return null
      const end = advance(at, SMSS)
      return [at, upTo(left, end) ? left : end]
    }
    at = later(at, right)
  }
  return null
}
