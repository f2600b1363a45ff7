// "What is in the cache now?" A response has just come: what it brought and was believed is there, what only a later
// one brings is not.
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { listCache } from '#lib/core/protocols/dns/cache-view.ts'
import { resolverAddress } from '#lib/core/protocols/dns/simulation.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { pick, playScenario, printEntries, shuffle, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

export const cachedNowKind = 'cached-now'

const clause = 'RFC 2181 §5.4.1'

interface Cut {
  readonly at: number
  /** `com. NS` */
  readonly fresh: readonly string[]
  readonly later: readonly string[]
  readonly never: readonly string[]
}

export function askCachedNow(scenario: DnsScenario, seed: string): Result<Exercise> {
  const timeline = playScenario(scenario, seed)
  const cut = pick(findCuts(timeline), `${seed}/cut`)
  const right = cut === null ? null : pick(cut.fresh, `${seed}/right`)
  if (cut === null || right === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const same = (text: string): Bilingual => ({ en: text, zh: text })
  const wrong = (text: string, why: Bilingual): Choice => ({ text: same(text), verdict: 'wrong', why, clause: null })
  const others = [
    ...shuffle(cut.never, `${seed}/never`).slice(0, 1).map((text) =>
      wrong(text, { en: 'No response has mentioned it.', zh: '还没有任何应答提到它。' })),
    ...shuffle(cut.later, `${seed}/later`).map((text) =>
      wrong(text, { en: 'Only a later response brings it.', zh: '要等之后的应答才会带来。' })),
  ].slice(0, 3)
  const why = {
    en: 'It came with this response, from a server that may speak for it, so it is kept with its TTL.',
    zh: '它随这个应答而来，发送的服务器有权说明它，于是连同 TTL 存入缓存。',
  }
  const choices: Choice[] = [{ text: same(right), verdict: 'right', why, clause }, ...others]
  return ok({
    protocol: 'dns', kind: cachedNowKind, scenario: scenario.name, seed,
    question: {
      en: `Datagram #${numberAt(timeline, cut.at)} has reached the resolver. Which of these is in its cache now?`,
      zh: `数据报 #${numberAt(timeline, cut.at)} 已到达解析器。此刻下面哪一项在它的缓存里？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at - 1),
    outcome: printEntries(scenario, timeline, cut.at - 1, cut.at + 1),
    form: { kind: 'choice', choices: shuffle(choices, `${seed}/order`) },
    explanation: why,
    clauses: [clause, 'RFC 1034 §5.3.3'],
  })
}

/** Responses that brought something, while enough is still to come. */
function findCuts({ points }: DnsTimeline): Cut[] {
  const linesAt = (at: number): string[] => {
    const { state, entry } = points[at]!
    return listCache(state.resolver.cache, entry?.at ?? 0).flatMap(({ name, type, rcode }) => (rcode === null ? [`${name} ${type}`] : []))
  }
  const last = linesAt(points.length - 1)
  return points.flatMap(({ effects }, at): Cut[] => {
    const arrived = effects.some((effect) => effect.kind === 'arrived' && effect.to === resolverAddress)
    if (!arrived || at === 0) return []
    const now = linesAt(at)
    const before = linesAt(at - 1)
    const fresh = now.filter((line) => !before.includes(line))
    const later = last.filter((line) => !now.includes(line))
    const never = fresh
      .filter((line) => line.endsWith(' A'))
      .map((line) => `${line}AAA`)
      .filter((line) => !now.includes(line) && !later.includes(line))
    return fresh.length > 0 && later.length >= 2 ? [{ at, fresh, later, never }] : []
  })
}

function numberAt({ points }: DnsTimeline, at: number): number {
  const arrived = points[at]!.effects.find((effect) => effect.kind === 'arrived')
  return arrived?.kind === 'arrived' ? arrived.id : 0
}
