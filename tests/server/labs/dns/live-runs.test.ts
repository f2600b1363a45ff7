// Threads of live runs: their bounds, and that nothing stays behind.
import { afterEach, describe, expect, it } from 'vitest'
import { createLiveRuns, type LiveRunBounds, type LiveRuns, type Told } from '#lib/server/labs/dns/live-runs.ts'
import type { LiveMessage, LiveWork } from '#lib/server/labs/dns/live-worker.ts'
import { labZones } from '../../../core/protocols/dns/lab.ts'

const work = (...events: string[]): LiveWork => ({ zones: labZones, seed: 'threads', entries: [], at: 0, events, internet: false })
const question = work('stub asks www.example.com. A')
let runs: LiveRuns
const open = (bounds: Partial<LiveRunBounds> = {}) =>
  (runs = createLiveRuns(() => Date.now(), { atOnce: 2, aMinute: 5, killAfterMs: 20_000, ...bounds }))
afterEach(() => runs.close())

async function toEnd({ next }: Told): Promise<LiveMessage[]> {
  const told: LiveMessage[] = []
  for (;;) {
    const message = await next()
    told.push(message)
    if (message.kind === 'ended') return told
  }
}
function started(person: string, given = question): Told {
  const run = runs.start(person, given)
  if (!run.ok) throw new Error(run.problem.code)
  return run.value
}

describe('live runs', () => {
  it('tell the sockets, every step and the end; the thread is used again', async () => {
    open()
    for (let round = 0; round < 2; round++) {
      const told = await toEnd(started('ann'))
      expect(told[0]).toMatchObject({ kind: 'opened' })
      expect(told.filter(({ kind }) => kind === 'entry').length).toBeGreaterThan(8)
      expect(told.at(-1)).toEqual({ kind: 'ended', problem: null, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    }
  }, 30_000)

  it('are one a person, few at once, and so many a minute', async () => {
    open({ aMinute: 2 })
    const first = started('ann')
    expect(runs.start('ann', question)).toMatchObject({ ok: false, problem: { code: 'lab-live-busy' } })
    const second = started('ben')
    expect(runs.start('cat', question)).toMatchObject({ ok: false, problem: { code: 'lab-live-busy' } })
    await Promise.all([toEnd(first), toEnd(second)])
    await toEnd(started('ann'))
    expect(runs.start('ann', question)).toMatchObject({ ok: false, problem: { code: 'too-many-requests' } })
  }, 30_000)

  it('are killed when their reader goes, and give their place free, even before the first word', () => {
    open({ atOnce: 1 })
    started('ann').stop()
    started('ben').stop()
    expect(runs.start('ann', question).ok).toBe(true)
  })

  it('are killed after their time', async () => {
    open({ killAfterMs: 50 })
    expect(await toEnd(started('ann'))).toEqual([{ kind: 'ended', problem: { code: 'lab-live-ended', params: { seconds: 0 } }, digest: null }])
    expect(runs.start('ann', question).ok).toBe(true)
  })

  it('take no event that is only for the simulation, and no log that does not fit', async () => {
    open()
    const zone = await toEnd(started('ann', { ...question, entries: [{ at: 0, text: 'zone com "x"' }] }))
    expect(zone).toMatchObject([{ kind: 'ended', problem: { code: 'lab-live-log', params: { entry: 1 } } }])
    const nonsense = await toEnd(started('ann', { ...question, entries: [{ at: 0, text: 'no event' }] }))
    expect(nonsense).toMatchObject([{ kind: 'ended', problem: { code: 'trace-event' } }])
    const past = await toEnd(started('ann', { ...question, entries: [{ at: 0, text: 'resolver gets #7' }] }))
    expect(past).toMatchObject([{ kind: 'ended', problem: { code: 'lab-live-log', params: { entry: 1 } } }])
  }, 30_000)
})
