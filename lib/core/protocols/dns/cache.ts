// The resolver's cache: RRsets with their rank, and whole answers that refer to them. Plain data; every
// function gives a new cache or reads one. What may enter at all is `scrub.ts`'s matter, who asks is the
// resolver's.
// Read first: RFC 1034 §5.3.3 step 1, RFC 2181 §5.4.1 (ranking), RFC 2308 §5 (negative answers).
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Question, Rcode } from '#lib/core/protocols/dns/message.ts'
import {
  isBelow, nameKey, parentName, replaceEnding, root, sameName, type DnsName, type NameKey,
} from '#lib/core/protocols/dns/name.ts'
import type { RecordType, RRset } from '#lib/core/protocols/dns/record.ts'
import { aliasTarget, sameData, setKey, type SetKey } from '#lib/core/protocols/dns/rr-sets.ts'

/**
 * How far a set is to be believed: RFC 2181 §5.4.1 from its end to its beginning, as far as a resolver
 * meets it.
 */
export const rank = {
  additional: 1,
  authority: 2,
  additionalAuthoritative: 3,
  answer: 5,
  authorityAuthoritative: 7,
  answerAuthoritative: 8,
} as const
export type Rank = (typeof rank)[keyof typeof rank]

export interface RankedSet extends RRset {
  readonly rank: Rank
}

/** `parent`: what a parent zone said of a child's servers; `unverified`: glue from beside the delegation. */
export type Side = 'parent' | 'unverified'

interface CachedSet {
  readonly set: RankedSet
  /** Whole seconds of the resolver's clock; the set is good up to and including it. */
  readonly expires: number
  /** When it was stored: an age to show. */
  readonly stored: number
}

interface CachedAnswer {
  readonly rcode: Rcode
  readonly question: Question
  readonly answer: readonly SetKey[]
  readonly authority: readonly SetKey[]
  readonly additional: readonly SetKey[]
  readonly expires: number
  /** From this second on an answer is worth asking for anew before it ends: the last tenth of its life. */
  readonly refreshFrom: number
}

/** Seconds: what a TTL is raised to, and cut to. */
export interface TtlBounds {
  readonly least: number
  readonly most: number
}

export interface Cache {
  readonly bounds: TtlBounds
  readonly sets: Readonly<Record<string, CachedSet>>
  readonly answers: Readonly<Record<string, CachedAnswer>>
}

/** An answer in sets, as it comes from a server or from the cache. */
export interface Reply {
  readonly rcode: Rcode
  readonly aa: boolean
  readonly ra: boolean
  readonly answer: readonly RankedSet[]
  readonly authority: readonly RankedSet[]
  readonly additional: readonly RankedSet[]
}

/** Stands for all types in the key of a name that does not exist. */
const everyType = '*'

/** Nothing is remembered for longer than a day. */
export const defaultBounds: TtlBounds = { least: 0, most: 86_400 }

export const emptyCache: Cache = { bounds: defaultBounds, sets: {}, answers: {} }

/** For an answer that brings no TTL of its own: a failure (RFC 9520 §3.2) or a negative one without SOA. */
export const bareTtl = 5

/** Sets, and whole answers, that one cache holds: a flood of names that differ pushes the oldest out, and slows nobody. */
export const mostHeld = 1000

/** Of too many, those that are over go first, then the oldest; room is made for a while, so that this is rare. */
function bounded<Held extends { readonly expires: number }>(held: Readonly<Record<string, Held>>, at: number): Readonly<Record<string, Held>> {
  if (Object.keys(held).length <= mostHeld) return held
  const live = Object.entries(held).filter(([, { expires }]) => expires >= at)
  return Object.fromEntries(live.slice(-Math.floor((mostHeld * 3) / 4)))
}

export const seconds = (now: Millis): number => Math.floor(now / 1000)

const sidedKey = (key: SetKey, side: Side | null): string => (side === null ? key : `${key} ${side}`)

/** A set with the TTL that is left of it, or null. `leeway` asks that it hold so many seconds longer. */
export function findSet(
  cache: Cache, now: Millis, name: DnsName, type: RecordType, recordClass: string,
  options: { side?: Side; leeway?: number } = {},
): RankedSet | null {
  return liveSet(
    cache, seconds(now), sidedKey(setKey(name, type, recordClass), options.side ?? null), options.leeway,
  )
}

function liveSet(cache: Cache, at: number, key: string, leeway = 0): RankedSet | null {
  const held = Object.hasOwn(cache.sets, key) ? cache.sets[key] : undefined
  return held && held.expires >= at + leeway ? { ...held.set, ttl: held.expires - at } : null
}

/**
 * Stores a set unless a better one is held. What the cache then holds is `kept`: the one before, if it
 * ranks higher, or alike with the same data (its TTL is not renewed by repetition).
 */
export function storeSet(
  cache: Cache, now: Millis, set: RankedSet, options: { side?: Side; leeway?: number } = {},
): { cache: Cache; kept: RankedSet } {
  const at = seconds(now)
  const key = sidedKey(setKey(set.name, set.type, set.class), options.side ?? null)
  const held = Object.hasOwn(cache.sets, key) ? cache.sets[key] : undefined
  let ttl = Math.min(Math.max(set.ttl, cache.bounds.least), cache.bounds.most)
  if (held && held.expires >= at + (options.leeway ?? 0)) {
    const same = sameData(held.set, set)
    if (set.rank < held.set.rank || (set.rank === held.set.rank && same)) {
      // The message keeps its own data; but the same data lives only as long as the copy held.
      return { cache, kept: same ? { ...held.set, ttl: held.expires - at } : set }
    }
    // A child's servers may not prolong their own delegation by renewing the set (the ghost domains attack).
    if (set.type === 'NS' && set.rank === held.set.rank) ttl = Math.min(ttl, held.expires - at)
  }
  const entry: CachedSet = { set: { ...set, ttl }, expires: at + ttl, stored: at }
  return { cache: { ...cache, sets: { ...cache.sets, [key]: entry } }, kept: { ...set, ttl } }
}

/**
 * Stores the sets of a reply; with `question` also the answer as a whole. Gives the reply as the cache sees
 * it.
 */
export function storeReply(
  cache: Cache, now: Millis, reply: Reply, question: Question | null, leeway = 0, parentSide = false,
): { cache: Cache; reply: Reply } {
  let next = cache
  const store = (sets: readonly RankedSet[]): RankedSet[] =>
    sets.map((set) => {
      const stored = storeSet(next, now, set, { leeway: set.type === 'NS' && !parentSide ? 0 : leeway })
      next = stored.cache
      return stored.kept
    })
  const kept: Reply = {
    ...reply, answer: store(reply.answer), authority: store(reply.authority),
    additional: store(reply.additional),
  }
  if (question === null) return { cache: next, reply: kept }
  const all = [...kept.answer, ...kept.authority, ...kept.additional]
  const ttl = all.length === 0 ? bareTtl : Math.min(...all.map((set) => set.ttl))
  // A TTL of zero is for this transaction only (RFC 1035 §3.2.1).
  if (ttl === 0) return { cache: next, reply: kept }
  const keys = (sets: readonly RRset[]): SetKey[] => sets.map((set) => setKey(set.name, set.type, set.class))
  const at = seconds(now)
  const entry: CachedAnswer = {
    rcode: reply.rcode, question, answer: keys(reply.answer), authority: keys(reply.authority),
    additional: keys(reply.additional), expires: at + ttl, refreshFrom: at + ttl - Math.floor(ttl / 10),
  }
  // That a name does not exist holds for all its types (RFC 2308 §5), unless an alias led to another name.
  const noName = reply.rcode === 'NXDOMAIN' && reply.answer.length === 0
  const types = noName ? [question.type, everyType] : [question.type]
  const entries = types.map((type) => [setKey(question.name, type, question.class), entry] as const)
  const answers: Cache['answers'] = { ...next.answers, ...Object.fromEntries(entries) }
  // Once a reply, not once a set: counting costs.
  return { cache: { ...next, sets: bounded(next.sets, at), answers: bounded(answers, at) }, reply: kept }
}

/** Remembers that a question failed, unless an answer to it is still held. */
export function storeFailure(cache: Cache, now: Millis, question: Question): Cache {
  if (storedAnswer(cache, seconds(now), question)) return cache
  const failure: Reply = {
    rcode: 'SERVFAIL', aa: false, ra: false, answer: [], authority: [], additional: [],
  }
  return storeReply(cache, now, failure, question).cache
}

/**
 * The whole answer to a question from the cache alone, or null. An alias alone counts: the resolver goes on
 * from it.
 */
export function findAnswer(cache: Cache, now: Millis, question: Question): Reply | null {
  const { name, type, class: recordClass } = question
  const at = seconds(now)
  const stored = storedAnswer(cache, at, question) ?? storedAnswer(
    cache, at, { ...question, type: everyType },
  )
  if (stored) return stored
  // DS belongs to the parent, where the alias does not stand.
  const cname = type === 'DS' ? null : findSet(cache, now, name, 'CNAME', recordClass)
  if (cname) {
    // A DNAME is shown where it made this CNAME, but makes none for other names: unsigned, it would let one
    // forged answer take over everything below its owner.
    const dname = closest(cache, now, parentName(nameKey(name)), 'DNAME', recordClass)
    return answerOf(dname && makes(dname, cname) ? [dname, cname] : [cname])
  }
  if (type === 'ANY') return anyOf(cache, now, question)
  const own = type === 'DS' || type === 'DNSKEY' ? findSet(cache, now, name, type, recordClass) : null
  return own ? answerOf([own]) : null
}

/** Whether an answer is in the last tenth of its life, and how many seconds are left of it. */
export function refreshDue(cache: Cache, now: Millis, question: Question): number | null {
  const key = setKey(question.name, question.type, question.class)
  const held = Object.hasOwn(cache.answers, key) ? cache.answers[key] : undefined
  const at = seconds(now)
  return held && held.refreshFrom <= at && held.expires >= at ? held.expires - at : null
}

/** The nearest set of a type at or above a name. */
export function closest(
  cache: Cache, now: Millis, name: NameKey, type: RecordType, recordClass: string, leeway = 0,
): RankedSet | null {
  for (let at = name; ; at = parentName(at)) {
    const set = findSet(cache, now, at, type, recordClass, { leeway })
    if (set || at === root) return set
  }
}

function storedAnswer(cache: Cache, at: number, question: Question): Reply | null {
  const key = setKey(question.name, question.type, question.class)
  const held = Object.hasOwn(cache.answers, key) ? cache.answers[key] : undefined
  if (!held || held.expires < at) return null
  const resolve = (keys: readonly SetKey[]): RankedSet[] | null => {
    const sets = keys.map((set) => liveSet(cache, at, set))
    return sets.includes(null) ? null : (sets as RankedSet[])
  }
  const answer = resolve(held.answer)
  const authority = resolve(held.authority)
  const additional = resolve(held.additional)
  if (!answer || !authority || !additional) return null
  return { rcode: held.rcode, aa: false, ra: false, answer, authority, additional }
}

function anyOf(cache: Cache, now: Millis, question: Question): Reply | null {
  const sets = ['A', 'AAAA', 'MX', 'SOA', 'NS', 'DNAME'].flatMap((type) => {
    const set = findSet(cache, now, question.name, type, question.class)
    return set ? [set] : []
  })
  return sets.length > 0 ? answerOf(sets) : null
}

function answerOf(answer: readonly RankedSet[]): Reply {
  return { rcode: 'NOERROR', aa: false, ra: false, answer, authority: [], additional: [] }
}

/** Whether a CNAME is what the DNAME makes of its owner (RFC 6672 §2.2). */
function makes(dname: RankedSet, cname: RankedSet): boolean {
  const to = aliasTarget(dname)
  const target = aliasTarget(cname)
  if (to === null || target === null || !isBelow(nameKey(cname.name), nameKey(dname.name))) return false
  const made = replaceEnding(cname.name, dname.name, to)
  return made !== null && sameName(made, target)
}
