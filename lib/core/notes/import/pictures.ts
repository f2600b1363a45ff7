// The pictures a note shows, so that missing ones can be flagged at import. Nothing is fetched here or for this list.
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { ReadPicture } from '#lib/core/notes/import/read-card.ts'

const picture =
  /!\[[^\]]{0,300}\]\([ \t]{0,20}<?([^\s()<>]{1,2000}(?:\([^()]{0,200}\)[^\s()<>]{0,500}){0,4})>?[^)]{0,300}\)|<img\b[^<>]{0,500}?\bsrc\s{0,9}=\s{0,9}["']([^"'<>]{1,2000})["']|!\[\[([^\]|]{1,500})(?:\|[^\]]{0,200})?\]\]/gi

export function findPictures(lines: readonly NoteLine[]): ReadPicture[] {
  if (!lines.some((line) => line.text.includes('![') || line.text.includes('<img'))) return []
  const code = findCode(lines)
  return lines.flatMap((line, index) => {
    if (code[index] !== 0 || line.text.length > 20_000) return []
    return [...line.text.matchAll(picture)].map((match) => {
      const url = match[1] ?? match[2] ?? match[3]!
      return { url, remote: /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(url), line: index + 1 }
    })
  })
}
