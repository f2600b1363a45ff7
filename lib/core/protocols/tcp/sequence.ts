// Sequence numbers: 32 bits, compared modulo 2^32. Read first: RFC 9293 §3.4.
// `a` is before `b` when the shorter way round the circle from `a` to `b` goes forward.

/** An unsigned 32-bit number on the circle of sequence numbers. */
export type SequenceNumber = number

/** a + count, count may be negative. */
export const advance = (a: SequenceNumber, count: number): SequenceNumber => (a + count) >>> 0

/** How far `b` lies ahead of `a`: −2^31 to 2^31−1. */
export const distance = (a: SequenceNumber, b: SequenceNumber): number => (b - a) | 0

/** a < b */
export const before = (a: SequenceNumber, b: SequenceNumber): boolean => ((a - b) | 0) < 0

/** a =< b */
export const upTo = (a: SequenceNumber, b: SequenceNumber): boolean => ((a - b) | 0) <= 0

/** The later of the two. */
export const later = (a: SequenceNumber, b: SequenceNumber): SequenceNumber => (before(a, b) ? b : a)

/** left =< a < left + length, where length may be anything up to 2^32. */
export const within = (a: SequenceNumber, left: SequenceNumber, length: number): boolean => {
  return (a - left) >>> 0 < length
}
