// `POST /notes/accept`: what was looked over becomes cards. A card that is a known one keeps its id, so its schedule; one
// that is missing from the notes leaves the queue and keeps its schedule; every join is logged with its rule.
import { createHash } from 'node:crypto'
import type { CardId, FacetId, FacetName } from '#lib/core/notes/card.ts'
import { makeFacetId, parseFacetId } from '#lib/core/notes/facets.ts'
import { defaultUse, dropName, type LookOverCard } from '#lib/core/notes/look-over.ts'
import { isPictureName } from '#lib/core/notes/picture-type.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnAlias, OwnCardWrite, OwnFile } from '#lib/server/store/own-notes.ts'
import { base32, newCard } from '#lib/server/usecases/edit-own-card.ts'
import { loadHighlight, type Highlight } from '#lib/server/usecases/highlight-code.ts'
import { lookOverNotes, type LookedOver } from '#lib/server/usecases/look-over-notes.ts'
import { recordImported, type ImportedFacet } from '#lib/server/usecases/record-imported.ts'
import { toPicture } from '#lib/server/usecases/restore-notes.ts'
import type { Decision } from '#lib/server/usecases/read-own-notes.ts'
import { langOfText, makeVersion, pictureUrl, type OwnPlace, type OwnText } from '#lib/server/usecases/view-own-card.ts'

export interface Accepted {
  readonly collection: string
  readonly title: string
  /** How many cards are new, changed in what they say, otherwise known, back again, missing, dropped, and left for later. */
  readonly added: number
  readonly changed: number
  readonly kept: number
  readonly returned: number
  readonly missing: number
  readonly dropped: number
  readonly left: number
  /** Events of another program's review log that were new. */
  readonly reviews: number
}

/** Accepts a draft; it is gone afterwards. */
export async function acceptDraft(
  deps: Pick<Server, 'store' | 'reader' | 'timeShiftMs'>,
  userId: string,
  { draft: id, title, decisions }: { readonly draft: string; readonly title?: string | undefined; readonly decisions: readonly Decision[] },
): Promise<Result<Accepted>> {
  const draft = await deps.store.ownNotes.findDraft(userId, id)
  if (draft === null) return fail({ code: 'unknown-draft' })
  const looked = await lookOverNotes(deps, userId, draft.files, draft.collection)
  if (!looked.ok) return looked
  return ok(await acceptNotes(deps, userId, { looked: looked.value, files: draft.files, title: title ?? draft.title, decisions, draft: id }))
}

/** Accepts notes that were looked over, by whichever door they came. */
export async function acceptNotes(
  deps: Pick<Server, 'store' | 'timeShiftMs'>,
  userId: string,
  { looked, files, title, decisions, draft }: {
    readonly looked: LookedOver
    readonly files: readonly OwnFile[]
    readonly title: string
    readonly decisions: readonly Decision[]
    readonly draft: string | null
  },
): Promise<Accepted> {
  const { store } = deps
  const { over, known, collection } = looked
  const id = collection?.id ?? `n${base32(12)}`
  const said = new Map(decisions.map((decision) => [`${decision.index} ${decision.id}`, decision]))
  const byId = new Map(known.map((card) => [card.id, card]))
  const taken = new Set(known.map((card) => card.id))
  const found = new Set<string>()
  const highlight = await loadHighlight()
  const pictures = looked.pictures.flatMap(({ name, bytes }) => toPicture(name, bytes) ?? [])
  const kept = collection === null ? [] : await store.ownNotes.pictures(userId, id)
  const view = { topic: id, imageUrl: pictureUrl(id, [...pictures, ...kept]) }
  const histories: ImportedFacet[] = []
  const cards: OwnCardWrite[] = []
  const aliases: OwnAlias[] = []
  const lost = new Set(over.missing.map((card) => card.id))
  const counts = { added: 0, changed: 0, kept: 0, returned: 0, dropped: 0, left: 0 }

  for (const looking of over.cards) {
    const { card, status } = looking
    const decision = said.get(`${looking.index} ${card.id}`)
    const use = decision?.use ?? defaultUse(looking)
    const joined = looking.known?.id ?? (decision?.same === true && looking.perhaps !== null && !found.has(looking.perhaps.id) ? looking.perhaps.id : null)
    if (use === 'ask') {
      counts.left++
      continue
    }
    if (use === 'drop') {
      counts.dropped++
      aliases.push({ alias: dropName(card), successor: null, reason: 'dropped' })
      if (joined !== null && byId.get(joined)?.missing !== true) lost.add(joined)
      continue
    }
    const cardId = joined ?? newCardId(looking, taken)
    taken.add(cardId)
    found.add(cardId)
    lost.delete(cardId)
    const before = byId.get(cardId)
    const write = writeCard(looking, cardId, view, decision, { edited: before?.edited === true, tiedTopic: before?.tiedTopic ?? null }, highlight)
    cards.push(write)
    const history = looked.histories.get(card.id) ?? null
    if (history !== null) histories.push({ facet: facetOf(id, cardId), events: [], history })
    if (joined !== null) aliases.push({ alias: card.id, successor: cardId, reason: looking.known?.rule ?? 'confirmed' })
    // It was dropped once, and is wanted now.
    if (status === 'dropped') aliases.push({ alias: dropName(card), successor: cardId, reason: 'accepted' })
    for (const extra of decision?.extra ?? []) {
      cards.push(newCard({ ...extra, tags: card.tags, topic: decision?.topic }, looking.index, view, highlight))
      counts.added++
    }
    if (joined === null) counts.added++
    else if (before?.missing === true) counts.returned++
    else if (status === 'changed' || looking.known === null) counts.changed++
    else counts.kept++
  }

  const name = title.trim() === '' ? looked.title : title.trim().slice(0, 120)
  await store.ownNotes.import(userId, {
    draft,
    collection: { id, title: name },
    files: files.filter(({ name: file }) => !isPictureName(file)).map((file) => ({ ...file, hash: createHash('sha256').update(file.bytes).digest('hex') })),
    pictures,
    cards,
    missing: [...lost],
    aliases: [...new Map(aliases.map((alias) => [alias.alias, alias])).values()],
  })
  const reviews = await recordImported(deps, userId, histories)
  return { collection: id, title: name, ...counts, missing: lost.size, reviews }
}

function writeCard(looking: LookOverCard, id: string, view: OwnPlace, decision: Decision | undefined, { edited, tiedTopic }: { readonly edited: boolean; readonly tiedTopic: string | null }, highlight: Highlight): OwnCardWrite {
  const { card, known } = looking
  const asRead: OwnText = { question: card.question, answer: card.answer, kind: card.kind, options: card.options ?? null }
  const text: OwnText = { ...asRead, question: decision?.question ?? card.question, answer: decision?.answer ?? card.answer }
  const source = makeVersion(asRead, view, highlight)
  const now = makeVersion(text, view, highlight)
  // What was edited here stays as long as the file says the same; once the file says something else, the file is newer.
  const stays = known !== null && now.hash === source.hash && edited && known.change !== 'material'
  return {
    id,
    kind: now.view.kind,
    place: looking.index,
    tags: card.tags,
    tiedTopic: decision?.topic ?? tiedTopic,
    // Also where its person said that it is the same card.
    material: known === null ? decision?.same === true : known.change === 'material',
    file: card.place.file,
    line: card.place.line,
    textId: card.explicitId ? card.id : null,
    tier: card.tier,
    lang: langOfText(`${card.question}\n${card.answer}`),
    contextPath: card.contextPath,
    source,
    current: stays ? null : now,
  }
}

const facetOf = (collection: string, card: string): FacetId => makeFacetId(card as CardId, 'main' as FacetName, collection)

/** The id in the text where it is one of ours and free, else a new one. */
function newCardId({ card }: LookOverCard, taken: ReadonlySet<string>): string {
  const mayBe = parseFacetId(facetOf('protodeck', card.id)) !== null
  if (card.explicitId && mayBe && !taken.has(card.id)) return card.id
  return `q-${base32(12)}`
}

