// "Which name do the servers of this zone see?" With QNAME minimisation a server is asked for one label more than its
// zone has, and not for the whole name.
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { asksAt, findQueries, pick, playEntries, printEntries, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const minimisedNameKind = 'minimised-name'

const clause = 'RFC 9156 §3'
const names = ['wiki.eng.example.com.', 'git.eng.example.com.', 'a.box.dev.example.com.', 'pay.shop.com.', 'www.archive.example.com.', 'www.dnshost.org.']

export function askMinimisedName(scenario: DnsScenario, seed: string): Result<Exercise> {
  const name = pick(names, `${seed}/name`)!
  const timeline = playEntries(scenario, seed, [asksAt(0, name, 'A')])
  const cuts = findQueries(timeline).flatMap(({ at, sent }) => {
    const note = timeline.points[at]!.effects.find((effect) => effect.kind === 'note' && effect.note === 'minimise')
    const asked = sent.message.question[0]?.name ?? ''
    return note?.kind === 'note' && asked !== '' ? [{ at, asked, zone: String(note.params['zone']) }] : []
  }).filter(({ asked }) => name.endsWith(asked))
  const cut = pick(cuts, `${seed}/cut`)
  if (cut === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { asked, zone } = cut
  const mistakes = [
    { value: name, why: { en: 'That is what is asked without minimisation: the whole name.', zh: '这是不做最小化时的查询：整个名字。' } },
    { value: zone, why: { en: 'That is the zone of the servers themselves: one label more is asked.', zh: '这是这些服务器自己的区，要再多问一个标签。' } },
  ].filter(({ value }) => value !== asked && value !== '.')
  const bare = (value: string): string => value.replace(/\.$/, '')
  return ok({
    protocol: 'dns', kind: minimisedNameKind, scenario: scenario.name, seed,
    question: {
      en: `The resolver minimises names (RFC 9156). It needs ${name} A and turns to the servers of “${zone}”. Which name does it ask them for?`,
      zh: `解析器启用了 QNAME 最小化（RFC 9156）。它需要 ${name} A，现在询问“${zone}”的服务器。它问的是哪个名字？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at - 1),
    outcome: printEntries(scenario, timeline, cut.at - 1, cut.at),
    form: {
      kind: 'fields',
      fields: [{
        name: 'name', label: { en: 'Name', zh: '名字' }, kind: 'word',
        accepted: [{ value: asked, clause }, { value: bare(asked), clause: 'RFC 1034 §3.1' }],
        mistakes: mistakes.flatMap(({ value, why }) => [{ value, why }, { value: bare(value), why }]),
      }],
    },
    explanation: {
      en: `One label more than what these servers are known to serve: ${asked}. The rest of the name is none of their business.`,
      zh: `比已知由这些服务器负责的区多一个标签：${asked}。名字的其余部分与它们无关。`,
    },
    clauses: [clause],
  })
}
