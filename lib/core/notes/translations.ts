// Pairs what both languages have: the two files of a topic, the two texts of a card.
import type { CardOutline, Collection, TopicOutline } from '#lib/core/notes/rule.ts'

interface Placed {
  readonly outline: TopicOutline
  readonly card: CardOutline
}

/** [zh, en] of every topic that is there in both. */
export function* translations({
  byTopic,
}: Collection): Generator<readonly [zh: TopicOutline, en: TopicOutline]> {
  for (const files of byTopic.values()) {
    const zh = files.get('zh')
    const en = files.get('en')
    if (zh !== undefined && en !== undefined) yield [zh, en]
  }
}

/** [zh, en, id] of every card that is there in both, in the order of the Chinese file. */
export function* translatedCards(
  collection: Collection,
): Generator<readonly [zh: Placed, en: Placed, id: string]> {
  for (const [zh, en] of translations(collection)) {
    const inEn = new Map(en.cards.map((card) => [card.id, card]))
    for (const card of zh.cards) {
      const other = inEn.get(card.id)
      if (other !== undefined) yield [{ outline: zh, card }, { outline: en, card: other }, card.id]
    }
  }
}
