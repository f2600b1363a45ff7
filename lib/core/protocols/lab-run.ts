// A run as somebody works on it: a scenario, what was changed in it and where, and the timeline that follows.
// A change is made at a step: what came before stays, what comes after happens anew ("what if"). The changes
// alone rebuild the run, so that a link can carry it.
import { timelineOf, type Log, type Timeline } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { digestTimeline, playOn, readLog, type TraceCodec, type TraceFile } from '#lib/core/protocols/trace.ts'

/** One change: an event in the trace's words, put in after `step` entries; or `cut`. */
export interface Edit {
  readonly step: number
  /** `drop #3`, `A close`…; `cut` takes away all that the script still had in mind. */
  readonly text: string
}

export const cutText = 'cut'

export interface LabRun<Config, State, Event, Effect> {
  readonly log: Log<Config, Event>
  readonly timeline: Timeline<State, Event, Effect>
  readonly edits: readonly Edit[]
  /** Events of the script that no longer fit, and the bound that ended the run. */
  readonly problems: readonly Problem[]
}

/** Entries that a page can still show; the machine's own limits are for programs. */
export const mostEntries = 400
/** Changes that one run may hold. */
export const mostEdits = 40
/** How long a changed run goes on after the last event that somebody asked for. */
const goesOnMs = 600_000

/** The scenario as it is recorded. */
export function openRun<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  file: TraceFile,
): LabRun<Config, State, Event, Effect> {
  const { log, problems } = readLog(codec, file)
  const timeline = timelineOf(codec.machine, log)
  const failure = timeline.failure === null ? [] : [timeline.failure.problem]
  return { log, timeline, edits: [], problems: [...problems, ...failure] }
}

/**
 * The run with one more change. Refused: a text that is no event, an event that the machine refuses there, a
 * step that the run does not have, one change too many.
 */
export function editRun<Config, State, Event extends { readonly kind: string }, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  run: LabRun<Config, State, Event, Effect>,
  edit: Edit,
): Result<LabRun<Config, State, Event, Effect>> {
  const point = run.timeline.points[edit.step]
  if (point === undefined) return fail({ code: 'lab-link', params: { part: String(edit.step) } })
  if (run.edits.length >= mostEdits) {
    return fail({ code: 'lab-bound', params: { what: 'edits', limit: mostEdits } })
  }
  const now = point.entry?.at ?? 0
  const before = { ...run.log, entries: run.log.entries.slice(0, edit.step) }
  const later = run.log.entries.slice(edit.step).filter(({ event }) => event.kind !== 'tick')
  const problems: Problem[] = []
  let log = before
  let state = point.state
  if (edit.text !== cutText) {
    const event = codec.readEvent(edit.text)
    if (!event.ok) return event
    const step = codec.machine.step(state, event.value, now)
    if (!step.ok) return fail(step.problem)
    log = { ...log, entries: [...log.entries, { event: event.value, at: now }] }
    state = step.value.state
  }
  const script = edit.text === cutText ? [] : later
  const end = Math.max(now, script.at(-1)?.at ?? 0) + goesOnMs
  const played = playOn(codec, log, state, script, end)
  problems.push(...played.problems, ...findBound(codec, played.state, end))
  if (played.log.entries.length > mostEntries) {
    problems.push({ code: 'lab-bound', params: { what: 'events', limit: mostEntries } })
  }
  const kept = { ...played.log, entries: played.log.entries.slice(0, mostEntries) }
  return ok({ log: kept, timeline: timelineOf(codec.machine, kept), edits: [...run.edits, edit], problems })
}

/** All changes in order; the first that does not fit refuses the whole. */
export function editAll<Config, State, Event extends { readonly kind: string }, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  file: TraceFile,
  edits: readonly Edit[],
): Result<LabRun<Config, State, Event, Effect>> {
  let run = openRun(codec, file)
  for (const edit of edits) {
    const next = editRun(codec, run, edit)
    if (!next.ok) return next
    run = next.value
  }
  return ok(run)
}

/** A short name for what happens in a run: equal on every device, another after any change. */
export function nameRun<Config, State, Event, Effect>(run: LabRun<Config, State, Event, Effect>): string {
  return digestTimeline(run.timeline).slice(0, 12)
}

/** Whether the run has ended because the machine goes no further, not because nothing is due. */
function findBound<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  state: State,
  end: Millis,
): Problem[] {
  const tick = codec.nextTick(state)
  if (tick === null || tick.at > end) return []
  const step = codec.machine.step(state, tick.event, tick.at)
  return step.ok ? [] : [step.problem]
}
