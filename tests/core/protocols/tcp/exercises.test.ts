import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { markExercise, type Exercise, type ExerciseAnswer } from '#lib/core/protocols/exercise.ts'
import { askExercise, exerciseKinds } from '#lib/core/protocols/tcp/exercises.ts'
import type { Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/tcp/', import.meta.url))
const scenarios: Scenario[] = readdirSync(folder).map((name) => {
  return { name: name.replace('.trace', ''), file: parseTrace(readFileSync(folder + name, 'utf8')).file }
})
const scenario = (name: string) => scenarios.find((one) => one.name === name)!

function ask(kind: string, name: string, seed: string): Exercise {
  const asked = askExercise(kind, scenario(name), seed)
  if (!asked.ok) throw new Error(asked.problem.code)
  return asked.value
}

/** The answer that the exercise itself holds right. */
function rightAnswer({ form }: Exercise): ExerciseAnswer {
  if (form.kind === 'choice') return String(form.choices.findIndex(({ verdict }) => verdict === 'right'))
  return Object.fromEntries(form.fields.map(({ name, accepted }) => [name, accepted[0]!.value]))
}

const seeds = Array.from({ length: 12 }, (_, at) => `card:${at}`)
const few = seeds.slice(0, 4)

describe.each(exerciseKinds.map((kind) => [kind.name, kind] as const))('exercise %s', (name, kind) => {
  const places = scenarios.filter((one) => kind.scenarios === null || kind.scenarios.includes(one.name))

  it('has scenarios to be asked of', () => {
    expect(places.length).toBeGreaterThan(0)
  })

  it.each(places.map((place) => place.name))('on %s: one right answer, no twins, both languages', (place) => {
    for (const seed of few) {
      const exercise = ask(name, place, seed)
      expect(ask(name, place, seed)).toEqual(exercise)
      expect(exercise.question.zh).not.toBe(exercise.question.en)
      expect(exercise.clauses.every((clause) => /^(RFC \d+ §|configuration)/.test(clause))).toBe(true)
      expect(markExercise(exercise, rightAnswer(exercise)).verdict).toBe('right')
      if (exercise.form.kind === 'choice') {
        const { choices } = exercise.form
        expect(choices.length).toBeGreaterThanOrEqual(3)
        expect(new Set(choices.map(({ text }) => text.en)).size).toBe(choices.length)
        expect(choices.filter(({ verdict }) => verdict === 'right').length).toBe(1)
        for (const [at, { verdict }] of choices.entries()) {
          expect(markExercise(exercise, String(at)).verdict).toBe(verdict)
        }
      } else {
        for (const field of exercise.form.fields) {
          const wrong = { ...(rightAnswer(exercise) as Record<string, string>), [field.name]: '77777' }
          expect(markExercise(exercise, wrong).verdict).toBe('wrong')
        }
      }
    }
  })

  it('draws its numbers afresh', () => {
    const questions = new Set(seeds.map((seed) => JSON.stringify(ask(name, places[0]!.name, seed))))
    expect(questions.size).toBeGreaterThan(3)
  })
})

it('there are at least twenty kinds, each with a name of its own', () => {
  expect(new Set(exerciseKinds.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20)
})

describe('what the engine says', () => {
  const answers = (kind: string, place: string) => {
    return new Set(
      seeds.map((seed) => {
        const exercise = ask(kind, place, seed)
        const right = rightAnswer(exercise)
        const { form } = exercise
        return form.kind === 'choice' ? form.choices[Number(right)]!.text.en : JSON.stringify(right)
      }),
    )
  }

  it('RFC 6298: SYNs at 0, 1, 3, 7, 15 s', () => {
    const times = answers('syn-times', 'syn-lost')
    expect([...times].some((one) => one.includes('"0 1 3'))).toBe(true)
    for (const one of times) {
      expect(['0 1 3', '0 1 3 7', '0 1 3 7 15', '0 3 9', '0 3 9 21', '0 3 9 21 45']).toContain(
        (JSON.parse(one) as { times: string }).times,
      )
    }
  })

  it('RFC 6298: the same where the scenario would go on to send data', () => {
    for (const right of answers('syn-times', 'handshake')) expect(right).toMatch(/^\{"times":"(0 1 3( 7( 15)?)?|0 3 9( 21( 45)?)?)"\}$/)
  })

  it('third ACK lost: the server’s timer when the client is silent, the data when it is not', () => {
    expect([...answers('third-ack-lost', 'third-ack-lost')].map((one) => one.slice(0, 20)).sort()).toEqual([
      'The client’s data: i',
      'The server’s timer: ',
    ])
  })

  it('a RST in TIME-WAIT or a plain ACK: what other stacks may do is allowed, not wrong', () => {
    const exercise = seeds
      .map((seed) => ask('next-segment', 'handshake', seed))
      .find(({ form }) => {
        return form.kind === 'fields' && form.fields.some(({ accepted }) => accepted.length > 1)
      })
    expect(exercise).toBeDefined()
    const { form } = exercise!
    if (form.kind !== 'fields') throw new Error('fields expected')
    const other = Object.fromEntries(form.fields.map(({ name, accepted }) => [name, accepted.at(-1)!.value]))
    expect(markExercise(exercise!, other).verdict).toBe('allowed')
  })

  it('refuses a kind or a scenario that it does not know', () => {
    expect(askExercise('nonsense', scenario('close'), '')).toMatchObject({ ok: false })
    expect(askExercise('syn-times', scenario('close'), '')).toMatchObject({
      ok: false,
      problem: { code: 'exercise-unknown' },
    })
  })
})
