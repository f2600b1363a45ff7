// Exercises as an interview asks them: from a card's view alone, the zones of its servers included.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { markExercise } from '#lib/core/protocols/exercise.ts'
import { askExercise, canAsk } from '#lib/server/usecases/ask-exercise.ts'
import { labZones, scenarioFolder } from '../../core/protocols/dns/lab.ts'

const view = (ask: string, scenario: string) =>
  ({ protocol: 'dns', ask, scenario, trace: readFileSync(`${scenarioFolder}${scenario}.trace`, 'utf8'), zones: labZones })

describe('exercises asked on the server', () => {
  it('are of every protocol with an engine, and of no other', () => {
    expect(['tcp', 'dns', 'websocket', 'smtp'].map(canAsk)).toEqual([true, true, true, false])
  })

  it.each([['next-server', 'cname'], ['repair-zone', 'walk'], ['query-count', 'warm-cache']])('dns %s of %s is asked with its zones, and marked', (ask, scenario) => {
    const asked = askExercise(view(ask, scenario), 'seed')
    if (!asked.ok) throw new Error(asked.problem.code)
    expect(askExercise(view(ask, scenario), 'seed')).toEqual(asked)
    const { form } = asked.value
    const answer = form.kind === 'choice'
      ? String(form.choices.findIndex(({ verdict }) => verdict === 'right'))
      : Object.fromEntries(form.fields.map(({ name, accepted }) => [name, accepted[0]!.value]))
    expect(markExercise(asked.value, answer).verdict).toBe('right')
  })

  it('without zones a DNS exercise is a problem, not a crash', () => {
    expect(askExercise({ ...view('next-server', 'cname'), zones: [] }, 'seed').ok).toBe(false)
  })
})
