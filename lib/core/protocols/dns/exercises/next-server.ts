// "Whose servers does the resolver ask next?" The run is cut before it sends a query; the zones of the walk
// are the choices. Which of a zone's servers it is stays open: that is chance (RFC 1034 §5.3.3 step 3).
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  labelCount, nameKey, isAtOrBelow, parentName, root, type DnsName,
} from '#lib/core/protocols/dns/name.ts'
import { resolverAddress, type DnsEffect } from '#lib/core/protocols/dns/simulation.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { buildInternet } from '#lib/core/protocols/dns/internet.ts'
import {
  pick, playScenario, printEntries, shuffle, type DnsScenario,
} from '#lib/core/protocols/dns/exercises/run.ts'

export const nextServerKind = 'next-server'

const clause = 'RFC 1034 §5.3.3'

interface Cut {
  readonly at: number
  readonly zone: DnsName
  readonly name: DnsName
  readonly type: string
  readonly because: 'referral' | 'alias' | 'cache' | 'lookup' | 'start'
}

/**
 * Entries upon which exactly one query is sent, after the first: the zone asked can be told from what came
 * before.
 */
function findCuts({ points }: DnsTimeline): Cut[] {
  return points.flatMap(({ effects }, at): Cut[] => {
    const asks = effects.filter((effect) =>
      effect.kind === 'note' && (effect.note === 'ask' || effect.note === 'minimise'))
    const ask = asks[0]
    const sent = effects.filter((effect) =>
      effect.kind === 'sent' && effect.from === resolverAddress && !effect.message.qr)
    if (asks.length !== 1 || sent.length !== 1 || ask?.kind !== 'note' || at === 0) return []
    const { zone, name, type } = ask.params
    const asked = { zone: zone as DnsName, name: name as DnsName, type: String(type) }
    return [{ at: at - 1, ...asked, because: reasonOf(effects) }]
  })
}

function reasonOf(effects: readonly DnsEffect[]): Cut['because'] {
  const notes = effects.flatMap((effect) => (effect.kind === 'note' ? [effect.note] : []))
  if (notes.includes('lookup-server')) return 'lookup'
  if (notes.includes('alias')) return 'alias'
  if (notes.includes('referral')) return 'referral'
  return notes.includes('cache-delegation') ? 'cache' : 'start'
}

const because: Readonly<Record<Cut['because'], { en: string; zh: string }>> = {
  referral: {
    en: 'The referral named servers one zone further down: they are asked next.',
    zh: '转介给出了再下一级区的服务器，接下来就问它们。',
  },
  alias: {
    en: 'The alias begins the search anew, from the nearest delegation that is known for its target.',
    zh: '遇到别名要从目标名字已知的最近委派重新开始。',
  },
  cache: {
    en: 'The nearest delegation in the cache is where the walk begins, not the root.',
    zh: '从缓存中最近的委派开始，而不是从根开始。',
  },
  lookup: {
    en: 'A server’s address is missing, so that name is resolved first, from the nearest zone known for it.',
    zh: '缺少服务器的地址，先解析那个名字，从离它最近的已知区开始。',
  },
  start: {
    en: 'These are the servers that are responsible as far as the resolver knows.',
    zh: '据解析器目前所知，负责的就是这些服务器。',
  },
}

export function askNextServer(scenario: DnsScenario, seed: string): Result<Exercise> {
  const timeline = playScenario(scenario, seed)
  const cut = pick(findCuts(timeline), `${seed}/cut`)
  if (cut === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const others = wrongZones(scenario, cut)
  const right: Choice = {
    text: servers(cut.zone), verdict: 'right', why: because[cut.because], clause,
  }
  const wrong = shuffle(others, `${seed}/wrong`).slice(0, 3).map((zone): Choice => ({
    text: servers(zone), verdict: 'wrong', why: whyNot(zone, cut), clause: null,
  }))
  return ok({
    protocol: 'dns', kind: nextServerKind, scenario: scenario.name, seed,
    question: {
      en: `The resolver now needs ${cut.name} ${cut.type}. Whose servers does it ask next?`,
      zh: `解析器此时需要 ${cut.name} ${cut.type}。接下来它会问哪个区的服务器？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at),
    outcome: printEntries(scenario, timeline, cut.at, cut.at + 1),
    form: { kind: 'choice', choices: shuffle([right, ...wrong], `${seed}/order`) },
    explanation: because[cut.because],
    clauses: [clause],
  })
}

function servers(zone: DnsName): { en: string; zh: string } {
  return zone === root
    ? { en: 'the root servers', zh: '根服务器' }
    : { en: `the servers of ${zone}`, zh: `${zone} 的服务器` }
}

/** Zones on the way to the name and the one beyond, then any other of this Internet. */
function wrongZones(scenario: DnsScenario, cut: Cut): DnsName[] {
  const all = buildInternet(scenario.zones).zones.map(({ origin }) => origin)
  const onTheWay = all.filter((zone) => isAtOrBelow(nameKey(cut.name), nameKey(zone)))
  const beside = all.filter((zone) => !onTheWay.includes(zone) && parentName(nameKey(zone)) !== root)
  return [...onTheWay, ...beside.slice(0, 2)].filter((zone) => zone !== cut.zone)
}

function whyNot(zone: DnsName, cut: Cut): { en: string; zh: string } {
  const above = isAtOrBelow(nameKey(cut.zone), nameKey(zone))
  const onTheWay = isAtOrBelow(nameKey(cut.name), nameKey(zone))
  if (above) {
    return {
      en: 'That is further up: a nearer zone is known already.',
      zh: '那是更上一级，解析器已经知道更近的区。',
    }
  }
  if (onTheWay && labelCount(zone) > labelCount(cut.zone)) {
    return {
      en: 'Further down than the resolver can know: nobody has told it those servers yet.',
      zh: '那是更下一级，还没有谁告诉过解析器这些服务器。',
    }
  }
  return { en: 'That zone does not hold the name.', zh: '这个名字不在那个区里。' }
}
