// `POST /notes/read`: keeps the files that a person brings as a draft, and says what was found in them. Nothing becomes a
// card before it is accepted. The draft holds the files and the decisions; cards are read from them again when it is opened.
import { randomUUID } from 'node:crypto'
import type { Lang } from '#lib/core/notes/card.ts'
import { decodeText } from '#lib/core/notes/import/decode-text.ts'
import { describeRepairs } from '#lib/core/notes/import/repair.ts'
import { splitLines } from '#lib/core/notes/import/note-lines.ts'
import { defaultUse, type CardStatus, type LookOverCard, type Twin, type Use } from '#lib/core/notes/look-over.ts'
import { isPictureName } from '#lib/core/notes/picture-type.ts'
import type { KnownCard } from '#lib/core/notes/identity.ts'
import { diffText, type DiffPart } from '#lib/core/notes/text-diff.ts'
import { describeProblem, fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnDraft, OwnFile } from '#lib/server/store/own-notes.ts'
import { bringFiles } from '#lib/server/usecases/bring-files.ts'
import { loadHighlight, type Highlight } from '#lib/server/usecases/highlight-code.ts'
import { lookOverNotes, type LookedOver } from '#lib/server/usecases/look-over-notes.ts'
import { toPicture, type Restored } from '#lib/server/usecases/restore-notes.ts'
import { pictureUrl, viewOwnCard } from '#lib/server/usecases/view-own-card.ts'

export interface LookOverView {
  readonly draft: string
  readonly title: string
  readonly collection: { readonly id: string; readonly title: string } | null
  readonly files: readonly string[]
  /** "dedented 27 blocks, mended 2 headings"; empty where nothing was mended. */
  readonly repairs: string
  readonly problems: readonly { readonly code: string; readonly text: string; readonly file: string; readonly line: number | null }[]
  readonly cards: readonly LookOverCardView[]
  readonly missing: readonly { readonly id: string; readonly question: string }[]
  readonly decisions: readonly Decision[]
}

export interface LookOverCardView {
  readonly index: number
  /** Names the card in a decision, so that none meets another card than the one that was looked at. */
  readonly id: string
  readonly tier: 'T1' | 'T2' | 'T3'
  readonly status: CardStatus
  readonly kind: string
  readonly question: string
  readonly answer: string
  readonly questionHtml: string
  readonly answerHtml: string
  readonly options: readonly { readonly html: string; readonly right: boolean }[]
  readonly contextPath: readonly string[]
  readonly file: string
  readonly line: number
  /** The lines of the file that the card was made of, as they stand there. */
  readonly source: string
  readonly repairs: string
  /** Text near it that is neither question nor answer. */
  readonly context: string
  /** What is another than at the last import; null: nothing is, or it is too much to show. */
  readonly changed: readonly DiffPart[] | null
  readonly perhaps: LookOverCard['perhaps']
  readonly twin: Twin | null
  readonly twinHere: string | null
  /** What happens if nobody says anything. */
  readonly use: Use
}

/** What a person says of one card. */
export interface Decision {
  readonly index: number
  readonly id: string
  readonly use: Use
  readonly question?: string | undefined
  readonly answer?: string | undefined
  /** A topic of ours that the card belongs to. */
  readonly topic?: string | null | undefined
  /** Cards that were cut off from it. */
  readonly extra?: readonly { readonly question: string; readonly answer: string }[] | undefined
  /** To `perhaps`: it is that card. */
  readonly same?: boolean | undefined
}

export interface NotesSent {
  readonly files: readonly { readonly name: string; readonly text?: string | undefined; readonly base64?: string | undefined; readonly bytes?: Uint8Array | undefined }[]
  /** An id; null: a new one; absent: the one that these files seem to belong to. */
  readonly collection?: string | null | undefined
  /** A draft that these files are added to, for more than one request holds. */
  readonly draft?: string | undefined
}

/** Bytes kept for one person; a guest's bound is said on the page. */
export const notesQuota = { guest: 2 << 20, account: 64 << 20 } as const
const sourceLinesAtMost = 200

/** Makes the draft, or adds to it, and shows it. Files that are exports of ours are restored, and need no looking over. */
export async function readOwnNotes(
  deps: Pick<Server, 'store' | 'reader' | 'timeShiftMs'>,
  userId: string,
  sent: NotesSent,
  lang: Lang,
): Promise<Result<LookOverView | { readonly restored: Restored }>> {
  const { store } = deps
  const before = sent.draft === undefined ? null : await store.ownNotes.findDraft(userId, sent.draft)
  if (sent.draft !== undefined && before === null) return fail({ code: 'unknown-draft' })
  const arrived = sent.files.map(({ name, text, base64, bytes }): OwnFile => ({
    name: cleanName(name),
    bytes: bytes ?? (base64 === undefined ? new TextEncoder().encode(text ?? '') : new Uint8Array(Buffer.from(base64, 'base64'))),
  }))
  const room = await findRoom(store, userId)
  const fits = checkRoom(room, arrived)
  if (!fits.ok) return fits
  const brought = await bringFiles(deps, userId, arrived)
  if (!brought.ok) return brought
  const { restored } = brought.value
  if (restored !== null && brought.value.files.length === 0) return ok({ restored })
  const added = brought.value.files.map(({ name, bytes }) => ({ name: cleanName(name), bytes }))
  const stillFits = checkRoom(room, added)
  if (!stillFits.ok) return stillFits
  const names = new Set(added.map(({ name }) => name))
  const files = [...(before?.files ?? []).filter(({ name }) => !names.has(name)), ...added]
  // A draft that says where it belongs goes on belonging there.
  const looked = await lookOverNotes(deps, userId, files, before === null ? sent.collection : (before.collection ?? undefined))
  if (!looked.ok) return looked
  const draft: OwnDraft = {
    id: before?.id ?? randomUUID(),
    collection: looked.value.collection?.id ?? null,
    title: looked.value.title,
    files,
    decisions: before?.decisions ?? [],
  }
  await store.ownNotes.putDraft(userId, draft)
  return ok(showLookOver(draft, looked.value, lang, await loadHighlight(), await picturesOf(store, userId, looked.value)))
}

/** Those that come with the notes before those that the collection has already. */
async function picturesOf(store: Server['store'], userId: string, { pictures, collection }: LookedOver): Promise<readonly DraftPicture[]> {
  const kept = collection === null ? [] : await store.ownNotes.pictures(userId, collection.id)
  const brought = pictures.flatMap(({ name, bytes }) => toPicture(name, bytes) ?? [])
  return [...brought.map(({ path, name }) => ({ path, name, collection: null })), ...kept.map(({ path, name }) => ({ path, name, collection: collection!.id }))]
}

/** `collection` null: it came with the draft. */
interface DraftPicture {
  readonly path: string
  readonly name: string
  readonly collection: string | null
}

interface Room {
  readonly taken: number
  readonly limit: number
}

async function findRoom(store: Server['store'], userId: string): Promise<Room> {
  const [person, taken] = await Promise.all([store.people.findPerson(userId), store.ownNotes.size(userId)])
  return { taken, limit: person?.email === null ? notesQuota.guest : notesQuota.account }
}

function checkRoom({ taken, limit }: Room, files: readonly OwnFile[]): Result<null> {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, taken)
  return size <= limit ? ok(null) : fail({ code: 'notes-quota', params: { size: (size / (1 << 20)).toFixed(1), limit: limit / (1 << 20) } })
}

/** A draft as it was left, compared with the collection as it is now. */
export async function openDraft({ store, reader }: Pick<Server, 'store' | 'reader'>, userId: string | null, id: string, lang: Lang): Promise<Result<LookOverView>> {
  const draft = userId === null ? null : await store.ownNotes.findDraft(userId, id)
  if (userId === null || draft === null) return fail({ code: 'unknown-draft' })
  const looked = await lookOverNotes({ store, reader }, userId, draft.files, draft.collection)
  return looked.ok ? ok(showLookOver(draft, looked.value, lang, await loadHighlight(), await picturesOf(store, userId, looked.value))) : looked
}

/** Keeps what was decided so far. */
export async function keepDecisions({ store }: Pick<Server, 'store'>, userId: string, id: string, decisions: readonly Decision[]): Promise<Result<object>> {
  return (await store.ownNotes.decide(userId, id, decisions)) ? ok({}) : fail({ code: 'unknown-draft' })
}

/** A longer text is not compared while somebody waits. */
const comparedLetters = 4_000

function showChange({ card, known }: LookOverCard, byId: ReadonlyMap<string, KnownCard>): readonly DiffPart[] | null {
  const before = known?.change === 'material' ? byId.get(known.id) : undefined
  if (before === undefined) return null
  const [was, is] = [before, card].map(({ question, answer }) => `${question}\n\n${answer}`) as [string, string]
  return was.length > comparedLetters || is.length > comparedLetters ? null : diffText(was, is)
}

function showLookOver(draft: OwnDraft, { over, collection, title, known }: LookedOver, lang: Lang, highlight: Highlight, pictures: readonly DraftPicture[]): LookOverView {
  const fromDraft = pictureUrl(draft.id, pictures.filter(({ collection: home }) => home === null))
  const fromHome = pictureUrl(collection?.id ?? '', pictures.filter(({ collection: home }) => home !== null))
  const imageUrl = (path: string): string | null => fromDraft(path) ?? fromHome(path)
  const byId = new Map(known.map((card) => [card.id, card]))
  const lines = new Map(draft.files.map(({ name, bytes }) => {
    const decoded = decodeText(bytes)
    return [name, decoded.ok ? splitLines(decoded.value.text).map(({ text }) => text) : []]
  }))
  return {
    draft: draft.id,
    title: collection?.title ?? (draft.title === '' ? title : draft.title),
    collection: collection === null ? null : { id: collection.id, title: collection.title },
    files: draft.files.flatMap(({ name }) => (isPictureName(name) ? [] : [name])),
    repairs: describeRepairs(over.repairs, lang),
    problems: over.problems.map((problem) => ({
      code: problem.code,
      text: describeProblem(problem, lang),
      file: problem.place?.file ?? '',
      line: problem.place?.line ?? null,
    })),
    cards: over.cards.map((looked): LookOverCardView => {
      const { index, card, status, perhaps, twin, twinHere } = looked
      const view = viewOwnCard({ ...card, options: card.options ?? null }, { topic: '', imageUrl }, highlight)
      return {
        ...{ index, id: card.id, tier: card.tier, status, kind: view.kind, question: card.question, answer: card.answer },
        questionHtml: view.question.html,
        answerHtml: view.answer.html,
        options: (view.choice?.options ?? []).map(({ html, right }) => ({ html, right })),
        contextPath: card.contextPath,
        file: card.place.file,
        line: card.place.line,
        source: (lines.get(card.place.file) ?? []).slice(card.lines.from - 1, Math.min(card.lines.to, card.lines.from + sourceLinesAtMost)).join('\n'),
        repairs: describeRepairs(card.repairs.map((kind) => ({ kind, line: card.place.line })), lang),
        context: card.context,
        changed: showChange(looked, byId),
        ...{ perhaps, twin },
        twinHere: twinHere === null ? null : over.cards[twinHere]!.card.question,
        use: defaultUse(looked),
      }
    }),
    missing: over.missing,
    decisions: draft.decisions as readonly Decision[],
  }
}

/** A name that is only ever shown and compared: no file is written under it. */
function cleanName(name: string): string {
  const clean = name.replace(/\p{Cc}/gu, '').replaceAll('\\', '/').split('/').filter((part) => part !== '' && part !== '.' && part !== '..').join('/')
  return clean === '' ? 'notes.md' : clean.slice(-200)
}
