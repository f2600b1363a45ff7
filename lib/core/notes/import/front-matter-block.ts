// The front matter of a person's note: found, hidden, and its title and tags read. Leniently and by line, because it
// comes from a dozen programs; unknown keys are nobody's fault here. Format 1's own front matter is read elsewhere.
import type { FrontMatter } from '#lib/core/notes/import/dialect.ts'
import { offsetInLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'

const longest = 200
const empty: FrontMatter = { title: null, tags: [], titleOffset: 0 }

/** The lines with the front matter hidden, and what it says. */
export function readFrontMatter(lines: readonly NoteLine[]): {
  lines: readonly NoteLine[]
  front: FrontMatter
} {
  const first = lines.findIndex((line) => line.text.trim() !== '')
  if (first < 0 || !/^(?:---|\+\+\+)[ \t]*$/.test(lines[first]!.text)) return { lines, front: empty }
  const fence = lines[first]!.text.trim()
  const end = lines.findIndex(
    (line, index) => index > first && (line.text.trim() === fence || line.text.trim() === '...'),
  )
  if (end < 0 || end - first > longest) return { lines, front: empty }
  const body = lines.slice(first + 1, end)
  // A rule, a paragraph and a rule are no front matter: something must look like a key.
  if (!body.some((line) => /^[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff -]*[ \t]*[:=]/.test(line.text)))
    return { lines, front: empty }
  const hidden = lines.map((line, index) =>
    index >= first && index <= end ? { ...line, hidden: true } : line,
  )
  return { lines: hidden, front: readKeys(body) }
}

function readKeys(body: readonly NoteLine[]): FrontMatter {
  let title: string | null = null
  let titleOffset = 0
  const tags: string[] = []
  let inTags = false
  for (const line of body) {
    const item = /^[ \t]+-[ \t]+(.+)$|^-[ \t]+(.+)$/.exec(line.text)
    if (inTags && item !== null) {
      tags.push(unquote(item[1] ?? item[2]!))
      continue
    }
    const key = /^([\w-]+)[ \t]*[:=][ \t]*(.*)$/.exec(line.text)
    if (key === null) continue
    inTags = /^tags?$/i.test(key[1]!)
    const value = key[2]!.trim()
    if (/^title$/i.test(key[1]!) && value !== '') {
      title = unquote(value)
      titleOffset = offsetInLine(line, line.text.indexOf(title))
    } else if (inTags && value !== '') {
      tags.push(
        ...value
          .replace(/^\[|\]$/g, '')
          .split(/[,，]/)
          .map(unquote)
          .filter((tag) => tag !== ''),
      )
    }
  }
  return { title, tags, titleOffset }
}

function unquote(value: string): string {
  return value
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
}
