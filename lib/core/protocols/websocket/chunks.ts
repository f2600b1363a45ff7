// Bytes that arrive in parts, as a value: adding shares what is there, and a million parts of one byte cost
// no more memory than the message itself.

/** The newest part first; null for no bytes. */
export type Chunks = { readonly bytes: Uint8Array; readonly before: Chunks } | null

/** Parts above this size are not copied together: their own cost is small beside them. */
const BIG = 64 * 1024

/**
 * Adds bytes at the end. A part that is not bigger than its successor is joined with it, so that there are
 * about log₂ n parts, and each byte is copied about as often. The given bytes must not change afterwards.
 */
export function addChunk(chunks: Chunks, bytes: Uint8Array): Chunks {
  if (bytes.length === 0) return chunks
  let added = bytes
  let before = chunks
  while (before !== null && before.bytes.length < BIG && before.bytes.length <= added.length) {
    const joined = new Uint8Array(before.bytes.length + added.length)
    joined.set(before.bytes)
    joined.set(added, before.bytes.length)
    added = joined
    before = before.before
  }
  return { bytes: added, before }
}

/** All bytes in order; `size` is their number. The single part itself when there is but one. */
export function joinChunks(chunks: Chunks, size: number): Uint8Array {
  if (chunks !== null && chunks.before === null) return chunks.bytes
  const out = new Uint8Array(size)
  let end = size
  for (let part = chunks; part !== null; part = part.before) {
    end -= part.bytes.length
    out.set(part.bytes, end)
  }
  return out
}
