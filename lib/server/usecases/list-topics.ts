// The topics by name, as loaded: for pages that are rendered for one request. Reading the notes themselves takes
// seconds, during which this process would answer nobody; only what is built statically does that (`read-topics.ts`).
import type { Lang, TopicId } from '#lib/core/notes/card.ts'
import { readingOrder } from '#lib/core/notes/reading-order.ts'
import type { Server } from '#lib/server/server.ts'

/** In the order of reading; in the other language where this one lacks a title. */
export async function listTopics({ store }: Pick<Server, 'store'>, lang: Lang): Promise<readonly { readonly id: TopicId; readonly title: string }[]> {
  return readingOrder(await store.content.topics()).map(({ id, titles }) => ({ id, title: titles[lang] ?? titles.zh ?? titles.en ?? id }))
}
