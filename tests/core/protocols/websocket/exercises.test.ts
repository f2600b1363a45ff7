import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { markExercise, type Exercise, type ExerciseAnswer } from '#lib/core/protocols/exercise.ts'
import { askExercise, exerciseKinds } from '#lib/core/protocols/websocket/exercises.ts'
import type { Scenario } from '#lib/core/protocols/websocket/exercises/run.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/websocket/', import.meta.url))
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

describe.each(exerciseKinds.map((kind) => [kind.name, kind] as const))('exercise %s', (name, kind) => {
  const places = scenarios.filter((one) => kind.scenarios.includes(one.name))

  it('has scenarios to be asked of', () => {
    expect(places.length).toBeGreaterThan(0)
  })

  it.each(places.map((place) => place.name))('on %s: one right answer, no twins, both languages', (place) => {
    for (const seed of seeds) {
      const exercise = ask(name, place, seed)
      expect(ask(name, place, seed)).toEqual(exercise)
      expect(exercise.question.zh).not.toBe(exercise.question.en)
      expect(exercise.clauses.every((clause) => /^RFC \d+ §/.test(clause))).toBe(true)
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

describe('what the engine says', () => {
  const answers = (kind: string, place: string, count = 40) => {
    const all = Array.from({ length: count }, (_, at) => ask(kind, place, `s${at}`)).map((exercise) => {
      const right = rightAnswer(exercise)
      const { form } = exercise
      return form.kind === 'choice' ? form.choices[Number(right)]!.text.en : JSON.stringify(right)
    })
    return new Set(all)
  }

  it.each([
    ['masking', '1002'],
    ['ping-between-fragments', '1002'],
    ['bad-server', '1002'],
    ['close-codes', '1002'],
    ['utf8-fail-fast', '1007'],
    ['control-flood', '1008'],
    ['too-big', '1009'],
    ['deflate-bomb', '1009'],
    ['idle', '1001'],
  ])('%s closes with %s; ending without a word is allowed', (place, code) => {
    expect([...answers('close-code', place, 3)].map((text) => text.slice(0, 4))).toEqual([code])
    const { form } = ask('close-code', place, 's')
    expect(
      form.kind === 'choice' && form.choices.filter(({ verdict }) => verdict === 'allowed'),
    ).toHaveLength(1)
  })

  it.each([
    ['close-codes', '{"client":"1002","server":"1006"}'],
    ['echo', '{"client":"1000","server":"1000"}'],
    ['proxy-idle', '{"client":"1006","server":"1006"}'],
    ['silent-peer', '{"client":"1006","server":"1000"}'],
  ])('%s: %s', (place, told) => expect([...answers('told-codes', place, 3)]).toEqual([told]))

  it('between fragments everything is asked', () => {
    expect(answers('ping-between-fragments', 'ping-between-fragments').size).toBe(5)
  })

  it('every status that a handshake can give is asked', () => {
    const all = [...answers('handshake-status', 'no-upgrade', 120)].map((text) => text.slice(0, 3)).sort()
    expect(all).toEqual(['101', '400', '403', '405', '426', '505'])
  })

  it('bytes in hex may be written with blanks', () => {
    const exercise = ask('build-frame', 'echo', 's1')
    const { bytes } = rightAnswer(exercise) as { bytes: string }
    expect(markExercise(exercise, { bytes: bytes.toUpperCase().replace(/../g, '$& ') }).verdict).toBe('right')
    expect(markExercise(exercise, { bytes: bytes.replace(/^./, '0') }).parts[0]!.remark?.en).toContain('FIN')
  })

  it('refuses a kind or a scenario that it does not know', () => {
    expect(askExercise('nonsense', scenario('echo'), '')).toMatchObject({ ok: false })
    expect(askExercise('back-off', scenario('echo'), '')).toMatchObject({
      ok: false,
      problem: { code: 'exercise-unknown' },
    })
  })
})
