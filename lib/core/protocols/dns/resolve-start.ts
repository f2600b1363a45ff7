// How a task begins, and begins again after an alias: from the cache, else from the nearest delegation
// known, else from the configuration. Each function says what the task does next.
// Read first: RFC 1034 §5.3.3 steps 1 and 2; RFC 8109 for priming.
import {
  closest, findAnswer, findSet, storeFailure, type RankedSet, type Reply,
} from '#lib/core/protocols/dns/cache.ts'
import {
  addAddress, addAddresses, addServer, emptyDelegation, isRootZone, isUseless, markNone, type Delegation,
} from '#lib/core/protocols/dns/delegation.ts'
import type { Question } from '#lib/core/protocols/dns/message.ts'
import {
  isAtOrBelow, isBelow, nameKey, parentName, root, sameName, type DnsName,
} from '#lib/core/protocols/dns/name.ts'
import { aliasTarget, nameServersOf } from '#lib/core/protocols/dns/rr-sets.ts'
import type { ConfiguredZone, NoteId, ResolverConfig, Task } from '#lib/core/protocols/dns/resolver-state.ts'
import { dropPending, finish, note, startSubtask, type Draft } from '#lib/core/protocols/dns/tasks.ts'

/** What a task does next. `start`: look for the answer anew. `ask`: ask the delegation's servers. */
export type Next = 'start' | 'ask' | 'wait' | 'done'

/** How often one server's addresses are searched in the cache within one delegation. */
const maxSearches = 3

/** RFC 1034 §5.3.3 step 1: is the answer at hand? Step 2: which servers are best to ask? */
export function start(draft: Draft, task: Task): Next {
  const { config } = draft
  const { chase } = task
  if (task.depth > config.limits.depth) return fail(draft, task, 'limit-depth', config.limits.depth)
  if (task.restarts > config.limits.restarts) return fail(
    draft, task, 'limit-aliases', config.limits.restarts,
  )

  const cached = task.ignoreCache ? null : findAnswer(draft.cache, draft.now, chase)
  if (cached) {
    if (leadsOn(cached, chase)) {
      note(draft, 'cache-alias', spoken(chase))
      restartAt(draft, task, followAliases(cached, task))
      return 'start'
    }
    note(
      draft, cached.rcode === 'SERVFAIL' ? 'cache-failure' : cached.answer.length > 0 ? 'cache-answer' : 'cache-negative',
      { ...spoken(chase), rcode: cached.rcode },
    )
    finish(draft, task, cached)
    return 'done'
  }

  const from = lookAbove(task)
  const forwarder = nearestConfigured(config, from)
  if (forwarder?.use === 'forward') {
    task.delegation = configured(forwarder)
    task.recursion = true
    task.refetchGlue = false
    task.minimising = 'off'
    note(draft, 'forward', { ...spoken(chase), zone: forwarder.zone })
    return 'ask'
  }
  return findDelegation(draft, task, from)
}

function findDelegation(draft: Draft, task: Task, from: DnsName): Next {
  const { config } = draft
  for (let name = from; ; ) {
    const delegation = cachedDelegation(draft, task, name)
    if (delegation === null) {
      const stub = stubFor(config, name, null)
      if (stub?.use === 'hints') return prime(draft, task, stub)
      if (stub) {
        task.delegation = configured(stub)
        return stage2(draft, task)
      }
      const hints = rootHints(config)
      if (hints === null) return fail(draft, task, 'no-servers', 0)
      if (nearestConfigured(config, root)?.use === 'forward') {
        task.delegation = configured(hints)
        return stage2(draft, task)
      }
      note(draft, 'start-root', spoken(task.chase))
      return prime(draft, task, hints)
    }
    if (!isUseless(delegation, task.question, config.families)) {
      task.delegation = delegation
      note(draft, 'cache-delegation', { ...spoken(task.chase), zone: delegation.zone })
      return stage2(draft, task)
    }
    note(draft, 'useless-delegation', { zone: delegation.zone })
    const own = configuredAt(config, delegation.zone)
    if (own && !own.fallback && !isRootZone(delegation)) {
      task.delegation = configured(own)
      return stage2(draft, task)
    }
    if (isRootZone(delegation)) {
      const hints = rootHints(config)
      task.delegation = hints && configured(hints)
      return stage2(draft, task)
    }
    name = parentName(delegation.zone)
  }
}

/** A stub zone below the delegation found takes its place. */
function stage2(draft: Draft, task: Task): Next {
  const from = lookAbove(task)
  task.refetchGlue = false
  const stub = stubFor(draft.config, from, task.delegation?.zone ?? null)
  if (stub?.use === 'hints') return prime(draft, task, stub)
  if (stub) {
    note(draft, 'stub', { ...spoken(task.chase), zone: stub.zone })
    task.delegation = configured(stub)
  }
  return askServers(task)
}

function askServers(task: Task): Next {
  task.recursion = false
  task.phase = 'ask'
  return 'ask'
}

/** Asks a zone's configured servers for its own NS set, which then counts (RFC 8109 §3). */
function prime(draft: Draft, task: Task, zone: ConfiguredZone): Next {
  const question = { name: zone.zone, type: 'NS', class: task.chase.class }
  const started = startSubtask(draft, task, question, 'maintenance', {
    priming: true,
    setUp: (sub) => {
      sub.delegation = configured(zone)
      sub.phase = 'ask'
      sub.minimising = 'off'
    },
  })
  if (started === null) return fail(draft, task, 'cycle', 0)
  note(draft, 'prime', { zone: zone.zone })
  task.phase = zone.zone === root ? 'primed' : 'primed-stub'
  return 'wait'
}

/** After priming: on with the delegation that it gave, or without any. */
export function afterPriming(draft: Draft, task: Task): Next {
  if (task.delegation === null) return fail(draft, task, 'no-servers', 0)
  return task.phase === 'primed-stub' ? askServers(task) : stage2(draft, task)
}

/** The name whose delegation is wanted: for DS, and for the parent's view of a zone, the one above. */
function lookAbove(task: Task): DnsName {
  const name = task.refetchGlue && task.delegation ? task.delegation.zone : task.chase.name
  return task.chase.type === 'DS' || task.refetchGlue ? parentName(name) : name
}

/**
 * Ends a task without an answer; with `remember`, the same question fails at once for some seconds (RFC
 * 9520).
 */
export function fail(draft: Draft, task: Task, why: NoteId, limit: number, remember = false): Next {
  note(draft, why, { ...spoken(task.question), limit })
  if (remember) draft.cache = storeFailure(draft.cache, draft.now, task.question)
  finish(draft, task, null)
  return 'done'
}

/** Goes on at another name: an alias's target. */
export function restartAt(draft: Draft, task: Task, name: DnsName): void {
  dropPending(draft, task)
  task.chase = { ...task.chase, name }
  task.phase = 'start'
  task.delegation = null
  task.cutSearch = null
  task.sent = 0
  task.delegationTargets = 0
  task.restarts++
  if (draft.config.qnameMinimisation) task.minimising = 'start'
}

/** Whether a reply only leads to another name. */
export function leadsOn(reply: Reply, question: Question): boolean {
  if (reply.rcode === 'NXDOMAIN' || reply.rcode === 'YXDOMAIN' || question.type === 'ANY') return false
  for (const set of reply.answer) {
    if (!sameName(set.name, question.name)) continue
    if (set.type === question.type) return false
    if (set.type === 'CNAME') return true
  }
  return false
}

/** Takes a reply's aliases over into the task's answer; the name that they lead to. */
export function followAliases(reply: Reply, task: Task): DnsName {
  let name = task.chase.name
  for (const set of reply.answer) {
    const dname = set.type === 'DNAME' && isBelow(nameKey(name), nameKey(set.name))
    const cname = set.type === 'CNAME' && sameName(set.name, name)
    if (!dname && !cname) continue
    prepend(task, set)
    if (cname) name = aliasTarget(set) ?? name
  }
  return name
}

function prepend(task: Task, set: RankedSet): void {
  const held = task.prepended.some((other) => other.type === set.type && sameName(other.name, set.name))
  if (!held) task.prepended.push(set)
}

/** The nearest delegation in the cache at or above a name, with all addresses known for it. */
function cachedDelegation(draft: Draft, task: Task, name: DnsName): Delegation | null {
  const ns = closest(draft.cache, draft.now, nameKey(name), 'NS', task.chase.class, task.leeway)
  if (ns === null) return null
  const delegation = emptyDelegation(ns.name)
  nameServersOf(ns).forEach((server) => addServer(delegation, server, false))
  fillFromCache(draft, delegation, task.chase.class)
  return delegation
}

/** Adds the addresses that the cache has for a delegation's servers, and marks those known not to exist. */
export function fillFromCache(
  draft: Draft, delegation: Delegation, recordClass: string, side?: 'unverified',
): void {
  for (const server of delegation.servers) {
    if (server.searches > maxSearches) continue
    server.searches++
    for (const type of ['A', 'AAAA'] as const) {
      const options = side === undefined ? {} : { side }
      const set = findSet(draft.cache, draft.now, server.name, type, recordClass, options)
      if (set) {
        addAddresses(delegation, set, server.parentOnly)
      } else if (side === undefined) {
        const known = findAnswer(draft.cache, draft.now, { name: server.name, type, class: recordClass })
        const negative = known && (known.rcode !== 'NOERROR' || known.answer.length === 0)
        if (negative) markNone(delegation, server.name, type, draft.config.families)
      }
    }
  }
}

/** The configured zone nearest to a name, forwarded or not. */
function nearestConfigured(config: ResolverConfig, name: DnsName): ConfiguredZone | null {
  const key = nameKey(name)
  const above = config.zones.filter(({ zone }) => isAtOrBelow(key, nameKey(zone)))
  above.sort((a, b) =>
    b.zone.length - a.zone.length || Number(b.use === 'forward') - Number(a.use === 'forward'))
  return above[0] ?? null
}

export function configuredAt(config: ResolverConfig, zone: DnsName): ConfiguredZone | null {
  const own = config.zones.filter((configured) => sameName(configured.zone, zone))
  return own.find(({ use }) => use === 'forward') ?? own[0] ?? null
}

export function rootHints(config: ResolverConfig): ConfiguredZone | null {
  return config.zones.find(({ zone, use }) => zone === root && use !== 'forward') ?? null
}

/**
 * The stub zone to use for a name instead of `found`, the delegation from the cache: one that lies below it.
 */
function stubFor(config: ResolverConfig, name: DnsName, found: DnsName | null): ConfiguredZone | null {
  const key = nameKey(name)
  const stubs = config.zones.filter(({ zone, use }) => use !== 'forward' && isAtOrBelow(key, nameKey(zone)))
  stubs.sort((a, b) => b.zone.length - a.zone.length)
  const stub = stubs[0]
  if (!stub) return null
  if (found === null) return stub.zone === root ? null : stub
  if (stub.use === 'stub' && sameName(stub.zone, found)) return stub
  return isBelow(nameKey(stub.zone), nameKey(found)) ? stub : null
}

/** A configured zone's servers as a delegation. */
export function configured(zone: ConfiguredZone): Delegation {
  const delegation = emptyDelegation(zone.zone)
  zone.servers.forEach((server) => addServer(delegation, server, false))
  zone.addresses.forEach(({ host, address }) => addAddress(delegation, host, address, false))
  delegation.hasParentSide = !zone.fallback
  delegation.forwards = zone.use === 'forward'
  return delegation
}

/** A question as a note's parameters. */
export function spoken(question: Question): { name: string; type: string } {
  return { name: question.name, type: question.type }
}
