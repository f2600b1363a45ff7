// "Does the resolver believe this record?" A server adds something to its response that nobody asked for, or that is
// not its to say. What the resolver's own scrubbing does with it is the answer.
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { makeQuery, makeResponse, type Section } from '#lib/core/protocols/dns/message.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import { isAtOrBelow, nameKey, sameName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { typeOf, type ResourceRecord } from '#lib/core/protocols/dns/record.ts'
import { pick, playScenario, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { scrub } from '#lib/core/protocols/dns/scrub.ts'
import { defaultConfig } from '#lib/core/protocols/dns/resolver-state.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const believedKind = 'believed'

const asked = { name: 'www.example.com.' as DnsName, type: 'A', class: 'IN' }
const a = (name: string, address: string): ResourceRecord =>
  ({ name: name as DnsName, class: 'IN', ttl: 86_400, data: { type: 'A', address } })
const ns = (name: string, target: string): ResourceRecord =>
  ({ name: name as DnsName, class: 'IN', ttl: 86_400, data: { type: 'NS', target: target as DnsName } })
const www = a('www.example.com.', '203.0.113.80')

/** `doubted`: the record that is asked about. */
interface Case {
  readonly zone: string
  readonly records: Partial<Record<Section, readonly ResourceRecord[]>>
  readonly doubted: ResourceRecord
}

const cases: readonly Case[] = [
  glueCase(a('ns1.example.com.', '198.51.100.1')),
  glueCase(a('www.example.com.', '203.0.113.66')),
  glueCase(a('ns1.dnshost.org.', '203.0.113.66'), 'ns1.dnshost.org.'),
  besideCase(a('www.example.org.', '203.0.113.66'), 'additional'),
  besideCase(a('mail.example.com.', '203.0.113.66'), 'additional'),
  besideCase(ns('com.', 'ns.evil.example.com.'), 'authority'),
  besideCase(ns('example.org.', 'ns1.example.com.'), 'authority'),
  besideCase(a('pay.shop.com.', '203.0.113.66'), 'answer'),
]

function glueCase(doubted: ResourceRecord, server = 'ns1.example.com.'): Case {
  return { zone: 'com.', records: { authority: [ns('example.com.', server)], additional: [doubted] }, doubted }
}

function besideCase(doubted: ResourceRecord, section: Section): Case {
  const answer = section === 'answer' ? [www, doubted] : [www]
  return { zone: 'example.com.', records: { ...(section === 'answer' ? {} : { [section]: [doubted] }), answer }, doubted }
}

type Fate = 'kept' | 'outside' | 'unasked'

const fates: Readonly<Record<Fate, { readonly text: Bilingual; readonly why: Bilingual; readonly clause: string }>> = {
  kept: {
    text: { en: 'It is believed, as far as its section is trusted', zh: '相信，可信程度取决于它所在的段' },
    why: {
      en: 'It lies within the zone of the server asked, and the response needs it: an NS record beside it names this host.',
      zh: '它在所问服务器的区之内，而且应答需要它：旁边的 NS 记录指的正是这台主机。',
    },
    clause: 'RFC 1034 §4.2.1',
  },
  outside: {
    text: { en: 'It is dropped: that name is not within the zone of the server asked', zh: '丢弃：这个名字不在所问服务器的区之内' },
    why: {
      en: 'A server may only speak of names within the zone that it was asked for; whoever believed more could be poisoned.',
      zh: '服务器只能谈论所问区之内的名字，相信更多就会被投毒。',
    },
    clause: 'RFC 5452 §6',
  },
  unasked: {
    text: { en: 'It is dropped: within the zone, but nobody asked for it and nothing refers to it', zh: '丢弃：虽在区内，但没人问它，也没有别的记录提到它' },
    why: {
      en: 'The question was another one, and no record of the response leads to this one.',
      zh: '所问的不是它，应答里也没有别的记录指向它。',
    },
    clause: 'RFC 2181 §5.4.1',
  },
}

/** What the resolver's own scrubbing makes of the record; of what is dropped, where it lies. */
function fateOf({ zone, records, doubted }: Case): Fate {
  const { limits, dropUnaskedServers } = defaultConfig
  const policy = { dropUnasked: dropUnaskedServers, verifyGlue: false, maxAliases: limits.restarts, maxServers: limits.servers, isPrivate: () => false }
  const message = makeResponse(makeQuery(1, asked), { ...records, aa: zone === 'example.com.' })
  const { dropped } = scrub(message, asked, zone as DnsName, policy)
  const gone = dropped.some(({ set }) => sameName(set.name, doubted.name) && set.type === typeOf(doubted.data))
  if (!gone) return 'kept'
  return isAtOrBelow(nameKey(doubted.name), nameKey(zone as DnsName)) ? 'unasked' : 'outside'
}

export function askBelieved(scenario: DnsScenario, seed: string): Result<Exercise> {
  const chosen = pick(cases, `${seed}/case`)
  const timeline = playScenario(scenario, seed)
  const cut = timeline.points.findIndex(({ effects }) =>
    effects.some((effect) => effect.kind === 'note' && effect.note === 'ask' && effect.params['zone'] === chosen?.zone))
  if (chosen === null || cut < 0) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const fate = fateOf(chosen)
  const message = makeResponse(makeQuery(1, asked), { ...chosen.records, aa: chosen.zone === 'example.com.' })
  const choices = (Object.keys(fates) as Fate[]).map((one): Choice => ({
    text: fates[one].text, verdict: one === fate ? 'right' : 'wrong', why: fates[one].why, clause: one === fate ? fates[one].clause : null,
  }))
  const doubted = `${chosen.doubted.name} ${typeOf(chosen.doubted.data)}`
  return ok({
    protocol: 'dns', kind: believedKind, scenario: scenario.name, seed,
    question: {
      en: `Suppose a server of ${chosen.zone} responded: ${printMessage(message)}. What does the resolver do with ${doubted}?`,
      zh: `假设 ${chosen.zone} 的一台服务器这样应答：${printMessage(message)}。解析器怎样对待 ${doubted}？`,
    },
    shown: printEntries(scenario, timeline, 0, cut),
    outcome: printEntries(scenario, timeline, cut, timeline.points.length - 1),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: fates[fate].why,
    clauses: [fates[fate].clause, 'RFC 5452 §6'],
  })
}
