// One file that a person brought, as a page to read: its cards in their places, and between them what is in no card.
import type { Lang } from '#lib/core/notes/card.ts'
import { renderMarkdown } from '#lib/core/notes/render-markdown.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnCard } from '#lib/server/store/own-notes.ts'
import { pictureUrl, toWeb } from '#lib/server/usecases/view-own-card.ts'

export interface OwnNoteView {
  readonly title: string
  readonly file: string
  readonly parts: readonly OwnNotePart[]
}

export interface OwnNotePart {
  /** Titles that begin here, outermost first, with their depth (0: the outermost). */
  readonly headings: readonly { readonly depth: number; readonly text: string }[]
  /** What stands around the card and is in none. */
  readonly prose: string
  readonly card: OwnCard
}

/** Problem `unknown-collection`, for a file that is not there too. */
export async function readOwnNote({ store, reader }: Pick<Server, 'store' | 'reader'>, userId: string | null, collection: string, file: string, lang: Lang): Promise<Result<OwnNoteView>> {
  const home = userId === null ? undefined : (await store.ownNotes.collections(userId)).find(({ id }) => id === collection)
  const bytes = userId === null || home === undefined ? null : await store.ownNotes.findFile(userId, collection, file)
  if (userId === null || home === undefined || bytes === null) return fail({ code: 'unknown-collection' })
  const [{ read }, cards, pictures] = await Promise.all([
    reader.read({ name: file, bytes }),
    store.ownNotes.cards(userId, collection),
    store.ownNotes.pictures(userId, collection),
  ])
  const contexts = new Map(read.cards.map((card) => [card.place.line, card.context]))
  const rendering = { lang, untrusted: true, href: toWeb, linkRfcs: false, headingShift: 1, imageUrl: pictureUrl(collection, pictures) } as const
  // The file's own title heads the page.
  const title = read.title ?? file
  const here = cards.filter((card) => card.file === file && !card.missing).sort((one, other) => one.line - other.line)
  let path: readonly string[] = [title]
  const parts = here.map((card): OwnNotePart => {
    const from = card.contextPath.findIndex((text, depth) => text !== path[depth])
    path = card.contextPath
    const headings = from < 0 ? [] : path.slice(from).map((text, index) => ({ depth: from + index, text }))
    const context = contexts.get(card.line) ?? ''
    return { headings, prose: context === '' ? '' : renderMarkdown(context, rendering), card }
  })
  return ok({ title, file, parts })
}
