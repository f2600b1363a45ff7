import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSharedRun, printSharedRun } from '#lib/core/protocols/share-link.ts'

describe('a run in a link', () => {
  it('reads what it wrote', () => {
    const edit = fc.record({
      step: fc.nat(999),
      text: fc.constantFrom('drop #3', 'A send "你好 & more = +1"', 'cut', 'delay #2 by 0.5'),
    })
    const shared = fc.record({
      scenario: fc.constantFrom('third-ack-lost', 'close'),
      step: fc.nat(999),
      edits: fc.array(edit, { maxLength: 8 }),
      run: fc.constant('0123456789ab'),
      compared: fc.option(fc.record({ name: fc.constantFrom('sack', 'two-way'), at: fc.option(fc.nat(999)) })),
    })
    fc.assert(
      fc.property(shared, (one) => {
        expect(parseSharedRun(`#${printSharedRun(one)}`)).toEqual({ ok: true, value: one })
      }),
    )
  })

  it('a scenario alone is enough', () => {
    expect(parseSharedRun('#scenario=close')).toEqual({
      ok: true,
      value: { scenario: 'close', step: 0, edits: [], run: null, compared: null },
    })
  })

  it.each([
    ['', ''],
    ['#step=3', 'scenario'],
    ['#scenario=../etc', 'scenario=../etc'],
    ['#scenario=close&step=-1', 'step=-1'],
    ['#scenario=close&edit=3:drop', 'run'],
    ['#scenario=close&edit=drop', 'edit=drop'],
    ['#scenario=close&x=%zz', 'x=%zz'],
    ['#scenario=close&run=nonsense', 'run=nonsense'],
    ['#scenario=close&compare=../x', 'compare=../x'],
    ['#scenario=close&compare=sack&at=-1', 'at=-1'],
    ['#scenario=close&at=3', 'compare'],
  ])('refuses %s', (hash, part) => {
    expect(parseSharedRun(hash)).toEqual({ ok: false, problem: { code: 'lab-link', params: { part } } })
  })

  it('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => { parseSharedRun(text) }))
    expect(parseSharedRun(`#scenario=${'a'.repeat(9000)}`).ok).toBe(false)
  })
})
