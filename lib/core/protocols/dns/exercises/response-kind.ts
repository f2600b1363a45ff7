// "What is this response?" One response of a run is shown as it stands in the message; what it means is
// asked: answer, alias, referral, NODATA, NXDOMAIN or lame.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { printMessage } from '#lib/core/protocols/dns/message-text.ts'
import type { DnsEffect } from '#lib/core/protocols/dns/simulation.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import {
  pick, playScenario, printEntries, shuffle, type DnsScenario,
} from '#lib/core/protocols/dns/exercises/run.ts'

export const responseKindKind = 'response-kind'

type Sent = Extract<DnsEffect, { kind: 'sent' }>

const kinds = {
  answer: {
    text: { en: 'An answer', zh: '答案' },
    why: {
      en: 'Records of the type asked for stand under the name, and AA says that the zone itself speaks.',
      zh: '回答段里有所问名字、所问类型的记录，AA 表明这是区自己的说法。',
    },
    clause: 'RFC 1034 §4.3.2',
  },
  alias: {
    text: { en: 'An alias: go on with another name', zh: '别名：换一个名字继续' },
    why: {
      en: 'The answer section has only a CNAME for the name: the search begins anew with its target.',
      zh: '回答段里这个名字只有 CNAME，要用它的目标重新查找。',
    },
    clause: 'RFC 1034 §3.6.2',
  },
  referral: {
    text: { en: 'A referral', zh: '转介' },
    why: {
      en: 'No answer, no AA, and NS records of a zone below the one asked: those servers know more.',
      zh: '没有答案也没有 AA，权威段是更下一级区的 NS 记录，那些服务器知道得更多。',
    },
    clause: 'RFC 1034 §4.3.2',
  },
  nodata: {
    text: { en: 'NODATA: the name exists, this type does not', zh: 'NODATA：名字存在，没有这种类型' },
    why: {
      en: 'NOERROR with an empty answer section, and the SOA in the authority section.',
      zh: 'RCODE 为 NOERROR，回答段为空，权威段是 SOA。',
    },
    clause: 'RFC 2308 §2.2',
  },
  nxdomain: {
    text: { en: 'NXDOMAIN: the name does not exist at all', zh: 'NXDOMAIN：名字根本不存在' },
    why: {
      en: 'The RCODE says so, for every type of the name; the SOA says for how long.',
      zh: 'RCODE 表明名字的任何类型都不存在，SOA 说明可以记多久。',
    },
    clause: 'RFC 2308 §2.1',
  },
  lame: {
    text: { en: 'A lame server: it does not know the zone', zh: '跛脚服务器：它不负责这个区' },
    why: {
      en: 'Asked as a server of the zone it points upwards, or refuses: it was named by mistake.',
      zh: '作为该区的服务器被询问，却指回上级或拒绝回答，说明委派写错了。',
    },
    clause: 'RFC 1912 §2.8',
  },
} as const

type Kind = keyof typeof kinds

const kindOfNote: Readonly<Record<string, Kind>> = {
  answer: 'answer', alias: 'alias', referral: 'referral', nodata: 'nodata', nxdomain: 'nxdomain',
  lame: 'lame',
  failure: 'lame',
}

interface Cut {
  readonly at: number
  readonly sent: Sent
  readonly kind: Kind
  readonly zone: string
}

/** Responses and what the resolver took them for when they arrived. */
function findCuts({ points }: DnsTimeline): Cut[] {
  const flights = new Map<number, Sent>()
  const cuts: Cut[] = []
  points.forEach(({ effects }, at) => {
    for (const effect of effects) if (effect.kind === 'sent') flights.set(effect.id, effect)
    const arrived = effects.find((effect) => effect.kind === 'arrived')
    const sent = arrived?.kind === 'arrived' ? flights.get(arrived.id) : undefined
    const taken = effects.find((effect) => effect.kind === 'note' && Object.hasOwn(kindOfNote, effect.note))
    // A server may fail for many reasons; refusing its own zone is the one that tells it as lame.
    if (taken?.kind === 'note' && taken.note === 'failure' && taken.params['rcode'] !== 'REFUSED') return
    if (!sent?.message.qr || taken?.kind !== 'note' || sent.message.question[0]?.type === 'NS') return
    cuts.push({ at: at - 1, sent, kind: kindOfNote[taken.note]!, zone: String(taken.params['zone']) })
  })
  return cuts
}

export function askResponseKind(scenario: DnsScenario, seed: string): Result<Exercise> {
  const timeline = playScenario(scenario, seed)
  const cuts = findCuts(timeline)
  // Each kind that occurs has the same chance, though most responses of a walk are referrals.
  const kind = pick([...new Set(cuts.map((cut) => cut.kind))], `${seed}/kind`)
  const cut = pick(cuts.filter((one) => one.kind === kind), `${seed}/cut`)
  if (cut === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const right = kinds[cut.kind]
  const choices = (Object.keys(kinds) as Kind[]).map((name): Choice => ({
    text: kinds[name].text,
    verdict: name === cut.kind ? 'right' : 'wrong',
    why: kinds[name].why,
    clause: name === cut.kind ? kinds[name].clause : null,
  }))
  const text = printMessage(cut.sent.message)
  return ok({
    protocol: 'dns', kind: responseKindKind, scenario: scenario.name, seed,
    question: {
      en: `A server of ${cut.zone} responds: ${text}. What is that?`,
      zh: `${cut.zone} 的一台服务器应答：${text}。这是什么？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at),
    outcome: printEntries(scenario, timeline, cut.at, cut.at + 1),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: right.why,
    clauses: [right.clause],
  })
}
