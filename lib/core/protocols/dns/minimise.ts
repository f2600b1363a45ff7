// QNAME minimisation: which part of the name the next server needs to see.
// Read first: RFC 9156 §2.3 and §3; the limits are the RFC's MAX_MINIMISE_COUNT and MINIMISE_ONE_LAB.
import { findAnswer } from '#lib/core/protocols/dns/cache.ts'
import { isAtOrBelow, labelCount, nameKey, topLabels } from '#lib/core/protocols/dns/name.ts'
import type { Task } from '#lib/core/protocols/dns/resolver-state.ts'
import type { Draft } from '#lib/core/protocols/dns/tasks.ts'

const maxCount = 10
const oneLabel = 4
const severalLabels = maxCount - oneLabel
/** After so many silences the full name is asked: some servers drop what they do not expect. */
const maxTimeouts = 3

/**
 * Sets what is asked next; false where the cache has that step already, so that the next one can be taken
 * at once.
 */
export function minimise(draft: Draft, task: Task): boolean {
  const { delegation, chase } = task
  if (delegation === null) return true
  if (task.minimising === 'start' && !task.recursion) {
    if (!isAtOrBelow(nameKey(task.asked.name), nameKey(delegation.zone)) || !isAbove(task)) {
      task.asked = { name: delegation.zone, type: 'A', class: chase.class }
      task.minimised = 0
    }
    task.minimising = 'on'
  }
  if (task.minimising === 'on') {
    const labels = labelCount(chase.name)
    let left = labels - labelCount(task.asked.name)
    task.minimised++
    task.timeouts = 0
    for (const address of delegation.addresses) {
      if (address.use === 'spent') address.use = 'open'
      if (address.attempts > 0) address.attempts--
    }
    if (labels > maxCount && left > 1 && task.minimised > oneLabel) {
      if (task.minimised < maxCount) {
        const several = labels - 1 - oneLabel
        let extra = Math.floor(several / severalLabels)
        if (maxCount - task.minimised >= several % severalLabels) extra--
        left = extra < left ? left - extra : 1
      } else left = 1
    }
    task.asked = { ...task.asked, type: 'A', name: topLabels(chase.name, labels - Math.max(0, left - 1)) }
    if (left < 1 || (left < 2 && (chase.type === 'DS' || chase.type === 'A'))) {
      task.minimising = 'off'
    } else if (!task.ignoreCache) {
      const known = findAnswer(draft.cache, draft.now, task.asked)
      if (known?.rcode === 'NOERROR') return false
    }
  }
  if (task.minimising === 'skip') task.minimising = task.timeouts < maxTimeouts ? 'on' : 'off'
  if (task.minimising === 'off') task.asked = chase
  return true
}

/** Whether what was asked is still a part of what is sought. */
function isAbove(task: Task): boolean {
  return isAtOrBelow(nameKey(task.chase.name), nameKey(task.asked.name))
}
