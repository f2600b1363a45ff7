// What topic pages and the map are told. The sums are core's and tested there.
import { describe, expect, it } from 'vitest'
import { readTopicMemories, readTopicStandings } from '#lib/server/usecases/read-standings.ts'
import { openDesk } from '../desk.ts'

const cards = ['alpha/card-one', 'alpha/cloze#c10', 'alpha/cloze#c2', 'beta/card-four']
const dayMs = 86_400_000

async function openTopic(topic = 'alpha') {
  const desk = await openDesk(cards)
  const read = async (person: string | null = desk.person) => {
    const answer = await readTopicMemories(desk.deps, person, { topic })
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value
  }
  return { desk, read }
}

describe('readTopicMemories', () => {
  it('gives the facets of the topic in the order of the page, clozes by number', async () => {
    const { read } = await openTopic()
    const { facets } = await read(null)
    expect(facets.map(({ facet }) => facet)).toEqual(['protodeck/card-one#main', 'protodeck/cloze#c2', 'protodeck/cloze#c10'])
    expect(facets[0]).toMatchObject({ memory: null, standing: { kind: 'new', recall: null }, intervals: { again: { seconds: 60 }, good: { seconds: 600 } } })
  })

  it('predicts what has sunk since, and what a grade would do, which then happens', async () => {
    const { desk, read } = await openTopic()
    await desk.send([desk.review('card-one', { grade: 4, source: 'page' })])
    expect((await read()).facets[0]?.standing).toEqual({ kind: 'known', recall: 1 })
    desk.clock.nowMs += 30 * dayMs
    const { facets: [facet], studyDay } = await read()
    expect(facet?.standing.kind).toBe('due')
    expect(facet?.standing.recall).toBeGreaterThan(0.5)
    expect(facet?.standing.recall).toBeLessThan(0.9)
    const { results } = await desk.send([desk.review('card-one', { source: 'page' })])
    expect(results[0]?.memory).toMatchObject({ dueDay: studyDay + (facet?.intervals.good as { days: number }).days })
    // The queue of the day knows it too: nothing is asked twice.
    expect((await desk.queue()).cards.map(({ facet: queued }) => queued)).not.toContain('protodeck/card-one#main')
  })

  it('knows no topic of another name', async () => {
    const { desk } = await openTopic()
    expect(await readTopicMemories(desk.deps, null, { topic: 'gamma' })).toMatchObject({ ok: false, problem: { code: 'not-found' } })
    expect(await readTopicMemories(desk.deps, null, { topic: 'alpha', timeZone: 'Mars/Olympus' })).toMatchObject({ problem: { code: 'unknown-time-zone' } })
  })
})

describe('readTopicStandings', () => {
  it('sums every topic up, and is back where it was after an undo', async () => {
    const desk = await openDesk(cards)
    const read = async (person: string | null) => {
      const answer = await readTopicStandings(desk.deps, person, {})
      return answer.ok ? answer.value.topics : []
    }
    const nothing = { new: 3, facets: 3, known: 0, due: 0, learning: 0, suspended: 0 }
    expect(await read(null)).toEqual([{ topic: 'alpha', ...nothing }, { topic: 'beta', ...nothing, new: 1, facets: 1 }])
    const item = desk.review('cloze#c2', { grade: 4 })
    await desk.send([item, desk.review('card-one', { grade: 1 })])
    expect((await read(desk.person))[0]).toMatchObject({ new: 1, learning: 1, known: 2 / 3 })
    await desk.undo([item.id])
    expect((await read(desk.person))[0]).toMatchObject({ new: 2, learning: 1, known: 1 / 3 })
  })
})
