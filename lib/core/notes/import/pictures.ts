// The pictures a note shows, so that missing ones can be flagged at import. Nothing is fetched here or for this list.
import { findCode } from './code-lines.ts'
import type { NoteLine } from './note-lines.ts'
import type { ReadPicture } from './read-card.ts'

const picture = /!\[[^\]]*\]\([ \t]*<?([^\s()<>]+(?:\([^()]*\)[^\s()<>]*)*)>?[^)]*\)|<img\b[^<>]*?\bsrc\s*=\s*["']([^"'<>]+)["']|!\[\[([^\]|]+)(?:\|[^\]]*)?\]\]/gi

export function findPictures(lines: readonly NoteLine[]): ReadPicture[] {
  if (!lines.some((line) => line.text.includes('![') || line.text.includes('<img'))) return []
  const code = findCode(lines)
  return lines.flatMap((line, index) => {
    if (code[index] === 1 || line.text.length > 20_000) return []
    return [...line.text.matchAll(picture)].map((match) => {
      const url = match[1] ?? match[2] ?? match[3]!
      return { url, remote: /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(url), line: index + 1 }
    })
  })
}
