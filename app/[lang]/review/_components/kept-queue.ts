// The last answer of the queue, kept for each person and language, so that a review can begin without network.
import { openDB } from 'idb'
import type { Lang } from '#lib/core/notes/card.ts'
import type { QueueAnswer } from '#lib/server/web.ts'

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
