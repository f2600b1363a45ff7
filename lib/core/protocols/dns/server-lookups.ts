// Finding the addresses of a delegation's servers: each is a task of its own, within limits and never in a
// circle.
// Read first: RFC 1034 §5.3.3 step 2; RFC 9520 §1.3 on amplification by chains of such look-ups.
import { missingServers, usesIpv4, type NameServer } from '#lib/core/protocols/dns/delegation.ts'
import { isAtOrBelow, nameKey, sameName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { Task } from '#lib/core/protocols/dns/resolver-state.ts'
import { draw, note, startSubtask, wouldCycle, type Draft } from '#lib/core/protocols/dns/tasks.ts'

/** Server names looked up for one delegation. */
const maxDelegationTargets = 16

/** Starts looking up addresses of up to `wanted` servers (−1: all); how many look-ups were started. */
export function lookUpServers(draft: Draft, task: Task, wanted: number, purpose: Task['purpose']): number {
  const delegation = task.delegation!
  const { limits, families } = draft.config
  for (const server of delegation.servers) {
    if (server.resolved) continue
    const cycle = (['A', 'AAAA'] as const).some((type) =>
      wouldCycle(draft, task, { name: server.name, type, class: task.chase.class }))
    if (!cycle) continue
    note(draft, 'cycle', { name: server.name, zone: delegation.zone })
    server.resolved = true
  }
  let missing = missingServers(delegation).length
  let left = wanted < 0 ? missing : Math.min(wanted, missing)
  if (left === 0 || task.depth === limits.depth) return 0
  if (task.depth > 0 && draft.budgets[task.budget]!.targets > limits.targets) return 0
  if (task.delegationTargets > maxDelegationTargets) return 0
  let started = 0
  for (const server of delegation.servers) {
    if (server.resolved) continue
    // Each is taken with the chance that makes every choice of `left` from `missing` equally likely.
    if (draw(draft, missing--) >= left) continue
    for (const type of typesToLookUp(server, families.ipv6, usesIpv4(families))) {
      if (lookUp(draft, task, server.name, type, purpose)) started++
    }
    server.resolved = true
    if (--left === 0) break
  }
  return started
}

function typesToLookUp(server: NameServer, ipv6: boolean, ipv4: boolean): ('A' | 'AAAA')[] {
  const types: ('A' | 'AAAA')[] = []
  if (ipv6 && (server.parentOnly ? !server.askedParent6 : server.ipv6 === 'no')) types.push('AAAA')
  if (ipv4 && (server.parentOnly ? !server.askedParent4 : server.ipv4 === 'no')) types.push('A')
  return types
}

/** Starts a task for a server's address; false where that would wait for itself. */
export function lookUp(
  draft: Draft, task: Task, name: DnsName, type: 'A' | 'AAAA', purpose: Task['purpose'],
  setUp?: (sub: Task) => void,
): boolean {
  const question = { name, type, class: task.chase.class }
  const options = setUp ? { setUp } : {}
  const effective = task.purpose === 'maintenance' ? task.purpose : purpose
  if (!startSubtask(draft, task, question, effective, options)) {
    note(draft, 'cycle', { name, zone: task.delegation!.zone })
    return false
  }
  note(draft, 'lookup-server', { name, type, zone: task.delegation!.zone })
  task.lookups++
  task.delegationTargets++
  const budget = draft.budgets[task.budget]!
  draft.budgets[task.budget] = { ...budget, targets: budget.targets + 1 }
  return true
}

/**
 * Asks a new delegation's own servers who they are, and where: their answers rank above the parent's word.
 */
export function confirmReferral(draft: Draft, task: Task): void {
  const { zone, servers } = task.delegation!
  const recordClass = task.chase.class
  if (task.question.type === 'DS') return
  if (!sameName(zone, task.question.name) || task.question.type !== 'NS') {
    startSubtask(draft, task, { name: zone, type: 'NS', class: recordClass }, 'maintenance')
    return
  }
  for (const { name } of servers.filter((server) => isAtOrBelow(nameKey(server.name), nameKey(zone)))) {
    const { ipv6 } = draft.config.families
    for (const type of usesIpv4(draft.config.families) ? (ipv6 ? ['A', 'AAAA'] : ['A']) : ['AAAA']) {
      startSubtask(draft, task, { name, type, class: recordClass }, 'maintenance')
    }
  }
}
