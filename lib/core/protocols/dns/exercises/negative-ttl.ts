// "For how long is it remembered that the name does not exist?" The SOA's TTL and MINIMUM are drawn from the seed; the
// smaller counts, and the resolver's own answer says which that was.
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  asksAt, findTold, pick, playEntries, printEntries, type DnsScenario,
} from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const negativeTtlKind = 'negative-ttl'

const clause = 'RFC 2308 §5'
const lives = [60, 120, 300, 600, 900, 1800, 3600]
const names = ['nosuch.example.com.', 'a.b.example.com.', 'www2.example.com.', 'old-site.example.com.']

export function askNegativeTtl(scenario: DnsScenario, seed: string): Result<Exercise> {
  const none: Result<Exercise> = fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const ttl = pick(lives, `${seed}/ttl`)!
  const minimum = pick(lives.filter((one) => one !== ttl), `${seed}/minimum`)!
  const name = pick(names, `${seed}/name`)!
  const soa = (seconds: number, least: number): string => `@ ${seconds} SOA ns1 hostmaster 2026010107 7200 901 1209600 ${least}`
  const zones = scenario.zones.map((zone) =>
    (zone.name === 'example.com' ? { ...zone, text: zone.text.replace(/^@ .* SOA .*$/m, soa(ttl, minimum)) } : zone))
  const changed = { ...scenario, zones }
  const timeline = playEntries(changed, seed, [asksAt(0, name, 'A')])
  const told = findTold(timeline)[0]
  const record = told?.message.authority.find(({ data }) => data.type === 'SOA')
  if (told === undefined || record === undefined) return none
  const right = String(record.ttl)
  const wrong = (value: number, why: Bilingual) => ({ value: String(value), why })
  const mistakes = [
    wrong(ttl, { en: 'That is the SOA record’s own TTL; MINIMUM is smaller here.', zh: '这是 SOA 记录自己的 TTL，而这里 MINIMUM 更小。' }),
    wrong(minimum, { en: 'That is MINIMUM; the SOA record’s own TTL is smaller here.', zh: '这是 MINIMUM，而这里 SOA 记录自己的 TTL 更小。' }),
    wrong(7200, { en: 'That is REFRESH, which is for secondary servers.', zh: '这是 REFRESH，是给辅助服务器用的。' }),
    wrong(901, { en: 'That is RETRY, which is for secondary servers.', zh: '这是 RETRY，是给辅助服务器用的。' }),
    wrong(1_209_600, { en: 'That is EXPIRE, which is for secondary servers.', zh: '这是 EXPIRE，是给辅助服务器用的。' }),
  ].filter(({ value }) => value !== right)
  return ok({
    protocol: 'dns', kind: negativeTtlKind, scenario: scenario.name, seed,
    question: {
      en: `${name} does not exist, and the zone says “${soa(ttl, minimum)}”. For how many seconds may the resolver remember that?`,
      zh: `${name} 不存在，区里写着“${soa(ttl, minimum)}”。解析器可以把这一点记住多少秒？`,
    },
    shown: printEntries(changed, timeline, 0, 1),
    outcome: printEntries(changed, timeline, 1, told.at),
    form: {
      kind: 'fields',
      fields: [{
        name: 'seconds', label: { en: 'Seconds', zh: '秒数' }, kind: 'number',
        accepted: [{ value: right, clause }],
        mistakes,
      }],
    },
    explanation: {
      en: `The smaller of the SOA record’s TTL (${ttl}) and its MINIMUM (${minimum}): ${right} s.`,
      zh: `取 SOA 记录的 TTL（${ttl}）与 MINIMUM（${minimum}）中较小的一个：${right} 秒。`,
    },
    clauses: ['RFC 2308 §4', clause],
  })
}
