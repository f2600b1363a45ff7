// Dialect 13: one file a question. The only first-level heading says who asks (`# 面试官：说说你对 CDN 的理解`); the file is
// the answer, and the headings below are its outline, not cards. A first-level heading that asks without such a prefix
// is dialect 1, with the same effect.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'

export const oneQuestionFile: Dialect = { name: 'one-question-file', mark: markFile }

const asker = /^(?:面试官|面试题|问题?|题目|interviewer|question)\s*\d*\s*[:：]/iu

function markFile({ headings }: ParsedNote): readonly PlacedMark[] {
  const [only, ...others] = headings.filter((heading) => heading.level === 1)
  if (only === undefined || only !== headings[0] || !asker.test(plainText(only.title))) return []
  // Others of its level are its outline, unless they ask too.
  if (others.some((heading) => asking(heading.clean) > 0)) return []
  return [
    {
      mark: {
        dialect: 'one-question-file',
        title: only.title,
        level: others.length === 0 ? 1 : 0,
        bounded: false,
        explicit: true,
        tier: 'T1',
      },
      line: only.line,
      bodyFrom: only.bodyFrom,
    },
  ]
}
