// Where a link in the notes leads: a card of this topic (`#card`), another topic or a card of it
// (`dns-resolution.en.md#dns-glue`), or the web. Shared by the rules and the renderer.
import type { CardId, Lang, TopicId } from '#lib/core/notes/card.ts'

export type LinkTarget =
  | {
      readonly to: 'card'
      readonly topic: string | null
      readonly lang: string | null
      readonly card: string
    }
  | { readonly to: 'topic'; readonly topic: string; readonly lang: string }
  | { readonly to: 'web'; readonly url: string }

const cardOfTopic = /^(?:\.\/)?([a-z0-9-]{2,40})\.(zh|en)\.md(?:#([a-z0-9-]{2,40}))?$/

/** What a link's address names, or null if nothing in the notes nor on the web has such an address. */
export function linkTarget(url: string): LinkTarget | null {
  if (/^#[a-z0-9-]{2,40}$/.test(url)) return { to: 'card', topic: null, lang: null, card: url.slice(1) }
  const other = cardOfTopic.exec(url)
  if (other !== null) {
    const [, topic = '', lang = '', card] = other
    return card === undefined ? { to: 'topic', topic, lang } : { to: 'card', topic, lang, card }
  }
  return /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(url) ? { to: 'web', url } : null
}

/** The card that a follow-up names, or null if it names none in its own language. */
export function followUpTarget(
  url: string,
  topic: TopicId,
  lang: Lang,
): { readonly topic: TopicId; readonly card: CardId } | null {
  const target = linkTarget(url)
  if (target?.to !== 'card' || (target.lang !== null && target.lang !== lang)) return null
  return { topic: (target.topic ?? topic) as TopicId, card: target.card as CardId }
}
