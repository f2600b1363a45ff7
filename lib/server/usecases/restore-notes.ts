// An export of ours brought back: the same collections, cards and memories, whoever's they were. Nothing is looked over,
// because every card was a card already. What stands here and not in the export stays as it is.
import { createHash } from 'node:crypto'
import type { CardId, FacetName } from '#lib/core/notes/card.ts'
import { exportedGuid } from '#lib/core/notes/export/exported.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import { pictureLimits, pictureType } from '#lib/core/notes/picture-type.ts'
import { ok, type Result } from '#lib/core/problem.ts'
import type { BroughtExport } from '#lib/server/reading/read-brought.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnCardWrite, OwnPicture } from '#lib/server/store/own-notes.ts'
import { checkExported, type ExportedNotes } from '#lib/server/usecases/exported-notes.ts'
import { loadHighlight } from '#lib/server/usecases/highlight-code.ts'
import { recordImported, type ImportedFacet } from '#lib/server/usecases/record-imported.ts'
import { makeVersion, pictureUrl } from '#lib/server/usecases/view-own-card.ts'

export interface Restored {
  readonly collections: readonly { readonly id: string; readonly title: string }[]
  readonly cards: number
  /** Those among them that say something else than here. */
  readonly changed: number
  /** Events that were not in the log. */
  readonly events: number
}

/** Nothing is stored where anything of it is not as we write it. */
export async function restoreNotes(deps: Pick<Server, 'store' | 'timeShiftMs'>, userId: string, brought: BroughtExport): Promise<Result<Restored>> {
  const checked = checkExported(brought.collections, brought.pictures)
  if (!checked.ok) return checked
  const { store } = deps
  const highlight = await loadHighlight()
  const facets: ImportedFacet[] = []
  let changed = 0
  for (const collection of checked.value.collections) {
    const known = new Map((await store.ownNotes.wholeCards(userId, collection.id)).map((card) => [card.id, card]))
    const pictures = picturesOf(checked.value, collection.id)
    const view = { topic: collection.id, imageUrl: pictureUrl(collection.id, [...pictures, ...(await store.ownNotes.pictures(userId, collection.id))]) }
    const cards = collection.cards.map((card, place): OwnCardWrite => {
      const { id, kind, lang, tier, contextPath, tags, tiedTopic, file, line, textId, original } = card
      const current = makeVersion(card, view, highlight)
      const before = known.get(id)
      const material = before !== undefined && before.current.hash !== current.hash
      if (material) changed++
      facets.push({ facet: makeFacetId(id as CardId, 'main' as FacetName, collection.id), events: card.events, history: brought.histories[exportedGuid(collection.id, id)] ?? null })
      const source = original === null ? current : makeVersion({ ...original, kind }, view, highlight)
      return { id, kind, lang, tier, contextPath, tags, tiedTopic, file, line, textId, place: before?.place ?? place, material, source, current }
    })
    await store.ownNotes.import(userId, {
      ...{ draft: null, collection: { id: collection.id, title: collection.title }, files: [], pictures, cards, aliases: [] },
      missing: collection.cards.filter(({ missing }) => missing).map(({ id }) => id),
    })
  }
  const events = await recordImported(deps, userId, facets)
  return ok({ collections: checked.value.collections.map(({ id, title }) => ({ id, title })), cards: facets.length, changed, events })
}

function picturesOf({ pictures }: ExportedNotes, collection: string): OwnPicture[] {
  return pictures.flatMap((picture) => {
    if (picture.collection !== collection) return []
    const made = toPicture(picture.path, new Uint8Array(Buffer.from(picture.base64, 'base64')))
    return made === null ? [] : [made]
  })
}

/** Null where the bytes are no picture, or too many. */
export function toPicture(path: string, bytes: Uint8Array): OwnPicture | null {
  const type = pictureType(bytes)
  if (type === null || bytes.length > pictureLimits.bytes) return null
  return { path, name: `${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}.${type}`, bytes }
}
