// "Which change mends it?" A fault is planted in a zone; each change offered is really made, and a resolver with an
// empty cache says whether the name resolves again.
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { asksAt, findTold, pick, playEntries, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { changeZone, plantedFaults, resolves } from '#lib/core/protocols/dns/zone-faults.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const repairZoneKind = 'repair-zone'

export function askRepairZone(scenario: DnsScenario, seed: string): Result<Exercise> {
  const fault = pick(plantedFaults, `${seed}/fault`)!
  const { question, breaks, tries, why, clause } = fault
  const zones = changeZone(scenario.zones, breaks)
  const broken = { ...scenario, zones }
  const timeline = playEntries(broken, seed, [asksAt(0, question.name, question.type)])
  const told = findTold(timeline)[0]
  if (told === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const choices = tries.map((change): Choice => {
    const mends = resolves(changeZone(zones, change), question)
    return {
      text: change.text, verdict: mends ? 'right' : 'wrong', clause: mends ? clause : null,
      why: mends
        ? { en: 'With it the name resolves again.', zh: '这样改后，名字又能解析了。' }
        : { en: 'Tried out: the name does not resolve all the same.', zh: '试过了：名字仍然不能解析。' },
    }
  })
  const concerned = [...new Set(tries.map(({ zone }) => zone).concat(breaks.zone))]
  const texts = zones.filter(({ name }) => concerned.includes(name)).map(({ name, text }) => `; ${name}\n${text.trim()}`).join('\n\n')
  return ok({
    protocol: 'dns', kind: repairZoneKind, scenario: scenario.name, seed,
    question: {
      en: `${question.name} ${question.type} does not resolve: the stub is told ${told.message.rcode}. Which change mends it?\n\n${texts}`,
      zh: `${question.name} ${question.type} 不能解析，存根得到 ${told.message.rcode}。怎样改才能修好？\n\n${texts}`,
    },
    shown: printEntries(broken, timeline, 0, told.at - 1),
    outcome: printEntries(broken, timeline, told.at - 1, told.at),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: why,
    clauses: [clause],
  })
}
