// A learner's question, resolved on real sockets by the embedded Internet. The question is a name and a type; what
// servers do wrong is chosen from a list. Nothing that was sent is an address. The real Internet is asked only where
// the administrator allows it, and always from an empty cache: an earlier run would name servers.
import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { editZones } from '#lib/core/protocols/dns/edit-zones.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { parseName } from '#lib/core/protocols/dns/name.ts'
import { typeName, typeNumber } from '#lib/core/protocols/dns/record.ts'
import { rootHints } from '#lib/core/protocols/dns/root-hints.ts'
import type { ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { findServerAddress } from '#lib/core/protocols/dns/trace-codec.ts'
import type { LiveRuns, Told } from '#lib/server/labs/dns/live-runs.ts'

export interface LiveQuestion {
  readonly name: string
  readonly type: string
  readonly servers: readonly { readonly server: string; readonly mode: ServerMode; readonly delayMs: number }[]
  /** Of the run that this one goes on from; absent: a new one, with an empty cache. */
  readonly seed?: string | undefined
  readonly entries: readonly { readonly at: number; readonly text: string }[]
  /** The run's time, in ms, at which it is asked. */
  readonly at: number
  /** Zones edited for this run alone: they live in its thread and are served by its sockets. */
  readonly zones: readonly ZoneFile[]
  /** Of the real Internet, not of ours. */
  readonly internet: boolean
}

export interface LiveLab {
  readonly zones: readonly ZoneFile[]
  readonly mayAskInternet: boolean
  readonly runs: LiveRuns
}

export interface LiveRunOf extends Told {
  /** What the run is replayed with, besides its entries. */
  readonly seed: string
}

/** The run as it happens; the last message is `ended`. */
export function runDnsLive({ zones: ours, runs, mayAskInternet }: LiveLab, person: string, question: LiveQuestion): Result<LiveRunOf> {
  const { internet } = question
  if (internet && !mayAskInternet) return fail({ code: 'lab-internet-off' })
  if (internet && question.servers.length + question.entries.length + question.zones.length > 0) return fail({ code: 'lab-internet-as-it-is' })
  const { zones, faults } = editZones(internet ? [rootHints] : ours, question.zones)
  if (faults[0] !== undefined) return fail(faults[0])
  const name = parseName(question.name)
  if (!name.ok) return name
  const type = typeNumber(question.type)
  if (type === null) return fail({ code: 'trace-event', params: { text: question.type } })
  const modes: string[] = []
  for (const { server, mode, delayMs } of question.servers) {
    if (findServerAddress(zones, server) === null) return fail({ code: 'trace-event', params: { text: server.slice(0, 80) } })
    modes.push(`server ${server} ${mode}${delayMs === 0 ? '' : ` after ${delayMs}`}`)
  }
  const seed = question.seed ?? `live:${randomUUID()}`
  const events = [...modes, `stub asks ${name.value} ${typeName(type)}`]
  const started = runs.start(person, { zones, seed, entries: question.entries, at: question.at, events, internet })
  return started.ok ? ok({ ...started.value, seed }) : started
}
