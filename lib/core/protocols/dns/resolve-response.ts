// What a server's response, or its silence, does to a task: RFC 1034 §5.3.3 step 4.
// The response has been matched to its query and decoded before; nothing of it is believed before it is
// scrubbed.
// Read first: RFC 1034 §5.3.3 step 4, RFC 2308 §5.
import { storeReply, storeSet, type Reply } from '#lib/core/protocols/dns/cache.ts'
import { classify, type ResponseKind } from '#lib/core/protocols/dns/classify.ts'
import { delegationFromReply, mergeAttempts, type Delegation } from '#lib/core/protocols/dns/delegation.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import {
  isAtOrBelow, isBelow, labelCount, nameKey, parentName, sameName,
} from '#lib/core/protocols/dns/name.ts'
import { inPrefix } from '#lib/core/protocols/dns/prefix.ts'
import type { Task } from '#lib/core/protocols/dns/resolver-state.ts'
import {
  fail, fillFromCache, followAliases, restartAt, spoken, type Next,
} from '#lib/core/protocols/dns/resolve-start.ts'
import { aliasTarget } from '#lib/core/protocols/dns/rr-sets.ts'
import { scrub, type ScrubPolicy, type ScrubReason } from '#lib/core/protocols/dns/scrub.ts'
import { noteLame } from '#lib/core/protocols/dns/server-choice.ts'
import { confirmReferral } from '#lib/core/protocols/dns/server-lookups.ts'
import { dropPending, finish, note, startSubtask, type Draft } from '#lib/core/protocols/dns/tasks.ts'

/** An empty response is believed only when it comes again. */
const emptiesBelieved = 2

/** Sets that honest servers add as well: left aside without a word. */
const harmless: readonly ScrubReason[] = ['unasked', 'unreferenced', 'after-alias']

/** Goes on after silence, or after a response that could not be used at all. */
export function takeSilence(draft: Draft, task: Task): Next {
  if (draft.config.qnameMinimisation && task.minimising !== 'off') task.minimising = 'skip'
  task.timeouts++
  task.recursionOnce = false
  return 'ask'
}

/** Takes a response from `address` in. */
export function takeResponse(draft: Draft, task: Task, message: Message, address: string): Next {
  const delegation = task.delegation!
  const { reply, unverified, dropped } = scrub(message, task.asked, delegation.zone, policyOf(draft))
  const foul = dropped.filter(({ reason }) => !harmless.includes(reason))
  if (foul.length > 0) {
    const names = foul.map(({ set }) => `${set.name} ${set.type}`).join(', ')
    note(draft, 'scrubbed', { address, zone: delegation.zone, dropped: names, reason: foul[0]!.reason })
  }
  if (reply === null) return takeSilence(draft, task)
  for (const set of unverified) {
    draft.cache = storeSet(draft.cache, draft.now, set, { side: 'unverified' }).cache
  }
  task.timeouts = 0
  task.heard = true
  const recursive = task.recursion || task.recursionOnce
  task.recursionOnce = false
  const kind = effectiveKind(task, reply, classify(reply, task.asked, delegation.zone, recursive))
  if (kind === 'empty') {
    task.empties++
    if (task.empties < emptiesBelieved) {
      note(draft, 'empty', { address, ...spoken(task.asked) })
      const server = delegation.addresses.find((one) => one.address === address)
      if (server) server.disliked = true
      return 'ask'
    }
  }
  switch (kind) {
    case 'empty':
    case 'answer':
      return takeAnswer(draft, task, reply, address)
    case 'referral':
      return takeReferral(draft, task, reply, address)
    case 'alias':
      return takeAlias(draft, task, reply, address)
    case 'lame':
    case 'recursion-lame': {
      note(draft, kind, { address, zone: delegation.zone })
      const recursion = kind === 'recursion-lame'
      draft.memory = noteLame(draft.memory, address, delegation.zone, task.chase.type, recursion, draft.now)
      break
    }
    case 'throwaway':
      note(draft, 'failure', { address, zone: delegation.zone, rcode: reply.rcode })
  }
  if (draft.config.qnameMinimisation) task.minimising = 'off'
  return 'ask'
}

/** A referral from a forwarder ends there; an alias that is itself what was asked for is an answer. */
function effectiveKind(task: Task, reply: Reply, kind: ResponseKind): ResponseKind {
  if (kind === 'referral' && task.recursion) return 'answer'
  if (kind !== 'alias') return kind
  const first = reply.answer[0]
  const target = first?.type === 'DNAME' ? aliasTarget(first) : null
  if (first && target && isAtOrBelow(nameKey(target), nameKey(first.name))) return 'answer'
  if (task.minimising !== 'on') return kind
  // An alias in the middle of a name says nothing about what lies below it; only a DNAME does.
  if (!sameName(task.chase.name, task.asked.name)) return first?.type === 'DNAME' ? kind : 'answer'
  return task.chase.type === 'CNAME' || task.chase.type === 'ANY' ? 'answer' : kind
}

function takeAnswer(draft: Draft, task: Task, reply: Reply, address: string): Next {
  const delegation = task.delegation!
  if (task.chase.type === 'DS' && task.cutSearch === null && !task.recursion &&
    tooLow(task, reply, delegation)) {
    dropPending(draft, task)
    return searchCut(draft, task)
  }
  const kept = keep(draft, task, reply, true)
  const negative = reply.answer.length === 0
  const id = reply.rcode === 'NXDOMAIN' ? 'nxdomain' : negative ? 'nodata' : 'answer'
  note(draft, id, { ...spoken(task.asked), address, zone: delegation.zone })
  dropPending(draft, task)
  if (task.minimising !== 'off' && !task.recursion) {
    // An error for part of the name may be a broken server's answer to an empty non-terminal (RFC 9156 §2.3
    // step 6).
    if (reply.rcode !== 'NOERROR') task.minimising = 'off'
    return 'ask'
  }
  finish(draft, task, kept)
  return 'done'
}

function takeReferral(draft: Draft, task: Task, reply: Reply, address: string): Next {
  const old = task.delegation!
  const ns = reply.authority.find((set) => set.type === 'NS')
  // Unless asked for, a referral is only followed: what the zone's own servers then say is what is kept.
  const asked = task.question.type === 'NS' && ns !== undefined && sameName(ns.name, task.question.name)
  if (!draft.config.confirmReferrals || asked) keep(draft, task, reply, false)
  if (task.childSide && ns) draft.cache = storeSet(draft.cache, draft.now, ns, { side: 'parent' }).cache
  if (task.forParentSide && !task.parentGlue) {
    const glue = [...reply.answer, ...reply.additional].find(
      (set) => set.type === task.chase.type && sameName(set.name, task.chase.name),
    )
    if (glue) {
      task.parentGlue = glue
      draft.cache = storeSet(draft.cache, draft.now, glue, { side: 'parent' }).cache
    }
  }
  const next = delegationFromReply(reply)
  if (next === null) return takeSilence(draft, task)
  note(draft, 'referral', { ...spoken(task.asked), address, zone: old.zone, child: next.zone })
  if (draft.config.qnameMinimisation) task.minimising = 'start'
  fillFromCache(draft, next, task.chase.class)
  if (task.childSide && sameName(next.zone, task.childSide.zone)) {
    mergeAttempts(next, task.childSide, draft.config.limits.retries)
  }
  task.delegation = next
  task.referrals++
  task.sent = 0
  task.delegationTargets = 0
  if (draft.config.confirmReferrals) confirmReferral(draft, task)
  dropPending(draft, task)
  return 'ask'
}

function takeAlias(draft: Draft, task: Task, reply: Reply, address: string): Next {
  const delegation = task.delegation!
  if (task.chase.type === 'DS' && task.cutSearch === null && !task.recursion &&
    tooLow(task, reply, delegation)) {
    dropPending(draft, task)
    return searchCut(draft, task)
  }
  const target = followAliases(reply, task)
  keep(draft, task, reply, false, task.leeway)
  note(draft, 'alias', { ...spoken(task.chase), address, zone: delegation.zone, target })
  if (sameName(target, task.chase.name)) return fail(
    draft, task, 'limit-aliases', draft.config.limits.restarts,
  )
  restartAt(draft, task, target)
  return 'start'
}

/** Puts a reply into the cache: as the answer to what was asked, or its sets only. */
function keep(draft: Draft, task: Task, reply: Reply, asAnswer: boolean, leeway?: number): Reply {
  const parentSide = task.delegation?.hasParentSide ?? false
  const stored = storeReply(
    draft.cache, draft.now, reply, asAnswer ? task.asked : null, leeway ?? (asAnswer ? task.leeway : 0),
    parentSide,
  )
  draft.cache = stored.cache
  return stored.reply
}

/**
 * Whether a response to DS comes from the child's side of a zone cut, where DS does not live (RFC 4035
 * §3.1.4.1).
 */
function tooLow(task: Task, reply: Reply, delegation: Delegation): boolean {
  const low = ((): boolean => {
    for (const set of reply.answer) {
      if (set.type === 'CNAME' || set.type === 'DNAME') return true
      if (set.type === 'DS') return false
    }
    const soa = reply.authority.find((set) => set.type === 'SOA')
    if (soa && isAtOrBelow(nameKey(soa.name), nameKey(task.chase.name))) return true
    return !(soa && sameName(soa.name, delegation.zone))
  })()
  // Between the zone asked and the name there must be room for another zone.
  const deeper = isBelow(nameKey(task.chase.name), nameKey(delegation.zone)) &&
    labelCount(task.chase.name) > labelCount(delegation.zone) + 1
  return low && deeper
}

/** Looks for the zone that holds the DS: upwards from the name, by asking for NS sets. */
export function searchCut(draft: Draft, task: Task): Next {
  const delegation = task.delegation!
  const point = parentName(task.cutSearch ?? task.chase.name)
  task.cutSearch = point
  if (!isBelow(nameKey(point), nameKey(delegation.zone))) {
    task.phase = 'ask'
    return 'ask'
  }
  task.phase = 'cut'
  const started = startSubtask(draft, task, { name: point, type: 'NS', class: task.chase.class }, 'essential')
  return started === null ? fail(draft, task, 'cycle', 0) : 'wait'
}

function policyOf(draft: Draft): ScrubPolicy {
  const { config } = draft
  return {
    dropUnasked: config.dropUnaskedServers,
    verifyGlue: config.verifyGlue,
    maxAliases: config.limits.restarts,
    maxServers: config.limits.servers,
    isPrivate: (address, name) =>
      config.neverBelieve.some((prefix) => inPrefix(address, prefix)) &&
      !config.privateNames.some((top) => isAtOrBelow(nameKey(name), nameKey(top))),
  }
}
