// "Is this forged reply taken?" A forger answers before the server does, and knows the query's id and port or guesses
// them, as the seed has it.
import { hashToUnit } from '#lib/core/engine/random.ts'
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { asksAt, findQueries, findTold, pick, playEntries, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const spoofedReplyKind = 'spoofed-reply'

const clause = 'RFC 5452 §9.1'
const forged = '203.0.113.66'
const name = 'www.example.com.'

export function askSpoofedReply(scenario: DnsScenario, seed: string): Result<Exercise> {
  const none: Result<Exercise> = fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const query = findQueries(playEntries(scenario, seed, [asksAt(0, name, 'A')])).findLast(({ sent }) => sent.message.question[0]?.name === name)
  const knows = pick(['both', 'both', 'id', 'port', 'nothing'] as const, `${seed}/knows`)!
  if (query === undefined) return none
  const { id: packet, port, message, arrivesAt } = query.sent
  const near = (value: number, from: number, part: string): number => {
    const other = from + Math.floor(hashToUnit(`${seed}/${part}`) * (0x10000 - from))
    return other === value ? (value === 0xffff ? from : value + 1) : other
  }
  const id = knows === 'both' || knows === 'id' ? message.id : near(message.id, 0, 'id')
  const to = knows === 'both' || knows === 'port' ? port : near(port, 1024, 'port')
  // Between the query's going and its answer's coming.
  const event = { kind: 'spoof', packet, id, port: to, address: forged } as const
  const timeline = playEntries(scenario, seed, [asksAt(0, name, 'A'), { at: arrivesAt - 3, event }])
  const told = findTold(timeline)[0]
  const at = timeline.points.findIndex(({ entry }) => entry?.event.kind === 'spoof')
  if (told === undefined || at < 0) return none
  const taken = told.message.answer.some(({ data }) => data.type === 'A' && data.address === forged)
  const why: Bilingual = taken
    ? { en: 'Address, port, id and question all fit, and nothing in it is signed: to the resolver it is the answer.', zh: '地址、端口、ID 和问题都吻合，又没有签名，解析器会把它当作答案。' }
    : { en: 'Id and port must both be those of the query. The reply is dropped, and the real one, a little later, counts.', zh: 'ID 和端口都必须与查询一致。这个应答被丢弃，稍后到达的真实应答才算数。' }
  const choice = (text: Bilingual, right: boolean, whyNot: Bilingual): Choice =>
    ({ text, verdict: right ? 'right' : 'wrong', why: right ? why : whyNot, clause: right ? clause : null })
  const choices = [
    choice({ en: `It is taken: the stub is told ${forged}`, zh: `被接受：存根得到 ${forged}` }, taken, { en: 'One of the two does not fit the query.', zh: '两者之一与查询不符。' }),
    choice({ en: 'It is dropped; the real answer counts', zh: '被丢弃，真实的应答算数' }, !taken, { en: 'Nothing tells it from the real answer, and the first that fits is taken.', zh: '没有什么能把它和真实应答区分开，先到且吻合的就被接受。' }),
    choice({ en: 'It is dropped, and the query ends in SERVFAIL', zh: '被丢弃，查询以 SERVFAIL 结束' }, false, { en: 'A reply that fits no query changes nothing for those under way.', zh: '与任何查询都不符的应答不会影响正在进行的查询。' }),
    choice({ en: 'Both are kept, as one set of two addresses', zh: '两个都保留，合成两个地址的记录集' }, false, { en: 'A query has one answer: what comes after it is dropped.', zh: '一个查询只有一个应答，之后到的会被丢弃。' }),
  ]
  const values = { query: `ID ${message.id}, port ${port}`, reply: `ID ${id}, port ${to}` }
  const zhValues = { query: `ID ${message.id}，端口 ${port}`, reply: `ID ${id}，端口 ${to}` }
  return ok({
    protocol: 'dns', kind: spoofedReplyKind, scenario: scenario.name, seed,
    question: {
      en: `The resolver’s query for ${name} A left with ${values.query}. Before the server’s answer there comes a forged one, from the server’s address, with the same question, to ${values.reply}: A ${forged}. What happens to it?`,
      zh: `解析器查询 ${name} A 时用的是 ${zhValues.query}。在服务器的应答之前到了一个伪造的应答：来源地址和问题都对，发往 ${zhValues.reply}，内容是 A ${forged}。结果如何？`,
    },
    shown: printEntries(scenario, timeline, 0, at - 1),
    outcome: printEntries(scenario, timeline, at - 1, told.at),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: why,
    clauses: [clause, 'RFC 5452 §9.2'],
  })
}
