// What a dialect says about a line: here stands a question, or a title that gives context. Types only.
// The section tree is built from marks alone, whichever dialect set them.
import type { CardKind } from '#lib/core/notes/card.ts'

/** T1 an explicit mark (taken), T2 a repaired mark or a noun phrase (taken, with a badge), T3 an inferred title (asked first). */
export type Tier = 'T1' | 'T2' | 'T3'

export type DialectName =
  | 'interrogative-heading'
  | 'noun-heading'
  | 'details'
  | 'admonition'
  | 'heading-in-list'
  | 'quoted-question'
  | 'choice-boxes'
  | 'choice-letters'
  | 'numbered-lines'
  | 'question-answer'
  | 'question-table'
  | 'deck-marks'
  | 'titled-file'
  | 'one-question-file'
  | 'flattened-text'
  | 'pasted-text'
  | 'bold-line'
  | 'anki'
  | 'own-markdown'

export interface Mark {
  readonly dialect: DialectName
  /** Markdown of the question or title, on one line. */
  readonly title: string
  /** 0 the file's own title, 1 to 6 headings, 7 a line in bold or a quote, 8 a numbered line. Smaller contains larger. */
  readonly level: number
  /** Ends where a line's `ends` says, and not at the next mark of its level. */
  readonly bounded: boolean
  /** The author marked it as a question, whatever its words are. */
  readonly explicit: boolean
  /** The best tier that a card from it can have. */
  readonly tier: Tier
  /** Set where the dialect itself knows the kind. */
  readonly kind?: CardKind
}
