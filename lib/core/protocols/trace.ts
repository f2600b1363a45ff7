// The trace: the log of a lab's run as text, one event a line and under it, indented, what came of it. The
// same files are scenarios on the pages and golden runs in the tests. Which words an event or effect is
// written in, each protocol's codec says; here are the file's shape, replay and comparison.
import { digest } from '#lib/core/engine/digest.ts'
import { timelineOf, type Log, type LogEntry, type Timeline } from '#lib/core/engine/log.ts'
import type { Machine, Millis } from '#lib/core/engine/machine.ts'
import type { Problem, Result } from '#lib/core/problem.ts'

export interface HeaderLine {
  readonly key: string
  readonly value: string
  /** 1-based; 0 where the line was not read from a file. */
  readonly line: number
}

export interface TraceEntry {
  readonly at: Millis
  readonly text: string
  readonly effects: readonly string[]
  readonly line: number
}

/** A file as it is written. A key that stands several times is a list. */
export interface TraceFile {
  readonly protocol: string
  readonly header: readonly HeaderLine[]
  readonly entries: readonly TraceEntry[]
}

/** How one protocol's events and effects are written. */
export interface TraceCodec<Config, State, Event, Effect> {
  readonly machine: Machine<Config, State, Event, Effect>
  /** The settings of the header; problems for those that are not understood. */
  readonly readConfig: (header: readonly HeaderLine[]) => {
    readonly config: Config
    readonly problems: readonly Problem[]
  }
  readonly readEvent: (text: string) => Result<Event>
  /** `before` is the state in which the event happens. */
  readonly printEvent: (event: Event, before: State) => string
  readonly printEffects: (effects: readonly Effect[]) => readonly string[]
  /** The event that lets time go on, and when; null: nothing is due. */
  readonly nextTick: (state: State) => LogEntry<Event> | null
}

const version = '1'
const bodyMark = '---'

/** Reads a file; every line that is not understood is a problem. Lines that begin with `#` are remarks. */
export function parseTrace(text: string): {
  readonly file: TraceFile
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const header: HeaderLine[] = []
  const entries: { at: Millis; text: string; effects: string[]; line: number }[] = []
  let protocol = ''
  let inBody = false
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const refuse = (): void => {
      problems.push({ code: 'trace-line', params: { text: trimmed.slice(0, 80) }, place: { line } })
    }
    if (protocol === '') {
      const first = /^trace (\d+) ([a-z]+)$/.exec(trimmed)
      if (first === null || first[1] !== version) refuse()
      protocol = first?.[2] ?? 'unknown'
    } else if (!inBody) {
      if (trimmed === bodyMark) {
        inBody = true
        continue
      }
      const match = /^([A-Za-z][\w.-]*): (.*)$/.exec(trimmed)
      if (match === null) refuse()
      else header.push({ key: match[1]!, value: match[2]!.trim(), line })
    } else if (/^\s/.test(raw)) {
      const last = entries.at(-1)
      if (last === undefined) refuse()
      else last.effects.push(trimmed)
    } else {
      const match = /^(\d{1,12}(?:\.\d{1,3})?) (.+)$/.exec(trimmed)
      if (match === null) refuse()
      else entries.push({ at: Number(match[1]), text: match[2]!, effects: [], line })
    }
  }
  if (protocol === '') problems.push({ code: 'trace-line', params: { text: '' }, place: { line: 1 } })
  return { file: { protocol, header, entries }, problems }
}

/** The text of a file: what `parseTrace` reads back, but for remarks. */
export function printTrace(file: TraceFile): string {
  const lines = [`trace ${version} ${file.protocol}`]
  for (const { key, value } of file.header) lines.push(`${key}: ${value}`)
  lines.push(bodyMark)
  for (const { at, text, effects } of file.entries) {
    lines.push(`${formatMillis(at)} ${text}`)
    for (const effect of effects) lines.push(`  ${effect}`)
  }
  return `${lines.join('\n')}\n`
}

/** Milliseconds with at most three decimals, none where they would be zero. */
export function formatMillis(at: Millis): string {
  return String(Math.round(at * 1000) / 1000)
}

/** The last value of a key, or the fallback. */
export function headerValue(header: readonly HeaderLine[], key: string, fallback: string): string {
  return header.findLast((line) => line.key === key)?.value ?? fallback
}

/** All values of a key, in order. */
export function headerValues(header: readonly HeaderLine[], key: string): readonly string[] {
  return header.filter((line) => line.key === key).map(({ value }) => value)
}

/** The log that a file stands for. Its seed is the header's `seed`. */
export function readLog<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  file: TraceFile,
): { readonly log: Log<Config, Event>; readonly problems: readonly Problem[] } {
  const { config, problems: configProblems } = codec.readConfig(file.header)
  const problems = [...configProblems]
  if (file.protocol !== codec.machine.name) {
    problems.push({ code: 'trace-line', params: { text: file.protocol }, place: { line: 1 } })
  }
  const entries: LogEntry<Event>[] = []
  for (const entry of file.entries) {
    const event = codec.readEvent(entry.text)
    if (event.ok) entries.push({ event: event.value, at: entry.at })
    else problems.push({ ...event.problem, place: { line: entry.line } })
  }
  return { log: { config, seed: headerValue(file.header, 'seed', ''), entries }, problems }
}

export interface Replay<Config, State, Event, Effect> {
  readonly log: Log<Config, Event>
  readonly timeline: Timeline<State, Event, Effect>
  /**
   * Lines that were not understood, events that were refused, and where the run differs from what is written.
   */
  readonly problems: readonly Problem[]
}

/** Runs a file's log and holds every line against what really happens. */
export function replayTrace<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  file: TraceFile,
): Replay<Config, State, Event, Effect> {
  const { log, problems: unread } = readLog(codec, file)
  const timeline = timelineOf(codec.machine, log)
  const problems = [...unread]
  if (timeline.failure !== null) {
    const place = { line: file.entries[timeline.failure.index]?.line ?? 0 }
    problems.push({ ...timeline.failure.problem, place })
  }
  if (unread.length === 0) {
    const written = recordEntries(codec, timeline)
    for (const [index, entry] of written.entries())
      problems.push(...compareEntry(file.entries[index]!, entry))
  }
  return { log, timeline, problems }
}

function compareEntry(expected: TraceEntry, found: TraceEntry): Problem[] {
  if (expected.text !== found.text || expected.at !== found.at) {
    const params = {
      found: `${formatMillis(found.at)} ${found.text}`,
      expected: `${formatMillis(expected.at)} ${expected.text}`,
    }
    return [{ code: 'trace-differs', params, place: { line: expected.line } }]
  }
  for (let at = 0; at < Math.max(expected.effects.length, found.effects.length); at++) {
    const [wanted, got] = [expected.effects[at] ?? 'nothing', found.effects[at] ?? 'nothing']
    if (wanted === got) continue
    return [
      {
        code: 'trace-differs',
        params: { found: got, expected: wanted },
        place: { line: expected.line + 1 + at },
      },
    ]
  }
  return []
}

/** A timeline as a file's entries. */
export function recordEntries<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  timeline: Timeline<State, Event, Effect>,
): TraceEntry[] {
  const entries: TraceEntry[] = []
  for (let at = 1; at < timeline.points.length; at++) {
    const { entry, effects } = timeline.points[at]!
    if (entry === null) continue
    const text = codec.printEvent(entry.event, timeline.points[at - 1]!.state)
    entries.push({ at: entry.at, text, effects: codec.printEffects(effects), line: 0 })
  }
  return entries
}

/** Lets time go on until `until`, or until nothing is due: the log with the ticks that happen. */
export function runOn<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  log: Log<Config, Event>,
  state: State,
  until: Millis,
): { readonly entries: readonly LogEntry<Event>[]; readonly state: State } {
  const entries: LogEntry<Event>[] = [...log.entries]
  let now = state
  for (;;) {
    const tick = codec.nextTick(now)
    if (tick === null || tick.at > until) break
    const step = codec.machine.step(now, tick.event, tick.at)
    // A bound was hit: the run ends here, and whoever steps on is told why.
    if (!step.ok) break
    entries.push(tick)
    now = step.value.state
  }
  return { entries, state: now }
}

/**
 * A whole run from events alone: before each event the ticks that are due earlier, after the last all that
 * are due by `until`. Events that the machine refuses are left out and told.
 */
export function playEvents<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  log: Log<Config, Event>,
  until: Millis,
): { readonly log: Log<Config, Event>; readonly problems: readonly Problem[] } {
  const start = codec.machine.start(log.config, log.seed)
  return playOn(codec, { ...log, entries: [] }, start, log.entries, until)
}

/** The same from the middle: `log` has led to `state`, and `events` come at their times or later. */
export function playOn<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>,
  log: Log<Config, Event>,
  from: State,
  events: readonly LogEntry<Event>[],
  until: Millis,
): {
  readonly log: Log<Config, Event>
  readonly state: State
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  let played = log
  let state = from
  for (const entry of events) {
    const before = runOn(codec, played, state, entry.at - 0.0005)
    played = { ...played, entries: before.entries }
    state = before.state
    const step = codec.machine.step(state, entry.event, entry.at)
    if (!step.ok) {
      problems.push(step.problem)
      continue
    }
    played = { ...played, entries: [...played.entries, entry] }
    state = step.value.state
  }
  const rest = runOn(codec, played, state, until)
  return { log: { ...played, entries: rest.entries }, state: rest.state, problems }
}

/** One name for a run: its log, every effect and the last state. Equal on every device. */
export function digestTimeline<State, Event, Effect>(timeline: Timeline<State, Event, Effect>): string {
  const { points } = timeline
  const entries = points.map(({ entry, effects }) => ({ entry, effects }))
  return digest({ entries, state: points.at(-1)?.state })
}
