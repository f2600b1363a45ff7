// Makes topics and cards of a draft. Only what is sound becomes a card; for each card that does not, some
// rule has reported why (the property test holds that). Reports nothing itself.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type {
  Card,
  CardBase,
  CardId,
  FacetName,
  FollowUp,
  LabReference,
  Lang,
  Level,
  Topic,
  TopicId,
} from '#lib/core/notes/card.ts'
import type { CardDraft, Draft } from '#lib/core/notes/draft.ts'
import { readAttributes } from '#lib/core/notes/front-matter.ts'
import { followUpTarget } from '#lib/core/notes/link-target.ts'
import { spotOf } from '#lib/core/notes/read-draft.ts'
import { sliceOf } from '#lib/core/notes/read-sections.ts'

/** The topic, or null while its front matter is at fault. Cards at fault are left out. */
export function buildTopic(draft: Draft): Topic | null {
  const attributes = readAttributes(draft.frontMatter)
  if (attributes === null) return null
  const { topic: id, ...rest } = attributes
  const cards = buildCards(draft, attributes.lang, id)
  const { start, end } = draft.introductionSpan
  return { id, ...rest, introduction: draft.text.slice(start, end), cards, file: draft.file }
}

function buildCards(draft: Draft, lang: Lang, topic: TopicId): Card[] {
  const seen = new Set<string>()
  const cards: Card[] = []
  for (const card of draft.cards) {
    // An id in the wrong form takes no place: the card that has it in the right one keeps it.
    const id = card.anchor?.sound === true ? card.anchor.id : null
    const built = id === null || seen.has(id) ? null : buildCard(draft, card, lang, topic)
    if (id !== null) seen.add(id)
    if (built !== null) cards.push(built)
  }
  return cards
}

function buildCard(draft: Draft, card: CardDraft, lang: Lang, topic: TopicId): Card | null {
  const base = buildBase(draft, card, lang, topic)
  if (base === null || card.kindParts.length > 1) return null
  const kind = card.kindParts[0]?.kind ?? 'explain'
  switch (kind) {
    case 'explain':
      return base.keyPoints.length === 0 ? null : { ...base, kind }
    case 'choice': {
      const options = card.options.flatMap(({ text, right, why }) =>
        right === null || text === '' ? [] : [{ text, right, why }],
      )
      const rights = options.filter(({ right }) => right).length
      return options.length < card.options.length || rights === 0 || rights === options.length
        ? null
        : { ...base, kind, options }
    }
    case 'order': {
      const items = card.items.map(({ text }) => text).filter((text) => text !== '')
      return items.length < 2 || items.length < card.items.length ? null : { ...base, kind, items }
    }
    case 'typed': {
      const accepted = card.accepted.map(({ plain }) => plain).filter((text) => text !== '')
      return accepted.length === 0 ? null : { ...base, kind, accepted }
    }
    case 'cloze': {
      const clozes = card.clozes.map(({ id, text, hint }) => ({ id: id as FacetName, text, hint }))
      return clozes.length === 0 || card.clozeFaults.length > 0 ? null : { ...base, kind, clozes }
    }
    case 'exercise': {
      const lab = base.labs.find(({ ask }) => ask !== null)
      return lab?.ask == null ? null : { ...base, kind, scenario: lab.scenario, ask: lab.ask }
    }
  }
}

function buildBase(draft: Draft, card: CardDraft, lang: Lang, topic: TopicId): CardBase | null {
  const { anchor, question, questionMarkdown } = card
  const level = metaValue(card, 'level')
  const importance = metaValue(card, 'importance')
  if (anchor?.sound !== true || question === '' || level === null || importance === null) return null
  if (card.prose.length === 0) return null
  const whole = draft.text.slice(card.span.start, card.span.end)
  const answer = [draft.text.slice(card.proseSpan.start, card.proseSpan.end)]
  for (const lab of card.trailingLabs) answer.push(sliceOf(draft.text, [lab]))
  return {
    id: anchor.id as CardId,
    lang,
    question,
    questionMarkdown,
    answer: answer.join('\n\n'),
    level,
    importance,
    tags: readTags(card),
    keyPoints: card.keyPoints.flatMap(({ id, text, weight, wordings }) =>
      id === null || text === '' ? [] : [{ id, text, weight: weight ?? 1, synonyms: wordings }],
    ),
    pitfalls: card.pitfalls.map(({ claim, text }) => ({ claim, text })),
    followUps: card.followUps.flatMap(({ question: asked, url }): FollowUp[] => {
      const target = url === null ? null : followUpTarget(url, topic, lang)
      return target === null || asked === '' ? [] : [{ question: asked, ...target }]
    }),
    sources: card.sources.map(({ text, rfc, url }) => ({ text, rfc, url })),
    labs: card.labs.flatMap((lab): LabReference[] => {
      const scenario = lab.attributes?.['scenario']
      return scenario == null
        ? []
        : [{ scenario, ask: lab.attributes?.['ask'] ?? null, place: { file: draft.file, ...spotOf(lab) } }]
    }),
    place: { file: draft.file, ...spotOf(card.heading) },
    version: bytesToHex(sha256(utf8ToBytes(whole))).slice(0, 16),
  }
}

/** The value of `level` or `importance`, if it is 1, 2 or 3. */
export function metaValue(card: CardDraft, key: 'level' | 'importance'): Level | null {
  const value = card.metaEntries.find((entry) => entry.key === key)?.value
  return value === '1' ? 1 : value === '2' ? 2 : value === '3' ? 3 : null
}

function readTags(card: CardDraft): string[] {
  const value = card.metaEntries.find(({ key }) => key === 'tags')?.value ?? ''
  return value
    .split(/[,，]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}
