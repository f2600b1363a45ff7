// What this device has not yet sent: an IndexedDB for each person, sent in order, one tab at a time. An item leaves it
// only when the server has said that it is recorded; what the server refuses stays here, is shown, and is not retried.
import { openDB, type IDBPDatabase } from 'idb'
import { callApi } from './api.ts'
import { rememberPerson } from './known-people.ts'

export interface OutboxItem {
  /** Assigned by the database: the order of sending. */
  readonly seq?: number
  readonly kind: 'review' | 'action' | 'undo' | 'redo'
  readonly id: string
  /** As the API takes it. */
  readonly body: Readonly<Record<string, unknown>>
  readonly refused?: string
}

interface ItemResult {
  readonly id: string
  readonly status: 'recorded' | 'duplicate' | 'refused'
  readonly problem?: { readonly code: string; readonly detail: string }
}

export interface FlushResult {
  /** Whether everything that can be sent has been. */
  readonly done: boolean
  readonly sent: number
}

/** Before the first write has made a person of this visitor. */
export const nobody = 'nobody'
const store = 'items'
const databases = new Map<string, Promise<IDBPDatabase>>()

function database(person: string): Promise<IDBPDatabase> {
  let open = databases.get(person)
  if (open === undefined) {
    rememberPerson(person)
    open = openDB(`protodeck-outbox-${person}`, 1, {
      upgrade: (db) => void db.createObjectStore(store, { keyPath: 'seq', autoIncrement: true }),
    })
    databases.set(person, open)
  }
  return open
}

/** Durable when the promise resolves. */
export async function addToOutbox(person: string, item: OutboxItem): Promise<void> {
  const db = await database(person)
  const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
  await transaction.store.add(item)
  await transaction.done
  notify()
}

export async function readOutbox(person: string): Promise<readonly OutboxItem[]> {
  return (await (await database(person)).getAll(store)) as OutboxItem[]
}

/** Unsent and refused items of a person. */
export async function countOutbox(person: string): Promise<{ waiting: number; refused: readonly OutboxItem[] }> {
  const items = await readOutbox(person)
  const refused = items.filter((item) => item.refused !== undefined)
  return { waiting: items.length - refused.length, refused }
}

/** What a visitor answered before being a person becomes that person's to send. */
export async function adoptNobody(person: string): Promise<void> {
  if (person === nobody) return
  for (const { seq, ...item } of await readOutbox(nobody)) {
    await addToOutbox(person, item)
    await (await database(nobody)).delete(store, seq!)
  }
}

const batchSize = 200

/**
 * Sends what waits, in order. `person` is named in each request, except for a visitor who is nobody yet; the server
 * refuses the outbox of another person than the one signed in, and then it simply waits for that person.
 */
export async function flushOutbox(person: string): Promise<FlushResult> {
  const run = async (): Promise<FlushResult> => {
    let sent = 0
    for (;;) {
      const waiting = (await readOutbox(person)).filter((item) => item.refused === undefined)
      const first = waiting[0]
      if (first === undefined) return { done: true, sent }
      const batch = first.kind === 'undo' || first.kind === 'redo' ? [first] : takeWhile(waiting, first.kind).slice(0, batchSize)
      const left = await sendBatch(person, first.kind, batch)
      if (!left) return { done: false, sent }
      sent += batch.length
      notify()
    }
  }
  // Two tabs would send the same items at once: harmless for what is stored, but a first write makes a person.
  return 'locks' in navigator ? navigator.locks.request(`protodeck-outbox-${person}`, run) : run()
}

function takeWhile(items: readonly OutboxItem[], kind: OutboxItem['kind']): readonly OutboxItem[] {
  const end = items.findIndex((item) => item.kind !== kind)
  return end === -1 ? items : items.slice(0, end)
}

/** False: try again later. */
async function sendBatch(person: string, kind: OutboxItem['kind'], batch: readonly OutboxItem[]): Promise<boolean> {
  const named = person === nobody ? {} : { person }
  const envelope = { ...named, sentAt: new Date().toISOString(), deviceId: deviceId() }
  const db = await database(person)
  const finish = (item: OutboxItem) => db.delete(store, item.seq!)
  const refuse = (item: OutboxItem, reason: string) => db.put(store, { ...item, refused: reason })
  if (kind === 'undo' || kind === 'redo') {
    const item = batch[0]!
    const answer = await callApi(`POST`, `/${kind}`, { ...envelope, ...item.body })
    if (answer.kind === 'unreachable') return false
    if (answer.kind === 'problem' && mustWait(answer.problem.code)) return false
    // Nothing left to undo is what was wanted.
    if (answer.kind === 'ok' || answer.problem.code.startsWith('nothing-to')) await finish(item)
    else await refuse(item, answer.problem.detail)
    return true
  }
  const field = kind === 'review' ? 'reviews' : 'actions'
  const answer = await callApi<{ results: readonly ItemResult[] }>('POST', `/${field}`, { ...envelope, [field]: batch.map(({ body }) => body) })
  if (answer.kind === 'unreachable') return false
  if (answer.kind === 'problem') {
    if (mustWait(answer.problem.code)) return false
    for (const item of batch) await refuse(item, answer.problem.detail)
    return true
  }
  const results = new Map(answer.value.results.map((result) => [result.id, result]))
  let waiting = false
  for (const item of batch) {
    const result = results.get(item.id)
    if (result?.status === 'recorded' || result?.status === 'duplicate') await finish(item)
    else if (result?.problem?.code === 'wrong-person') waiting = true
    else await refuse(item, result?.problem?.detail ?? 'refused')
  }
  return !waiting
}

function mustWait(code: string): boolean {
  return code === 'wrong-person' || code === 'not-signed-in' || code === 'too-many-requests' || code === 'wrong-origin'
}

/** A name for this browser, so that an undo can say whether it was this one. */
export function deviceId(): string {
  try {
    let id = localStorage.getItem('protodeck-device')
    if (id === null) {
      id = crypto.randomUUID()
      localStorage.setItem('protodeck-device', id)
    }
    return id
  } catch {
    return 'unknown'
  }
}

const listeners = new Set<() => void>()

/** Calls back when an outbox of this tab has changed. */
export function watchOutbox(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function notify(): void {
  for (const listener of listeners) listener()
}
