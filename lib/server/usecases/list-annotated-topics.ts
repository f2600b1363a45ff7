// One's own notes on passages for the page that lists them: by topic in the order of reading, each with its card's question.
import type { CardId, Lang } from '#lib/core/notes/card.ts'
import type { Server } from '#lib/server/server.ts'
import type { KeptAnnotation } from '#lib/server/store/annotations.ts'
import { listTopics } from '#lib/server/usecases/list-topics.ts'

export interface AnnotatedTopic {
  readonly id: string
  readonly title: string
  /** `question`: null in an introduction, and where the card is gone. */
  readonly annotations: readonly (KeptAnnotation & { readonly question: string | null })[]
}

export async function listAnnotatedTopics({ store }: Pick<Server, 'store'>, person: string | null, lang: Lang): Promise<readonly AnnotatedTopic[]> {
  if (person === null) return []
  const all = await store.annotations.list(person, null)
  if (all.length === 0) return []
  const cards = [...new Set(all.flatMap(({ card }) => (card === null ? [] : [card as CardId])))]
  const [topics, views] = await Promise.all([listTopics({ store }, lang), store.content.views(cards, lang)])
  const questions = new Map<string, string>(views.map(({ cardId, view }) => [cardId, view.question.text]))
  const titles = new Map<string, string>(topics.map(({ id, title }) => [id, title]))
  // What a topic that is gone held is still its writer's.
  const ids = [...new Set([...topics.map(({ id }): string => id), ...all.map(({ topic }) => topic)])]
  return ids.flatMap((id) => {
    const annotations = all.filter(({ topic }) => topic === id).map((one) => ({ ...one, question: one.card === null ? null : (questions.get(one.card) ?? null) }))
    return annotations.length === 0 ? [] : [{ id, title: titles.get(id) ?? id, annotations }]
  })
}
