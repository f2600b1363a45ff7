// When all servers known have failed: the parent zone's view of the delegation, which may differ from the
// child's.
// Read first: RFC 1034 §4.2.2 (both sides should agree; here they need not), RFC 9520 §3.2 for the failure.
import {
  addAddress, addAddresses, addServer, emptyDelegation, isRootZone, missingServers, usesIpv4,
} from '#lib/core/protocols/dns/delegation.ts'
import { closest, findSet } from '#lib/core/protocols/dns/cache.ts'
import { isAtOrBelow, nameKey } from '#lib/core/protocols/dns/name.ts'
import type { Task } from '#lib/core/protocols/dns/resolver-state.ts'
import {
  configuredAt, fail, fillFromCache, rootHints, type Next,
} from '#lib/core/protocols/dns/resolve-start.ts'
import { nameServersOf } from '#lib/core/protocols/dns/rr-sets.ts'
import { lookUp, lookUpServers } from '#lib/core/protocols/dns/server-lookups.ts'
import { note, wouldCycle, type Draft } from '#lib/core/protocols/dns/tasks.ts'

const maxSearches = 5

export function lastResort(draft: Draft, task: Task): Next {
  const { config } = draft
  const delegation = task.delegation!
  const own = configuredAt(config, delegation.zone)
  if (own && !own.fallback && !isRootZone(delegation)) return fail(draft, task, 'no-servers', 0, true)
  note(draft, 'last-resort', { zone: delegation.zone })
  if (config.verifyGlue) fillFromCache(draft, delegation, task.chase.class, 'unverified')

  if (!delegation.hasParentSide && isRootZone(delegation)) {
    const hints = rootHints(config)
    task.recursion = false
    hints?.servers.forEach((server) => addServer(delegation, server, false))
    hints?.addresses.forEach(({ host, address }) => addAddress(delegation, host, address, false))
    delegation.hasParentSide = true
  } else if (!delegation.hasParentSide) {
    const side = { side: 'parent' } as const
    const ns = findSet(draft.cache, draft.now, delegation.zone, 'NS', task.chase.class, side)
    if (ns === null) {
      // Asks the parent zone again for its NS set.
      task.childSide = delegation
      task.recursion = false
      task.refetchGlue = true
      task.restarts++
      task.sent = 0
      task.delegationTargets = 0
      if (config.qnameMinimisation) task.minimising = 'start'
      task.phase = 'start'
      return 'start'
    }
    delegation.hasParentSide = true
    nameServersOf(ns).forEach((server) => addServer(delegation, server, true))
  }

  fillFromCache(draft, delegation, task.chase.class)
  if (delegation.addresses.some(({ use }) => use === 'new')) return 'ask'
  if (addParentGlue(draft, task)) return 'ask'
  if (missingServers(delegation).length > 0 && lookUpServers(draft, task, 1, 'essential') > 0) return 'wait'
  if (task.depth === config.limits.depth) return fail(draft, task, 'limit-depth', config.limits.depth, true)
  if (task.depth > 0 && draft.budgets[task.budget]!.targets > config.limits.targets) {
    return fail(draft, task, 'limit-targets', config.limits.targets, true)
  }
  if (lookUpParentGlue(draft, task)) return 'wait'
  return fail(draft, task, 'no-servers', 0, true)
}

function addParentGlue(draft: Draft, task: Task): boolean {
  const delegation = task.delegation!
  let added = 0
  for (const server of delegation.servers) {
    if (server.searches > maxSearches) continue
    server.searches++
    for (const type of ['A', 'AAAA'] as const) {
      const side = { side: 'parent' } as const
      const set = findSet(draft.cache, draft.now, server.name, type, task.chase.class, side)
      if (!set) continue
      if (type === 'A') server.askedParent4 = true
      else server.askedParent6 = true
      added += addAddresses(delegation, set, true)
    }
  }
  return added > 0
}

/** Asks for the addresses of one server after the other as the parent zone has them. */
function lookUpParentGlue(draft: Draft, task: Task): boolean {
  const delegation = task.delegation!
  const { families } = draft.config
  for (const server of delegation.servers) {
    const cycles = (type: 'A' | 'AAAA'): boolean =>
      wouldCycle(draft, task, { name: server.name, type, class: task.chase.class })
    server.askedParent6 ||= cycles('AAAA')
    server.askedParent4 ||= cycles('A')
  }
  for (const server of delegation.servers) {
    const stub = configuredAt(draft.config, server.name)
    if (stub && !stub.fallback) {
      server.askedParent4 = true
      server.askedParent6 = true
    }
    let started = 0
    if (families.ipv6 && !server.askedParent6) {
      server.askedParent6 = true
      if (lookUp(draft, task, server.name, 'AAAA', 'essential', fromParent(draft, task))) started++
    }
    if (usesIpv4(families) && !server.askedParent4) {
      server.askedParent4 = true
      if (lookUp(draft, task, server.name, 'A', 'essential', fromParent(draft, task))) started++
    }
    if (started > 0) return true
  }
  return false
}

/** Makes a look-up take the parent zone's word: past the cache, from the zone above the delegation. */
function fromParent(draft: Draft, task: Task): (sub: Task) => void {
  return (sub) => {
    sub.ignoreCache = true
    sub.forParentSide = true
    const delegation = task.delegation!
    if (isAtOrBelow(nameKey(sub.chase.name), nameKey(delegation.zone))) {
      sub.delegation = structuredClone(delegation)
      sub.refetchGlue = true
      return
    }
    const ns = closest(draft.cache, draft.now, nameKey(sub.chase.name), 'NS', sub.chase.class)
    if (ns === null) return
    sub.delegation = emptyDelegation(ns.name)
    sub.refetchGlue = true
  }
}
