// "What is the stub told when servers misbehave?" Each of a zone's two servers does something drawn from the seed: one
// that answers is enough, none is SERVFAIL.
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { findServerAddress } from '#lib/core/protocols/dns/trace-codec.ts'
import { asksAt, findTold, pick, playEntries, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import type { ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const faultyServersKind = 'faulty-servers'

const does = {
  answers: { en: 'answers well', zh: '正常应答' },
  silent: { en: 'is silent', zh: '不应答' },
  refuses: { en: 'says REFUSED', zh: '答 REFUSED' },
  servfail: { en: 'says SERVFAIL', zh: '答 SERVFAIL' },
  lame: { en: 'is lame and points to the root', zh: '是跛脚服务器，指回根' },
} as const satisfies Partial<Record<ServerMode, Bilingual>>
type Deed = keyof typeof does
const deeds = Object.keys(does) as Deed[]
const hosts = ['ns1.example.com', 'ns2.example.com'] as const

export function askFaultyServers(scenario: DnsScenario, seed: string): Result<Exercise> {
  const modes: Deed[] = hosts.map((host) => pick(deeds, `${seed}/${host}`)!)
  // Two that answer are no question.
  if (modes.every((mode): boolean => mode === 'answers')) modes[0] = 'lame'
  const servers = hosts.flatMap((host, at) => {
    const address = findServerAddress(scenario.zones, host)
    return address === null ? [] : [{ at: 0, event: { kind: 'server', address, mode: modes[at]!, delayMs: 0 } as const }]
  })
  const timeline = playEntries(scenario, seed, [...servers, asksAt(0, 'www.example.com.', 'A')])
  const told = findTold(timeline)[0]
  if (told === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const answered = told.message.rcode === 'NOERROR'
  const why = answered
    ? { en: 'One server of the zone answers: the resolver comes to it, at once or after the other has failed.', zh: '该区有一台服务器正常，解析器会问到它：一开始就问，或在另一台失败之后。' }
    : { en: 'No server of the zone can be used. What they said is not passed on: to the stub it is SERVFAIL.', zh: '该区没有可用的服务器。它们各自的回答不会原样转给存根，存根得到的是 SERVFAIL。' }
  const choice = (text: Bilingual, right: boolean, whyNot: Bilingual): Choice =>
    ({ text, verdict: right ? 'right' : 'wrong', why: right ? why : whyNot, clause: right ? clauseOf(answered) : null })
  const choices = [
    choice({ en: 'The address', zh: '地址' }, answered, { en: 'Nobody is left who would say it.', zh: '已经没有服务器能给出地址。' }),
    choice({ en: 'SERVFAIL', zh: 'SERVFAIL' }, !answered, { en: 'One server of the zone answers, and that is enough.', zh: '该区有一台服务器正常应答，这就够了。' }),
    choice({ en: 'REFUSED', zh: 'REFUSED' }, false, { en: 'That is a server’s word to the resolver; the stub was not refused.', zh: '那是服务器对解析器说的，存根并没有被拒绝。' }),
    choice({ en: 'NXDOMAIN', zh: 'NXDOMAIN' }, false, { en: 'Nobody said that the name does not exist.', zh: '没有谁说这个名字不存在。' }),
  ]
  const said = (lang: 'en' | 'zh'): string => hosts.map((host, at) => `${host} ${does[modes[at]!][lang]}`).join(lang === 'en' ? ', ' : '，')
  return ok({
    protocol: 'dns', kind: faultyServersKind, scenario: scenario.name, seed,
    question: {
      en: `Of the servers of example.com ${said('en')}. The stub asks for www.example.com A, all caches are empty. What is it told in the end?`,
      zh: `example.com 的两台服务器中，${said('zh')}。缓存全空，存根查询 www.example.com A。它最后得到什么？`,
    },
    shown: printEntries(scenario, timeline, 0, servers.length + 1),
    outcome: printEntries(scenario, timeline, servers.length + 1, told.at),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: why,
    clauses: [clauseOf(answered), 'RFC 1912 §2.8'],
  })
}

const clauseOf = (answered: boolean): string => (answered ? 'RFC 1034 §5.3.3' : 'RFC 2308 §7.1')
