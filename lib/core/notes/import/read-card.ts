// What reading a person's notes gives: cards that are not yet anybody's. Types only. Format 1's cards (`../card.ts`) are
// another kind of thing: those were written as cards, these were found.
import type { Problem } from '#lib/core/problem.ts'
import type { CardKind } from '#lib/core/notes/card.ts'
import type { NoteEncoding } from '#lib/core/notes/import/decode-text.ts'
import type { DialectName, Tier } from '#lib/core/notes/import/mark.ts'
import type { Repair, RepairKind } from '#lib/core/notes/import/repair.ts'

export interface ReadOption {
  readonly text: string
  readonly right: boolean
}

export interface ReadPlace {
  readonly file: string
  /** 1-based, of the original file. */
  readonly line: number
  readonly column: number
  /** 0-based offset in characters of the decoded text. */
  readonly offset: number
  /** Offset behind the question's last letter on that line; where the question stands on a line of its own. */
  readonly end?: number
}

export interface ReadCard {
  /** The id in the text, else a provisional one (`t-…`). */
  readonly id: string
  readonly explicitId: boolean
  /** What is asked: one line of plain text, and below it Markdown where the question has a body (code, a picture). */
  readonly question: string
  /** Markdown: the exact region of the section, repaired. */
  readonly answer: string
  readonly kind: CardKind
  readonly tier: Tier
  readonly dialect: DialectName
  /** The titles above, outermost first, as plain text. */
  readonly contextPath: readonly string[]
  readonly place: ReadPlace
  /** First and last line of the original that the card was made of, 1-based. */
  readonly lines: { readonly from: number; readonly to: number }
  /** The kinds of repair made within those lines. */
  readonly repairs: readonly RepairKind[]
  /** Of the file's front matter, or of Anki's note. */
  readonly tags: readonly string[]
  /** Text near the card that is neither question nor answer: nothing of a note is dropped. */
  readonly context: string
  /** For kind `choice`. */
  readonly options?: readonly ReadOption[]
}

export interface ReadPicture {
  readonly url: string
  /** An address on the network: shown as a link, never fetched. Others must come along with the notes. */
  readonly remote: boolean
  readonly line: number
}

export interface ReadNotes {
  readonly cards: readonly ReadCard[]
  readonly problems: readonly Problem[]
  readonly repairs: readonly Repair[]
  readonly dialects: readonly DialectName[]
  readonly pictures: readonly ReadPicture[]
  readonly encoding: NoteEncoding
  /** The front matter's title, else the first heading of the first level, else null. */
  readonly title: string | null
}
