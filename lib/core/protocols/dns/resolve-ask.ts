// The middle of a resolution: which server to ask what, and whether more servers must be found first.
// Read first: RFC 1034 §5.3.3 step 3; RFC 9520 §3 on limits.
import { limitFamilies, missingServers, type Delegation } from '#lib/core/protocols/dns/delegation.ts'
import { lastResort } from '#lib/core/protocols/dns/last-resort.ts'
import { minimise } from '#lib/core/protocols/dns/minimise.ts'
import { sameName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { inPrefix } from '#lib/core/protocols/dns/prefix.ts'
import type { Task } from '#lib/core/protocols/dns/resolver-state.ts'
import { fail, spoken, type Next } from '#lib/core/protocols/dns/resolve-start.ts'
import { chooseServer } from '#lib/core/protocols/dns/server-choice.ts'
import { lookUpServers } from '#lib/core/protocols/dns/server-lookups.ts'
import { drawName, note, type Draft } from '#lib/core/protocols/dns/tasks.ts'
import { transmit } from '#lib/core/protocols/dns/transmit.ts'

/** Beyond so many queries no server is looked up ahead of need. */
const lookAheadUntil = 8

/** Sends the next query, or arranges for another server to be found, or gives up. */
export function ask(draft: Draft, task: Task): Next {
  const { config } = draft
  const { limits } = config
  if (task.referrals > limits.referrals) return fail(draft, task, 'limit-referrals', limits.referrals)
  if (task.sent > limits.sent) return fail(draft, task, 'limit-queries', limits.sent, true)
  const { delegation } = task
  if (delegation === null) return fail(draft, task, 'no-servers', 0)
  limitFamilies(delegation, config.families)
  if (task.outgoing !== null) return 'wait'
  const outcome = boundMissing(draft, task, delegation)
  if (outcome !== null) return outcome
  while (!minimise(draft, task)) {
    // The cache has this step: on to the next label.
  }

  const budget = draft.budgets[task.budget]!
  const mayLookAhead = task.depth < limits.depth && task.lookups === 0 && budget.missing === 0 &&
    task.sent < lookAheadUntil
  const ahead = mayLookAhead ? (config.lookAhead[task.depth] ?? 0) : 0
  if (ahead !== 0) lookUpServers(draft, task, ahead, 'maintenance')

  for (const address of delegation.addresses) if (address.use === 'new') address.use = 'open'
  const choice = chooseServer(draft.memory, delegation, task.chase.type, config.families, {
    avoid: (address) => config.neverAsk.some((prefix) => inPrefix(address, prefix)),
    lookingUp: task.lookups > 0, retries: limits.retries, now: draft.now, draw: drawName(draft),
  })
  if (choice) {
    task.recursionOnce = choice.recursion
    return send(draft, task, choice.address.address, choice.address.host)
  }
  if (task.lookups > 0) return 'wait'
  if (missingServers(delegation).length > 0) {
    const started = lookUpServers(draft, task, 1, 'essential')
    if (started === 0 && missingServers(delegation).length === 0) return 'ask'
    if (started > 0) return 'wait'
  }
  return lastResort(draft, task)
}

/**
 * A delegation may name many servers that do not exist, so that looking for them costs others dearly (the
 * NXNS attack). After a few the parent's word is tried once, and then no more. Null: go on.
 */
function boundMissing(draft: Draft, task: Task, delegation: Delegation): Next | null {
  const { limits } = draft.config
  const budget = draft.budgets[task.budget]!
  if (budget.fallback === null && budget.missing <= limits.missingTargets) return null
  if (task.lookups > 0) return 'wait'
  if (budget.fallback === null) {
    if (delegation.hasParentSide) return fail(draft, task, 'limit-targets', limits.missingTargets, true)
    draft.budgets[task.budget] = { ...budget, fallback: delegation.zone }
  } else if (budget.missing > limits.missingInFallback) {
    return fail(draft, task, 'limit-targets', limits.missingInFallback, true)
  } else if (delegation.hasParentSide || !sameName(budget.fallback, delegation.zone)) {
    return null
  }
  for (const server of delegation.servers) server.resolved = true
  return null
}

function send(draft: Draft, task: Task, address: string, host: DnsName | null): Next {
  const { config } = draft
  const budget = draft.budgets[task.budget]!
  draft.budgets[task.budget] = { ...budget, queries: budget.queries + 1 }
  if (budget.queries + 1 > config.limits.queries) {
    return fail(draft, task, 'limit-queries', config.limits.queries, true)
  }
  task.sent++
  const zone = task.delegation!.zone
  const params = { ...spoken(task.asked), address, host: host ?? '', zone }
  note(draft, task.minimising === 'on' ? 'minimise' : 'ask', params)
  transmit(draft, task, address, 'udp', config.udpSize > 0 && !Object.hasOwn(draft.withoutEdns, address))
  return 'wait'
}
