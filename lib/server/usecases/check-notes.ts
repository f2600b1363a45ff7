// The lint of a folder of notes, with what only the disk knows: files, scenarios, retired ids.
import { checkCollection, type CollectionReport } from '#lib/core/notes/check-collection.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RfcIndex } from '#lib/core/notes/rfc-sections.ts'
import { root } from '#lib/server/env.ts'
import { readNotes } from '#lib/server/usecases/read-notes.ts'

export async function checkNotes(dir: string): Promise<CollectionReport> {
  const { files, rfcIndex, retired, scenarios, knownIds } = await readNotes(dir)
  // A folder without an index of its own is held against that of the built-in notes.
  const ownIndex = rfcIndex.length > 0
  const index = ownIndex ? rfcIndex : (JSON.parse(await readFile(join(root, 'content/rfc-sections.json'), 'utf8')) as RfcIndex)
  return checkCollection({ files, rfcIndex: index, scenarios, knownIds, retired: { text: retired, file: 'retired.yaml' } })
}
