// The list of dialects. Repairs run from the first to the last, each on what the one before left; marks are collected in
// the same order, and where two dialects mark one line the earlier wins. So: whole lines first, then wrappings, then
// labels, then what is inferred. Choices (7, 8) are read from finished sections, Anki's rows (15) by `anki-notes.ts`.
import type { Dialect } from './dialect.ts'
import { admonition } from './admonition.ts'
import { boldLine } from './bold-line.ts'
import { deckMarks } from './deck-marks.ts'
import { details } from './details.ts'
import { flattenedText } from './flattened-text.ts'
import { headingInList } from './heading-in-list.ts'
import { interrogativeHeading } from './interrogative-heading.ts'
import { nounHeading } from './noun-heading.ts'
import { numberedLines } from './numbered-lines.ts'
import { oneQuestionFile } from './one-question-file.ts'
import { pastedText } from './pasted-text.ts'
import { questionTable } from './question-table.ts'
import { questionAnswer } from './question-answer.ts'
import { quotedQuestion } from './quoted-question.ts'
import { titledFile } from './titled-file.ts'

export const dialects: readonly Dialect[] = [
  flattenedText,
  headingInList,
  titledFile,
  oneQuestionFile,
  interrogativeHeading,
  details,
  admonition,
  nounHeading,
  quotedQuestion,
  questionAnswer,
  questionTable,
  deckMarks,
  boldLine,
  numberedLines,
  pastedText,
]
