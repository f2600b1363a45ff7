// The list of dialects. Repairs run from the first to the last, each on what the one before left; marks are collected in
// the same order, and where two dialects mark one line the earlier wins. So: whole lines first, then wrappings, then
// labels, then what is inferred. Choices (7, 8) are read from finished sections, Anki's rows (15) by `anki-notes.ts`.
import type { Dialect } from '#lib/core/notes/import/dialect.ts'
import { admonition } from '#lib/core/notes/import/admonition.ts'
import { boldLine } from '#lib/core/notes/import/bold-line.ts'
import { chapterLine } from '#lib/core/notes/import/chapter-line.ts'
import { deckMarks } from '#lib/core/notes/import/deck-marks.ts'
import { details } from '#lib/core/notes/import/details.ts'
import { dialogue } from '#lib/core/notes/import/dialogue.ts'
import { flattenedText } from '#lib/core/notes/import/flattened-text.ts'
import { headingInList } from '#lib/core/notes/import/heading-in-list.ts'
import { htmlLines } from '#lib/core/notes/import/html-lines.ts'
import { interrogativeHeading } from '#lib/core/notes/import/interrogative-heading.ts'
import { nounHeading } from '#lib/core/notes/import/noun-heading.ts'
import { numberedLines } from '#lib/core/notes/import/numbered-lines.ts'
import { oneQuestionFile } from '#lib/core/notes/import/one-question-file.ts'
import { outlineItems } from '#lib/core/notes/import/outline-items.ts'
import { pastedText } from '#lib/core/notes/import/pasted-text.ts'
import { questionTable } from '#lib/core/notes/import/question-table.ts'
import { questionAnswer } from '#lib/core/notes/import/question-answer.ts'
import { quotedQuestion } from '#lib/core/notes/import/quoted-question.ts'
import { titledFile } from '#lib/core/notes/import/titled-file.ts'

export const dialects: readonly Dialect[] = [
  htmlLines,
  flattenedText,
  headingInList,
  titledFile,
  oneQuestionFile,
  interrogativeHeading,
  details,
  admonition,
  nounHeading,
  quotedQuestion,
  dialogue,
  questionAnswer,
  questionTable,
  deckMarks,
  boldLine,
  chapterLine,
  outlineItems,
  numberedLines,
  pastedText,
]
