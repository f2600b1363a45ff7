// Dialect 14, first half: text whose line ends were lost. A flattened line (`## A … * b … ## C …`) is split where its
// marks still show; a table row and a long paragraph stay whole.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { splitId } from '#lib/core/notes/import/hide-comments.ts'
import { cutLine, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const flattenedText: Dialect = { name: 'flattened-text', repair: splitFlattened }

const shortestFlattened = 200
/** `2. 什么是 NAT？NAT 改写地址…` or `2、…`: question and answer in one breath. Three of them in a line are no accident. */
const numberedQuestion =
  /(?:^|[ \t。])\d{1,2}(?:\.[ \t]|[、．][ \t]?)[^?？。\n]{2,80}[?？](?:[^?？。，,；;:：\n]{2,30}[?？])?(?=[ \t]*[^\s\d#])/gu
const fewestQuestions = 3

/** 问：…答：…问：…答：… or `Q: … A: …` on one line. */
const spokenPair =
  /(?:^|[\s。？！.?!；;])(?:(?:问|提问|Q\d{0,3})[:：])[^\n]{2,300}?[\s。？！.?!；;](?:(?:答|回答|A\d{0,3})[:：])/gu
const spokenLabel = /(?<=^|[\s。？！.?!；;])(?:问|提问|答|回答|[QA]\d{0,3})[:：]/gu

const isFlattened = ({ text: written }: NoteLine): boolean => {
  const text = written.includes('<!-- id: ') ? written.replace(idComment, '') : written
  return text.length >= shortestFlattened || asksInARow(text) || speaksInARow(text)
}
const speaksInARow = (text: string): boolean =>
  /[答A]\d{0,3}[:：]/u.test(text) && (text.match(spokenPair)?.length ?? 0) >= 2
const asksInARow = (text: string): boolean => (text.match(numberedQuestion)?.length ?? 0) >= fewestQuestions

function splitFlattened(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some(isFlattened)) return lines
  const code = findCode(lines)
  return lines.flatMap((line, index) => {
    if (code[index] !== 0 || line.hidden || !isFlattened(line)) return [line]
    const cuts = findCutsBesideIds(line.text)
    if (cuts.length === 0) return [line]
    context.repairs.push({ kind: 'split-line', offset: line.start })
    return cutAt(line, cuts)
  })
}

interface Cut {
  readonly at: number
  /** A blank line goes in before the piece. */
  readonly blank: boolean
}

const blockSign =
  /(?:^|[ \t]|(?<=。))(#{1,6}[ \t](?=\S)|[*•+][ \t](?=\S)|(\d{1,2})(?:\.[ \t]|[、．][ \t]?)(?=\S)|!\[|```)/gu
const boldRun = /(?:^|[ \t])(\*\*[^*]{2,60}\*\*)(?=[ \t]|$)/gu

const idComment = /(?<![ \t])[ \t]*<!-- id: [\w-]+ -->/g

/** Ids behind questions belong to what stands before them, and have no say in where a line is cut. */
function findCutsBesideIds(text: string): Cut[] {
  if (!text.includes('<!-- id: ')) return findCuts(text)
  const ids = [...text.matchAll(idComment)].map((match) => ({ at: match.index, length: match[0].length }))
  return findCuts(text.replace(idComment, '')).map(({ at, blank }) => {
    let moved = at
    for (const id of ids) if (id.at <= moved) moved += id.length
    return { at: moved, blank }
  })
}

/** Where a flattened line is cut; none if it does not look flattened. */
function findCuts(text: string): Cut[] {
  if (/^[ \t]*\|/.test(text)) return []
  if (speaksInARow(text))
    return [...text.matchAll(spokenLabel)].map((match) => ({ at: match.index, blank: false }))
  const fenced = findFenced(text)
  let passed = 0
  // Asked in the order of the text, so that long lines stay linear.
  const inFence = (at: number): boolean => {
    while (passed < fenced.length && fenced[passed]!.to <= at) passed += 1
    return passed < fenced.length && at > fenced[passed]!.from
  }
  const cuts: Cut[] = []
  let headings = 0
  let bullets = 0
  let count = 0
  let numbers = 0
  if (asksInARow(text))
    for (const match of text.matchAll(numberedQuestion)) cuts.push({ at: match.index + match[0].length, blank: false })
  for (const match of text.matchAll(blockSign)) {
    const sign = match[1]!
    const at = match.index + match[0].length - sign.length
    if (inFence(at) || sign === '```') continue
    if (match[2] !== undefined) {
      const number = Number(match[2])
      if (number !== 1 && number !== count + 1) continue
      count = number
      numbers += 1
      cuts.push({ at, blank: false })
    } else if (sign.startsWith('#')) {
      headings += 1
      cuts.push({ at, blank: true })
      const end = titleEnd(text, at, sign.length)
      if (end !== null) cuts.push({ at: end, blank: true })
    } else if (sign === '![') {
      cuts.push({ at, blank: true })
    } else {
      bullets += 1
      cuts.push({ at, blank: false })
    }
  }
  const starts = cuts.some((cut) => cut.at > 0)
  if (!starts || (headings === 0 && bullets < 3 && numbers < 3)) return []
  passed = 0
  for (const match of text.matchAll(boldRun)) {
    const at = match.index + match[0].length - match[1]!.length
    if (inFence(at) || !standsAlone(text, at, match[1]!)) continue
    cuts.push({ at, blank: true }, { at: at + match[1]!.length, blank: true })
  }
  for (const fence of fenced) {
    cuts.push({ at: fence.from, blank: true }, { at: fence.from + 3, blank: false })
    cuts.push({ at: fence.to - 3, blank: false }, { at: fence.to, blank: true })
  }
  return cuts.sort((left, right) => left.at - right.at)
}

function findFenced(text: string): { from: number; to: number }[] {
  const at = [...text.matchAll(/```/g)].map((match) => match.index)
  if (at.length % 2 === 1) return []
  const fenced: { from: number; to: number }[] = []
  for (let index = 0; index < at.length; index += 2) fenced.push({ from: at[index]!, to: at[index + 1]! + 3 })
  return fenced
}

/** A bold run is a line of its own if it asks, or if a list or picture follows it; never right behind a list sign. */
function standsAlone(text: string, at: number, run: string): boolean {
  const before = text.slice(Math.max(0, at - 8), at)
  if (/(?:[*•+\-]|\d\.)[ \t]*$/u.test(before)) return false
  if (!/(?:^|[。.;；!！?？)）…`][ \t]*|\S[ \t]+)$/u.test(before)) return false
  const clean = cleanTitle(run)
  const after = text.slice(at + run.length, at + run.length + 8)
  if (asking(clean) > 0) return true
  return (
    /^[ \t]+(?:[*•+][ \t]|1\.[ \t]|!\[)/u.test(after) &&
    !/^[ \t]*\*\*/.test(after) &&
    /[。.;；!！?？)）`][ \t]*$/u.test(before)
  )
}

/** The column at which a flattened heading's title ends, or null where it lasts to the next sign. */
function titleEnd(text: string, at: number, signLength: number): number | null {
  const from = at + signLength
  const rest = text.slice(from, from + 200)
  const next = /[ \t](?:#{1,6}[ \t]|[*•+][ \t]|\d{1,2}\.[ \t]|!\[|```|\*\*)/u.exec(rest)
  const body = next === null ? rest : rest.slice(0, next.index)
  const mark = /[?？](?=[ \t]|$)/u.exec(body)
  if (mark !== null && mark.index < 80) return from + mark.index + 1
  if (body.length <= 50 && !/[。；：:]|\.[ \t]/u.test(body)) return next === null ? null : from + body.length
  for (const space of body.matchAll(/[ \t]/g)) {
    const left = body.slice(0, space.index)
    if (space.index >= 2 && /\p{Script=Han}$/u.test(left) && body.length - space.index > 10)
      return from + space.index
  }
  const first = /^\S+/.exec(body)?.[0] ?? ''
  const again = first.length > 1 ? body.indexOf(` ${first} `, 1) : -1
  if (again > 0) return from + again
  const last = body.slice(0, 60).lastIndexOf(' ')
  return last > 0 ? from + last : null
}

function cutAt(line: NoteLine, cuts: readonly Cut[]): NoteLine[] {
  const pieces: NoteLine[] = []
  let from = 0
  let blank = false
  for (const cut of [...cuts, { at: line.text.length, blank: false }]) {
    if (cut.at < from) continue
    const piece = line.text.slice(from, cut.at)
    if (piece.trim() !== '') {
      const lead = piece.length - piece.trimStart().length
      const kept = cutLine(line, from + lead, from + piece.trimEnd().length)
      if (blank && pieces.length > 0) pieces.push(newLine(kept))
      pieces.push(...splitId(kept))
      blank = false
    }
    blank = blank || cut.blank
    from = cut.at
  }
  return pieces
}
