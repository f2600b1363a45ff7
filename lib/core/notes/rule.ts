// What a rule of the notes is: a code and what it looks at. One rule is one file in `rules/`, named after its
// code; `rules.ts` lists them all. Types only.
import type { Nodes } from 'mdast'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Draft, KindPart } from '#lib/core/notes/draft.ts'
import type { Spot } from '#lib/core/notes/spot.ts'
import type { RetiredList } from '#lib/core/notes/read-retired.ts'
import type { RfcEntry } from '#lib/core/notes/rfc-sections.ts'
import type { Place, ProblemCode } from '#lib/core/problem.ts'

/** A fault, before it has its code. */
export interface Finding {
  readonly at: Spot | Nodes
  /** Needed where a rule looks at many files. */
  readonly file?: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly related?: Place
}

export interface Rule {
  readonly code: ProblemCode
  /** Before anything is parsed; a file with such a fault is not read further. */
  readonly checkFile?: (file: SourceFile) => Iterable<Finding>
  readonly checkTopic?: (draft: Draft) => Iterable<Finding>
  readonly checkCollection?: (collection: Collection) => Iterable<Finding>
}

/** A topic file as its reader found it. */
export interface SourceFile {
  readonly file: string
  readonly text: string
  readonly reading: Reading
}

/** What only the one who read the bytes can know. `text` may be empty where reading was given up. */
export interface Reading {
  /** The bytes were not UTF-8. */
  readonly invalidUtf8?: boolean
  /** The size in bytes, where the reader knows it without reading. */
  readonly bytes?: number
  /** A symbolic link that leads out of the folder. */
  readonly outside?: boolean
  /** Why the file could not be read at all. */
  readonly unreadable?: string
}

/** What a file says of itself and of others, faulty or not, so that one fault does not make ten. */
export interface TopicOutline {
  readonly file: string
  readonly topic: string | null
  readonly lang: Lang | null
  readonly attributes: Readonly<Record<string, string>>
  readonly requires: readonly { readonly topic: string; readonly at: Spot }[]
  readonly cards: readonly CardOutline[]
  readonly links: readonly OutwardLink[]
  readonly citations: readonly Citation[]
  readonly labs: readonly { readonly scenario: string; readonly at: Spot }[]
  /** The reserved headings that were read as parts of cards, so that the lint can say which. */
  readonly sections: readonly { readonly heading: string; readonly at: Spot }[]
}

export interface CardOutline {
  readonly id: string
  readonly at: Spot
  readonly kind: KindPart['kind'] | 'explain'
  readonly level: string
  /** The facets it has a schedule for. */
  readonly facets: readonly string[]
  /** What must be equal in both languages: name of the part → its ids, marks or count. */
  readonly parts: Readonly<Record<string, string>>
}

/** A link to another topic. */
export interface OutwardLink {
  readonly topic: string
  readonly lang: string
  readonly card: string | null
  readonly followUp: boolean
  readonly written: string
  readonly at: Spot
}

/**
 * A mention of an RFC's section. In prose an obsoleted RFC may be named as history; a source or a clause may
 * not cite it.
 */
export interface Citation {
  readonly rfc: number
  readonly section: string
  readonly where: 'source' | 'clause' | 'prose'
  readonly at: Spot
}

export interface Collection {
  /** Sorted by file. */
  readonly outlines: readonly TopicOutline[]
  /** Topic → language → the first file that says so. */
  readonly byTopic: ReadonlyMap<string, ReadonlyMap<Lang, TopicOutline>>
  /** Card → where it stands, one entry for each topic that has it. */
  readonly byCard: ReadonlyMap<
    string,
    readonly { readonly outline: TopicOutline; readonly card: CardOutline }[]
  >
  readonly rfcs: ReadonlyMap<number, RfcEntry>
  readonly retired: RetiredList
  /** Cards (`tcp-isn`) or facets (`tcp-isn#c2`) that an earlier release or a database knows. */
  readonly knownIds: readonly string[]
  /** `<protocol>/<name>` of every scenario that exists. */
  readonly scenarios: ReadonlySet<string>
}
