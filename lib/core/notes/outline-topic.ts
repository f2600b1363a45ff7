// What a draft says of itself and of others, in plain data: enough to check a whole collection without
// keeping its trees. Faulty cards are in it as well.
import type { Lang } from '#lib/core/notes/card.ts'
import type { CardDraft, Draft, KeyPointDraft, Span } from '#lib/core/notes/draft.ts'
import { attributes } from '#lib/core/notes/front-matter.ts'
import { linkTarget } from '#lib/core/notes/link-target.ts'
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { isWithin } from '#lib/core/notes/spans.ts'
import type { CardOutline, Citation, OutwardLink, TopicOutline } from '#lib/core/notes/rule.ts'

// Equal in both languages; title, tags and review date are not.
const sharedKeys = ['layer', 'level', 'order', 'requires', 'license']

export function outlineTopic(draft: Draft): TopicOutline {
  const { entries } = draft.frontMatter
  const requires = entries.find(({ key }) => key === 'requires')
  const shared = entries.filter(
    ({ key, value }) => sharedKeys.includes(key) && attributes[key]?.accepts(value) === true,
  )
  return {
    file: draft.file,
    topic: draft.topic,
    lang: draft.lang,
    attributes: Object.fromEntries(shared.map(({ key, value }) => [key, String(value)])),
    requires: textsOf(requires?.value).map((topic) => ({ topic, at: requires!.valueAt })),
    cards: outlineCards(draft.cards),
    links: outwardLinks(draft),
    citations: readCitations(draft),
    labs: draft.found.directives.flatMap((lab) => {
      const scenario = lab.attributes?.['scenario']
      return lab.name === 'lab' && scenario != null ? [{ scenario, at: spotOf(lab) }] : []
    }),
    sections: draft.cards.flatMap(({ sections }) =>
      sections.map(({ written, heading }) => ({ heading: written, at: spotOf(heading) })),
    ),
  }
}

const textsOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

function outlineCards(cards: readonly CardDraft[]): CardOutline[] {
  const outlines = new Map<string, CardOutline>()
  for (const card of cards) {
    const { anchor, heading, kindParts, metaEntries } = card
    if (anchor?.sound !== true || outlines.has(anchor.id)) continue
    const value = (name: string) => metaEntries.find(({ key }) => key === name)?.value ?? ''
    const kind = kindParts[0]?.kind ?? 'explain'
    const clozes = [...new Set(card.clozes.map(({ id }) => id))].sort()
    const asks = card.labs.flatMap((lab) => lab.attributes?.['ask'] ?? [])
    outlines.set(anchor.id, {
      id: anchor.id,
      at: spotOf(heading),
      kind,
      level: `${value('level')}, ${value('importance')}`,
      facets: kind === 'cloze' ? clozes : kind === 'exercise' ? asks.map((ask) => `x-${ask}`) : ['main'],
      parts: {
        keyPoints: card.keyPoints.map(describeKeyPoint).join(' '),
        clozes: clozes.join(' '),
        options: card.options.map(({ right }) => (right === true ? '[x]' : '[ ]')).join(' '),
        order: String(card.items.length),
      },
    })
  }
  return [...outlines.values()]
}

const describeKeyPoint = ({ id, weight }: KeyPointDraft) =>
  `${id ?? ''}${weight === 1 ? '' : `×${weight ?? ''}`}`

function outwardLinks(draft: Draft): OutwardLink[] {
  const followUps = new Set(draft.cards.flatMap((card) => card.followUps.map(({ url }) => url)))
  return draft.found.links.flatMap((link) => {
    const target = linkTarget(link.url)
    if (target === null || target.to === 'web' || target.topic === null) return []
    const card = target.to === 'card' ? target.card : null
    const own = target.topic === draft.topic && target.lang === draft.lang && card !== null
    const followUp = followUps.has(link.url)
    // A follow-up to a card of this file is the topic's own affair, whichever way it is written.
    if (own && followUp) return []
    return [
      { topic: target.topic, lang: target.lang as Lang, card, followUp, written: link.url, at: spotOf(link) },
    ]
  })
}

const citation =
  /\bRFC[ \u00a0](\d{1,5})(?:,?[ \u00a0]?§[ \u00a0]?([0-9A-Z]+(?:\.[0-9A-Z]+)*)| ["“]([^"”\n]+)["”])/g

function readCitations(draft: Draft): Citation[] {
  const spansOf = (name: string) =>
    draft.cards.flatMap(({ sections }) =>
      sections.filter((section) => section.name === name).map(({ span }) => span),
    )
  const sources = spansOf('sources')
  const pitfalls = draft.cards.flatMap((card) =>
    card.pitfalls.map(({ node }): Span => ({
      start: node.position!.start.offset!,
      end: node.position!.end.offset!,
    })),
  )
  const citations: Citation[] = []
  for (const hit of draft.text.slice(draft.frontMatter.end).matchAll(citation)) {
    const at = hit.index + draft.frontMatter.end
    const inSource = isWithin(sources, at)
    // In prose a quotation after an RFC's number is a quotation, not a section.
    const section = hit[2] ?? (inSource ? hit[3] : undefined)
    if (section === undefined) continue
    const clause =
      /^[^()（）\n]*[)）][\s.。]*$/m.test(draft.text.slice(at, at + 200).split('\n')[0]!) &&
      isWithin(pitfalls, at)
    citations.push({
      rfc: Number(hit[1]),
      section,
      where: inSource ? 'source' : clause ? 'clause' : 'prose',
      at: draft.spotAt(at),
    })
  }
  return citations
}
