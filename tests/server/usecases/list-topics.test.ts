import { describe, expect, it } from 'vitest'
import type { TopicId } from '#lib/core/notes/card.ts'
import { listTopics } from '#lib/server/usecases/list-topics.ts'
import { loadInto } from '../../contract/fixtures.ts'
import { inMemoryStore } from '../../contract/in-memory-store.ts'

describe('listTopics', () => {
  it('names the topics as loaded, what is required first, in the other language where one is lacking', async () => {
    const store = inMemoryStore(() => 0)
    const topic = (id: string, order: number, requires: string[], titles: object) => ({ id: id as TopicId, order, requires: requires as TopicId[], titles, layer: 'transport', level: 1 as const, tags: [] })
    const topics = [topic('quic', 1, ['udp'], { en: 'QUIC', zh: 'QUIC 协议' }), topic('udp', 2, [], { zh: 'UDP 协议' })]
    await loadInto(store, ['quic/card-one', 'udp/card-two'], { topics })
    expect(await listTopics({ store }, 'zh')).toEqual([{ id: 'udp', title: 'UDP 协议' }, { id: 'quic', title: 'QUIC 协议' }])
    expect((await listTopics({ store }, 'en')).map(({ title }) => title)).toEqual(['UDP 协议', 'QUIC'])
  })
})
