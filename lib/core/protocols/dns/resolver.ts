// The iterative resolver: a pure machine that is given queries and datagrams and says what to send and to
// answer. It knows no sockets and no clock; it does not validate signatures, transfer zones or serve local
// data.
// Read first: RFC 1034 §5.3.3, then the neighbours: `resolve-start`, `resolve-ask`, `resolve-response`,
// `last-resort`.
import type { Machine, Millis, Seed } from '#lib/core/engine/machine.ts'
import { emptyCache, refreshDue, type Reply } from '#lib/core/protocols/dns/cache.ts'
import {
  addAddresses, addServer, delegationFromReply, findServer, markNone,
} from '#lib/core/protocols/dns/delegation.ts'
import { makeResponse, type Message, type Question } from '#lib/core/protocols/dns/message.ts'
import { sameName } from '#lib/core/protocols/dns/name.ts'
import { ask } from '#lib/core/protocols/dns/resolve-ask.ts'
import { searchCut, takeResponse, takeSilence } from '#lib/core/protocols/dns/resolve-response.ts'
import {
  afterPriming, fail, fillFromCache, spoken, start, type Next,
} from '#lib/core/protocols/dns/resolve-start.ts'
import type {
  Outgoing, ResolverConfig, ResolverEffect, ResolverEvent, ResolverState, Task,
} from '#lib/core/protocols/dns/resolver-state.ts'
import { emptyMemory, noteReply, noteTimeout } from '#lib/core/protocols/dns/server-choice.ts'
import {
  addTask, closeDraft, note, openDraft, taskKey, without, type Draft,
} from '#lib/core/protocols/dns/tasks.ts'
import { reachedAt, transmit } from '#lib/core/protocols/dns/transmit.ts'
import { ok, type Result } from '#lib/core/problem.ts'

/** Asked for again this many seconds before the end at the latest, beyond what is left. */
const refreshMargin = 60
/** Responses that a server without EDNS gives to it (RFC 6891 §7). */
const ednsRefusals = ['FORMERR', 'NOTIMP', 'BADVERS']

export const resolver: Machine<ResolverConfig, ResolverState, ResolverEvent, ResolverEffect> = {
  name: 'resolver',

  start(config: ResolverConfig, seed: Seed): ResolverState {
    return {
      config, seed, draws: 0, cache: { ...emptyCache, bounds: config.ttl }, memory: emptyMemory, tasks: {}, outgoing: {},
      nextOutgoing: 1,
      budgets: {}, withoutEdns: {}, strays: 0,
    }
  },

  step(
    state: ResolverState, event: ResolverEvent, now: Millis,
  ): Result<{ state: ResolverState; effects: ResolverEffect[] }> {
    const draft = openDraft(state, now, inform)
    switch (event.kind) {
      case 'query':
        takeQuery(draft, event.client, event.message)
        break
      case 'received':
        takeDatagram(draft, event)
        break
      case 'failed':
        takeFailure(draft, event.outgoing, event.silent)
        break
      case 'tick':
        takeTick(draft)
    }
    runAll(draft)
    return ok({ state: closeDraft(draft), effects: draft.effects })
  },
}

/** When the machine wants its next tick; null if nothing is under way. */
export function nextDeadline(state: ResolverState): Millis | null {
  const ends = Object.values(state.tasks)
    .filter((task) => task.clients.length > 0)
    .map((task) => task.startedAt + state.config.limits.time)
  const deadlines = [...Object.values(state.outgoing).map(({ deadline }) => deadline), ...ends]
  return deadlines.length === 0 ? null : Math.min(...deadlines)
}

/**
 * Tasks run one after another until all wait. Every turn sends, finishes or shortens something, so this ends.
 */
function runAll(draft: Draft): void {
  for (let key = draft.queue.shift(); key !== undefined; key = draft.queue.shift()) {
    const task = draft.tasks[key]
    if (task) run(draft, task)
  }
}

function run(draft: Draft, task: Task, first?: Next): void {
  let next: Next = first ?? resume(draft, task)
  while (next === 'start' || next === 'ask') {
    task.phase = next
    next = next === 'start' ? start(draft, task) : ask(draft, task)
  }
}

function resume(draft: Draft, task: Task): Next {
  switch (task.phase) {
    case 'start':
    case 'ask':
      return task.phase
    case 'primed':
    case 'primed-stub':
      return afterPriming(draft, task)
    case 'cut':
      return searchCut(draft, task)
  }
}

function takeQuery(draft: Draft, client: string, message: Message): void {
  const question = message.question[0]
  if (message.qr) return
  const refusal = message.opcode !== 'QUERY' ? 'NOTIMP'
    : message.question.length !== 1 || !question ? 'FORMERR'
    : question.type === 'AXFR' || question.type === 'IXFR' ? 'REFUSED' : null
  if (refusal !== null || !question) {
    const bare = makeResponse(message, { ra: true, rcode: refusal ?? 'FORMERR' })
    draft.effects.push({ kind: 'answer', client, message: bare })
    return
  }
  const held = draft.tasks[taskKey(question, false)]
  if (held) {
    held.clients.push({ id: client, message })
    return
  }
  const task = addTask(draft, question, null, 'essential')
  task.clients.push({ id: client, message })
  if (!draft.config.prefetch) return
  const left = refreshDue(draft.cache, draft.now, question)
  if (left === null) return
  // The client gets what the cache has; then the same question is resolved once more, past the cache.
  run(draft, task)
  draft.queue = draft.queue.filter((key) => key !== task.key)
  note(draft, 'refresh', spoken(question))
  const refresh = addTask(draft, question, null, 'maintenance')
  refresh.ignoreCache = true
  refresh.leeway = left + refreshMargin
}

function takeDatagram(draft: Draft, event: Extract<ResolverEvent, { kind: 'received' }>): void {
  const found = Object.entries(draft.outgoing).find(([, out]) => matches(draft, out, event))
  if (!found) {
    draft.strays++
    note(draft, 'stray', { address: event.from, id: event.message.id, port: event.port })
    return
  }
  const [number, out] = found
  const task = draft.tasks[out.task]
  const asked = event.message.question[0]
  if (draft.config.mixedCase && asked && asked.name !== out.question.name) {
    draft.strays++
    note(draft, 'case-mismatch', { address: event.from, sent: out.question.name, name: asked.name })
    draft.outgoing = { ...draft.outgoing, [number]: { ...out, caseMissed: true } }
    return
  }
  draft.outgoing = without(draft.outgoing, number)
  if (!task) return
  task.outgoing = null
  draft.memory = noteReply(draft.memory, out.address, out.question.type, draft.now - out.sentAt, draft.now)
  if (event.message.tc && out.transport === 'udp') {
    // What was cut off may be what matters: the whole of it comes over TCP (RFC 2181 §9, RFC 7766 §5).
    note(draft, 'truncated', { address: out.address, ...spoken(out.question) })
    transmit(draft, task, out.address, 'tcp', out.withEdns)
    return
  }
  if (out.withEdns && ednsRefusals.includes(event.message.rcode)) {
    note(draft, 'without-edns', { address: out.address, rcode: event.message.rcode })
    draft.withoutEdns = { ...draft.withoutEdns, [out.address]: true }
    transmit(draft, task, out.address, out.transport, false)
    return
  }
  run(draft, task, takeResponse(draft, task, event.message, out.address))
}

/** RFC 5452 §9.1: from where it was sent, to the port it left from, with its id and its question. */
function matches(draft: Draft, out: Outgoing, event: Extract<ResolverEvent, { kind: 'received' }>): boolean {
  const { message } = event
  const { families } = draft.config
  if (message.id !== out.id || event.port !== out.port || event.transport !== out.transport) return false
  if (event.from !== reachedAt(out.address, families.ipv4 ? null : families.nat64)) return false
  const asked = message.question[0]
  // A server that cannot read the question may leave it out.
  if (!asked) return message.qr && message.rcode !== 'NOERROR'
  return sameName(asked.name, out.question.name) && asked.type === out.question.type &&
    asked.class === out.question.class
}

function takeFailure(draft: Draft, number: number, silent: boolean): void {
  const out = draft.outgoing[number]
  if (!out) return
  draft.outgoing = without(draft.outgoing, String(number))
  if (silent) {
    draft.memory = noteTimeout(draft.memory, out.address, out.question.type, out.waits, draft.now)
  }
  const task = draft.tasks[out.task]
  if (!task) return
  task.outgoing = null
  note(draft, 'timeout', { address: out.address, ...spoken(out.question), waited: Math.round(draft.now - out.sentAt) })
  if (out.caseMissed) {
    // A server that changes case is asked once more, in plain spelling.
    transmit(draft, task, out.address, out.transport, out.withEdns, false)
    return
  }
  run(draft, task, takeSilence(draft, task))
}

function takeTick(draft: Draft): void {
  for (const task of Object.values(draft.tasks)) {
    if (task.clients.length === 0 || draft.now < task.startedAt + draft.config.limits.time) continue
    // Servers that stay silent are a failure like any other (RFC 9520 §2.3): it is cached too.
    fail(draft, task, 'limit-time', draft.config.limits.time, true)
  }
  const due = Object.entries(draft.outgoing).filter(([, { deadline }]) => deadline <= draft.now)
  for (const [number] of due) takeFailure(draft, Number(number), true)
}

/** What a finished task means for one that waited for it. */
function inform(draft: Draft, parent: Task, child: Task, reply: Reply | null): void {
  if (child.priming) {
    parent.delegation = reply && delegationFromReply(reply)
    if (parent.delegation) fillFromCache(draft, parent.delegation, parent.chase.class)
    return
  }
  if (parent.phase === 'cut') {
    const ns = reply?.answer.find((set) => set.type === 'NS' && sameName(set.name, child.question.name))
    if (!reply || !ns) return
    parent.delegation = delegationFromReply({ ...reply, authority: [ns] })
    if (parent.delegation) fillFromCache(draft, parent.delegation, parent.chase.class)
    parent.phase = 'ask'
    return
  }
  if (parent.lookups > 0) parent.lookups--
  takeServerAddress(draft, parent, child, child.question, reply)
}

function takeServerAddress(
  draft: Draft, parent: Task, child: Task, question: Question, reply: Reply | null,
): void {
  const delegation = parent.delegation
  const server = delegation && findServer(delegation, question.name)
  if (!delegation || !server || (question.type !== 'A' && question.type !== 'AAAA')) return
  if (child.parentGlue) addAddresses(delegation, child.parentGlue, true)
  const found = reply?.rcode === 'NOERROR'
    ? reply.answer.find((set) => set.type === question.type && sameName(set.name, child.chase.name))
    : undefined
  if (found) {
    addServer(delegation, found.name, server.parentOnly)
    addAddresses(delegation, found, server.parentOnly)
    return
  }
  if (!reply) fillFromCache(draft, delegation, parent.chase.class)
  markNone(delegation, question.name, question.type, draft.config.families)
  const budget = draft.budgets[parent.budget]
  if (budget && server.resolved && child.heard) draft.budgets[parent.budget] = {
    ...budget, missing: budget.missing + 1,
  }
}
