// The built-in notes in Postgres: what the queue needs of them.
import type { CardId, CardKind, FacetId, FollowUp, KeyPoint, Lang, Layer, Level, Pitfall, TopicId } from '#lib/core/notes/card.ts'

/** What the review page shows of a card, rendered once when the notes are loaded. The API's card, less the memory. */
export interface CardView {
  readonly kind: CardKind
  readonly topic: TopicId
  readonly level: Level
  readonly tags: readonly string[]
  readonly question: { readonly html: string; readonly text: string }
  readonly answer: { readonly html: string }
  readonly choice?: { readonly multiple: boolean; readonly options: readonly { readonly html: string; readonly right: boolean; readonly why: string | null }[] }
  /** For each cloze facet: the passage with that cloze hidden and the others shown, and what was hidden. */
  readonly clozes?: Readonly<Record<string, { readonly hidden: string; readonly shown: string; readonly texts: readonly string[] }>>
  /** In the right order. */
  readonly order?: { readonly items: readonly { readonly html: string }[] }
  readonly typed?: { readonly accepted: readonly string[] }
  /** `scenario` without folder and ending, and the text of its file: the browser asks, runs and marks. */
  /** `zones`: the master files of a DNS exercise's servers. */
  readonly exercise?: {
    readonly protocol: string
    readonly scenario: string
    readonly ask: string
    readonly trace: string
    readonly zones?: readonly { readonly name: string; readonly text: string }[]
  }
}

/** What an interview asks and marks by. */
export interface CardSheet {
  readonly importance: 1 | 2 | 3
  readonly keyPoints: readonly KeyPoint[]
  readonly pitfalls: readonly Pitfall[]
  readonly followUps: readonly FollowUp[]
}

export interface FacetRecord {
  readonly id: FacetId
  readonly cardId: CardId
  readonly topicId: TopicId
  readonly topicOrder: number
  readonly level: Level
  readonly place: number
  readonly retired: boolean
}

export interface LoadedCard {
  readonly id: CardId
  readonly topicId: TopicId
  readonly kind: CardKind
  readonly level: Level
  readonly place: number
  readonly tags: readonly string[]
  readonly versions: readonly { readonly lang: Lang; readonly hash: string; readonly question: string; readonly answer: string; readonly view: CardView; readonly sheet: CardSheet }[]
}

export interface LoadedTopic {
  readonly id: TopicId
  readonly order: number
  readonly layer: string
  readonly level: Level
  readonly tags: readonly string[]
  readonly requires: readonly TopicId[]
  readonly titles: Readonly<Partial<Record<Lang, string>>>
}

export interface LoadedContent {
  /** Of everything below. */
  readonly hash: string
  readonly release: string
  readonly topics: readonly LoadedTopic[]
  readonly cards: readonly LoadedCard[]
  readonly facets: readonly FacetRecord[]
  readonly aliases: readonly { /** A card, or one facet of a card (`tcp-isn#c2`). */ readonly alias: string; readonly successor: string | null; readonly reason: string }[]
}

export interface VersionedView {
  readonly cardId: CardId
  readonly lang: Lang
  readonly hash: string
  readonly view: CardView
}

/** One text of a card, with what marks it. */
export interface SheetRecord {
  readonly card: CardId
  readonly topic: TopicId
  readonly layer: Layer
  readonly tags: readonly string[]
  readonly level: Level
  readonly kind: CardKind
  readonly lang: Lang
  readonly hash: string
  readonly question: string
  readonly sheet: CardSheet
  /** Null where the kind is no exercise, or its scenario is missing. */
  readonly protocol: string | null
}

/** One current text of a card, as search reads it. */
export interface CardText {
  readonly card: CardId
  readonly topic: TopicId
  readonly lang: Lang
  readonly tags: readonly string[]
  readonly question: string
  readonly answer: string
  /** Null where the card is of a release that kept none. */
  readonly sheet: CardSheet | null
}

/** When a card's text as it stands now came. */
export interface CardChange {
  readonly card: CardId
  readonly topic: TopicId
  readonly hash: string
  readonly question: string
  readonly changedAtMs: number
  /** Whether there was another text before it. */
  readonly isEdit: boolean
}

export type AskedVersion = SheetRecord & { readonly view: CardView }

export interface ContentStore {
  /** What stands in the tables: its hash and the release that wrote it; null before the first load. */
  state(): Promise<{ readonly hash: string; readonly release: string } | null>
  /** Replaces the built-in notes, under one lock. False when another process has loaded these or newer ones meanwhile. */
  load(content: LoadedContent, mayReplace: (release: string) => boolean): Promise<boolean>
  /** What follows a load has been done: where the tables still hold `loading`, their hash is `hash` from now on. */
  confirm(loading: string, hash: string): Promise<void>
  /** All there are or were. */
  facets(): Promise<readonly FacetRecord[]>
  topics(): Promise<readonly LoadedTopic[]>
  /** The current text of cards in a language, or in the other one where this one lacks it. */
  views(cards: readonly CardId[], lang: Lang): Promise<readonly VersionedView[]>
  /** What may be asked in a language: the current text of every card that is not retired, by id. */
  sheets(lang: Lang): Promise<readonly SheetRecord[]>
  /** The current texts of every card that is not retired, in both languages, by id and language. */
  texts(): Promise<readonly CardText[]>
  /** The cards whose text in a language came last, newest first. */
  changes(lang: Lang, limit: number): Promise<readonly CardChange[]>
  /** Texts by version, current or not. */
  versions(wanted: readonly { readonly card: CardId; readonly lang: Lang; readonly hash: string }[]): Promise<readonly AskedVersion[]>
  aliases(): Promise<ReadonlyMap<string, string | null>>
}
