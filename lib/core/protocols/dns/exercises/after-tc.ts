// "What does the resolver do with a truncated response?" A server that sets TC on everything over UDP; what is asked is
// drawn from the seed.
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { findServerAddress, playerLabel } from '#lib/core/protocols/dns/trace-codec.ts'
import { asksAt, findQueries, pick, playEntries, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const afterTcKind = 'after-tc'

const clause = 'RFC 7766 §5'
const names = ['www.example.com.', 'api.example.com.', 'mail.example.com.', 'sip.example.com.', 'box.dev.example.com.']

export function askAfterTc(scenario: DnsScenario, seed: string): Result<Exercise> {
  const name = pick(names, `${seed}/name`)!
  const truncating = ['ns1.example.com', 'ns2.example.com'].flatMap((server) => {
    const address = findServerAddress(scenario.zones, server)
    return address === null ? [] : [{ at: 0, event: { kind: 'server', address, mode: 'truncates', delayMs: 0 } as const }]
  })
  const timeline = playEntries(scenario, seed, [...truncating, asksAt(0, name, 'A')])
  const at = timeline.points.findIndex(({ effects }) => effects.some((effect) => effect.kind === 'note' && effect.note === 'truncated'))
  const again = findQueries(timeline).find((query) => query.at === at)?.sent
  if (at < 0 || again === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const server = playerLabel(scenario.zones, again.to)
  const why = {
    en: `What was cut off may be what matters, so ${server} is asked the same again over TCP, where 65,535 octets have room.`,
    zh: `被截掉的可能正是需要的内容，所以改用 TCP 向 ${server} 再问一次，TCP 上可容纳 65,535 字节。`,
  }
  const wrong = (en: string, zh: string, whyEn: string, whyZh: string): Choice =>
    ({ text: { en, zh }, verdict: 'wrong', why: { en: whyEn, zh: whyZh }, clause: null })
  const choices: Choice[] = [
    { text: { en: `It asks ${server} again, over TCP`, zh: `改用 TCP 再问 ${server}` }, verdict: again.transport === 'tcp' ? 'right' : 'wrong', why, clause },
    wrong('It answers with the records that are there', '用已有的记录回答存根',
      'A truncated response must not be used as if it were whole (RFC 2181 §9).', '被截断的应答不能当作完整的应答使用（RFC 2181 §9）。'),
    wrong('It asks another server of the zone, over UDP', '用 UDP 改问该区的另一台服务器',
      'The response would not become smaller there.', '换一台服务器，应答也不会变小。'),
    wrong('It waits for the rest in further datagrams', '等待后续数据报带来其余部分',
      'A DNS message is never continued in another datagram.', 'DNS 报文不会在另一个数据报里继续。'),
  ]
  return ok({
    protocol: 'dns', kind: afterTcKind, scenario: scenario.name, seed,
    question: {
      en: `${server} responds to ${name} A with TC set and empty sections. What does the resolver do?`,
      zh: `${server} 对 ${name} A 的应答设置了 TC，各段为空。解析器会怎么做？`,
    },
    shown: printEntries(scenario, timeline, 0, at - 1),
    outcome: printEntries(scenario, timeline, at - 1, at + 1),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: why,
    clauses: [clause, 'RFC 2181 §9'],
  })
}
