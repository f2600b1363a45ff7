// Checks all topics together: both languages alike, ids unique, links and requirements that lead somewhere,
// sources that exist, retired ids accounted for. The shape is that of `notes check --json`.
import { langs } from '#lib/core/notes/card.ts'
import type { CardKind, Lang } from '#lib/core/notes/card.ts'
import { byPlace, problemsOf } from '#lib/core/notes/parse-topic.ts'
import type { ParsedTopic } from '#lib/core/notes/parse-topic.ts'
import { readRetired } from '#lib/core/notes/read-retired.ts'
import { hasSection } from '#lib/core/notes/rfc-sections.ts'
import type { RfcIndex } from '#lib/core/notes/rfc-sections.ts'
import type { CardOutline, Collection, TopicOutline } from '#lib/core/notes/rule.ts'
import { rules } from '#lib/core/notes/rules.ts'
import { describeProblem } from '#lib/core/problem.ts'
import type { Problem } from '#lib/core/problem.ts'

export interface CollectionInput {
  readonly files: readonly ParsedTopic[]
  readonly rfcIndex: RfcIndex
  /** The text of `retired.yaml`, or null where there is none; and the name that its places carry. */
  readonly retired?: { readonly text: string | null; readonly file: string }
  /** Cards (`tcp-isn`) or facets (`tcp-isn#c2`) that an earlier release or a database knows. */
  readonly knownIds?: readonly string[]
  /** `<protocol>/<name>` of every scenario that exists. */
  readonly scenarios?: readonly string[]
  /** The language of the messages. */
  readonly lang?: Lang
}

export interface Fault {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface CollectionReport {
  /** Topics and cards are counted once, not once a language. */
  readonly topics: number
  readonly cards: number
  readonly languages: readonly Lang[]
  readonly kinds: Readonly<Record<CardKind, number>>
  readonly faults: readonly Fault[]
  /**
   * Citations of a section: looked up in the index, not found in it, and of RFCs that the index does not
   * hold.
   */
  readonly sources: { readonly checked: number; readonly missing: number; readonly unlisted: number }
  /** The same faults as values, for whoever renders them otherwise. */
  readonly problems: readonly Problem[]
}

/** Every fault of a collection, those of its single files included, by file and place. */
export function checkCollection(input: CollectionInput): CollectionReport {
  const collection = collect(input)
  const found = rules.flatMap(({ code, checkCollection: check }) => problemsOf(code, '', check?.(collection)))
  const problems = [...input.files.flatMap((file) => file.problems), ...found].sort(byPlace)
  const kinds: Record<CardKind, number> = { explain: 0, choice: 0, cloze: 0, order: 0, typed: 0, exercise: 0 }
  for (const [first] of collection.byCard.values()) if (first !== undefined) kinds[first.card.kind] += 1
  const citations = collection.outlines.flatMap((outline) => outline.citations)
  const entries = citations.map(({ rfc, section }) => ({ entry: collection.rfcs.get(rfc), section }))
  return {
    topics: collection.byTopic.size,
    cards: collection.byCard.size,
    languages: langs.filter((lang) => collection.outlines.some((outline) => outline.lang === lang)),
    kinds,
    faults: problems.map((problem) => asFault(problem, input.lang ?? 'en')),
    sources: {
      checked: entries.filter(({ entry }) => entry !== undefined).length,
      missing: entries.filter(({ entry, section }) => entry !== undefined && !hasSection(entry, section))
        .length,
      unlisted: entries.filter(({ entry }) => entry === undefined).length,
    },
    problems,
  }
}

/** A problem as one line of a report. */
export function asFault(problem: Problem, lang: Lang): Fault {
  const { file = '', line = 1, column = 1 } = problem.place ?? {}
  return { code: problem.code, file, line, column, message: describeProblem(problem, lang) }
}

/** The RFCs that a collection cites: what `pickRfcSections` is to copy. */
export function citedRfcs(files: readonly ParsedTopic[]): number[] {
  const numbers = new Set(files.flatMap(({ outline }) => outline.citations.map(({ rfc }) => rfc)))
  return [...numbers].sort((a, b) => a - b)
}

function collect({ files, rfcIndex, retired, knownIds = [], scenarios = [] }: CollectionInput): Collection {
  const outlines = files
    .map(({ outline }) => outline)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const byTopic = new Map<string, Map<Lang, TopicOutline>>()
  const byCard = new Map<string, { outline: TopicOutline; card: CardOutline }[]>()
  for (const outline of outlines) {
    const { topic, lang, cards } = outline
    if (topic !== null && lang !== null) {
      const languages = byTopic.get(topic) ?? new Map<Lang, TopicOutline>()
      byTopic.set(topic, languages)
      if (!languages.has(lang)) languages.set(lang, outline)
    }
    for (const card of cards) {
      const places = byCard.get(card.id) ?? []
      byCard.set(card.id, places)
      if (!places.some((place) => place.outline.topic === topic)) places.push({ outline, card })
    }
  }
  return {
    outlines,
    byTopic,
    byCard,
    rfcs: new Map(rfcIndex.map((entry) => [entry.number, entry])),
    retired: readRetired(retired?.text ?? null, retired?.file),
    knownIds,
    scenarios: new Set(scenarios),
  }
}
