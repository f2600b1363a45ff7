// What a scrubbed response means for the resolver: an answer, a referral, an alias, or a server not worth
// asking.
// Read first: RFC 1034 §5.3.3 step 4; RFC 2308 §2 for negative answers; RFC 1912 §2.8 for lame servers.
import type { Reply } from '#lib/core/protocols/dns/cache.ts'
import type { Question } from '#lib/core/protocols/dns/message.ts'
import { isAtOrBelow, nameKey, sameName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { aliasTarget } from '#lib/core/protocols/dns/rr-sets.ts'

/**
 * `lame`: asked for its own zone it points upwards. `recursion-lame`: it answers from a cache, without
 * authority. `throwaway`: nothing to learn from it. `empty`: no error and nothing else, which may or may
 * not mean NODATA.
 */
export type ResponseKind = 'answer' | 'referral' | 'alias' | 'lame' | 'recursion-lame' | 'throwaway' | 'empty'

/**
 * Classifies the response to `question` from a server of `zone`; `recursive` if recursion was asked of it.
 */
export function classify(reply: Reply, question: Question, zone: DnsName, recursive: boolean): ResponseKind {
  const fromCache = reply.ra && !reply.aa && !recursive
  if (reply.rcode === 'NXDOMAIN') {
    if (fromCache) return 'recursion-lame'
    const alias = reply.answer.some((set) => set.type === 'CNAME' && sameName(set.name, question.name))
    return alias && question.type !== 'CNAME' ? 'alias' : 'answer'
  }
  if (reply.rcode === 'YXDOMAIN' && reply.answer.length > 0) return 'answer'
  if (reply.rcode !== 'NOERROR') return 'throwaway'

  let name = question.name
  let followed = false
  for (const set of reply.answer) {
    if (question.type === 'ANY' || (set.type === question.type && sameName(set.name, name))) {
      if (reply.aa) return 'answer'
      // Without authority it may still be a referral that brings the answer along.
      break
    }
    const target = set.type === 'CNAME' && sameName(set.name, name) ? aliasTarget(set) : null
    if (target === null) continue
    name = target
    followed = true
  }
  if (followed) return 'alias'

  const zoneKey = nameKey(zone)
  const soa = reply.authority.find((set) => set.type === 'SOA')
  if (soa && isAtOrBelow(nameKey(question.name), nameKey(soa.name))) {
    return fromCache ? 'recursion-lame' : 'answer'
  }
  for (const set of reply.authority) {
    if (set.type !== 'NS') continue
    if (fromCache) return 'recursion-lame'
    const cut = nameKey(set.name)
    if (cut === zoneKey) {
      // Its own servers beside nothing at all: a negative answer would be authoritative.
      return reply.answer.length === 0 && !reply.aa && !recursive ? 'throwaway' : 'answer'
    }
    if (isAtOrBelow(zoneKey, cut)) return recursive ? 'throwaway' : 'lame'
    if (isAtOrBelow(cut, zoneKey)) return 'referral'
  }
  if (fromCache) return 'recursion-lame'
  if (reply.answer.length > 0 || reply.authority.length > 0) return 'answer'
  // A negative answer has authority, from whoever is asked without recursion.
  return reply.aa || recursive ? 'empty' : 'throwaway'
}
