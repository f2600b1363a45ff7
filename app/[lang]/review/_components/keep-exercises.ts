// Loads what the exercises of a queue run on while there is network, so that the service worker has it when there is none.
import type { QueueCard } from '#lib/server/web.ts'
import { loadAsker } from '../../../_ui/load-asker.ts'
import { loadPicture } from '../../../_ui/run-picture/load-picture.ts'

export function keepExercises(cards: readonly QueueCard[]): void {
  const protocols = new Set(cards.flatMap(({ exercise }) => exercise?.protocol ?? []))
  if (protocols.size === 0) return
  void import('./exercise-face.tsx').catch(() => undefined)
  for (const protocol of protocols) {
    void loadAsker(protocol)
    void loadPicture(protocol)
  }
}
