// Dialect 1: a heading that asks (`### What is X?`, `#### [X 是什么？（重要）](#x)`). The answer is the section.
// Also mends headings that Markdown does not see: `###3.3 DNS`, `##　标题` with a wide space, `<h3>…</h3>`, a title and
// its whole answer on one heading line. Reads no depth from numbers; the section tree does.
import type { Dialect, PlacedMark, RepairContext } from '#lib/core/notes/import/dialect.ts'
import type { Heading } from '#lib/core/notes/import/note-blocks.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { deckTag } from '#lib/core/notes/import/deck-marks.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, insertText, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'

export const interrogativeHeading: Dialect = {
  name: 'interrogative-heading',
  repair: mendHeadings,
  mark: ({ headings }) =>
    headings
      .filter(({ clean }) => asking(clean) > 0)
      .map((heading) => placeHeading(heading, 'interrogative-heading')),
}

/** A heading as a mark: T1 where it asks, T2 where it names. */
export function placeHeading(
  heading: Heading,
  dialect: 'interrogative-heading' | 'noun-heading',
): PlacedMark {
  const mark: Mark = {
    dialect,
    title: heading.title,
    level: heading.level,
    bounded: false,
    explicit: false,
    tier: dialect === 'interrogative-heading' ? 'T1' : 'T2',
  }
  return { mark, line: heading.line, bodyFrom: heading.bodyFrom }
}

function mendHeadings(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  const code = findCode(lines)
  const single = mendsSingleHash(lines, code)
  const mended: NoteLine[] = []
  let changed = false
  for (const [index, line] of lines.entries()) {
    const result = code[index] !== 0 || line.hidden ? null : mendHeading(line, single)
    if (result === null) {
      mended.push(line)
      continue
    }
    changed = true
    context.repairs.push({ kind: 'mended-heading', offset: line.start })
    mended.push(...result)
  }
  return changed ? mended : lines
}

function mendHeading(line: NoteLine, single: boolean): NoteLine[] | null {
  const text = line.text
  if (text.length > 2000) return null
  if (text.includes('<h')) {
    const html = /^[ \t]*<h([1-6])\b[^<>]*>(.+?)<\/h\1>[ \t]*$/i.exec(text)
    if (html !== null) {
      const from = text.indexOf('>') + 1
      return [insertText(cutLine(line, from, from + html[2]!.length), 0, `${'#'.repeat(Number(html[1]))} `)]
    }
  }
  const hashes = /^ {0,3}(#{1,6})(?!#)/.exec(text)
  if (hashes === null) return null
  const glued = /^ {0,3}#{1,6}([^#\s]|[\u3000\u00a0\u200b\ufeff])/.test(text)
  if (glued) {
    if (hashes[1]!.length === 1 && !single) return null
    return [insertText(line, hashes[0].length, ' ')]
  }
  return splitTitle(line)
}

/** `### What is X? X is …` with a long rest: the title ends at the question mark. */
function splitTitle(line: NoteLine): NoteLine[] | null {
  const text = line.text
  if (text.length < 60) return null
  const mark = text.search(/[?？][ \t"”」)）*]*(?=\S)/)
  if (mark < 0 || mark > 120) return null
  const rest = text.slice(mark + 1).replace(/^[ \t"”」)）*]+/, '')
  if (rest.length < 30 || /[?？][^?？]{0,8}$/.test(rest) || !/[。.；;!！]\s*$/.test(rest)) return null
  const from = text.length - rest.length
  return [cutLine(line, 0, from), newLine(line), cutLine(line, from)]
}

/** `#标题` is mended only where no line has a right `# ` heading and `#` is not how this note writes tags. */
function mendsSingleHash(lines: readonly NoteLine[], code: Uint8Array): boolean {
  let glued = 0
  for (const [index, line] of lines.entries()) {
    if (code[index] !== 0) continue
    if (/^ {0,3}#[ \t]/.test(line.text)) return false
    if (/^#[^#\s!]/.test(line.text)) {
      glued += 1
      if (
        /^#[\w/-]+(?:[ \t]+#[\w/-]+)*[ \t]*$/.test(line.text) ||
        /^#[\p{L}\p{N}_-]+\/[\p{L}\p{N}_/-]+[ \t]*$/u.test(line.text) ||
        deckTag.test(line.text) ||
        /^#(?:include|define|if|ifdef|endif)\b/.test(line.text)
      )
        return false
    }
  }
  return glued > 0
}
