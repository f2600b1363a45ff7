import { describe, expect, it } from 'vitest'
import { askDnsExercise, dnsExerciseKinds } from '#lib/core/protocols/dns/exercises.ts'
import type { DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { markExercise, type Exercise, type ExerciseAnswer } from '#lib/core/protocols/exercise.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { buildInternet } from '#lib/core/protocols/dns/internet.ts'
import { changeZone, plantedFaults, resolves } from '#lib/core/protocols/dns/zone-faults.ts'
import { labScenarios, labZones } from './lab.ts'

const seeds = ['1', '2', '3', '4', '5', '6']

function ask(kind: string, scenario: DnsScenario, seed: string): Exercise {
  const asked = askDnsExercise(kind, scenario, seed)
  if (!asked.ok) throw new Error(`${kind} on ${scenario.name}: ${asked.problem.code}`)
  return asked.value
}

function rightAnswer({ form }: Exercise): ExerciseAnswer {
  if (form.kind === 'choice') return String(form.choices.findIndex(({ verdict }) => verdict === 'right'))
  return Object.fromEntries(form.fields.map((field) => [field.name, field.accepted[0]!.value]))
}

describe.each(dnsExerciseKinds.map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
  const scenarios = labScenarios.filter((scenario) => kind.scenarios?.includes(scenario.name) ?? true)

  it('is asked of every scenario that it says, the same for the same seed', () => {
    expect(scenarios.length).toBeGreaterThan(0)
    for (const scenario of scenarios) expect(ask(name, scenario, '1')).toEqual(ask(name, scenario, '1'))
  })

  it('marks what the machine does as right, and every wrong choice or known mistake as wrong', () => {
    for (const scenario of scenarios) {
      for (const seed of seeds) {
        const exercise = ask(name, scenario, seed)
        expect(markExercise(exercise, rightAnswer(exercise)).verdict).toBe('right')
        const { form } = exercise
        if (form.kind === 'choice') {
          expect(form.choices.filter(({ verdict }) => verdict === 'right')).toHaveLength(1)
          expect(new Set(form.choices.map(({ text }) => text.en)).size).toBe(form.choices.length)
          expect(form.choices.length).toBeGreaterThanOrEqual(3)
          form.choices.forEach(({ verdict }, index) =>
            expect(markExercise(exercise, String(index)).verdict).toBe(verdict))
        } else {
          for (const field of form.fields) {
            for (const { value } of field.mistakes) {
              const mark = markExercise(exercise, { [field.name]: value })
              expect(mark.verdict, `${exercise.question.en}: ${value}`).toBe('wrong')
              expect(mark.parts[0]!.remark).not.toBeNull()
            }
          }
        }
        expect(markExercise(exercise, '').verdict).toBe('wrong')
      }
    }
  })

  it('speaks both languages, cites clauses, and shows the run without its answer', () => {
    for (const scenario of scenarios) {
      const exercise = ask(name, scenario, 'shown')
      expect(exercise.question.zh).toMatch(/\p{Script=Han}/u)
      expect(exercise.explanation.zh).toMatch(/\p{Script=Han}/u)
      for (const clause of exercise.clauses) expect(clause).toMatch(/^RFC \d+ §/)
      expect(parseTrace(exercise.shown).problems).toEqual([])
      expect(parseTrace(exercise.outcome).problems).toEqual([])
      expect(exercise.outcome).not.toBe(exercise.shown)
    }
  })

  it('asks different questions for different seeds', () => {
    // Others have one place for such a question.
    const scenario = scenarios.find((one) => one.name === 'cname') ?? scenarios[0]!
    expect(new Set(seeds.map((seed) => ask(name, scenario, seed).question.en)).size).toBeGreaterThan(1)
  })
})

describe('all kinds', () => {
  it('ask about every kind of response that the scenarios have', () => {
    const texts = new Set<string>()
    for (const scenario of labScenarios) {
      for (const seed of [...seeds, '7', '8', '9', '10']) {
        const { form } = ask('response-kind', scenario, seed)
        if (form.kind === 'choice') texts.add(form.choices.find(({ verdict }) =>
          verdict === 'right')!.text.en)
      }
    }
    expect(texts.size).toBe(6)
  })

  it('the TTL left and the time passed make the whole, or all is fetched anew', () => {
    const scenario = labScenarios.find(({ name }) => name === 'warm-cache')!
    const outcomes = seeds.concat('a', 'b', 'c', 'd', 'e', 'f').map((seed) => {
      const exercise = ask('ttl-left', scenario, seed)
      const [whole, passed] = /TTL (\d+); asked again after (\d+) s/.exec(exercise.question.en)!.slice(1).map(Number) as [number, number]
      const left = Number(exercise.form.kind === 'fields' ? exercise.form.fields[0]!.accepted[0]!.value : NaN)
      expect(Math.abs(left - (passed <= whole ? whole - passed : whole))).toBeLessThanOrEqual(1)
      return passed <= whole
    })
    expect(new Set(outcomes).size).toBe(2)
  })

  it('a planted fault breaks the name, exactly one of the changes mends it, and none makes the zone unreadable', () => {
    for (const { name, question, breaks, tries } of plantedFaults) {
      const zones = changeZone(labZones, breaks)
      expect(resolves(labZones, question), name).toBe(true)
      expect(buildInternet(zones).faults, name).toEqual([])
      expect(resolves(zones, question), name).toBe(false)
      const changed = tries.map((change) => changeZone(zones, change))
      expect(changed.filter((one) => resolves(one, question)), name).toHaveLength(1)
      for (const one of changed) {
        expect(buildInternet(one).faults, name).toEqual([])
        expect(one, name).not.toEqual(zones)
      }
    }
  })

  it.each([
    ['stub-told', 3], ['believed', 3], ['faulty-servers', 2], ['spoofed-reply', 2],
  ] as const)('%s has every right answer that it can have', (kind, different) => {
    const { scenarios } = dnsExerciseKinds.find(({ name }) => name === kind)!
    const scenario = labScenarios.find(({ name }) => name === scenarios![0])!
    const texts = Array.from({ length: 40 }, (_, seed) => ask(kind, scenario, `all/${seed}`)).flatMap(({ form }) =>
      (form.kind === 'choice' ? form.choices.filter(({ verdict }) => verdict === 'right').map(({ text }) => text.en.replace(/ns\d|\d+/g, '')) : []))
    expect(new Set(texts).size).toBe(different)
  })

  it('twelve kinds at least can be asked', () => {
    expect(dnsExerciseKinds.length).toBeGreaterThanOrEqual(12)
    expect(new Set(dnsExerciseKinds.map(({ name }) => name)).size).toBe(dnsExerciseKinds.length)
  })

  it('a kind that is not known, or not of this scenario, is a problem', () => {
    expect(askDnsExercise('bogus', labScenarios[0]!, '1')).toMatchObject({ ok: false, problem: { code: 'exercise-unknown' } })
    const other = labScenarios.find(({ name }) => name === 'walk')!
    expect(askDnsExercise('ttl-left', other, '1')).toMatchObject({ ok: false })
  })
})
