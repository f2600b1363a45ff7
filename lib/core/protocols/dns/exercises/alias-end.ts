// "Under which name does the address stand in the end?" Records of the zones concerned are shown; CNAMEs, and a DNAME
// that makes one, lead from name to name.
import { formatRecord } from '#lib/core/protocols/dns/master-file.ts'
import { buildInternet } from '#lib/core/protocols/dns/internet.ts'
import { zoneFor } from '#lib/core/protocols/dns/lookup.ts'
import { nameKey } from '#lib/core/protocols/dns/name.ts'
import { recordsOf } from '#lib/core/protocols/dns/record.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { asksAt, findTold, pick, playEntries, printEntries, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const aliasEndKind = 'alias-end'

const clause = 'RFC 1034 §3.6.2'
const names = ['api.example.com.', 'www.shop.com.', 'blog.example.org.', 'www.example.org.', 'git.eng.example.com.', 'www.old.example.com.']

export function askAliasEnd(scenario: DnsScenario, seed: string): Result<Exercise> {
  const name = pick(names, `${seed}/name`)!
  const timeline = playEntries(scenario, seed, [asksAt(0, name, 'A')])
  const told = findTold(timeline)[0]
  const chain = told?.message.answer.filter(({ data }) => data.type === 'CNAME' || data.type === 'A') ?? []
  const end = chain.find(({ data }) => data.type === 'A')?.name
  if (told === undefined || end === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { zones } = buildInternet(scenario.zones)
  const concerned = new Set(chain.map((record) => zoneFor(zones, nameKey(record.name), 'A')))
  const records = [...concerned].flatMap((zone) => (zone === null ? [] : [...zone.nodes.values()])).flatMap(({ sets }) =>
    ['CNAME', 'DNAME', 'A'].flatMap((type) => {
      const set = sets.get(type)
      return set === undefined ? [] : recordsOf(set)
    }))
  const between = chain.map((record) => record.name as string).filter((one) => one !== end)
  const bare = (value: string): string => value.replace(/\.$/, '')
  const why = {
    en: 'At this name stands an alias, or it was only asked for: the answer goes on with its target.',
    zh: '这个名字上是别名（或者只是最初的问题），答案要到它的目标处继续。',
  }
  return ok({
    protocol: 'dns', kind: aliasEndKind, scenario: scenario.name, seed,
    question: {
      en: `The stub asks for ${name} A. Under which name does the address stand in the answer?\n\n${records.map(formatRecord).join('\n')}`,
      zh: `存根查询 ${name} A。答案里的地址最后在哪个名字下面？\n\n${records.map(formatRecord).join('\n')}`,
    },
    shown: printEntries(scenario, timeline, 0, 1),
    outcome: printEntries(scenario, timeline, 1, told.at),
    form: {
      kind: 'fields',
      fields: [{
        name: 'name', label: { en: 'Name', zh: '名字' }, kind: 'word',
        accepted: [{ value: end, clause }, { value: bare(end), clause: 'RFC 1034 §3.1' }],
        mistakes: [...new Set(between)].flatMap((value) => [{ value, why }, { value: bare(value), why }]),
      }],
    },
    explanation: {
      en: `${[...new Set([...between, end])].join(' → ')}: all of them stand in the answer, the address under the last.`,
      zh: `${[...new Set([...between, end])].join(' → ')}：它们都在答案里，地址在最后一个名字下面。`,
    },
    clauses: ['RFC 6672 §2.2', clause],
  })
}
