import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareRuns, comparisons, runVariant, stepAfter } from '#lib/core/protocols/tcp/comparisons.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, recordEntries } from '#lib/core/protocols/trace.ts'

const fileOf = (scenario: string) =>
  parseTrace(readFileSync(new URL(`../../../../content/scenarios/tcp/${scenario}.trace`, import.meta.url), 'utf8')).file

/** The lines that only one of the two runs has: what the rule is for. */
const differing: Readonly<Record<string, readonly [string, string]>> = {
  'two-way': ['B SYN-RECEIVED -> LISTEN | rcv RST, RFC 9293 §3.10.7.4', 'B is told: connection reset'],
  'time-wait': ['A discards: repeated FIN | RFC 9293 §3.10.7.4', 'B LAST-ACK -> CLOSED | rcv RST, RFC 9293 §3.10.7.4'],
  'rst-793': ['A is told: connection reset', 'A discards: RST not at RCV.NXT | RFC 5961 §3.2'],
  'syn-793': ['B is told: connection reset', 'B discards: SYN in a synchronized state | RFC 5961 §4.2'],
}

describe('two runs side by side', () => {
  it.each(comparisons)('$name: the runs differ where its words say', ({ name, scenario, variants }) => {
    const lines = variants.map((variant) => {
      const run = runVariant(fileOf(scenario), variant)
      expect(run.problems).toEqual([])
      return recordEntries(tcpTrace, run.timeline).flatMap(({ text, effects }) => [text, ...effects])
    })
    expect(lines[0]).not.toEqual(lines[1])
    for (const [at, line] of (differing[name] ?? []).entries()) {
      expect(lines[at]).toContain(line)
      expect(lines[1 - at]).not.toContain(line)
    }
  })

  it.each(comparisons)('$name: one clock steps through both, from nothing to all', (comparison) => {
    const { runs, moments } = compareRuns(fileOf(comparison.scenario), comparison)
    for (const run of runs) {
      expect(stepAfter(run, moments, 0)).toBe(0)
      expect(stepAfter(run, moments, moments.length)).toBe(run.log.entries.length)
      for (const [i, now] of moments.entries()) {
        const step = stepAfter(run, moments, i + 1)
        expect(run.log.entries.slice(0, step).every(({ at }) => at <= now)).toBe(true)
        expect(run.log.entries.slice(step).every(({ at }) => at > now)).toBe(true)
      }
    }
  })

  it('the variant without changes is the scenario as it is written', () => {
    for (const { scenario, variants } of comparisons) {
      const plain = variants.find(({ settings }) => Object.keys(settings).length === 0)!
      const file = fileOf(scenario)
      const entries = recordEntries(tcpTrace, runVariant(file, plain).timeline)
      expect(entries.map(({ effects }) => effects)).toEqual(file.entries.map(({ effects }) => effects))
    }
  })
})
