// In which order topics are read: what a topic requires comes before it; else by its own `order`.
import type { TopicId } from '#lib/core/notes/card.ts'

interface Ordered {
  readonly id: TopicId
  readonly order: number
  readonly requires: readonly TopicId[]
}

/**
 * Each topic once. Of those whose requirements have been read the one with the lowest `order` comes next. Topics that
 * require each other in a ring, which no check lets pass, come in their own order; unknown ones are nobody's.
 */
export function readingOrder<T extends Ordered>(topics: readonly T[]): readonly T[] {
  const waiting = [...topics].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  const there = new Set(topics.map(({ id }) => id))
  const read = new Set<TopicId>()
  const done: T[] = []
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ requires }) => requires.every((id) => read.has(id) || !there.has(id)))
    const [next] = waiting.splice(Math.max(0, ready), 1)
    read.add(next!.id)
    done.push(next!)
  }
  return done
}
