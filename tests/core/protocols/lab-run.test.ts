import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, editAll, editRun, mostEdits, mostEntries, nameRun, openRun } from '#lib/core/protocols/lab-run.ts'
import { runFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { buildDiagram, defaultScale } from '#lib/core/protocols/diagram.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace, recordEntries } from '#lib/core/protocols/trace.ts'

const folder = fileURLToPath(new URL('../../../content/scenarios/tcp/', import.meta.url))
const fileOf = (name: string) => parseTrace(readFileSync(`${folder}${name}.trace`, 'utf8')).file
const lost = fileOf('third-ack-lost')
const edited = (file: typeof lost, ...edits: { step: number; text: string }[]) => {
  const run = editAll(tcpTrace, file, edits)
  if (!run.ok) throw new Error(run.problem.code)
  return run.value
}
const textsOf = (run: ReturnType<typeof edited>) => recordEntries(tcpTrace, run.timeline).map(({ text }) => text)

describe('changing a run', () => {
  const original = openRun(tcpTrace, lost)

  it('leaves alone what came before, and lets the rest happen anew', () => {
    // After six entries the SYN,ACK of B's timer is on its way again.
    const run = edited(lost, { step: 6, text: 'drop #4' })
    expect(run.log.entries.slice(0, 6)).toEqual(original.log.entries.slice(0, 6))
    expect(textsOf(run).slice(6)).toEqual([
      'drop #4',
      'B timer retransmission',
      'A takes #5',
      'B takes #6',
    ])
    expect(run.timeline.points.at(-1)!.state.hosts.B.connections[0]!.tcb.state).toBe('ESTABLISHED')
    expect(run.problems).toEqual([])
  })

  it('both ends of the lost third ACK: a client that sends needs no retransmission', () => {
    const run = edited(lost, { step: 5, text: 'A send "hello"' })
    expect(textsOf(run).slice(5, 7)).toEqual(['A send "hello"', 'B takes #4'])
    expect(textsOf(run)).not.toContain('B timer retransmission')
  })

  it('keeps what the script still has in mind, unless it is cut', () => {
    const close = fileOf('close')
    expect(textsOf(edited(close, { step: 6, text: 'drop #4' }))).toContain('B close')
    const cut = textsOf(edited(close, { step: 6, text: cutText }))
    expect(cut).toContain('B takes #4')
    expect(cut).not.toContain('B close')
  })

  it('says which events of the script no longer fit', () => {
    const down = edited(fileOf('handshake'), { step: 5, text: 'A crash' })
    expect(down.problems.map(({ code }) => code)).toEqual(['lab-host-down'])
  })

  it.each([
    [{ step: 5, text: 'drop #1' }, 'lab-not-in-flight'],
    [{ step: 5, text: 'A fly' }, 'trace-event'],
    [{ step: 99, text: 'A close' }, 'lab-link'],
    [{ step: 0, text: 'A close' }, 'lab-no-connection'],
  ])('refuses %o', (edit, code) => {
    expect(editRun(tcpTrace, original, edit)).toMatchObject({ ok: false, problem: { code } })
  })

  it('is bounded: entries, changes', () => {
    const flood = edited(fileOf('handshake'), { step: 5, text: 'A send 1000000 octets' })
    expect(flood.log.entries.length).toBe(mostEntries)
    expect(flood.problems.at(-1)).toMatchObject({ code: 'lab-bound', params: { what: 'events' } })
    const many = Array.from({ length: mostEdits + 1 }, () => ({ step: 0, text: cutText }))
    expect(editAll(tcpTrace, lost, many)).toMatchObject({ ok: false, problem: { code: 'lab-bound' } })
  })

  it('has a name that changes with it', () => {
    const drop = { step: 6, text: 'drop #4' }
    expect(nameRun(edited(lost, drop))).toBe(nameRun(edited(lost, drop)))
    expect(nameRun(edited(lost, drop))).not.toBe(nameRun(original))
  })

  it('draws a copy that a hand has made', () => {
    const run = edited(fileOf('handshake'), { step: 2, text: 'duplicate #1 after 40' })
    const { arrows } = buildDiagram([{ id: 'A', name: 'A' }, { id: 'B', name: 'B' }], runFacts(run.timeline), defaultScale)
    expect(arrows.find(({ id }) => id === '#1 again')).toMatchObject({ from: 'A', to: 'B', fate: 'arrived' })
  })

  it('any text at any step: a run or a problem', () => {
    const words = fc.constantFrom('A', 'B', 'drop', 'delay', '#2', '#9', 'by', '50', 'close', 'send', '"x"', 'crash')
    fc.assert(
      fc.property(fc.nat(12), fc.array(words, { maxLength: 4 }), (step, parts) => {
        const result = editRun(tcpTrace, original, { step, text: parts.join(' ') })
        if (result.ok) expect(result.value.log.entries.length).toBeGreaterThan(step)
        else expect(result.problem.code).toMatch(/^(lab|trace)-/)
      }),
      { numRuns: 200 },
    )
  })
})
