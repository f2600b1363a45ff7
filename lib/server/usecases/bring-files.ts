// Files as they come through any door: zips unpacked, exports of ours restored at once, the rest left to be looked over.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Unpacked } from '#lib/server/reading/read-brought.ts'
import type { NotesReader } from '#lib/server/reading/reader.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnFile } from '#lib/server/store/own-notes.ts'
import { restoreNotes, type Restored } from '#lib/server/usecases/restore-notes.ts'

export interface Brought {
  /** Notes, pictures and packages that are to be looked over. */
  readonly files: readonly OwnFile[]
  /** What was an export of ours; null: nothing was. */
  readonly restored: Restored | null
}

const maybePacked = /\.(?:zip|apkg|colpkg|json|csv)$/i

/** The same without storing anything: exports of ours are left out. */
export async function unpackFiles(reader: NotesReader, sent: readonly OwnFile[]): Promise<Result<Brought>> {
  const files: OwnFile[] = []
  for (const file of sent) {
    const unpacked = await unpackOne(reader, file)
    if (!unpacked.ok) return unpacked
    if (unpacked.value.kind === 'files') files.push(...unpacked.value.files)
  }
  return ok({ files, restored: null })
}

async function unpackOne(reader: NotesReader, file: OwnFile): Promise<Result<Unpacked>> {
  if (!maybePacked.test(file.name)) return ok({ kind: 'files', files: [file] })
  const unpacked = await reader.unpack(file)
  return unpacked.ok ? unpacked : fail({ ...unpacked.problem, place: { file: file.name } })
}

/** The first file that is refused refuses all of them; what was restored before it stays. */
export async function bringFiles(deps: Pick<Server, 'store' | 'reader' | 'timeShiftMs'>, userId: string, sent: readonly OwnFile[]): Promise<Result<Brought>> {
  const files: OwnFile[] = []
  const restored: Restored[] = []
  for (const file of sent) {
    const unpacked = await unpackOne(deps.reader, file)
    if (!unpacked.ok) return unpacked
    if (unpacked.value.kind === 'files') {
      files.push(...unpacked.value.files)
      continue
    }
    const done = await restoreNotes(deps, userId, unpacked.value)
    if (!done.ok) return done
    restored.push(done.value)
  }
  const sum = (of: 'cards' | 'changed' | 'events') => restored.reduce((total, each) => total + each[of], 0)
  const all = { collections: restored.flatMap(({ collections }) => collections), cards: sum('cards'), changed: sum('changed'), events: sum('events') }
  return ok({ files, restored: restored.length === 0 ? null : all })
}
