// What a lab's page holds: which scenario, the run with its changes, the step looked at. Kept in the hash of the
// address, so that a run can be shared and opened again.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { cutText, editAll, editRun, nameRun, openRun, type LabRun } from '#lib/core/protocols/lab-run.ts'
import { parseSharedRun, printSharedRun, type Compared } from '#lib/core/protocols/share-link.ts'
import { parseTrace, type TraceCodec } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'

interface Held<Config, State, Event, Effect> {
  readonly source: ScenarioSource
  readonly run: LabRun<Config, State, Event, Effect>
  /** Entries done: 0 is before the first. */
  readonly step: number
}

export interface Lab<Config, State, Event, Effect> extends Held<Config, State, Event, Effect> {
  readonly steps: number
  /** The newest refusal: of a change, or of a link. */
  readonly refused: Problem | null
  /** Two runs side by side, beside the run; null: none. */
  readonly compared: Compared | null
  /** Links opened so far: another number means that `compared` came by a link. */
  readonly linksOpened: number
  readonly compare: (compared: Compared | null) => void
  readonly open: (name: string) => void
  readonly goTo: (step: number) => void
  /** An event in the trace's words, or `cut`, at the step looked at. */
  readonly edit: (text: string) => void
  /** The run as recorded, at the place where it was first changed. */
  readonly restore: () => void
  /** Opens a scenario with events put in at its start. */
  readonly begin: (name: string, texts: readonly string[]) => void
  /** Takes the run back into the address: after the page has shown something else there. */
  readonly claim: () => void
}

/** What a page knows that the lab does not; the same functions each time. */
interface Page {
  /** Whether a hash is the page's own affair. */
  readonly isForeign?: (hash: string) => boolean
  /** Whether the page can show this comparison; without it no link may name one. */
  readonly canCompare?: (compared: Compared) => boolean
}

/** The lab of a protocol: `codec` and `sources` stay the same objects; the first source is open at first. */
export function useLab<Config, State, Event extends { readonly kind: string }, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  sources: readonly ScenarioSource[],
  { isForeign = never, canCompare = never }: Page = {},
): Lab<Config, State, Event, Effect> {
  const [held, setHeld] = useState(() => openSource(codec, sources[0]!))
  const [refused, setRefused] = useState<Problem | null>(null)
  const [compared, setCompared] = useState<Compared | null>(null)
  const [linksOpened, setLinksOpened] = useState(0)
  const read = useRef(false)
  const { source, run, step } = held
  const steps = run.log.entries.length

  useEffect(() => {
    const readHash = () => {
      read.current = true
      if (window.location.hash.length < 2 || isForeign(window.location.hash)) return
      const opened = openLink(codec, window.location.hash, sources, canCompare)
      setRefused(opened.ok ? null : opened.problem)
      if (!opened.ok) return
      setHeld(opened.value.held)
      setCompared(opened.value.compared)
      setLinksOpened((count) => count + 1)
    }
    readHash()
    window.addEventListener('hashchange', readHash)
    return () => { window.removeEventListener('hashchange', readHash) }
  }, [codec, sources, isForeign, canCompare])

  const hash = useMemo(() => {
    const name = run.edits.length > 0 ? nameRun(run) : null
    return printSharedRun({ scenario: source.name, step, edits: run.edits, run: name, compared })
  }, [run, source, step, compared])
  const first = useRef(true)
  useEffect(() => {
    // The first state is this page's own; the address may say something else, which is read before it is written.
    if (first.current || !read.current) first.current = false
    else window.history.replaceState(window.history.state, '', `#${hash}`)
  }, [hash])

  const open = useCallback((name: string) => {
    const found = sources.find((one) => one.name === name)
    if (found === undefined) return
    setRefused(null)
    setHeld(openSource(codec, found))
  }, [codec, sources])
  const goTo = useCallback((to: number) => {
    setHeld((now) => ({ ...now, step: Math.max(0, Math.min(now.run.log.entries.length, to)) }))
  }, [])
  const edit = (text: string) => {
    const changed = editRun(codec, run, { step, text })
    setRefused(changed.ok ? null : changed.problem)
    if (changed.ok) setHeld({ source, run: changed.value, step: Math.min(text === cutText ? step : step + 1, changed.value.log.entries.length) })
  }
  const restore = () => {
    const original = openSource(codec, source)
    const place = Math.min(...run.edits.map((one) => one.step), original.run.log.entries.length)
    setRefused(null)
    setHeld({ ...original, step: place })
  }
  const begin = (name: string, texts: readonly string[]) => {
    const found = sources.find((one) => one.name === name)
    if (found === undefined) return
    const begun = editAll(codec, parseTrace(found.text).file, texts.map((text, at) => ({ step: at, text })))
    setRefused(begun.ok ? null : begun.problem)
    if (begun.ok) setHeld({ source: found, run: begun.value, step: texts.length })
  }
  const claim = () => { window.history.replaceState(window.history.state, '', `#${hash}`) }
  return { source, run, step, steps, refused, compared, linksOpened, compare: setCompared, open, goTo, edit, restore, begin, claim }
}

const never = () => false

function openSource<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  source: ScenarioSource,
): Held<Config, State, Event, Effect> {
  return { source, run: openRun(codec, parseTrace(source.text).file), step: 0 }
}

function openLink<Config, State, Event extends { readonly kind: string }, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  hash: string,
  sources: readonly ScenarioSource[],
  canCompare: (compared: Compared) => boolean,
): Result<{ readonly held: Held<Config, State, Event, Effect>; readonly compared: Compared | null }> {
  const refuse = (part: string): Result<never> => fail({ code: 'lab-link', params: { part } })
  const shared = parseSharedRun(hash)
  if (!shared.ok) return shared
  const { scenario, step, edits, run: name, compared } = shared.value
  const source = sources.find((one) => one.name === scenario)
  if (source === undefined) return refuse(scenario)
  const run = editAll(codec, parseTrace(source.text).file, edits)
  if (!run.ok) return refuse(edits.map(({ text }) => text).join(', ').slice(0, 60))
  if (name !== null && name !== nameRun(run.value)) return refuse(name)
  if (step > run.value.log.entries.length) return refuse(`step=${step}`)
  if (compared !== null && !canCompare(compared)) return refuse(`compare=${compared.name}`)
  return ok({ held: { source, run: run.value, step }, compared })
}
