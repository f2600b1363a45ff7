// The reader of people's own notes: bytes → text → repaired lines → remark's blocks → marks → section tree → cards.
// Pure, and total: any bytes give cards or problems, in bounded time and memory. It decides nothing for good: every card
// carries its tier, its place and what was repaired, and a person looks them over. The original text is never rewritten.
// Format 1 (our own notes) has a stricter reader next door.
import type { Problem } from '#lib/core/problem.ts'
import {
  countListedQuestions,
  isChrome,
  sliceMarkdown,
  trimRange,
} from '#lib/core/notes/import/answer-text.ts'
import type { LineRange } from '#lib/core/notes/import/answer-text.ts'
import { findCards } from '#lib/core/notes/import/cards-from-sections.ts'
import type { Candidate, FoundCards } from '#lib/core/notes/import/cards-from-sections.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { decodeText } from '#lib/core/notes/import/decode-text.ts'
import type { NoteEncoding } from '#lib/core/notes/import/decode-text.ts'
import type { FrontMatter, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import { dialects } from '#lib/core/notes/import/dialects.ts'
import { readFrontMatter } from '#lib/core/notes/import/front-matter-block.ts'
import { hideComments } from '#lib/core/notes/import/hide-comments.ts'
import { findHeadings, readBlocks } from '#lib/core/notes/import/note-blocks.ts'
import {
  isBlank,
  lineOfOffset,
  lineStarts,
  offsetInLine,
  splitLines,
} from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { findNestingProblem, findSizeProblem } from '#lib/core/notes/import/note-limits.ts'
import { findPictures } from '#lib/core/notes/import/pictures.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { provisionalId } from '#lib/core/notes/import/provisional-id.ts'
import type { ReadCard, ReadNotes, ReadPlace } from '#lib/core/notes/import/read-card.ts'
import { isRestructuredText } from '#lib/core/notes/import/restructured-text.ts'
import type { Repair, RepairKind, RepairNote } from '#lib/core/notes/import/repair.ts'
import { isAnkiText, readAnkiText } from '#lib/core/notes/import/anki-notes.ts'
import { readOwnMarkdown } from '#lib/core/notes/import/own-markdown.ts'
import { readOwnFile } from '#lib/core/notes/import/own-file.ts'
import { closeFences } from '#lib/core/notes/import/close-fences.ts'
import { buildSections } from '#lib/core/notes/import/section-tree.ts'

/**
 * The cards of one file of notes. `file` is its name, for places and for the formats that a name tells.
 * Never throws. Problems of the whole file (`notes-…`) leave `cards` empty; the others name a place each.
 */
export function readNotes(bytes: Uint8Array | string, { file }: { readonly file: string }): ReadNotes {
  const size = findSizeProblem(typeof bytes === 'string' ? bytes.length : bytes.length)
  if (size !== null) return refuse(size, file, 'utf-8')
  if (typeof bytes === 'string') return readText(bytes.replace(/^\ufeff/, ''), file, 'utf-8')
  const decoded = decodeText(bytes)
  return decoded.ok
    ? readText(decoded.value.text, file, decoded.value.encoding)
    : refuse(decoded.problem, file, 'utf-8')
}

function refuse(problem: Problem, file: string, encoding: NoteEncoding): ReadNotes {
  const placed = { ...problem, place: { file, ...problem.place } }
  return { cards: [], problems: [placed], repairs: [], dialects: [], pictures: [], encoding, title: null }
}

function readText(text: string, file: string, encoding: NoteEncoding): ReadNotes {
  const own = readOwnMarkdown(text)
  if (own !== null) return readOwnFile(own, { file, encoding })
  if (isAnkiText(text, file)) return readAnkiText(text, { file, encoding })
  const original = splitLines(text)
  const nesting = findNestingProblem(original)
  if (nesting !== null) return refuse(nesting, file, encoding)
  if (isRestructuredText(original, file)) return refuse({ code: 'notes-restructured-text' }, file, encoding)

  const { lines, front, notes } = repairLines(original)
  const deeper = findNestingProblem(lines)
  if (deeper !== null) return refuse(deeper, file, encoding)
  const note = parseNote(lines, front, notes)
  const marks = findMarks(note)
  const found = findCards(note, buildSections(note, marks))

  const starts = lineStarts(original)
  const repairs = notes
    .map(({ kind, offset }): Repair => ({ kind, line: lineOfOffset(starts, offset) + 1 }))
    .sort((left, right) => left.line - right.line)
  const finish: Finish = { note, starts, file, repairs }
  const placed = found.candidates.map((candidate) => finishCard(candidate, finish))
  const { cards, problems } = giveIds(placed, found.candidates)
  return {
    cards: attachContext(cards, found.candidates, note, marks),
    problems: [...problems, ...fileProblems(found, finish)],
    repairs,
    dialects: [...new Set(cards.map((card) => card.dialect))],
    pictures: findPictures(original),
    encoding,
    title: findTitle(note, marks),
  }
}

function repairLines(original: readonly NoteLine[]): {
  lines: readonly NoteLine[]
  front: FrontMatter
  notes: RepairNote[]
} {
  const notes: RepairNote[] = []
  const { lines, front } = readFrontMatter(original)
  let current = closeFences(hideComments(lines), notes)
  for (const dialect of dialects) {
    if (dialect.repair !== undefined) current = dialect.repair(current, { front, repairs: notes })
  }
  return { lines: current, front, notes }
}

function parseNote(lines: readonly NoteLine[], front: FrontMatter, repairs: RepairNote[]): ParsedNote {
  const code = findCode(lines)
  const blocks = readBlocks(lines, code).flatMap((block) => {
    // A rule right below a paragraph makes a heading of it; titles are one short line.
    const text = lines[block.from]!.text.replace(/<!--.*?-->/g, '').trim()
    const sentence =
      block.underlined && (block.to - block.from > 2 || text.length > 60 || /[。；;，,：:]$/u.test(text))
    if (!sentence) return [block]
    repairs.push({ kind: 'demoted-heading', offset: lines[block.from]!.start })
    return [{ ...block, type: 'paragraph' as const, depth: 0, underlined: false }]
  })
  for (const block of blocks) if (block.type === 'code') code.fill(1, block.from, block.to)
  return { lines, code, blocks, headings: findHeadings(lines, blocks), front }
}

/** The marks that repairs set on lines, and those of each dialect, in the order of the lines. */
function findMarks(note: ParsedNote): PlacedMark[] {
  let marks: PlacedMark[] = note.lines.flatMap((line, index) =>
    line.mark === undefined || note.code[index] !== 0
      ? []
      : [{ mark: line.mark, line: index, bodyFrom: index + 1 }],
  )
  for (const dialect of dialects) {
    const more = dialect.mark?.(note, marks) ?? []
    const taken = new Set(marks.filter((placed) => placed.mark.level > 0).map((placed) => placed.line))
    marks = [...marks, ...more.filter((placed) => placed.mark.level === 0 || !taken.has(placed.line))].sort(
      (left, right) => left.line - right.line || left.mark.level - right.mark.level,
    )
  }
  return marks
}

interface Finish {
  readonly note: ParsedNote
  readonly starts: readonly number[]
  readonly file: string
  readonly repairs: readonly Repair[]
}

/** Repairs of the title's own line that make an explicit mark a repaired one. */
const weakening: readonly RepairKind[] = [
  'mended-heading',
  'heading-out-of-list',
  'split-line',
  'opened-quote',
]

function finishCard(candidate: Candidate, finish: Finish): Omit<ReadCard, 'id' | 'context'> {
  const place = placeOf(candidate, finish)
  const to = Math.max(place.line, lastLine(candidate, finish))
  const inside = repairsWithin(finish.repairs, place.line, to)
  const weak = inside.some((repair) => repair.line === place.line && weakening.includes(repair.kind))
  const { question, answer, kind, dialect, contextPath, options } = candidate
  return {
    explicitId: candidate.explicitId !== null,
    question,
    answer,
    kind,
    dialect,
    contextPath,
    place,
    tier: weak && candidate.tier === 'T1' ? 'T2' : candidate.tier,
    lines: { from: place.line, to },
    repairs: [...new Set(inside.map((repair) => repair.kind))],
    tags: finish.note.front.tags,
    ...(options === null ? {} : { options }),
  }
}

/** The repairs, sorted by line, of the lines from `from` to `to`. */
function repairsWithin(repairs: readonly Repair[], from: number, to: number): Repair[] {
  let low = 0
  let high = repairs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (repairs[middle]!.line < from) low = middle + 1
    else high = middle
  }
  const inside: Repair[] = []
  for (let index = low; index < repairs.length && repairs[index]!.line <= to; index += 1)
    inside.push(repairs[index]!)
  return inside
}

/** Where the title's first letter stands in the original. */
function placeOf(candidate: Candidate, { note, starts, file }: Finish): ReadPlace {
  const line = note.lines[candidate.line]!
  const sign = /^[ \t]*(?:#{1,6}[ \t]+)?/.exec(line.text)![0].length
  const offset =
    candidate.dialect === 'titled-file'
      ? note.front.titleOffset
      : offsetInLine(line, Math.min(sign, line.text.length))
  const index = lineOfOffset(starts, offset)
  const place = { file, line: index + 1, column: offset - starts[index]! + 1, offset }
  if (candidate.dialect === 'titled-file') return place
  return { ...place, end: Math.max(offset, offsetInLine(line, lettersOf(line.text))) }
}

/** How much of a line is letters of its title, without `##` and white space behind it. */
function lettersOf(text: string): number {
  const whole = text.trimEnd()
  let end = whole.length
  while (end > 0 && whole[end - 1] === '#') end -= 1
  const closing = end < whole.length && (whole[end - 1] === ' ' || whole[end - 1] === '\t')
  return closing ? whole.slice(0, end).trimEnd().length : whole.length
}

function lastLine(candidate: Candidate, { note, starts }: Finish): number {
  let last = candidate.line
  for (const range of candidate.taken) {
    const [from, to] = trimRange(note.lines, range)
    if (to > from) last = Math.max(last, to - 1)
  }
  return lineOfOffset(starts, note.lines[last]!.start) + 1
}

type Unnamed = Omit<ReadCard, 'id' | 'context'>

/** Explicit ids stay; the rest get provisional ones, twins numbered in the order of the file. */
function giveIds(
  cards: readonly Unnamed[],
  candidates: readonly Candidate[],
): { cards: Omit<ReadCard, 'context'>[]; problems: Problem[] } {
  const problems: Problem[] = []
  const explicit = new Map<string, ReadPlace>()
  const provisional = new Map<string, number>()
  const named = cards.map((card, index) => {
    const id = candidates[index]!.explicitId
    const first = id === null ? undefined : explicit.get(id)
    if (id !== null && first === undefined) {
      explicit.set(id, card.place)
      return { ...card, id }
    }
    if (id !== null && first !== undefined) {
      problems.push({ code: 'duplicate-note-id', params: { id }, place: card.place, related: first })
    }
    const base = provisionalId(card.question, card.contextPath)
    const count = (provisional.get(base) ?? 0) + 1
    provisional.set(base, count)
    return { ...card, explicitId: false, id: count === 1 ? base : `${base}-${count}` }
  })
  return { cards: named, problems }
}

/** Lines that no card took go to the next card below them, else to the last one. */
function attachContext(
  cards: readonly Omit<ReadCard, 'context'>[],
  candidates: readonly Candidate[],
  note: ParsedNote,
  marks: readonly PlacedMark[],
): ReadCard[] {
  const contexts = cards.map((): string[] => [])
  const taken = new Uint8Array(note.lines.length)
  for (const candidate of candidates) for (const [from, to] of candidate.taken) taken.fill(1, from, to)
  for (const { line, bodyFrom, mark } of marks) if (mark.level > 0) taken.fill(1, line, bodyFrom)
  let next = 0
  let from = 0
  while (from < note.lines.length && cards.length > 0) {
    if (taken[from] === 1 || isBlank(note.lines[from]!) || isChrome(note.lines[from]!.text)) {
      from += 1
      continue
    }
    let to = from + 1
    while (to < note.lines.length && taken[to] === 0) to += 1
    while (next < candidates.length - 1 && candidates[next]!.line < from) next += 1
    const range: LineRange = [from, to]
    contexts[next]!.push(sliceMarkdown(note.lines, [range]))
    from = to
  }
  return cards.map((card, index) => ({
    ...card,
    context: contexts[index]!.filter((text) => text !== '').join('\n\n'),
  }))
}

function fileProblems(found: FoundCards, { note, starts, file }: Finish): Problem[] {
  if (found.candidates.length > 0) {
    return found.problems.map((problem) => {
      const line = note.lines[problem.place?.line ?? 0]!
      return { ...problem, place: { file, line: lineOfOffset(starts, line.start) + 1, offset: line.start } }
    })
  }
  const count =
    found.unanswered > 0
      ? found.unanswered
      : countListedQuestions(sliceMarkdown(note.lines, [[0, note.lines.length]]))
  if (count > 0) return [{ code: 'notes-without-answers', params: { count }, place: { file } }]
  return [{ code: 'notes-without-questions', place: { file } }]
}

function findTitle(note: ParsedNote, marks: readonly PlacedMark[]): string | null {
  const title = note.front.title ?? marks.find((placed) => placed.mark.level === 1)?.mark.title
  return title === undefined ? null : plainText(title)
}
