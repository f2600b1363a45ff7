// The last answer of the queue, kept for each person and language, so that a review can begin without network. What is
// done on this device since then is worked into it, so that no card comes twice.
import { openDB } from 'idb'
import { langs, type FacetId, type Lang } from '#lib/core/notes/card.ts'
import type { QueueAnswer, QueueCard } from '#lib/server/web.ts'

const open = () => openDB('protodeck-kept', 1, { upgrade: (db) => void db.createObjectStore('queues') })

export async function keepQueue(person: string, lang: Lang, queue: QueueAnswer): Promise<void> {
  try {
    await (await open()).put('queues', queue, `${person} ${lang}`)
  } catch {
    // Without storage the review still works while there is a network.
  }
}

export async function keptQueue(person: string, lang: Lang): Promise<QueueAnswer | null> {
  try {
    return ((await (await open()).get('queues', `${person} ${lang}`)) as QueueAnswer | undefined) ?? null
  } catch {
    return null
  }
}

/** After something was done with a card: `card` as it comes back today, or null when it is done for today. */
export async function keepStep(person: string, facet: FacetId, card: QueueCard | null): Promise<void> {
  await changeKept(person, (queue) => {
    const others = queue.cards.filter((kept) => kept.facet !== facet)
    return { ...queue, cards: card === null ? others : [...others, card] }
  })
}

/** After an undo without network: the card stands first again. */
export async function keepBack(person: string, card: QueueCard): Promise<void> {
  await changeKept(person, (queue) => ({ ...queue, cards: [card, ...queue.cards.filter(({ facet }) => facet !== card.facet)] }))
}

/** What was kept for a visitor is the person's that the visitor has become. */
export async function adoptKept(visitor: string, person: string): Promise<void> {
  for (const lang of langs) {
    const queue = await keptQueue(visitor, lang)
    if (queue !== null && (await keptQueue(person, lang)) === null) await keepQueue(person, lang, queue)
  }
}

async function changeKept(person: string, change: (queue: QueueAnswer) => QueueAnswer): Promise<void> {
  try {
    const transaction = (await open()).transaction('queues', 'readwrite')
    for (const lang of langs) {
      const queue = (await transaction.store.get(`${person} ${lang}`)) as QueueAnswer | undefined
      if (queue !== undefined) await transaction.store.put(change(queue), `${person} ${lang}`)
    }
    await transaction.done
  } catch {
    // The same.
  }
}
