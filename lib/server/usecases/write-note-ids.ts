// `GET /notes/with-ids`, `notes ids`: a person's own files with the ids of their cards written into them, for those who
// edit a lot: a card with an id is known whatever becomes of its words. Only what is surely a known card gets its id; one
// that was known by likeness gets none. Changes nothing that is stored.
import { zipSync } from 'fflate'
import { isPackageName } from '#lib/server/anki/read-package.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { NotesReader } from '#lib/server/reading/reader.ts'
import type { OwnFile } from '#lib/server/store/own-notes.ts'
import type { Store } from '#lib/server/store/store.ts'
import type { ExportedBytes } from '#lib/server/usecases/export-notes.ts'
import { lookOverNotes } from '#lib/server/usecases/look-over-notes.ts'

interface Deps {
  readonly store: Pick<Store, 'ownNotes'>
  readonly reader: NotesReader
}

export interface MarkedFile extends OwnFile {
  /** Cards that got their id, had one, are not known yet, and in whose form no id can stand. */
  readonly written: number
  readonly had: number
  readonly unknown: number
  readonly left: number
}

/** These files, with the ids of the collection that they belong to; without a name, of the one that they seem to belong to. */
export async function writeNoteIds(deps: Deps, userId: string, files: readonly OwnFile[], collection?: string): Promise<Result<readonly MarkedFile[]>> {
  const looked = await lookOverNotes(deps, userId, files, collection)
  if (!looked.ok) return looked
  const { over, reads } = looked.value
  const marked: MarkedFile[] = []
  let first = 0
  for (const { file: name, read } of reads) {
    const cards = over.cards.slice(first, first + read.cards.length)
    first += read.cards.length
    const bytes = files.find((file) => file.name === name)!.bytes
    const known = cards.map(({ card, known: join }) => (card.explicitId || join === null || join.rule === 'likeness' ? null : join.id))
    const ids = new Map(known.flatMap((id, index) => (id === null ? [] : [[index, id] as const])))
    const had = cards.filter(({ card }) => card.explicitId).length
    const made = ids.size === 0 ? ok({ bytes, written: [], left: [] }) : await deps.reader.writeIds({ name, bytes }, ids)
    if (!made.ok) return made
    const { written, left } = made.value
    marked.push({ name, bytes: made.value.bytes, written: written.length, had, unknown: cards.length - had - ids.size, left: left.length })
  }
  return ok(marked)
}

/** The files of a collection as they were brought, with ids: one as it is, several as a zip. */
export async function exportWithIds(deps: Deps, userId: string | null, collection: string): Promise<Result<ExportedBytes>> {
  const found = userId === null ? undefined : (await deps.store.ownNotes.collections(userId)).find(({ id }) => id === collection)
  if (userId === null || found === undefined) return fail({ code: 'unknown-collection' })
  const files: OwnFile[] = []
  for (const name of found.files) {
    const bytes = isPackageName(name) ? null : await deps.store.ownNotes.findFile(userId, collection, name)
    if (bytes !== null) files.push({ name, bytes })
  }
  const marked = await writeNoteIds(deps, userId, files, collection)
  if (!marked.ok) return marked
  const [only, ...others] = marked.value
  const cards = marked.value.reduce((sum, { written, had }) => sum + written + had, 0)
  if (only !== undefined && others.length === 0)
    return ok({ bytes: only.bytes, type: 'application/octet-stream', name: only.name.split('/').at(-1)!, cards })
  const zipped = zipSync(Object.fromEntries(marked.value.map(({ name, bytes }) => [name, bytes])))
  return ok({ bytes: zipped, type: 'application/zip', name: `${found.title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim().slice(0, 60) || 'notes'}.zip`, cards })
}
