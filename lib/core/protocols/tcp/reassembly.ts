// Segments that came before their turn: kept in order and without overlaps, given back when the gap closes,
// and told to the sender as SACK blocks. Pure. Read first: RFC 9293 §3.10.7.4 (SHLD-31), RFC 2018 §4.
import { advance, before, distance, upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { Held, Range } from '#lib/core/protocols/tcp/tcb.ts'
import type { SackBlock } from '#lib/core/protocols/tcp/wire.ts'
import type { Octets } from '#lib/core/protocols/wire/octets.ts'

/** What is now in order: the data from RCV.NXT on, whether a FIN follows it, and what is still held. */
export interface InOrder {
  readonly data: Octets
  readonly FIN: boolean
  readonly held: readonly Held[]
}

const endOf = (held: Held): SequenceNumber => advance(held.SEQ, held.data.length)

/**
 * Keeps a segment that starts after RCV.NXT. Octets held already are not overwritten; a FIN is kept with its
 * end.
 */
export function hold(held: readonly Held[], arrived: Held): readonly Held[] {
  const kept: Held[] = []
  let rest: Held | null = arrived
  for (const item of held) {
    if (rest !== null && before(rest.SEQ, item.SEQ)) {
      const room = distance(rest.SEQ, item.SEQ)
      const fits: boolean = rest.data.length <= room
      kept.push({
        SEQ: rest.SEQ,
        data: rest.data.slice(0, room),
        FIN: fits && rest.FIN && rest.data.length < room,
      })
      // A FIN at the very place where held data begins contradicts that data: the data came first.
      rest = fits ? null : rest
    }
    kept.push(item)
    if (rest !== null) rest = beyond(rest, item)
  }
  if (rest !== null) kept.push(rest)
  return kept.filter((item) => item.data.length > 0 || item.FIN)
}

/** The part of `arrived` after what `item` holds; null when nothing of it is new. */
function beyond(arrived: Held, item: Held): Held | null {
  const end = endOf(item)
  if (upTo(end, arrived.SEQ)) return item.FIN ? null : arrived
  const covered = distance(arrived.SEQ, end)
  if (covered < arrived.data.length) return { SEQ: end, data: arrived.data.slice(covered), FIN: arrived.FIN }
  return arrived.FIN && covered === arrived.data.length && !item.FIN
    ? { SEQ: end, data: '', FIN: true }
    : null
}

/** Takes what has become contiguous with RCV.NXT. */
export function takeInOrder(held: readonly Held[], NXT: SequenceNumber): InOrder {
  let data = ''
  let at = NXT
  let taken = 0
  let FIN = false
  for (const item of held) {
    if (FIN || before(at, item.SEQ)) break
    const skip = distance(item.SEQ, at)
    if (skip <= item.data.length) {
      data += item.data.slice(skip)
      at = advance(at, item.data.length - skip)
      FIN = item.FIN
    }
    taken++
  }
  return { data, FIN, held: FIN ? [] : held.slice(taken) }
}

/** The contiguous runs that are held. */
export function heldRanges(held: readonly Held[]): Range[] {
  const ranges: Range[] = []
  for (const item of held) {
    const right = advance(endOf(item), item.FIN ? 1 : 0)
    const last = ranges.at(-1)
    if (last?.[1] === item.SEQ) ranges[ranges.length - 1] = [last[0], right]
    else ranges.push([item.SEQ, right])
  }
  return ranges
}

/**
 * SACK blocks to report: first the run with the newest arrival (RFC 2018 §4), then the others, the nearest
 * first. `room` is how many fit: 4, or 3 next to a timestamp option.
 */
export function sackBlocks(held: readonly Held[], newest: SequenceNumber | null, room: number): SackBlock[] {
  const ranges = heldRanges(held)
  const first = ranges.findIndex(
    ([left, right]) => newest !== null && upTo(left, newest) && before(newest, right),
  )
  if (first > 0) ranges.unshift(...ranges.splice(first, 1))
  return ranges.slice(0, room)
}
