// A topic file as it was read, before anyone has judged it: what stands where, faulty or not. Rules look at
// drafts and report; `build-topic` turns what is sound into cards. Types only.
import type { Code, Definition, FootnoteDefinition, FootnoteReference, Heading, Html, Image } from 'mdast'
import type { ImageReference, Link, LinkReference, List, ListItem, Paragraph, RootContent } from 'mdast'
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive'
import type { Lang, Markdown } from '#lib/core/notes/card.ts'
import type { FrontMatter } from '#lib/core/notes/front-matter.ts'
import type { SectionName } from '#lib/core/notes/reserved-headings.ts'
import type { Spot } from '#lib/core/notes/spot.ts'

/** Offsets into the draft's text: from, and up to but not with. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Draft {
  readonly file: string
  /** LF line ends, no byte order mark. */
  readonly text: string
  readonly frontMatter: FrontMatter
  /** What the file's name says it is; null where the name is not `<topic>.<lang>.md`. */
  readonly named: { readonly topic: string; readonly lang: Lang } | null
  /** The front matter's language, else the file name's. */
  readonly lang: Lang | null
  readonly topic: string | null
  /** The first block, if it is a `# ` heading. */
  readonly title: Heading | null
  readonly introduction: readonly RootContent[]
  readonly introductionSpan: Span
  readonly cards: readonly CardDraft[]
  readonly found: Found
  readonly spotAt: (offset: number) => Spot
}

/** Every node of the kinds that rules look for, wherever it stands. */
export interface Found {
  readonly headings: readonly Heading[]
  readonly html: readonly Html[]
  readonly images: readonly (Image | ImageReference)[]
  readonly links: readonly Link[]
  readonly references: readonly (LinkReference | Definition | FootnoteReference | FootnoteDefinition)[]
  readonly directives: readonly (ContainerDirective | LeafDirective)[]
  /** Code, inline or fenced, in text order. */
  readonly code: readonly Span[]
  readonly codeBlocks: readonly Code[]
}

export interface AnchorDraft {
  readonly id: string
  /** `<a id="…"></a>` at the very end of the heading, and the id of the right form. */
  readonly sound: boolean
  readonly node: Html
}

export interface MetaEntry {
  readonly key: string
  /** Null where the code has no colon. */
  readonly value: string | null
  readonly written: string
  readonly at: Spot
}

export interface SectionDraft {
  readonly name: SectionName
  readonly lang: Lang
  readonly exact: boolean
  readonly written: string
  readonly heading: Heading
  readonly list: List | null
  /** Blocks other than the list and labs. */
  readonly others: readonly RootContent[]
  readonly span: Span
}

export interface OptionDraft {
  readonly node: ListItem
  readonly text: Markdown
  readonly right: boolean | null
  readonly why: Markdown | null
}

export interface KeyPointDraft {
  readonly node: ListItem
  readonly id: string | null
  readonly text: Markdown
  /** Null where it is written but is neither ×2 nor ×3. */
  readonly weight: number | null
  readonly weightWritten: string
  readonly wordings: readonly string[]
  /** A nested block that is not the one bullet of other wordings. */
  readonly stray: RootContent | null
}

export interface PitfallDraft {
  readonly node: ListItem
  readonly claim: string | null
  readonly text: Markdown
  readonly hasCorrection: boolean
  readonly hasClause: boolean
}

export interface FollowUpDraft {
  readonly node: ListItem
  readonly question: string
  readonly url: string | null
  readonly text: Markdown
}

export interface SourceDraft {
  readonly node: ListItem
  readonly text: Markdown
  readonly rfc: { readonly number: number; readonly section: string } | null
  readonly url: string | null
}

/** A bullet that is nothing but its text. */
export interface ItemDraft {
  readonly node: ListItem
  readonly text: Markdown
  readonly plain: string
}

export interface ClozeDraft {
  readonly id: string
  readonly text: string
  readonly hint: string | null
  readonly span: Span
}

export interface ClozeFault {
  readonly fault: 'malformed' | 'nested' | 'id' | 'code'
  readonly written: string
  readonly offset: number
}

/** What makes a card another kind than explain, and where. */
export interface KindPart {
  readonly kind: 'choice' | 'order' | 'typed' | 'cloze' | 'exercise'
  readonly written: string
  readonly at: Spot
}

export interface CardDraft {
  readonly span: Span
  readonly heading: Heading
  readonly anchor: AnchorDraft | null
  readonly question: string
  readonly questionMarkdown: Markdown
  readonly meta: Paragraph | null
  readonly metaEntries: readonly MetaEntry[]
  readonly prose: readonly RootContent[]
  readonly proseSpan: Span
  readonly sections: readonly SectionDraft[]
  /** `###` and deeper headings after the first reserved one that are not reserved. */
  readonly strayHeadings: readonly Heading[]
  readonly labs: readonly (ContainerDirective | LeafDirective)[]
  /** The labs that stand after the first reserved heading. */
  readonly trailingLabs: readonly ContainerDirective[]
  readonly clozes: readonly ClozeDraft[]
  readonly clozeFaults: readonly ClozeFault[]
  readonly kindParts: readonly KindPart[]
  readonly options: readonly OptionDraft[]
  readonly items: readonly ItemDraft[]
  readonly accepted: readonly ItemDraft[]
  readonly keyPoints: readonly KeyPointDraft[]
  readonly pitfalls: readonly PitfallDraft[]
  readonly followUps: readonly FollowUpDraft[]
  readonly sources: readonly SourceDraft[]
}
