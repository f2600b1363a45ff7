// A code fence that nobody closed swallows the rest of a note. If headings stand below it, it is closed before the first
// of them; else it ends with the note, as CommonMark says.
import { findOpenFence } from '#lib/core/notes/import/code-lines.ts'
import { insertText, isBlank, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { RepairNote } from '#lib/core/notes/import/repair.ts'

/** How many open fences of one note are mended. */
const most = 20

export function closeFences(lines: readonly NoteLine[], repairs: RepairNote[]): readonly NoteLine[] {
  let current = lines
  for (let round = 0; round < most; round += 1) {
    const open = findOpenFence(current)
    if (open === null) return current
    // Comments of shells and Python begin with one #, so only deeper headings after a blank line count.
    const heading = current.findIndex(
      (line, index) => index > open && /^#{2,6}[ \t]+\S/.test(line.text) && isBlank(current[index - 1]!),
    )
    if (heading < 0) return current
    const sign = /[`~]{3,}/.exec(current[open]!.text)?.[0] ?? '```'
    const closing = insertText(newLine(current[heading]!), 0, sign)
    repairs.push({ kind: 'closed-fence', offset: current[open]!.start })
    current = [...current.slice(0, heading), closing, newLine(current[heading]!), ...current.slice(heading)]
  }
  return current
}
