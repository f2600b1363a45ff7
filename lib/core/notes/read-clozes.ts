// Finds `{{c1::hidden text::hint}}` in the prose of a card. It works on the text, not on the tree: a cloze
// may hold code or emphasis, but its braces never stand inside code.
import { toString } from 'mdast-util-to-string'
import type { ClozeDraft, ClozeFault, Span } from '#lib/core/notes/draft.ts'
import { findDeepNesting, parseMarkdown } from '#lib/core/notes/markdown.ts'
import { isWithin } from '#lib/core/notes/spans.ts'

const braces = /\{\{|\}\}/g

/** The clozes of `text` within `span`, in order, and what is wrong with the others. `code` is sorted. */
export function readClozes(
  text: string,
  span: Span,
  code: readonly Span[],
): { readonly clozes: readonly ClozeDraft[]; readonly faults: readonly ClozeFault[] } {
  const clozes: ClozeDraft[] = []
  const faults: ClozeFault[] = []
  let open: number | null = null
  let nested = false
  braces.lastIndex = span.start
  for (let found = braces.exec(text); found !== null && found.index < span.end; found = braces.exec(text)) {
    const offset = found.index
    if (isWithin(code, offset)) {
      if (/^\{\{c\d+::/.test(text.slice(offset, offset + 8)))
        faults.push({ fault: 'code', written: excerpt(text, offset), offset })
    } else if (found[0] === '{{') {
      if (open === null) open = offset
      else {
        nested = true
        faults.push({ fault: 'nested', written: excerpt(text, offset), offset })
      }
    } else if (open === null) {
      if (!nested) faults.push({ fault: 'malformed', written: '}}', offset })
      nested = false
    } else {
      const whole: Span = { start: open, end: offset + 2 }
      if (!nested) {
        const cloze = readCloze(text, whole)
        if ('fault' in cloze) faults.push(cloze)
        else clozes.push(cloze)
      }
      open = null
    }
  }
  if (open !== null && !nested)
    faults.push({ fault: 'malformed', written: excerpt(text, open), offset: open })
  return { clozes, faults }
}

function readCloze(text: string, span: Span): ClozeDraft | ClozeFault {
  const content = text.slice(span.start + 2, span.end - 2)
  const written = excerpt(text, span.start)
  const parts = content.split('::')
  const [id = '', hidden = '', hint] = parts
  const malformed: ClozeFault = { fault: 'malformed', written, offset: span.start }
  // A second `::` belongs to the hint alone; with more of them nobody can say which.
  if (parts.length < 2 || parts.length > 3 || hidden.trim() === '' || hint?.trim() === '') return malformed
  if (/\n[ \t]*\n/.test(content) || !/^c[\w-]*$/.test(id)) return malformed
  if (!/^c[1-9]\d?$/.test(id)) return { fault: 'id', written: id, offset: span.start }
  return { id, text: plain(hidden), hint: hint === undefined ? null : plain(hint), span }
}

function plain(markdown: string): string {
  const flat = markdown.replace(/\s+/g, ' ').trim()
  if (!/[`*_[\]\\~&<]/.test(flat) || findDeepNesting(flat) !== null) return flat
  return toString(parseMarkdown(flat), { includeHtml: false })
}

function excerpt(text: string, offset: number): string {
  const line = text.slice(offset, offset + 40).split('\n')[0]!
  const end = line.indexOf('}}')
  if (end >= 0) return line.slice(0, end + 2)
  return line.length < 40 ? line : `${line.slice(0, 39)}…`
}
