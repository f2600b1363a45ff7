// People's own notes: collections, the files they came from, cards, and notes being looked over. Every function takes
// the person's id; nobody sees another's. Schedules are not here: they hang on facet ids in the log.
import type { KnownCard } from '#lib/core/notes/identity.ts'
import type { CardKind, FacetId, Lang } from '#lib/core/notes/card.ts'
import type { ReadOption } from '#lib/core/notes/import/read-card.ts'
import type { CardView, VersionedView } from '#lib/server/store/content.ts'

export interface OwnCollection {
  /** `n` and 12 base32 characters. */
  readonly id: string
  readonly title: string
  readonly files: readonly string[]
  /** Cards that are in the notes as they are now. */
  readonly cards: number
  /** Cards that are not, and wait to come back. */
  readonly missing: number
  readonly updatedAtMs: number
}

export interface OwnCard {
  readonly id: string
  readonly facet: FacetId
  readonly file: string
  readonly line: number
  readonly tier: string
  readonly missing: boolean
  readonly lang: Lang
  readonly contextPath: readonly string[]
  readonly tags: readonly string[]
  /** A topic of ours that its person put it to. */
  readonly tiedTopic: string | null
  readonly view: CardView
}

/** What a card says, as written. */
export interface OwnWords {
  readonly question: string
  readonly answer: string
  /** Of a choice; null for other kinds, and for choices of an early release. */
  readonly options: readonly ReadOption[] | null
}

/** Everything that is kept of a card, its texts as written. */
export interface WholeCard extends Omit<OwnCardWrite, 'source' | 'current' | 'material'> {
  readonly missing: boolean
  readonly source: OwnWords & { readonly hash: string }
  readonly current: OwnWords & { readonly hash: string }
  /** What it said before its last material change. */
  readonly before: (OwnWords & { readonly hash: string; readonly changedAtMs: number }) | null
}

export interface OwnPicture {
  /** Where it stood among the files. */
  readonly path: string
  /** Hash and ending of what its bytes are: `9f…c1.png`. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** One entry of the log of joins. */
export interface OwnJoin {
  /** What the card that was read was called. */
  readonly alias: string
  readonly card: string
  readonly rule: string
  readonly atMs: number
}

/** A card as an import stores it; one with a known id gets new versions. */
export interface OwnCardWrite {
  readonly id: string
  readonly kind: CardKind
  readonly place: number
  readonly tags: readonly string[]
  readonly file: string
  readonly line: number
  readonly textId: string | null
  readonly tier: string
  readonly lang: Lang
  readonly contextPath: readonly string[]
  readonly tiedTopic: string | null
  /** It means something else than before: what it said is shown at the next review. */
  readonly material: boolean
  /** The text as it stands in the file: what the next import is compared with. */
  readonly source: OwnVersion
  /** What is asked from now on; null: what is current stays, because the text has not changed or was edited here. */
  readonly current: OwnVersion | null
}

export interface OwnVersion extends OwnWords {
  readonly hash: string
  readonly view: CardView
}

/** A card as its file had it at the last import. */
export interface KnownOwnCard extends KnownCard {
  /** Its person has changed it here since. */
  readonly edited: boolean
  readonly tiedTopic: string | null
}

export interface OwnFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface OwnAlias {
  readonly alias: string
  /** Null: dropped by its person. */
  readonly successor: string | null
  readonly reason: string
}

/** What accepting a draft changes, in one transaction; the draft is gone with it. */
export interface OwnImport {
  readonly draft: string | null
  readonly collection: { readonly id: string; readonly title: string }
  readonly files: readonly (OwnFile & { readonly hash: string })[]
  readonly pictures: readonly OwnPicture[]
  readonly cards: readonly OwnCardWrite[]
  readonly missing: readonly string[]
  readonly aliases: readonly OwnAlias[]
}

export interface OwnDraft {
  readonly id: string
  readonly collection: string | null
  readonly title: string
  readonly files: readonly OwnFile[]
  /** As the page keeps them; checked where they are used. */
  readonly decisions: unknown
}

export interface OwnView extends VersionedView {
  readonly facet: FacetId
  readonly collection: string
  readonly title: string
  /** What it said before its last material change, and what it says. */
  readonly changed: { readonly atMs: number; readonly before: string; readonly now: string } | null
}

export interface OwnNotesStore {
  collections(userId: string): Promise<readonly OwnCollection[]>
  cards(userId: string, collection: string): Promise<readonly OwnCard[]>
  /** Whole, missing ones too, in the order of the notes. */
  wholeCards(userId: string, collection: string): Promise<readonly WholeCard[]>
  /** Joins of the last months that rested on likeness or an answer, newest first. */
  joins(userId: string, collection: string): Promise<readonly OwnJoin[]>
  pictures(userId: string, collection: string): Promise<readonly OwnPicture[]>
  /** A file as it was brought; null where there is none of that name. */
  findFile(userId: string, collection: string, name: string): Promise<Uint8Array | null>
  findPicture(userId: string, collection: string, name: string): Promise<Uint8Array | null>
  /** What identity is decided by: every card, missing ones too, and the names of dropped ones. */
  known(userId: string, collection: string): Promise<{ readonly cards: readonly KnownOwnCard[]; readonly dropped: ReadonlySet<string> }>
  /** Those of `facets` that this person has, or had. */
  findFacets(userId: string, facets: readonly string[]): Promise<readonly FacetId[]>
  views(userId: string, facets: readonly FacetId[]): Promise<readonly OwnView[]>
  /** Bytes kept for this person, drafts included. */
  size(userId: string): Promise<number>
  import(userId: string, change: OwnImport): Promise<void>
  /** Cards leave the queue; their facets stay known, because the log names them. False: there is none of that id. */
  deleteCollection(userId: string, collection: string): Promise<boolean>

  drafts(userId: string): Promise<readonly { readonly id: string; readonly title: string; readonly createdAtMs: number }[]>
  findDraft(userId: string, id: string): Promise<OwnDraft | null>
  /** Makes a draft, or writes one anew. */
  putDraft(userId: string, draft: OwnDraft): Promise<void>
  /** False: there is none of that id. */
  decide(userId: string, id: string, decisions: unknown): Promise<boolean>
  deleteDraft(userId: string, id: string): Promise<void>

  /** The built-in questions, for likely twins. */
  builtInQuestions(): Promise<readonly { readonly topic: string; readonly card: string; readonly question: string }[]>
}
