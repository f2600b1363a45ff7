// Which lines of a note are code, so that nothing inside a fence is taken for a heading, a question or a list.
// A fence counts at any indentation and behind list and quote markers, because people indent carelessly; what
// CommonMark says of the repaired text is remark's business afterwards.
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

const opening = /^((?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})(.*)$/

/** A `<pre>` that is not closed within so many lines is taken for text: the search stays linear. */
const tagReach = 200

/** For each line 0, or where it is code (a fence, pre, script, style): 1 on the first line of each piece, 2 on the others. */
export function findCode(lines: readonly NoteLine[]): Uint8Array {
  const code = new Uint8Array(lines.length)
  let index = 0
  while (index < lines.length) {
    const end = codeEnd(lines, index)
    if (end === null) {
      index += 1
      continue
    }
    code.fill(2, index, end.to)
    code[index] = 1
    index = end.to
  }
  return code
}

/** The fences that no line closes: the index of each one's opening line (at most one, the last). */
export function findOpenFence(lines: readonly NoteLine[]): number | null {
  let index = 0
  while (index < lines.length) {
    const end = codeEnd(lines, index)
    if (end?.closed === false) return index
    index = end?.to ?? index + 1
  }
  return null
}

function codeEnd(lines: readonly NoteLine[], from: number): { to: number; closed: boolean } | null {
  const line = lines[from]!
  if (line.hidden) return null
  const text = line.text
  const tag = /^[ \t]{0,3}<(pre|script|style)\b/i.exec(text)
  if (tag !== null) {
    const close = new RegExp(`</${tag[1]!}>`, 'i')
    for (let index = from; index < Math.min(lines.length, from + tagReach); index += 1) {
      if (close.test(lines[index]!.text)) return { to: index + 1, closed: true }
    }
    return null
  }
  if (!text.includes('```') && !text.includes('~~~')) return null
  const fence = opening.exec(text)
  if (fence === null) return null
  const mark = fence[2]!
  if (mark.startsWith('`') && fence[3]!.includes('`')) return null
  const closing = new RegExp(`^[ \\t>]*${mark[0]!}{${mark.length},}[ \\t]*$`)
  for (let index = from + 1; index < lines.length; index += 1) {
    if (closing.test(lines[index]!.text)) return { to: index + 1, closed: true }
  }
  return { to: lines.length, closed: false }
}
