// The reader on five real notes, which are other people's text and stand beside the repository, not in it. Counted by
// hand: the lines (in the flattened sample: the offsets) where a clear question stands, the last line of its answer,
// and the lines where a card would be wrong (containers, a table of contents, advertisement, references).
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const shared =
  process.env['PROTODECK_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))
const path = (name: string): string => `${shared}/notes/${name}.md`

interface Count {
  readonly name: string
  /** Line of the question → last line of its answer. */
  readonly clear: Readonly<Record<number, number>>
  readonly none: readonly number[]
}

const counts: readonly Count[] = [
  {
    name: 'sample-000',
    clear: { 5: 9, 13: 24, 28: 34, 36: 46, 50: 67, 69: 78, 80: 106, 108: 145, 173: 187 },
    none: [1, 3, 48, 171],
  },
  {
    name: 'sample-001',
    clear: {
      5: 21,
      36: 43,
      83: 91,
      95: 99,
      102: 113,
      115: 125,
      272: 347,
      349: 360,
      365: 367,
      369: 377,
      379: 383,
      385: 400,
      440: 442,
      444: 446,
      448: 450,
      452: 454,
      458: 468,
      470: 481,
      483: 485,
      487: 493,
      495: 507,
      533: 557,
      561: 564,
      566: 568,
      570: 586,
      638: 646,
      648: 661,
      664: 668,
      670: 676,
      710: 715,
      717: 719,
      721: 723,
      725: 737,
      739: 741,
      743: 750,
      759: 769,
      771: 773,
      792: 794,
      827: 829,
      849: 851,
      973: 977,
      1046: 1060,
    },
    none: [1, 3, 93, 154, 185, 363, 456, 520, 559, 752, 876, 971, 1044, 1062, 1142],
  },
  {
    name: 'sample-002',
    clear: { 595: 597, 599: 601, 603: 605, 607: 609, 611: 613, 661: 664, 666: 669, 671: 675, 677: 681 },
    none: [1, 2, 6, 24, 72, 102, 124, 146, 174, 492, 593, 659, 685, 687],
  },
  {
    name: 'sample-003',
    clear: {
      54: 2,
      824: 2,
      1911: 2,
      2349: 2,
      2588: 2,
      4779: 2,
      6664: 2,
      7838: 2,
      9462: 2,
      11234: 2,
      12025: 2,
    },
    none: [0, 42, 4770],
  },
  { name: 'sample-004', clear: { 209: 219, 489: 496 }, none: [1, 3, 25, 180, 223, 364, 654] },
]

describe('five real notes', () => {
  for (const { name, clear, none } of counts) {
    it.skipIf(!existsSync(path(name)))(
      `${name}: every clear question with its answer, no card of what is none (skipped without the sample notes)`,
      () => {
        const { cards } = readNotes(readFileSync(path(name)), { file: name })
        const key = (card: (typeof cards)[number]): number =>
          name === 'sample-003' ? card.place.offset : card.place.line
        const found = Object.fromEntries(
          cards.filter((card) => key(card) in clear).map((card) => [key(card), card.lines.to]),
        )
        const rule = /\n(?:-{3,}|\*{3,})\s*$/
        expect(found).toEqual(clear)
        expect(cards.map(key).filter((place) => none.includes(place))).toEqual([])
        expect(cards.filter((card) => rule.test(card.answer))).toEqual([])
      },
    )
  }
})
