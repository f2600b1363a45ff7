import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Blueprint, BlueprintRequest } from '#lib/core/interview/blueprint.ts'
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type { TopicId } from '#lib/core/notes/card.ts'
import {
  allQuestions,
  interviewMinutes,
  interviewModes,
  interviewRoles,
} from '#lib/core/interview/blueprint.ts'
import { candidate, manyCandidates, minute, request } from './fixtures.ts'
import { planBlueprint } from '#lib/core/interview/plan-blueprint.ts'
import { describeProblem } from '#lib/core/problem.ts'

const cards = manyCandidates(144)
const now = 1_800_000_000_000

function plan(over: Partial<BlueprintRequest> = {}, from: readonly Candidate[] = cards): Blueprint {
  const planned = planBlueprint({ ...request, ...over }, from, now)
  if (!planned.ok) throw new Error(planned.problem.problem.code)
  return planned.value
}

const cardsOf = (blueprint: Blueprint): string[] => allQuestions(blueprint).map(({ card }) => card)

describe('planBlueprint', () => {
  it('asks for explanations alone in that mode, also where it asks on', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const all = allQuestions(plan({ mode: 'explain', seed, minutes: 30 }))
      expect(all.some(({ id }) => id.includes('.'))).toBe(true)
      expect(all.filter(({ kind }) => kind !== 'explain')).toEqual([])
    }
  })

  it('fills every length and mode exactly, each card once, in rising difficulty', () => {
    const requests = fc.record({
      minutes: fc.constantFrom(...interviewMinutes),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      mode: fc.constantFrom(...interviewModes),
      seed: fc.string(),
      personal: fc.boolean(),
    })
    const byCard = new Map(cards.map((each) => [each.card, each]))
    let filled = 0
    fc.assert(
      fc.property(requests, (over) => {
        const planned = planBlueprint({ ...request, ...over }, cards, now)
        if (!planned.ok) return
        filled++
        const blueprint = planned.value
        const all = allQuestions(blueprint)
        expect(blueprint.sections.reduce((sum, each) => sum + each.plannedMs, 0)).toBe(blueprint.totalMs)
        expect(all.reduce((sum, each) => sum + each.plannedMs, 0)).toBe(over.minutes * minute)
        expect(new Set(cardsOf(blueprint)).size).toBe(all.length)
        for (const each of all) expect(each.plannedMs).toBeGreaterThan(0)
        for (const { questions } of blueprint.sections) {
          const levels = questions.map(({ level }) => level)
          expect(levels).toEqual([...levels].sort())
        }
        for (const asked of all) {
          for (const followUp of asked.followUps) {
            expect(byCard.get(asked.card)!.followUps.map(({ card }) => card)).toContain(followUp.card)
          }
        }
      }),
      { numRuns: 120 },
    )
    expect(filled).toBeGreaterThan(60)
  })

  it('is the same for the same seed, whatever the order of the cards, and another for another seed', () => {
    expect(plan({}, [...cards].reverse())).toEqual(plan())
    expect(cardsOf(plan({ seed: 'two' }))).not.toEqual(cardsOf(plan()))
  })

  it('asks about a role first what its layers are', () => {
    for (const role of interviewRoles) {
      const topics = new Set(
        allQuestions(plan({ minutes: 10, scope: { kind: 'role', role } })).map(({ topic }) => topic),
      )
      if (role === 'frontend') expect([...topics].sort()).toEqual(expect.not.arrayContaining(['tcp', 'ip']))
      if (role === 'network') expect(topics).not.toContain('http')
    }
    expect(
      allQuestions(plan({ minutes: 10, scope: { kind: 'topics', topics: ['dns' as TopicId] } })).every(
        ({ topic }) => topic === 'dns',
      ),
    ).toBe(true)
  })

  it('avoids what was just seen, and favours what is weak', () => {
    const plain = cardsOf(plan())
    const seen = cards.map((each) =>
      plain.includes(each.card)
        ? { ...each, memory: { recall: 1, lapses: 0, lastSeenAtMs: now - minute } }
        : each,
    )
    const again = cardsOf(plan({}, seen)).filter((card) => plain.includes(card))
    expect(again.length).toBeLessThan(plain.length / 2)
    expect(cardsOf(plan({ personal: false }, seen))).toEqual(cardsOf(plan({ personal: false })))

    const weak = new Set(cards.filter((_, i) => Math.floor(i / 6) % 2 === 0).map(({ card }) => card))
    const known = cards.map((each) => ({
      ...each,
      memory: {
        recall: weak.has(each.card) ? 0.2 : 1,
        lapses: weak.has(each.card) ? 4 : 0,
        lastSeenAtMs: now - 9e9,
      },
    }))
    const seeds = Array.from({ length: 30 }, (_, i) => `s${i}`)
    const mains = seeds.flatMap((seed) =>
      plan({ seed }, known).sections.flatMap(({ questions }) => questions),
    )
    expect(mains.filter(({ card }) => weak.has(card)).length / mains.length).toBeGreaterThan(0.65)
  })

  it('has no questions but short ones in quick-fire, and only explained ones in explain', () => {
    expect(
      allQuestions(plan({ mode: 'quick-fire', minutes: 10 })).every(({ kind }) =>
        ['choice', 'typed', 'order'].includes(kind),
      ),
    ).toBe(true)
    const mains = plan({ mode: 'explain' }).sections.flatMap(({ questions }) => questions)
    expect(mains.every(({ kind }) => kind === 'explain')).toBe(true)
  })

  it('says what is missing and offers the nearest that can be filled', () => {
    const few = Array.from({ length: 8 }, (_, i) =>
      candidate(`few-${i}`, { level: ((i % 3) + 1) as 1 | 2 | 3 }),
    )
    const planned = planBlueprint({ ...request, minutes: 60, mode: 'explain' }, few, now)
    if (planned.ok) throw new Error('eight cards cannot fill an hour')
    const { nearest, problem, minutesThere } = planned.problem
    expect(problem.code).toBe('interview-cannot-be-filled')
    expect(minutesThere).toBeLessThan(45)
    expect(nearest).toMatchObject({ mode: 'explain', level: 2, scope: { kind: 'all' } })
    expect(planBlueprint(nearest!, few, now).ok).toBe(true)
    expect(describeProblem(problem, 'en')).toBe(
      `There are questions for ${minutesThere} of 60 minutes. ` +
        `What can be filled: ${nearest!.minutes} minutes, explain, level 2.`,
    )
    expect(describeProblem(problem, 'zh')).toContain('只问解释题，难度 2。')
  })

  it('says so where nothing can be filled', () => {
    const planned = planBlueprint(request, [], now)
    expect(planned).toMatchObject({
      ok: false,
      problem: { nearest: null, minutesThere: 0, problem: { code: 'interview-has-no-questions' } },
    })
  })
})

describe('a whiteboard', () => {
  const exercises = Array.from({ length: 30 }, (_, i) =>
    candidate(`lab-${i}`, { kind: 'exercise', keyPoints: [], level: ((i % 3) + 1) as 1 | 2 | 3, topic: ['tcp', 'dns', 'websocket'][i % 3] as TopicId }),
  )

  it('asks exercises of the labs for three quarters of its time, after some to explain', () => {
    const { sections } = plan({ mode: 'whiteboard', minutes: 30, level: 2 }, [...cards, ...exercises])
    expect(sections.map(({ kind, plannedMs }) => [kind, plannedMs / minute])).toEqual([['core', 7.5], ['board', 22.5]])
    const board = sections[1]!.questions
    expect(new Set(board.map(({ kind }) => kind))).toEqual(new Set(['exercise']))
    expect(new Set(board.map(({ topic }) => topic)).size).toBe(3)
  })

  it('says how much is missing where there are too few, and offers what there is', () => {
    const planned = planBlueprint({ ...request, mode: 'whiteboard', minutes: 30, level: 2 }, [...cards, ...exercises.slice(0, 3)], now)
    if (planned.ok) throw new Error('was filled')
    const { problem, minutesThere, nearest } = planned.problem
    expect(problem.code).toBe('interview-cannot-be-filled')
    expect(minutesThere).toBeLessThan(30)
    expect(nearest).toMatchObject({ mode: 'whiteboard', minutes: 20 })
  })
})
