// Chapters of text without headings: 第二章 应用层, or 二、路由交换 right above a question. They end the answer above them
// and give context to what follows. The same count stands in answers (一、确认 二、重传): there no question follows it.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { isBlank } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const chapterLine: Dialect = { name: 'pasted-text', mark: markChapters }

const chapter = /^[ \t]{0,3}(?:第[ \t]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ \t]*[章篇][ \t\u3000:：]*|(?:chapter|unit|part)[ \t]+\d{1,2}[ \t]*[:.\-–][ \t]*)\S/iu
const counted = /^[ \t]{0,3}[一二三四五六七八九十]{1,3}[ \t]*[、.．][ \t]*\S/u
const numberedQuestion = /^[ \t]{0,3}(?:\d{1,4}[ \t]*[.．、)）]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|[-*+•][ \t])/u
const longest = 40

function markChapters(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  if (note.headings.some((heading) => heading.level > 1)) return []
  const taken = new Set(marked.map((placed) => placed.line))
  return note.lines.flatMap((line, index): PlacedMark[] => {
    if (note.code[index] !== 0 || isBlank(line) || line.text.length > longest || taken.has(index)) return []
    const clean = cleanTitle(line.text)
    if (/[。；;，,：:!！…]$/u.test(line.text.trim()) || asking(clean) > 0) return []
    if (!chapter.test(line.text) && !(counted.test(line.text) && leadsToQuestion(note, index + 1, taken))) return []
    const title = line.text.trim()
    return [
      {
        mark: { dialect: 'pasted-text', title, level: 2, bounded: false, explicit: false, tier: 'T3' },
        line: index,
        bodyFrom: index + 1,
      },
    ]
  })
}

function leadsToQuestion(note: ParsedNote, from: number, taken: ReadonlySet<number>): boolean {
  let next = from
  while (next < note.lines.length && isBlank(note.lines[next]!)) next += 1
  const line = note.lines[next]
  if (line === undefined) return false
  return taken.has(next) || (numberedQuestion.test(line.text) && asking(cleanTitle(line.text.slice(0, 300))) > 0)
}
