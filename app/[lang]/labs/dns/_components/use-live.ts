// A live run as the page follows it: each line that the server tells is an input of the machine, which runs here too
// and gives the same run. What was told can be gone on from, with a warm cache.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TimelinePoint } from '#lib/core/engine/log.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import { editZones } from '#lib/core/protocols/dns/edit-zones.ts'
import { dns, liveDns, type DnsEffect, type DnsEvent, type DnsState } from '#lib/core/protocols/dns/simulation.ts'
import type { ServerMode } from '#lib/core/protocols/dns/server-mode.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { rootHints } from '#lib/core/protocols/dns/root-hints.ts'
import { digestTimeline, formatMillis } from '#lib/core/protocols/trace.ts'
import type { DnsQuestion, DnsRun } from './dns-run.ts'

export interface ServerFault {
  readonly server: string
  readonly mode: ServerMode
}

export interface Live {
  /** Null before the first. */
  readonly run: DnsRun | null
  readonly seed: string
  readonly question: DnsQuestion | null
  /** Against the real Internet. */
  readonly internet: boolean
  readonly status: 'none' | 'running' | 'ended'
  /** Real port on 127.0.0.1 by virtual address. */
  readonly ports: Readonly<Record<string, number>>
  /** A sentence. */
  readonly refused: string | null
  /** Whether this page's replay has the server's digest; null: not known. */
  readonly replayed: boolean | null
  /** `keep`: goes on from the run that is shown. */
  readonly ask: (question: DnsQuestion, faults: readonly ServerFault[], keep: boolean, edited: readonly ZoneFile[]) => Promise<void>
  /** The same of the real Internet, as it is and from an empty cache. */
  readonly askInternet: (question: DnsQuestion) => Promise<void>
  readonly stop: () => void
}

type Line =
  | { readonly kind: 'begun'; readonly seed: string }
  | { readonly kind: 'opened'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'entry'; readonly at: number; readonly text: string }
  | { readonly kind: 'ended'; readonly problem: { readonly detail: string } | null; readonly digest: string | null }

type Held = Omit<Live, 'ask' | 'askInternet' | 'stop'>
const nothing: Held = { run: null, seed: '', question: null, internet: false, status: 'none', ports: {}, refused: null, replayed: null }

/** `onStep` is told how many entries there are, as they come. */
export function useLive(original: readonly ZoneFile[], lang: Lang, unreachable: string, onStep: (steps: number) => void): Live {
  const [held, setHeld] = useState<Held>(nothing)
  const abort = useRef<AbortController | null>(null)
  const endedAt = useRef(0)
  useEffect(() => () => { abort.current?.abort() }, [])

  const run = useCallback(async (question: DnsQuestion, internet: boolean, faults: readonly ServerFault[], keep: boolean, edited: readonly ZoneFile[]) => {
    abort.current?.abort()
    const mine = (abort.current = new AbortController())
    const { zones } = editZones(internet ? [rootHints] : original, edited)
    const config = liveDns(zones)
    const codec = dnsTrace(zones)
    // A cache goes with the zones that it was filled from.
    const same = held.run?.log.config.zones.every(({ text }, at) => text === zones[at]?.text) ?? false
    const earlier = keep && same ? held.run : null
    const last = earlier?.log.entries.at(-1)?.at ?? 0
    const points: TimelinePoint<DnsState, DnsEvent, DnsEffect>[] = [...(earlier?.timeline.points ?? [])]
    let seed = earlier === null ? '' : held.seed
    const show = (more: Partial<Held>) => {
      if (mine.signal.aborted && more.status !== 'ended') return
      setHeld((now) => ({ ...now, seed, question, internet, ...more }))
    }
    const runOf = (): DnsRun => {
      const entries = points.flatMap(({ entry }) => (entry === null ? [] : [entry]))
      return { log: { config, seed, entries }, timeline: { points: [...points], failure: null }, edits: [], problems: [] }
    }
    const take = (line: Line) => {
      if (line.kind === 'begun') {
        seed = line.seed
        if (points.length === 0) points.push({ entry: null, state: dns.start(config, seed), effects: [] })
        show({ run: runOf() })
      } else if (line.kind === 'opened') show({ ports: line.ports })
      else if (line.kind === 'entry') {
        const event = codec.readEvent(line.text)
        const step = event.ok ? dns.step(points.at(-1)!.state, event.value, line.at) : event
        if (!event.ok || !step.ok) return
        points.push({ entry: { event: event.value, at: line.at }, ...step.value })
        show({ run: runOf() })
        onStep(points.length - 1)
      } else {
        endedAt.current = performance.now()
        const replayed = line.digest === null ? null : digestTimeline({ points, failure: null }) === line.digest
        show({ status: 'ended', refused: line.problem?.detail ?? null, replayed })
      }
    }

    setHeld((now) => ({ ...now, status: 'running', refused: null, replayed: null, question, internet }))
    const entries = earlier === null ? [] : earlier.timeline.points.flatMap(({ entry }, i, all) =>
      entry === null ? [] : [{ at: entry.at, text: codec.printEvent(entry.event, all[i - 1]!.state) }])
    const at = earlier === null ? 0 : Number(formatMillis(last + Math.max(1, performance.now() - endedAt.current)))
    const servers = faults.map((fault) => ({ ...fault, delayMs: 0 }))
    try {
      const response = await fetch('/api/v1/labs/dns/live', {
        method: 'POST', credentials: 'same-origin', signal: mine.signal,
        headers: { 'content-type': 'application/json', 'accept-language': lang },
        body: JSON.stringify({ ...question, servers, at, entries, zones: edited, internet, ...(seed === '' ? {} : { seed }) }),
      })
      if (!response.ok || response.body === null) {
        const { detail } = (await response.json()) as { detail?: string }
        show({ status: 'ended', refused: detail ?? unreachable })
        return
      }
      for await (const line of readLines(response.body)) take(line)
      show({ status: 'ended' })
    } catch {
      show({ status: 'ended', ...(mine.signal.aborted ? {} : { refused: unreachable }) })
    }
  }, [original, lang, unreachable, onStep, held.run, held.seed])

  return {
    ...held,
    ask: (question, faults, keep, edited) => run(question, false, faults, keep, edited),
    askInternet: (question) => run(question, true, [], false, []),
    stop: () => { abort.current?.abort() },
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader()
  let held = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (held + (value ?? '')).split('\n')
    held = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line
    if (done) return
  }
}
