// The resolver at work on one event: a draft of its state, and the bookkeeping of tasks: starting,
// finishing, waiting. No rule of resolution stands here.
import { hashToUnit } from '#lib/core/engine/random.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import { storeReply, type Reply } from '#lib/core/protocols/dns/cache.ts'
import { clientResponse } from '#lib/core/protocols/dns/client-response.ts'
import { copyDelegation } from '#lib/core/protocols/dns/delegation.ts'
import type { Question } from '#lib/core/protocols/dns/message.ts'
import { root } from '#lib/core/protocols/dns/name.ts'
import { setKey } from '#lib/core/protocols/dns/rr-sets.ts'
import type {
  Budget, NoteId, Outgoing, Purpose, ResolverEffect, ResolverState, Task,
} from '#lib/core/protocols/dns/resolver-state.ts'

/** A state that may be changed in place: tasks are copies, everything else is replaced, never altered. */
export interface Draft {
  readonly config: ResolverState['config']
  readonly seed: string
  readonly now: Millis
  draws: number
  cache: ResolverState['cache']
  memory: ResolverState['memory']
  tasks: Record<string, Task>
  outgoing: Record<string, Outgoing>
  nextOutgoing: number
  budgets: Record<string, Budget>
  withoutEdns: Record<string, true>
  strays: number
  effects: ResolverEffect[]
  /** Tasks that can go on. */
  queue: string[]
  /** What a finished task tells a parent; set by the rules, so that this file needs none. */
  readonly inform: (draft: Draft, parent: Task, child: Task, reply: Reply | null) => void
}

export function openDraft(state: ResolverState, now: Millis, inform: Draft['inform']): Draft {
  return {
    ...state, now, inform,
    tasks: copyTasks(state.tasks),
    outgoing: { ...state.outgoing },
    budgets: { ...state.budgets },
    withoutEdns: { ...state.withoutEdns },
    effects: [],
    queue: [],
  }
}

/** By hand, because each step pays for it, and a structured clone takes a third of a cold resolution. */
function copyTasks(tasks: ResolverState['tasks']): Draft['tasks'] {
  const copies: Draft['tasks'] = {}
  for (const key of Object.keys(tasks)) {
    const task = tasks[key]!
    const copy = { ...task }
    copy.clients = task.clients.slice()
    copy.parents = task.parents.slice()
    copy.prepended = task.prepended.slice()
    if (task.delegation !== null) copy.delegation = copyDelegation(task.delegation)
    if (task.childSide !== null) copy.childSide = copyDelegation(task.childSide)
    copies[key] = copy
  }
  return copies
}

export function closeDraft(draft: Draft): ResolverState {
  const { config, seed, draws, cache, memory, tasks, outgoing, nextOutgoing, withoutEdns, strays } = draft
  const used = new Set(Object.values(tasks).map((task) => task.budget))
  const budgets = Object.fromEntries(Object.entries(draft.budgets).filter(([key]) => used.has(key)))
  return { config, seed, draws, cache, memory, tasks, outgoing, nextOutgoing, budgets, withoutEdns, strays }
}

/** The name of the next random draw. */
export function drawName(draft: Draft): string {
  return `${draft.seed}:dns:${draft.draws++}`
}

/** A whole number in [0, below), from the seed. */
export function draw(draft: Draft, below: number): number {
  return Math.floor(hashToUnit(drawName(draft)) * below)
}

export function note(draft: Draft, id: NoteId, params: Readonly<Record<string, string | number>>): void {
  draft.effects.push({ kind: 'note', note: id, params })
}

export function taskKey(question: Question, priming: boolean): string {
  return setKey(question.name, question.type, question.class) + (priming ? ' priming' : '')
}

/** A new task, ready to run. It shares its parent's budget. */
export function addTask(
  draft: Draft, question: Question, parent: Task | null, purpose: Purpose, priming = false,
): Task {
  const key = taskKey(question, priming)
  const task: Task = {
    key, question, purpose, priming,
    depth: parent === null ? 0 : parent.depth + 1,
    budget: parent?.budget ?? key,
    startedAt: draft.now,
    forParentSide: false, ignoreCache: false, leeway: 0,
    clients: [], parents: parent === null ? [] : [parent.key],
    phase: 'start', chase: question, asked: { ...question, name: root, type: 'A' }, prepended: [],
    delegation: null,
    recursion: false, recursionOnce: false, restarts: 0, referrals: 0, sent: 0, outgoing: null,
    lookups: 0, delegationTargets: 0, heard: false,
    minimising: draft.config.qnameMinimisation ? 'start' : 'off', minimised: 0,
    timeouts: 0, empties: 0, refetchGlue: false, childSide: null, cutSearch: null, parentGlue: null,
  }
  draft.tasks[key] = task
  draft.budgets[task.budget] ??= { queries: 0, targets: 0, missing: 0, fallback: null }
  draft.queue.push(key)
  return task
}

/**
 * Lets a task wait for another question: joins the task at work on it, or starts one (`setUp` prepares
 * that). Null where that would make the task wait for itself.
 */
export function startSubtask(
  draft: Draft, parent: Task, question: Question, purpose: Purpose,
  options: { priming?: boolean; setUp?: (task: Task) => void } = {},
): Task | null {
  const held = draft.tasks[taskKey(question, options.priming ?? false)]
  if (held) {
    if (waitsFor(draft, held, parent)) return null
    if (!held.parents.includes(parent.key)) held.parents.push(parent.key)
    return held
  }
  const task = addTask(draft, question, parent, purpose, options.priming)
  options.setUp?.(task)
  return task
}

/** Whether a task for this question would wait for `task`, directly or through others. */
export function wouldCycle(draft: Draft, task: Task, question: Question): boolean {
  const held = draft.tasks[taskKey(question, false)]
  return held !== undefined && waitsFor(draft, held, task)
}

/** Whether `waiter` is `task` or waits for it. */
function waitsFor(draft: Draft, waiter: Task, task: Task): boolean {
  const seen = new Set<string>()
  const open = [task.key]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === waiter.key) return true
    if (seen.has(key)) continue
    seen.add(key)
    open.push(...(draft.tasks[key]?.parents ?? []))
  }
  return false
}

/**
 * Stops what a task has under way: its datagram, and its waiting for others, which go on for the cache's
 * sake.
 */
export function dropPending(draft: Draft, task: Task): void {
  if (task.outgoing !== null) {
    draft.outgoing = without(draft.outgoing, String(task.outgoing))
    task.outgoing = null
  }
  task.lookups = 0
  for (const other of Object.values(draft.tasks)) {
    if (other.parents.includes(task.key)) other.parents = other.parents.filter((key) => key !== task.key)
  }
}

/** Ends a task: its clients get their answer, its parents are told. `reply` null is a failure. */
export function finish(draft: Draft, task: Task, reply: Reply | null): void {
  dropPending(draft, task)
  draft.tasks = without(draft.tasks, task.key)
  const whole = reply && { ...reply, answer: [...task.prepended, ...reply.answer] }
  // With its aliases the answer is one to the question as it was first asked.
  if (whole && task.prepended.length > 0) {
    draft.cache = storeReply(draft.cache, draft.now, whole, task.question, task.leeway).cache
  }
  for (const client of task.clients) {
    const message = clientResponse(client.message, whole, draft.config)
    draft.effects.push({ kind: 'answer', client: client.id, message })
  }
  for (const key of task.parents) {
    const parent = draft.tasks[key]
    if (!parent) continue
    draft.inform(draft, parent, task, whole)
    draft.queue.push(key)
  }
}

export function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key))
}
