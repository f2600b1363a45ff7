// Undo and redo: exact, far back, over devices, and in any order of arrival.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#lib/core/engine/digest.ts'
import { peekUndo } from '#lib/server/usecases/undo.ts'
import { openDesk, type Desk } from '../desk.ts'

const cards = ['alpha/card-one', 'alpha/card-two', 'alpha/card-three']
const snapshot = async (desk: Desk) =>
  canonicalJson([...(await desk.store.log.memories(desk.person))].map(([facet, { memory }]) => [facet, memory] as const).sort())

describe('undo and redo', () => {
  it('go back 40 actions of every kind and forth again, byte for byte', async () => {
    const desk = await openDesk(cards)
    const kinds = ['review', 'suspend', 'star', 'bury', 'unstar', 'unsuspend']
    const past = [await snapshot(desk)]
    for (let i = 0; i < 40; i++) {
      desk.clock.nowMs += 7_000_000
      const [card, kind] = [`card-${['one', 'two', 'three'][i % 3]!}`, kinds[i % kinds.length]!]
      if (kind === 'review') await desk.send([desk.review(card, { grade: (i % 4) + 1 })])
      else await desk.act(kind, card)
      past.push(await snapshot(desk))
    }
    for (let i = 39; i >= 0; i--) {
      desk.clock.nowMs += 1000
      expect((await desk.undo()).ok).toBe(true)
      expect(await snapshot(desk)).toBe(past[i])
    }
    expect(await desk.undo()).toMatchObject({ ok: false, problem: { code: 'nothing-to-undo' } })
    for (let i = 1; i <= 40; i++) {
      desk.clock.nowMs += 1000
      expect((await desk.redo()).ok).toBe(true)
      expect(await snapshot(desk)).toBe(past[i])
    }
    expect(await desk.redo()).toMatchObject({ ok: false, problem: { code: 'nothing-to-redo' } })
    expect(await desk.unfolded()).toEqual([])
  })

  it('redo is offered until the next review', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-one')])
    desk.clock.nowMs += 1000
    await desk.undo()
    expect((await peekUndo(desk.deps, desk.person, 'en')).redo).not.toBeNull()
    desk.clock.nowMs += 1000
    await desk.send([desk.review('card-two')])
    expect((await peekUndo(desk.deps, desk.person, 'en')).redo).toBeNull()
    expect(await desk.redo()).toMatchObject({ problem: { code: 'nothing-to-redo' } })
  })

  it('may come before what it names', async () => {
    const desk = await openDesk(cards)
    const review = desk.review('card-one')
    expect(await desk.undo([review.id])).toEqual({ ok: true, value: { undone: [] } })
    const { results } = await desk.send([review])
    expect(results[0]).toMatchObject({ status: 'recorded', memory: null })
    expect((await desk.store.log.memories(desk.person)).size).toBe(0)
    desk.clock.nowMs += 1000
    expect(await desk.redo([review.id])).toMatchObject({ value: { undone: [{ eventId: review.id, memory: { reps: 1 } }] } })
    expect(await desk.unfolded()).toEqual([])
  })

  it('takes a group together, over facets and requests', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-three')])
    desk.clock.nowMs += 1000
    await desk.send([desk.review('card-one', { group: 'interview', source: 'interview' })])
    desk.clock.nowMs += 1000
    await desk.send([desk.review('card-two', { group: 'interview', source: 'interview' })])
    expect((await peekUndo(desk.deps, desk.person, 'en')).next).toMatchObject({ count: 2, kind: 'review', question: 'card-two?' })
    expect(await desk.undo()).toMatchObject({ value: { undone: [{ memory: null }, { memory: null }] } })
    expect([...(await desk.store.log.memories(desk.person)).keys()]).toEqual(['protodeck/card-three#main'])
  })

  it('sent again answers again and adds nothing', async () => {
    const desk = await openDesk(cards)
    await desk.send([desk.review('card-one')])
    desk.clock.nowMs += 1000
    await desk.send([desk.review('card-two')])
    const id = randomUUID()
    const [first, second] = [await desk.undo(undefined, id), await desk.undo(undefined, id)]
    expect(second).toEqual(first)
    expect((await desk.events()).length).toBe(3)
    expect(await desk.redo(undefined, id)).toMatchObject({ problem: { code: 'id-reused' } })
  })

  it('keeps later reviews of the facet and folds them again', async () => {
    const desk = await openDesk(cards)
    const again = desk.review('card-one', { grade: 1 })
    await desk.send([again])
    desk.clock.nowMs += 86_400_000
    await desk.send([desk.review('card-one', { grade: 4 })])
    expect(await desk.undo([again.id])).toMatchObject({ value: { undone: [{ memory: { reps: 1, state: 'review' } }] } })
    expect(await desk.unfolded()).toEqual([])
  })
})
