// What the review page shows of a card: rendered once, when the notes are loaded.
import type { Card, ClozeCard, ExerciseCard, FacetName, TopicId } from '#lib/core/notes/card.ts'
import { facetsOf } from '#lib/core/notes/facets.ts'
import { renderDetails, renderOptions, renderProse, renderQuestion, renderSteps } from '#lib/core/notes/render-card.ts'
import type { LinkTarget } from '#lib/core/notes/link-target.ts'
import { pageOf } from '#lib/core/notes/render-markdown.ts'
import { renderCloze } from '#lib/core/notes/render-cloze.ts'
import type { CardView } from '#lib/server/store/content.ts'
import type { Highlight } from '#lib/server/usecases/highlight-code.ts'

/** The text of a scenario (`tcp/handshake`), or null where there is none of that name. */
export type TraceOf = (scenario: string) => string | null

/** The view of one card of a topic in its language. */
export function viewCard(card: Card, topic: TopicId, highlight: Highlight, traceOf: TraceOf): CardView {
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
    ...(card.kind === 'exercise' ? viewExercise(card, traceOf) : {}),
  }
}

/** Without its scenario the card is one to think about: its answer is still true. */
function viewExercise({ scenario, ask }: ExerciseCard, traceOf: TraceOf): Pick<CardView, 'exercise'> {
  const trace = traceOf(scenario)
  const [protocol = '', name = ''] = scenario.split('/')
  return trace === null ? {} : { exercise: { protocol, scenario: name, ask, trace } }
}

function viewClozes(card: ClozeCard, options: Parameters<typeof renderCloze>[3]): NonNullable<CardView['clozes']> {
  const view = (facet: FacetName) => ({
    hidden: renderCloze(card, facet, 'hidden', options),
    shown: renderCloze(card, facet, 'shown', options),
    texts: card.clozes.filter(({ id }) => id === facet).map(({ text }) => text),
  })
  return Object.fromEntries(facetsOf(card).map((facet) => [facet, view(facet)]))
}
