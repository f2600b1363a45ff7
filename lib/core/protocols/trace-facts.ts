// A trace's text as the facts of a picture, without running anything: what the lines say is drawn, and what somebody
// left out of them stays out. Which words mean what, each protocol's reader says; here is what all have in common,
// arrivals, losses and copies. Where the run itself is at hand, `run-diagram.ts` of its protocol is the richer source.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Fact } from '#lib/core/protocols/diagram.ts'
import { formatMillis, type TraceEntry } from '#lib/core/protocols/trace.ts'

export interface When {
  readonly at: Millis
  /** 0-based, as in the log. */
  readonly entry: number
}

/** One protocol's words. A line that says nothing for a picture gives no facts. */
export interface FactReader {
  /** What holds before the first entry. */
  readonly start: readonly Fact[]
  readonly readEvent: (text: string, when: When) => readonly Fact[]
  readonly readEffect: (text: string, when: When) => readonly Fact[]
}

/** The facts of a trace's entries, in their order. */
export function readFacts(reader: FactReader, entries: readonly TraceEntry[]): Fact[] {
  const facts: Fact[] = [...reader.start]
  const left = new Map<string, Extract<Fact, { kind: 'leave' }>>()
  /** When the copy of an arrow arrives, as the trace writes it. */
  const copies = new Map<string, string>()
  for (const [entry, { at, text, effects }] of entries.entries()) {
    const when = { at, entry }
    facts.push(...reader.readEvent(text, when))
    const taken = /^\S+ takes (#\d+)$/.exec(text)?.[1]
    // Who is down or silent takes nothing: then a line below says that it was lost.
    if (taken !== undefined && !effects.some((effect) => effect.startsWith(`lost ${taken}:`))) {
      facts.push({ kind: 'arrive', arrow: copies.get(taken) === formatMillis(at) ? `${taken} again` : taken, ...when })
    }
    for (const effect of effects) {
      const lost = /^lost (#\d+): (.*)$/.exec(effect)
      const copied = /^copied (#\d+): arrives at (\S+)$/.exec(effect)
      if (lost !== null) facts.push({ kind: 'lose', arrow: lost[1]!, why: lost[2]!, ...when })
      else if (copied !== null) {
        copies.set(copied[1]!, copied[2]!)
        const original = left.get(copied[1]!)
        // A copy sets out when it is made, from where its original came.
        if (original !== undefined) facts.push({ ...original, arrow: `${copied[1]!} again`, tone: 'again', ...when })
      } else {
        for (const fact of reader.readEffect(effect, when)) {
          if (fact.kind === 'leave') left.set(fact.arrow, fact)
          facts.push(fact)
        }
      }
    }
  }
  return facts
}

/**
 * An exercise's run as far as it was told: what was shown, and what came after it where the two fit together. Lines
 * that both have stand once; an outcome that begins before what was shown ends is the whole run.
 */
export function joinEntries(shown: readonly TraceEntry[], outcome: readonly TraceEntry[]): readonly TraceEntry[] {
  const same = (a: TraceEntry | undefined, b: TraceEntry | undefined) => a?.at === b?.at && a?.text === b?.text
  const last = shown.at(-1)
  if (same(last, outcome[0])) return [...shown.slice(0, -1), ...outcome]
  if (last !== undefined && outcome[0] !== undefined && outcome[0].at < last.at) return outcome
  return [...shown, ...outcome]
}
