// Dialect 15: Anki. Its notes are rows of HTML fields with a guid, whichever way they come: as text (TSV or CSV with
// `#guid column:1`) or out of an `.apkg`'s database, which the server opens and hands over as `AnkiNote`s. The guid is the
// identity: the card's id is made of it, so that edits in Anki keep the schedule. Scheduling and media are not read here.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Problem } from '#lib/core/problem.ts'
import { saysSomething } from '#lib/core/notes/import/answer-text.ts'
import type { NoteEncoding } from '#lib/core/notes/import/decode-text.ts'
import { readDelimited } from '#lib/core/notes/import/delimited-rows.ts'
import type { Row } from '#lib/core/notes/import/delimited-rows.ts'
import { htmlToMarkdown } from '#lib/core/notes/import/html-to-markdown.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { provisionalId } from '#lib/core/notes/import/provisional-id.ts'
import type { ReadCard, ReadNotes } from '#lib/core/notes/import/read-card.ts'

/** One note of Anki: what the adapter of `.apkg` hands over for each row of its table `notes`. */
export interface AnkiNote {
  /** `notes.guid`; null where the text has no such column. */
  readonly guid: string | null
  /** `notes.flds`, split at 0x1f: HTML. The first is the question, the second the answer, the rest joins the answer. */
  readonly fields: readonly string[]
  /** Of the note's first card: `A::B::C`. Becomes the context path. */
  readonly deck: string | null
  readonly tags: readonly string[]
  /** Where it stands, for messages: the line of a text file, else the row's number. */
  readonly line: number
  readonly offset: number
}

/** The card id that stands for an Anki guid, for ever: Anki's guids hold signs that card ids may not. */
export function ankiCardId(guid: string): string {
  return /^[a-z0-9-]{2,40}$/.test(guid) ? guid : `a-${bytesToHex(sha256(utf8ToBytes(guid))).slice(0, 20)}`
}

/** Cards from Anki's notes. Notes without an answer are problems; a guid that stands twice keeps its id at the first. */
export function readAnkiNotes(
  notes: readonly AnkiNote[],
  { file, encoding = 'utf-8' }: { readonly file: string; readonly encoding?: NoteEncoding },
): ReadNotes {
  const cards: ReadCard[] = []
  const problems: Problem[] = []
  const used = new Map<string, ReadCard>()
  for (const note of notes) {
    const card = readNote(note, file)
    if (card === null) continue
    const place = { file, line: note.line, offset: note.offset }
    if (!saysSomething(card.answer)) {
      problems.push({
        code: 'question-without-answer',
        params: { question: plainText(card.question).slice(0, 80) },
        place,
      })
      continue
    }
    const first = used.get(card.id)
    if (first !== undefined && card.explicitId)
      problems.push({
        code: 'duplicate-note-id',
        params: { id: note.guid ?? card.id },
        place,
        related: first.place,
      })
    const unique = first === undefined ? card : renumber(card, used)
    used.set(unique.id, unique)
    cards.push(unique)
  }
  if (cards.length === 0) problems.push({ code: 'notes-without-questions', place: { file } })
  return {
    cards,
    problems,
    repairs: [],
    dialects: cards.length === 0 ? [] : ['anki'],
    pictures: findMedia(cards),
    encoding,
    title: null,
  }
}

function renumber(card: ReadCard, used: ReadonlyMap<string, ReadCard>): ReadCard {
  const base = provisionalId(card.question, card.contextPath)
  let id = base
  for (let count = 2; used.has(id); count += 1) id = `${base}-${count}`
  return { ...card, id, explicitId: false }
}

const cloze = /\{\{c\d{1,2}::/

function readNote(note: AnkiNote, file: string): ReadCard | null {
  const fields = note.fields.map((field) => htmlToMarkdown(field.replace(/\[sound:[^\]]{0,500}\]/g, '')))
  const question = fields[0] ?? ''
  if (!/[\p{L}\p{N}]|!\[/u.test(question)) return null
  const contextPath = (note.deck ?? '')
    .split('::')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const isCloze = cloze.test(question)
  const rest = fields
    .slice(1)
    .filter((field) => field !== '')
    .join('\n\n')
  const revealed = question.replace(/\{\{c\d{1,2}::([^{}]*?)(?:::[^{}]*)?\}\}/g, '**$1**')
  return {
    id: note.guid === null ? provisionalId(question, contextPath) : ankiCardId(note.guid),
    explicitId: note.guid !== null,
    question,
    answer: isCloze ? [revealed, rest].filter((part) => part !== '').join('\n\n') : rest,
    kind: isCloze ? 'cloze' : 'explain',
    tier: 'T1',
    dialect: 'anki',
    contextPath,
    place: { file, line: note.line, column: 1, offset: note.offset },
    lines: { from: note.line, to: note.line },
    repairs: [],
    tags: note.tags,
    context: '',
  }
}

function findMedia(cards: readonly ReadCard[]): ReadNotes['pictures'] {
  return cards.flatMap((card) =>
    [...`${card.question}\n${card.answer}`.matchAll(/!\[[^\]]{0,300}\]\(<?([^()<>]{1,2000})>?\)/g)].map(
      (match) => ({
        url: match[1]!,
        remote: /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(match[1]!),
        line: card.place.line,
      }),
    ),
  )
}

const fewestRows = 3

/** Whether a text file is one of rows: by its name, or by Anki's first lines. */
export function isAnkiText(text: string, file: string): boolean {
  return (
    isTabbed(text) ||
    /\.(?:csv|tsv)$/i.test(file) ||
    /^#(?:separator|html|guid column|notetype column|deck column|columns|tags column):/i.test(
      text.slice(0, 200),
    )
  )
}

/** `term⇥definition` on every line, as flashcard sites write them out. */
function isTabbed(text: string): boolean {
  const [first = ''] = text.slice(0, 4000).split(/[\r\n]/, 1)
  if (!/^[^\t]+\t[^\t]+$/.test(first)) return false
  const rows = text.split(/\r\n|[\r\n]/).filter((row) => row.trim() !== '')
  return rows.length >= fewestRows && rows.every((row) => /^[^\t#>|*-][^\t]*\t[^\t]+$/.test(row))
}

/** Columns of a text file, 0-based; null where it has none such. */
interface Columns {
  readonly guid: number | null
  readonly noteType: number | null
  readonly deck: number | null
  readonly tags: number | null
  /** The fields, the question first. */
  readonly fields: readonly number[]
}

/** Cards from Anki's text form, or from any CSV or TSV with a question and an answer in each row. */
export function readAnkiText(
  text: string,
  { file, encoding }: { readonly file: string; readonly encoding: NoteEncoding },
): ReadNotes {
  const { directives, rows } = readDelimited(text, file)
  const header = findHeader(directives, rows[0])
  const columns = findColumns(directives, header, rows)
  const body = header !== null && !directives.has('columns') ? rows.slice(1) : rows
  const html = directives.get('html') !== 'false'
  const notes = body.map((row): AnkiNote => {
    const at = (column: number | null): string | null =>
      column === null ? null : (row.fields[column]?.trim() ?? '') || null
    return {
      guid: at(columns.guid),
      deck: at(columns.deck) ?? directives.get('deck') ?? null,
      tags: (at(columns.tags) ?? '').split(/\s+/).filter((tag) => tag !== ''),
      fields: columns.fields.map((column) =>
        html ? fieldOf(row, column) : escapeMarkup(fieldOf(row, column)),
      ),
      line: row.line,
      offset: row.offset,
    }
  })
  return readAnkiNotes(notes, { file, encoding })
}

/** The file's kind of line ends is not part of what a field says. */
const fieldOf = (row: Row, column: number): string => (row.fields[column] ?? '').replace(/\r\n?/g, '\n')

function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>')
}

const names = {
  guid: /^(?:guid|id|uuid|card[ _-]?id|编号)$/i,
  noteType: /^(?:note ?type|model)$/i,
  deck: /^(?:deck|牌组|topic|category|分类)$/i,
  tags: /^(?:tags?|标签)$/i,
  question: /^(?:front|question|q|正面|问题|题目|text|文字|term)$/i,
  answer: /^(?:back|answer|a|背面|答案|回答|definition|back extra|背面额外)$/i,
} as const

function findHeader(
  directives: ReadonlyMap<string, string>,
  first: Row | undefined,
): readonly string[] | null {
  const named = directives.get('columns')
  if (named !== undefined) return named.split(/[\t,;]/).map((name) => name.trim())
  const fields = first?.fields.map((field) => field.trim()) ?? []
  return fields.some((name) => names.question.test(name)) && fields.some((name) => names.answer.test(name))
    ? fields
    : null
}

function findColumns(
  directives: ReadonlyMap<string, string>,
  header: readonly string[] | null,
  rows: readonly Row[],
): Columns {
  const said = (key: string): number | null => {
    const number = Number(directives.get(key))
    return Number.isInteger(number) && number > 0 ? number - 1 : null
  }
  const called = (name: keyof typeof names): number | null => {
    const index = header?.findIndex((one) => names[name].test(one)) ?? -1
    return index < 0 ? null : index
  }
  const guid = said('guid column') ?? called('guid')
  const noteType = said('notetype column') ?? called('noteType')
  const deck = said('deck column') ?? called('deck')
  const tags = said('tags column') ?? called('tags')
  const question = called('question')
  const answer = called('answer')
  const others = new Set([guid, noteType, deck, tags])
  const count = Math.max(header?.length ?? 0, ...rows.slice(0, 200).map((row) => row.fields.length), 0)
  const free = Array.from({ length: count }, (_, index) => index).filter((index) => !others.has(index))
  const fields =
    question !== null && answer !== null && !directives.has('columns') ? [question, answer] : free
  return { guid, noteType, deck, tags, fields }
}
