// What a note is once read: topics and cards. Types only; the parser, the lint and the renderer are
// neighbours. A schedule hangs on a facet id and on nothing else here: text, file, position and language are
// attributes.
import type { Place } from '#lib/core/problem.ts'

declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

export type Lang = 'zh' | 'en'
export const langs = ['zh', 'en'] as const satisfies readonly Lang[]

export type Layer = 'link' | 'network' | 'transport' | 'security' | 'application' | 'general'
export type Level = 1 | 2 | 3

/** `[a-z0-9-]{2,40}`, unique over the whole collection. */
export type CardId = Branded<string, 'CardId'>
export type TopicId = Branded<string, 'TopicId'>
/** `main`, `c1`…`c99`, `x-<kind>`. */
export type FacetName = Branded<string, 'FacetName'>
/** `<collection>/<card>#<facet>`, for instance `protodeck/tcp-3whs-why#main`. */
export type FacetId = Branded<string, 'FacetId'>
/** Markdown source, a slice of the file it came from. */
export type Markdown = string

export interface KeyPoint {
  readonly id: string
  readonly text: Markdown
  readonly weight: number
  readonly synonyms: readonly string[]
}

export interface Pitfall {
  /** The common wrong claim, without its quotation marks; null where the bullet quotes none. */
  readonly claim: string | null
  /** The whole bullet: claim, correction and clause. */
  readonly text: Markdown
}

export interface FollowUp {
  readonly question: string
  readonly topic: TopicId
  readonly card: CardId
}

export interface Source {
  /** As written, without the bullet. */
  readonly text: Markdown
  /** `section` as numbered in the RFC (`3.5`, `A.1`), or a heading where that RFC numbers none. */
  readonly rfc: { readonly number: number; readonly section: string } | null
  readonly url: string | null
}

export interface LabReference {
  /** `<protocol>/<name>`, a file of `content/scenarios`. */
  readonly scenario: string
  readonly ask: string | null
  readonly place: Place
}

export interface CardBase {
  readonly id: CardId
  readonly lang: Lang
  /** The heading as plain text, and as Markdown without the id's anchor. */
  readonly question: string
  readonly questionMarkdown: Markdown
  /** The prose before the first reserved heading; labs that stand after it are appended. */
  readonly answer: Markdown
  readonly level: Level
  readonly importance: 1 | 2 | 3
  readonly tags: readonly string[]
  readonly keyPoints: readonly KeyPoint[]
  readonly pitfalls: readonly Pitfall[]
  readonly followUps: readonly FollowUp[]
  readonly sources: readonly Source[]
  readonly labs: readonly LabReference[]
  readonly place: Place
  /**
   * SHA-256 of the card's whole text (normalised line ends), first 16 hex digits. An edit anywhere in it is a
   * new one.
   */
  readonly version: string
}

export interface ExplainCard extends CardBase {
  readonly kind: 'explain'
}

export interface ChoiceCard extends CardBase {
  readonly kind: 'choice'
  readonly options: readonly {
    readonly text: Markdown
    readonly right: boolean
    readonly why: Markdown | null
  }[]
}

export interface ClozeCard extends CardBase {
  readonly kind: 'cloze'
  /** One entry for each `{{c1::…}}`, in text order; entries may share an id. */
  readonly clozes: readonly { readonly id: FacetName; readonly text: string; readonly hint: string | null }[]
}

export interface OrderCard extends CardBase {
  readonly kind: 'order'
  /** In the right order. */
  readonly items: readonly Markdown[]
}

export interface TypedCard extends CardBase {
  readonly kind: 'typed'
  readonly accepted: readonly string[]
}

export interface ExerciseCard extends CardBase {
  readonly kind: 'exercise'
  readonly scenario: string
  readonly ask: string
}

export type Card = ExplainCard | ChoiceCard | ClozeCard | OrderCard | TypedCard | ExerciseCard
export type CardKind = Card['kind']

export interface Topic {
  readonly id: TopicId
  readonly title: string
  readonly lang: Lang
  readonly layer: Layer
  readonly tags: readonly string[]
  readonly level: Level
  readonly license: string
  readonly sources: readonly string[]
  /** ISO date. */
  readonly reviewed: string
  readonly order: number
  readonly requires: readonly TopicId[]
  readonly introduction: Markdown
  readonly cards: readonly Card[]
  readonly file: string
}
