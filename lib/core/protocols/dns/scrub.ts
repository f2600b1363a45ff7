// What of a server's response a resolver may believe: only what the question asked for and the zone asked
// may say. Everything else is thrown away before it is classified or cached, which is what keeps a cache
// from being poisoned.
// Read first: RFC 2181 §5.4.1, RFC 5452 §6, RFC 6672 §3.4 (the CNAME of a DNAME is made anew).
import { rank, type Rank, type RankedSet, type Reply } from '#lib/core/protocols/dns/cache.ts'
import type { Message, Question, Section } from '#lib/core/protocols/dns/message.ts'
import {
  isAtOrBelow, isBelow, nameKey, replaceEnding, sameName, type DnsName, type NameKey,
} from '#lib/core/protocols/dns/name.ts'
import type { RRset } from '#lib/core/protocols/dns/record.ts'
import { aliasTarget, groupRecords } from '#lib/core/protocols/dns/rr-sets.ts'

export interface ScrubPolicy {
  /** Drop NS sets that come beside an answer: nobody asked for them, and they would move the whole zone. */
  readonly dropUnasked: boolean
  /** Keep glue from beside the delegation apart, to be used only when nothing else is left. */
  readonly verifyGlue: boolean
  /** Aliases that one response may chain, and servers that one NS set may name. */
  readonly maxAliases: number
  readonly maxServers: number
  /** Addresses that this name may not have: they are taken out of its set. */
  readonly isPrivate: (address: string, name: DnsName) => boolean
}

/** Why a set was thrown away. What stands behind an alias is asked for anew; what nobody asked for is not. */
export type ScrubReason =
  | 'beside-question' | 'after-alias' | 'out-of-zone' | 'unasked' | 'unreferenced' | 'malformed' | 'private'

export interface Scrubbed {
  /** Null where the response is useless as a whole. */
  readonly reply: Reply | null
  /** Glue that waits until it is needed. */
  readonly unverified: readonly RankedSet[]
  readonly dropped: readonly { readonly set: RRset; readonly reason: ScrubReason }[]
}

/** Types that an alias-free authority or additional section has no business to bring. */
const neverBeside = new Set(['CNAME', 'DNAME'])

/** Scrubs the response to `question` that a server of `zone` sent. */
export function scrub(message: Message, question: Question, zone: DnsName, policy: ScrubPolicy): Scrubbed {
  const dropped: { set: RRset; reason: ScrubReason }[] = []
  const drop = (set: RRset, reason: ScrubReason): false => {
    dropped.push({ set, reason })
    return false
  }
  const useless: Scrubbed = { reply: null, unverified: [], dropped }
  if (!message.qr || message.question.length > 1) return useless
  const sets = sectionsOf(message, question.type, policy, drop)
  const zoneKey = nameKey(zone)
  const meaningful = ['NOERROR', 'NXDOMAIN', 'YXDOMAIN'].includes(message.rcode)
  if (!meaningful) return { reply: replyOf(message, [], [], []), unverified: [], dropped }

  const chain = followChain(sets.answer, question, message.rcode === 'YXDOMAIN', policy.maxAliases, drop)
  if (chain === null) return useless
  const wanted = new Set<NameKey>()
  const named = chain.filter((set) => sameName(set.name, question.name))
  for (const host of named.flatMap(hostsOf)) wanted.add(host)

  const hasSoa = sets.authority.some((set) => set.type === 'SOA')
  let delegation: RRset | null = null
  let authority = sets.authority.filter((set) => {
    if (neverBeside.has(set.type) || set.type === 'A' || set.type === 'AAAA') return drop(set, 'unasked')
    if (set.type !== 'NS') return true
    const pertinent = isAtOrBelow(nameKey(question.name), nameKey(set.name))
    const negative = message.rcode === 'NXDOMAIN' || (hasSoa && chain.length === 0)
    if (!pertinent || negative || delegation) return drop(set, 'unasked')
    // Beside an answer, or as the zone's own set beside nothing, nobody asked for it; else it is a referral.
    const asked = message.rcode === 'NOERROR' && chain.length === 0 && !sameName(set.name, zone)
    if (policy.dropUnasked && !asked) return drop(set, 'unasked')
    delegation = set
    return true
  })
  const ds = authority.find((set) => set.type === 'DS' && sameName(set.name, question.name))
  if (ds && question.type === 'DS') {
    // The referral's DS is the answer to a question for DS.
    return { reply: replyOf(message, [ds], [], []), unverified: [], dropped }
  }
  authority = authority.map((set) => shortened(set, policy.maxServers))
  for (const set of authority) hostsOf(set).forEach((host) => wanted.add(host))
  let additional = sets.additional.filter((set) => {
    if (set.type === 'A' || set.type === 'AAAA') return wanted.has(nameKey(set.name)) || drop(
      set, 'unreferenced',
    )
    return neverBeside.has(set.type) || set.type === 'NS' ? drop(set, 'unasked') : true
  })

  // From here on: nothing from outside the zone, and of the answer only what is at the name that was asked
  // for.
  let glueSpoilt = false
  const answer = chain.filter((set, index) => {
    const leads = index === 0 && set.type === 'DNAME' && isAtOrBelow(nameKey(set.name), zoneKey)
    if (leads || sameName(set.name, question.name)) return true
    glueSpoilt ||= hostsOf(set).length > 0
    return drop(set, 'after-alias')
  })
  const lame = answer.length === 0 && message.rcode === 'NOERROR' && !hasSoa
  const inZone = (set: RRset, section: Section): boolean => {
    if ((set.type === 'A' || set.type === 'AAAA') && malformed(set)) return drop(set, 'malformed')
    const key = nameKey(set.name)
    if (!isAtOrBelow(key, zoneKey)) {
      // An upward referral stays, without glue, so that its sender is found out as lame.
      const upward = lame && section === 'authority' && set.type === 'NS' && isAtOrBelow(zoneKey, key)
      if (!upward) return drop(set, 'out-of-zone')
      glueSpoilt = true
    }
    return section !== 'additional' || !glueSpoilt || drop(set, 'unreferenced')
  }
  const keptAnswer = answer.filter((set) => inZone(set, 'answer'))
  authority = authority.filter((set) => inZone(set, 'authority'))
  additional = additional.filter((set) => inZone(set, 'additional'))

  const cut = delegation as RRset | null
  const beside = (set: RRset): boolean =>
    policy.verifyGlue && cut !== null && (set.type === 'A' || set.type === 'AAAA') &&
    !isBelow(nameKey(set.name), nameKey(cut.name))
  const unverified = additional.filter(beside).map((set) => ranked(set, 'additional', message.aa))
  const glue = additional.filter((set) => !beside(set))
  return { reply: replyOf(message, keptAnswer, authority, glue), unverified, dropped }
}

/** How far a set from this section is to be believed. */
export function rankOf(section: Section, aa: boolean): Rank {
  if (section === 'answer') return aa ? rank.answerAuthoritative : rank.answer
  if (section === 'authority') return aa ? rank.authorityAuthoritative : rank.authority
  return aa ? rank.additionalAuthoritative : rank.additional
}

function ranked(set: RRset, section: Section, aa: boolean): RankedSet {
  return { ...set, rank: rankOf(section, aa) }
}

function replyOf(
  message: Message, answer: readonly RRset[], authority: readonly RRset[], additional: readonly RRset[],
): Reply {
  const { rcode, aa, ra } = message
  const all = (sets: readonly RRset[], section: Section): RankedSet[] =>
    sets.map((set) => ranked(set, section, aa))
  return {
    rcode, aa, ra,
    answer: all(answer, 'answer'),
    authority: all(authority, 'authority').map(negativeTtl),
    additional: all(additional, 'additional'),
  }
}

/**
 * An SOA in the authority section says how long the absence lasts: the lesser of TTL and MINIMUM (RFC 2308
 * §5).
 */
function negativeTtl(set: RankedSet): RankedSet {
  const data = set.data[0]
  return data?.type === 'SOA' ? { ...set, ttl: Math.min(set.ttl, data.minimum, 3600) } : set
}

/**
 * The sets of each section. Signatures are left out: this resolver does not validate, so it passes none on
 * unasked.
 */
function sectionsOf(
  message: Message, type: string, policy: ScrubPolicy, drop: (set: RRset, reason: ScrubReason) => false,
): Record<Section, RRset[]> {
  const unsigned = (section: Section): RRset[] =>
    groupRecords(message[section])
      .filter((set) => set.type !== 'RRSIG' || type === 'RRSIG' || type === 'ANY')
      .flatMap((set) => {
        const data = set.data.filter((one) => !('address' in one && policy.isPrivate(one.address, set.name)))
        if (data.length < set.data.length) drop(set, 'private')
        return data.length > 0 ? [{ ...set, data }] : []
      })
  return { answer: unsigned('answer'), authority: unsigned('authority'), additional: unsigned('additional') }
}

/**
 * The answer section from the name asked for along its aliases, without anything beside them. Each DNAME
 * gets the CNAME that it truly makes. Null where a broken alias makes the whole response worthless.
 */
function followChain(
  sets: readonly RRset[], question: Question, tooLong: boolean, maxAliases: number,
  drop: (set: RRset, reason: ScrubReason) => false,
): RRset[] | null {
  const chain: RRset[] = []
  let name = question.name
  let aliases = 0
  for (let i = 0; i < sets.length; i++) {
    let set = sets[i]!
    const next = sets[i + 1]
    if (aliases > maxAliases) {
      drop(set, 'beside-question')
      continue
    }
    if (set.type === 'CNAME' && next?.type === 'DNAME' && isBelow(nameKey(name), nameKey(next.name))) {
      // Some servers put the CNAME before the DNAME that it comes from.
      const target = dnameTarget(next, name)
      const alias = aliasTarget(set)
      if (sameName(set.name, name) && target && alias && sameName(target, alias)) {
        chain.push(next)
        i++
      }
    }
    if (set.type === 'DNAME' && isBelow(nameKey(name), nameKey(set.name))) {
      if (set.data.length !== 1) return null
      const target = dnameTarget(set, name)
      chain.push(set)
      if (target === null) {
        if (tooLong) continue
        return null
      }
      aliases++
      const given = next?.type === 'CNAME' && sameName(next.name, name) ? next : null
      const givenTarget = given && aliasTarget(given)
      if (given) i++
      chain.push(
        given && givenTarget && sameName(givenTarget, target)
          ? given
          : { ...set, name, type: 'CNAME', data: [{ type: 'CNAME', target }] },
      )
      name = target
      continue
    }
    if (!sameName(set.name, name)) {
      drop(set, 'beside-question')
      continue
    }
    if (set.type === 'CNAME' && question.type !== 'CNAME') {
      set = set.data.length > 1 ? { ...set, data: set.data.slice(0, 1) } : set
      aliases++
      chain.push(set)
      if (question.type === 'ANY') {
        while (i + 1 < sets.length && sameName(sets[i + 1]!.name, name)) chain.push(sets[++i]!)
      }
      name = aliasTarget(set) ?? name
      continue
    }
    if (question.type !== 'ANY' && question.type !== set.type) {
      drop(set, 'beside-question')
      continue
    }
    chain.push(set)
  }
  return chain
}

function dnameTarget(dname: RRset, name: DnsName): DnsName | null {
  const to = aliasTarget(dname)
  return to && replaceEnding(name, dname.name, to)
}

/** The hosts whose addresses may come along with a set. */
function hostsOf(set: RRset): NameKey[] {
  return set.data.flatMap((data) => {
    if (data.type === 'NS' || data.type === 'SRV' || data.type === 'SVCB' || data.type === 'HTTPS') {
      return [nameKey(data.target)]
    }
    return data.type === 'MX' ? [nameKey(data.exchange)] : []
  })
}

function malformed(set: RRset): boolean {
  return set.data.some((data) => 'rdata' in data)
}

function shortened(set: RRset, maxServers: number): RRset {
  const tooMany = set.type === 'NS' && set.data.length > maxServers
  return tooMany ? { ...set, data: set.data.slice(0, maxServers) } : set
}
