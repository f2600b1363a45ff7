// "How many queries does that take?" A second question after a first: the cache saves the part of the walk that they
// share, as long as its TTLs last.
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { asksAt, findQueries, findTold, pick, playEntries, printEntries, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const queryCountKind = 'query-count'

const clause = 'RFC 1034 §5.3.3'
const firsts = ['www.example.com.', 'www.shop.com.', 'wiki.eng.example.com.', 'www.dnshost.org.']
const seconds = [
  'www.example.com.', 'api.example.com.', 'mail.example.com.', 'git.eng.example.com.', 'www.shop.com.', 'pay.shop.com.',
  'www.dnshost.org.', 'example.org.', 'edge.cdn.net.', 'www.example.org.',
]
/** Shorter than any TTL of an address asked for, longer than the shortest, longer than most. */
const gaps = [10, 400, 1200]

export function askQueryCount(scenario: DnsScenario, seed: string): Result<Exercise> {
  const first = pick(firsts, `${seed}/first`)!
  const second = pick(seconds, `${seed}/second`)!
  const gap = pick(gaps, `${seed}/gap`)!
  const timeline = playEntries(scenario, seed, [asksAt(0, first, 'A'), asksAt(gap * 1000, second, 'A')])
  const told = findTold(timeline)[1]
  const asked = timeline.points.findLastIndex(({ entry }) => entry?.event.kind === 'ask')
  if (told === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const count = findQueries(timeline).filter(({ at }) => at > asked && at <= told.at).length
  const cold = findQueries(playEntries(scenario, seed, [asksAt(0, second, 'A')])).length
  const mistakes = [
    { value: cold, why: { en: 'That is the whole walk from an empty cache.', zh: '那是缓存为空时的完整过程。' } },
    { value: cold - 1, why: { en: 'That is the walk from an empty cache without the question for the root’s servers.', zh: '那是缓存为空、但不算查询根服务器那一次的过程。' } },
    { value: count + 1, why: { en: 'One too many: look again at which delegations are still in the cache.', zh: '多了一个：再看看哪些委派还在缓存里。' } },
    { value: count - 1, why: { en: 'One too few: something has to be asked that the cache does not have, or no longer.', zh: '少了一个：有些东西缓存里没有，或者已经过期。' } },
  ].filter(({ value }, at, all) => value >= 0 && value !== count && all.findIndex((one) => one.value === value) === at)
  return ok({
    protocol: 'dns', kind: queryCountKind, scenario: scenario.name, seed,
    question: {
      en: `${gap} s after the first question the stub asks for ${second} A. How many queries does the resolver send to servers for it?`,
      zh: `第一个问题之后 ${gap} 秒，存根查询 ${second} A。解析器为此要向服务器发出多少个查询？`,
    },
    shown: printEntries(scenario, timeline, 0, asked),
    outcome: printEntries(scenario, timeline, asked - 1, told.at),
    form: {
      kind: 'fields',
      fields: [{
        name: 'queries', label: { en: 'Queries', zh: '查询数' }, kind: 'number',
        accepted: [{ value: String(count), clause }],
        mistakes: mistakes.map(({ value, why }) => ({ value: String(value), why })),
      }],
    },
    explanation: count === 0
      ? { en: 'The answer itself is still in the cache: no query at all.', zh: '答案本身还在缓存里，一个查询都不用发。' }
      : {
          en: `${count}: the walk begins at the nearest delegation that the cache still has, and each alias or missing address of a server adds to it.`,
          zh: `${count} 个：从缓存里仍有的最近委派开始，每遇到别名或缺少的服务器地址都要另加。`,
        },
    clauses: [clause],
  })
}
