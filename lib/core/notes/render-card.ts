// The faces of a card as HTML: the question, the answer with its key points, pitfalls, follow-ups and
// sources, and the options or steps that a card of another kind is answered with. Ids and other wordings stay
// out of it.
import type { Card, ChoiceCard, OrderCard, Source } from '#lib/core/notes/card.ts'
import { escapeHtml } from '#lib/core/notes/escape-html.ts'
import { pageOf, renderBullet, renderInline, renderMarkdown } from '#lib/core/notes/render-markdown.ts'
import type { RenderOptions } from '#lib/core/notes/render-markdown.ts'
import { withoutClozes } from '#lib/core/notes/render-cloze.ts'
import { reservedHeadings } from '#lib/core/notes/reserved-headings.ts'
import type { SectionName } from '#lib/core/notes/reserved-headings.ts'
import { rfcUrl } from '#lib/core/notes/rfc-link.ts'

/** The question as inline HTML, without its id. */
export function renderQuestion(card: Card, options: RenderOptions): string {
  return renderInline(card.questionMarkdown, { ...options, linkRfcs: false })
}

/** The prose alone, without key points and sources. Clozes are plain text in it; `renderCloze` hides them. */
export function renderProse(card: Card, options: RenderOptions): string {
  return renderMarkdown(card.kind === 'cloze' ? withoutClozes(card.answer) : card.answer, options)
}

/** The prose and all that follows it. The labels are those of `options.lang`. */
export function renderAnswer(card: Card, options: RenderOptions): string {
  return renderProse(card, options) + renderDetails(card, options)
}

const detailParts = ['keyPoints', 'pitfalls', 'followUps', 'sources'] as const satisfies readonly SectionName[]
export type DetailPart = (typeof detailParts)[number]

/**
 * Key points, pitfalls, follow-ups and sources: what stands below the prose, or those `parts` of it that a page
 * wants in one place; whatever shows the prose itself.
 */
export function renderDetails(
  card: Card,
  options: RenderOptions,
  parts: readonly DetailPart[] = detailParts,
): string {
  return parts.map((part) => section(part, detailItems[part](card, options), options)).join('')
}

const detailItems: Readonly<Record<DetailPart, (card: Card, options: RenderOptions) => string[]>> = {
  keyPoints: ({ keyPoints }, options) =>
    keyPoints.map(({ id, text, weight }) => {
      const worth = weight === 1 ? '' : ` <span class="weight">×${weight}</span>`
      return `<li data-point="${escapeHtml(id)}">${renderInline(text, options)}${worth}</li>`
    }),
  pitfalls: ({ pitfalls }, options) => pitfalls.map(({ text }) => `<li>${renderBullet(text, options)}</li>`),
  followUps: ({ followUps }, options) =>
    followUps.map(({ question, topic, card: id }) => {
      const target = { to: 'card', topic, lang: null, card: id } as const
      const href = (options.href ?? ((to) => pageOf(to, options.lang)))(target)
      const text = escapeHtml(question)
      return `<li>${href === null ? text : `<a href="${escapeHtml(href)}">${text}</a>`}</li>`
    }),
  sources: ({ sources }, options) => sources.map((source) => `<li>${renderSource(source, options)}</li>`),
}

/**
 * The options of a choice card in the order of the file; `why` explains an option once the card is answered.
 */
export function renderOptions(
  card: ChoiceCard,
  options: RenderOptions,
): { readonly html: string; readonly right: boolean; readonly why: string | null }[] {
  return card.options.map(({ text, right, why }) => ({
    html: renderBullet(text, { ...options, linkRfcs: false }),
    right,
    why: why === null ? null : renderBullet(why, options),
  }))
}

/** The steps of an order card, in the right order. */
export function renderSteps(card: OrderCard, options: RenderOptions): string[] {
  return card.items.map((item) => renderBullet(item, { ...options, linkRfcs: false }))
}

const rightMark = { en: 'right', zh: '正确' } as const

/**
 * The options, steps or accepted answers of a card as one reads them on a page, right ones marked; '' for
 * other kinds.
 */
export function renderSolution(card: Card, options: RenderOptions): string {
  if (card.kind === 'choice') {
    const items = renderOptions(card, options).map(({ html, right, why }) => {
      const mark = right ? ` <span class="right">✓ ${rightMark[options.lang]}</span>` : ''
      return `<li>${html}${mark}${why === null ? '' : `<div class="why">${why}</div>`}</li>`
    })
    return section('options', items, options)
  }
  if (card.kind === 'order')
    return section(
      'order',
      renderSteps(card, options).map((html) => `<li>${html}</li>`),
      options,
    )
  if (card.kind === 'typed')
    return section(
      'accept',
      card.accepted.map((text) => `<li>${escapeHtml(text)}</li>`),
      options,
    )
  return ''
}

const sectionClass: Readonly<Record<SectionName, string>> = {
  options: 'options',
  order: 'order',
  accept: 'accept',
  keyPoints: 'key-points',
  pitfalls: 'pitfalls',
  followUps: 'follow-ups',
  sources: 'sources',
}

function section(
  name: SectionName,
  items: readonly string[],
  { lang, headingShift = 0 }: RenderOptions,
): string {
  if (items.length === 0) return ''
  const heading = `h${Math.min(6, Math.max(1, 3 + headingShift))}`
  const list = name === 'order' ? 'ol' : 'ul'
  return (
    `<section class="${sectionClass[name]}"><${heading}>${reservedHeadings[name][lang]}</${heading}>` +
    `<${list}>${items.join('')}</${list}></section>`
  )
}

function renderSource({ text, rfc }: Source, options: RenderOptions): string {
  // A heading as section is no number that the renderer would recognise in prose.
  if (rfc === null || /^[0-9A-Z.]+$/.test(rfc.section)) return renderInline(text, options)
  const named = /^RFC \d+/.exec(text)?.[0] ?? ''
  const link = `<a href="${rfcUrl(rfc.number, null)}" rel="noopener noreferrer">${named}</a>`
  return `${link} ${renderInline(text.slice(named.length), options)}`
}
