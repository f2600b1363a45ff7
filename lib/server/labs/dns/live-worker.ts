// The thread of live runs: reads what a learner sent, replays, runs on real sockets and tells each step. Whoever
// started it may end it at any moment; nothing here is shared with the rest of the process.
import { parentPort } from 'node:worker_threads'
import type { LogEntry } from '#lib/core/engine/log.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { liveDns, type DnsEvent } from '#lib/core/protocols/dns/simulation.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { liveBounds, outsideBounds, realInternet, runLive, type LiveEntry } from '#lib/server/labs/dns/live-run.ts'

/** As it comes from outside; only its form is checked. */
export interface LiveWork {
  readonly zones: readonly ZoneFile[]
  readonly seed: string
  readonly entries: readonly LiveEntry[]
  readonly at: number
  /** In the trace's words. */
  readonly events: readonly string[]
  /** The real Internet is asked, not ours. */
  readonly internet: boolean
}

export type LiveMessage =
  | { readonly kind: 'opened'; readonly ports: Readonly<Record<string, number>> }
  | ({ readonly kind: 'entry' } & LiveEntry)
  /** `digest`: of the whole run, earlier entries included; null where there is none. */
  | { readonly kind: 'ended'; readonly problem: Problem | null; readonly digest: string | null }

/** What a live run may be made of: whatever else a trace can say is for the simulation. */
const liveKinds: ReadonlySet<DnsEvent['kind']> = new Set(['ask', 'arrival', 'tick', 'server', 'flush'])

async function work({ zones, seed, entries, at, events, internet }: LiveWork, tell: (message: LiveMessage) => void): Promise<void> {
  const codec = dnsTrace(zones)
  const read = readEntries(entries, codec)
  const first = readEntries(events.map((text) => ({ at, text })), codec)
  const problem = !read.ok ? read.problem : !first.ok ? first.problem : null
  if (!read.ok || !first.ok) {
    tell({ kind: 'ended', problem, digest: null })
    return
  }
  const request = { config: liveDns(zones), seed, entries: read.value, at: Math.max(at, read.value.at(-1)?.at ?? 0), events: first.value.map(({ event }) => event), ...(internet ? { outside: realInternet } : {}) }
  const result = await runLive(request, {
    onOpened: (ports) => { tell({ kind: 'opened', ports }) },
    onEntry: (entry) => { tell({ kind: 'entry', ...entry }) },
  }, internet ? outsideBounds : liveBounds)
  tell({ kind: 'ended', ...result })
}

function readEntries(entries: readonly LiveEntry[], codec: ReturnType<typeof dnsTrace>): Result<LogEntry<DnsEvent>[]> {
  const read: LogEntry<DnsEvent>[] = []
  for (const [i, { at, text }] of entries.entries()) {
    const event = codec.readEvent(text)
    if (!event.ok) return event
    if (!liveKinds.has(event.value.kind)) return fail({ code: 'lab-live-log', params: { entry: i + 1 } })
    read.push({ at, event: event.value })
  }
  return ok(read)
}

parentPort?.on('message', (message: LiveWork) => {
  void work(message, (told) => { parentPort?.postMessage(told) })
})
