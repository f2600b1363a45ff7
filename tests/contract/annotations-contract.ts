// What every store must do with notes on passages, and with reports: whose they are, once each, within their bounds.
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { noSuccession } from '#lib/core/notes/succession.ts'
import type { Annotation } from '#lib/server/store/annotations.ts'
import type { Store } from '#lib/server/store/store.ts'
import { addGuest } from './fixtures.ts'

const make = (more: Partial<Annotation> = {}): Annotation => ({
  ...{ id: v7(), topic: 'tcp', card: 'tcp-isn', lang: 'zh', note: '记住', quote: { exact: '初始序列号', prefix: '每一方的', suffix: '都被确认', start: 12 } },
  ...more,
})

export function annotationsContract(open: () => Store): void {
  it('keeps one of each id, changed by whoever owns it, in the order in which they were made', async () => {
    const store = open()
    const [owner, other] = [await addGuest(store), await addGuest(store)]
    const [first, second] = [make(), make({ topic: 'udp', card: null, lang: 'en' })]
    expect(await store.annotations.put(owner, first)).toBe(true)
    expect(await store.annotations.put(owner, first)).toBe(true)
    await store.annotations.put(owner, second)
    await store.annotations.put(owner, { ...first, note: 'changed' })
    const kept = await store.annotations.list(owner, null)
    expect(kept).toMatchObject([{ ...first, note: 'changed' }, second])
    expect(kept[0]!.updatedAtMs).toBeGreaterThanOrEqual(kept[0]!.createdAtMs)
    expect((await store.annotations.list(owner, 'udp')).map(({ id }) => id)).toEqual([second.id])
    await store.annotations.put(other, { ...first, note: 'mine' })
    await store.annotations.remove(other, second.id)
    expect((await store.annotations.list(owner, null)).map(({ note }) => note)).toEqual(['changed', '记住'])
    await store.annotations.remove(owner, first.id)
    await store.annotations.remove(owner, first.id)
    expect((await store.annotations.list(owner, null)).map(({ id }) => id)).toEqual([second.id])
    expect(await store.annotations.list(other, null)).toHaveLength(1)
  })

  it('takes a guest’s into the account, where the account’s own word on the same one stays, and deletes them with the person', async () => {
    const store = open()
    const [guest, account] = [await addGuest(store), await addGuest(store)]
    const [both, one] = [make(), make()]
    await store.annotations.put(guest, { ...both, note: 'guest' })
    await store.annotations.put(guest, one)
    await store.annotations.put(account, { ...both, note: 'account' })
    await store.log.merge(guest, account, noSuccession, () => null)
    expect(new Map((await store.annotations.list(account, null)).map(({ id, note }) => [id, note]))).toEqual(new Map([[both.id, 'account'], [one.id, '记住']]))
    expect(await store.annotations.list(guest, null)).toEqual([])
    await store.log.erase(account)
    expect(await store.annotations.list(account, null)).toEqual([])
  })

  it('keeps each report once, as it was first sent', async () => {
    const store = open()
    const report = { id: randomUUID(), card: 'tcp-isn', lang: 'en', version: null, text: 'The clause is wrong.', source: 'RFC 9293 §3.4' } as const
    expect(await store.reports.add(report)).toBe(true)
    expect(await store.reports.add({ ...report, text: 'again' })).toBe(true)
    expect((await store.reports.list()).filter(({ id }) => id === report.id)).toMatchObject([report])
  })
}
