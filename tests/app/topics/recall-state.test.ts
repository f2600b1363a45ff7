// Covered answers, apart from the screen.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FacetId } from '#lib/core/notes/card.ts'
import { afterGrade, beginRecall, countDone, isShown, nextCovered, takeBack, uncover, type Graded, type RecallState } from '../../../app/[lang]/topics/[topic]/_components/recall-state.ts'

const cards = [{ id: 'one', cues: [1] }, { id: 'gaps', cues: [1, 2] }, { id: 'three', cues: [1] }]
const graded = (card: string, step = 0, eventId = `${card}-${step}`): Graded => ({ eventId, card, step, facet: `protodeck/${card}#main` as FacetId, grade: 3, interval: null })

describe('covered answers', () => {
  it('begin covered, all of them', () => {
    const state = beginRecall(cards)
    expect(cards.map(({ id }) => isShown(state, id))).toEqual([false, false, false])
    expect(nextCovered(state, 'one')).toBe('one')
    expect(countDone(state)).toBe(0)
  })

  it('are uncovered, graded once, and stay uncovered', () => {
    const open = uncover(beginRecall(cards), 'one')
    expect([isShown(open, 'one'), open.active]).toEqual([true, 'one'])
    const done = afterGrade(open, graded('one'))
    expect([isShown(done, 'one'), done.active, countDone(done), nextCovered(done, 'one')]).toEqual([true, null, 1, 'gaps'])
    // There is nothing to uncover any more, so nothing to grade twice.
    expect(uncover(done, 'one')).toBe(done)
  })

  it('ask every gap of a card before the whole answer is seen', () => {
    const first = uncover(beginRecall(cards), 'gaps')
    expect(isShown(first, 'gaps')).toBe(false)
    const second = afterGrade(first, graded('gaps'))
    expect([isShown(second, 'gaps'), nextCovered(second, 'gaps'), countDone(second)]).toEqual([false, 'gaps', 0])
    const open = uncover(second, 'gaps')
    expect(isShown(open, 'gaps')).toBe(true)
    expect(countDone(afterGrade(open, graded('gaps', 1)))).toBe(1)
  })

  it('go on from the top when the end is reached, and end when none is left', () => {
    const done = (state: RecallState, card: string, step = 0) => afterGrade(uncover(state, card), graded(card, step))
    const state = done(beginRecall(cards), 'three')
    expect(nextCovered(state, 'three')).toBe('one')
    const all = done(done(done(state, 'one'), 'gaps'), 'gaps', 1)
    expect([nextCovered(all, 'one'), countDone(all)]).toEqual([null, 3])
    // One that was uncovered and not graded is passed over.
    expect(nextCovered(uncover(beginRecall(cards), 'one'), 'one')).toBe('gaps')
  })

  it('wait for another grade after one is taken back', () => {
    const open = uncover(beginRecall(cards), 'one')
    expect(takeBack(afterGrade(open, graded('one')), 'one-0')).toEqual(open)
    expect(takeBack(open, 'never')).toBe(open)
  })

  it('are as before when everything is taken back, whatever was done', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('one', 'gaps', 'three', 'nowhere'), { maxLength: 12 }), (order) => {
      let state = beginRecall(cards)
      for (const id of order) {
        const { step, isOpen } = uncover(state, id).cards.get(id) ?? { step: 0, isOpen: false }
        if (isOpen) state = afterGrade(uncover(state, id), graded(id, step))
      }
      expect(new Set(state.graded.map(({ eventId }) => eventId)).size).toBe(state.graded.length)
      for (const { eventId } of [...state.graded].reverse()) state = takeBack(state, eventId)
      expect(state.graded).toEqual([])
      for (const { step } of state.cards.values()) expect(step).toBe(0)
    }))
  })
})
