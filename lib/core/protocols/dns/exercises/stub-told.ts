// "What is the stub told?" The zone is shown, and a name and type of it: an answer, NODATA or NXDOMAIN. Names that
// exist without records, wildcards and DNAMEs are where people go wrong.
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { typeOf } from '#lib/core/protocols/dns/record.ts'
import {
  asksAt, findTold, pick, playEntries, printEntries, shuffle, type DnsScenario,
} from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const stubToldKind = 'stub-told'

const zoneName = 'example.com'

const outcomes = {
  answer: {
    text: { en: 'NOERROR, with an answer', zh: 'NOERROR，有答案' }, clause: 'RFC 1034 §4.3.2',
  },
  nodata: {
    text: { en: 'NOERROR without an answer: NODATA', zh: 'NOERROR，没有答案：NODATA' }, clause: 'RFC 2308 §2.2',
  },
  nxdomain: {
    text: { en: 'NXDOMAIN', zh: 'NXDOMAIN' }, clause: 'RFC 2308 §2.1',
  },
  servfail: {
    text: { en: 'SERVFAIL', zh: 'SERVFAIL' }, clause: 'RFC 1035 §4.1.1',
  },
} as const

type Outcome = keyof typeof outcomes

const reasons = {
  stands: {
    en: 'Records of this type stand at the name.', zh: '这个名字上有所问类型的记录。',
  },
  type: {
    en: 'The name has records, but none of this type.', zh: '名字有记录，但没有所问的类型。',
  },
  between: {
    en: 'Nothing stands at the name itself, but names below it exist: it is an empty non-terminal, and exists too.',
    zh: '名字本身没有记录，但它下面有名字：这是空的非终端节点，也算存在。',
  },
  wildcard: {
    en: 'The name does not exist, and the wildcard above stands in for it.', zh: '名字不存在，由上面的通配符代为回答。',
  },
  wildcardType: {
    en: 'The wildcard stands in for the name, and has no records of this type.', zh: '通配符代为回答，但通配符没有所问的类型。',
  },
  missing: {
    en: 'Neither the name nor anything below it exists, and no wildcard covers it.', zh: '名字和它下面都不存在，也没有通配符覆盖它。',
  },
  dname: {
    en: 'A DNAME above the name moves it to another place in the tree, where the answer stands.',
    zh: '上面的 DNAME 把这个名字换到树的另一处，答案在那里。',
  },
} as const satisfies Record<string, Bilingual>

const questions: readonly (readonly [name: string, type: string, reason: keyof typeof reasons])[] = [
  ['www', 'A', 'stands'], ['www', 'MX', 'type'], ['_tcp', 'A', 'between'], ['dev', 'A', 'between'],
  ['box.dev', 'A', 'wildcard'], ['box.dev', 'AAAA', 'wildcardType'], ['x.y.dev', 'A', 'wildcard'], ['nosuch', 'A', 'missing'],
  ['a.www', 'A', 'missing'], ['archive', 'A', 'between'], ['x.archive', 'A', 'missing'], ['_udp', 'SRV', 'missing'],
  ['_sip._tcp', 'SRV', 'stands'], ['www.old', 'A', 'dname'], ['old', 'A', 'type'], ['sip', 'TXT', 'type'], ['mail', 'A', 'stands'],
]

export function askStubTold(scenario: DnsScenario, seed: string): Result<Exercise> {
  const zone = scenario.zones.find(({ name }) => name === zoneName)
  const question = pick(questions, `${seed}/question`)
  if (zone === undefined || question === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const [label, type, reason] = question
  const name = `${label}.${zoneName}.`
  const timeline = playEntries(scenario, seed, [asksAt(0, name, type)])
  const told = findTold(timeline)[0]
  if (told === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const right = outcomeOf(told.message, type)
  const choices = (Object.keys(outcomes) as Outcome[]).map((outcome): Choice => ({
    text: outcomes[outcome].text,
    verdict: outcome === right ? 'right' : 'wrong',
    why: outcome === right ? reasons[reason] : whyNot[outcome],
    clause: outcome === right ? outcomes[outcome].clause : null,
  }))
  const clauses = reason === 'between' || reason === 'wildcard' || reason === 'wildcardType'
    ? [outcomes[right].clause, reason === 'between' ? 'RFC 4592 §2.2.2' : 'RFC 4592 §3.3.1']
    : reason === 'dname' ? [outcomes[right].clause, 'RFC 6672 §2.2'] : [outcomes[right].clause]
  return ok({
    protocol: 'dns', kind: stubToldKind, scenario: scenario.name, seed,
    question: {
      en: `The stub asks for ${name} ${type}. What is it told, with this zone?\n\n${zone.text}`,
      zh: `存根查询 ${name} ${type}。按下面的区文件，它会得到什么？\n\n${zone.text}`,
    },
    shown: printEntries(scenario, timeline, 0, 1),
    outcome: printEntries(scenario, timeline, 1, told.at),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: reasons[reason],
    clauses,
  })
}

const whyNot: Readonly<Record<Outcome, Bilingual>> = {
  answer: { en: 'The answer section stays without records of this type.', zh: '回答段里不会有所问类型的记录。' },
  nodata: { en: 'That is said of a name that exists without this type.', zh: '那是名字存在但没有这种类型时的回答。' },
  nxdomain: { en: 'That is said only when the name, and all below it, does not exist.', zh: '只有名字和它下面都不存在时才会这样回答。' },
  servfail: { en: 'Nothing failed here: the zone’s servers answer.', zh: '这里没有任何失败，区的服务器都会应答。' },
}

function outcomeOf({ rcode, answer }: Message, type: string): Outcome {
  if (rcode === 'NXDOMAIN') return 'nxdomain'
  if (rcode !== 'NOERROR') return 'servfail'
  return answer.some(({ data }) => typeOf(data) === type) ? 'answer' : 'nodata'
}
