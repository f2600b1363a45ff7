// What the review page shows of a card: rendered once, when the notes are loaded.
import type { Card, ClozeCard, ExerciseCard, FacetName, TopicId } from '#lib/core/notes/card.ts'
import { facetsOf } from '#lib/core/notes/facets.ts'
import { renderDetails, renderOptions, renderProse, renderQuestion, renderSteps } from '#lib/core/notes/render-card.ts'
import type { LinkTarget } from '#lib/core/notes/link-target.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { pageOf } from '#lib/core/notes/render-markdown.ts'
import { renderCloze } from '#lib/core/notes/render-cloze.ts'
import type { CardView } from '#lib/server/store/content.ts'
import type { Highlight } from '#lib/server/usecases/highlight-code.ts'

/** What runs a scenario: its file, and the zones of its protocol's servers where it has any. */
export interface ScenarioFiles {
  readonly trace: string
  readonly zones?: readonly ZoneFile[]
}

/** The files of a scenario (`tcp/handshake`), or null where there is none of that name. */
export type ScenarioOf = (scenario: string) => ScenarioFiles | null

/** The view of one card of a topic in its language. */
export function viewCard(card: Card, topic: TopicId, highlight: Highlight, scenarioOf: ScenarioOf): CardView {
  const options = {
    lang: card.lang,
    highlight,
    // Away from its topic's page, a link to a neighbour card has to name the topic.
    href: (target: LinkTarget) => pageOf(target.to === 'card' && target.topic === null ? { ...target, topic } : target, card.lang),
  }
  const details = renderDetails(card, options)
  return {
    kind: card.kind,
    topic,
    level: card.level,
    tags: card.tags,
    question: { html: renderQuestion(card, options), text: card.question },
    answer: { html: card.kind === 'cloze' ? details : renderProse(card, options) + details },
    ...(card.kind === 'choice'
      ? { choice: { multiple: card.options.filter(({ right }) => right).length > 1, options: renderOptions(card, options) } }
      : {}),
    ...(card.kind === 'cloze' ? { clozes: viewClozes(card, options) } : {}),
    ...(card.kind === 'order' ? { order: { items: renderSteps(card, options).map((html) => ({ html })) } } : {}),
    ...(card.kind === 'typed' ? { typed: { accepted: card.accepted } } : {}),
    ...(card.kind === 'exercise' ? viewExercise(card, scenarioOf) : {}),
  }
}

/** Without its scenario the card is one to think about: its answer is still true. */
function viewExercise({ scenario, ask }: ExerciseCard, scenarioOf: ScenarioOf): Pick<CardView, 'exercise'> {
  const files = scenarioOf(scenario)
  const [protocol = '', name = ''] = scenario.split('/')
  return files === null ? {} : { exercise: { protocol, scenario: name, ask, ...files } }
}

function viewClozes(card: ClozeCard, options: Parameters<typeof renderCloze>[3]): NonNullable<CardView['clozes']> {
  const view = (facet: FacetName) => ({
    hidden: renderCloze(card, facet, 'hidden', options),
    shown: renderCloze(card, facet, 'shown', options),
    texts: card.clozes.filter(({ id }) => id === facet).map(({ text }) => text),
  })
  return Object.fromEntries(facetsOf(card).map((facet) => [facet, view(facet)]))
}
