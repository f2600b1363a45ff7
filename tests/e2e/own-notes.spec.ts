// Notes of one's own: from a file to the first review, and what was learnt stays when the file is brought again.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { expectAccessible } from './accessibility.ts'

const url = () => process.env['PROTODECK_URL'] ?? ''

const notes = `# My transport notes

## Why does a SYN take one sequence number?

So that it can be acknowledged on its own.

## TIME-WAIT

It waits for two maximum segment lifetimes, so that old segments die out.
`

const bring = async (page: Page, text: string) => {
  await page.goto(`${url()}/en/notes`)
  await page.getByLabel('Files', { exact: true }).setInputFiles({ name: 'transport.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Read them' }).click()
  await expect(page.getByRole('heading', { name: 'Look over' })).toBeVisible()
}

test('a file is brought, looked over, accepted and reviewed; brought again, its card is known', async ({ page }) => {
  await bring(page, notes)
  const card = page.getByRole('article', { name: 'Why does a SYN take one sequence number?' })
  await expect(card.getByText('So that it can be acknowledged on its own.').first()).toBeVisible()
  await expect(card.getByText('not verified')).toBeVisible()
  await expectAccessible(page)

  // By keyboard: the first card is dropped; a reload forgets nothing.
  await page.keyboard.press('j')
  const first = page.locator('.look-over-card').first()
  await expect(first).toBeFocused()
  const kept = page.waitForResponse((response) => response.url().endsWith('/notes/draft') && response.ok())
  await page.keyboard.press('d')
  await kept
  await page.reload()
  await expect(page.locator('.look-over-card').first().getByText('dropped', { exact: true })).toBeVisible()
  await page.locator('.look-over-card').first().getByRole('button', { name: /Accept/ }).click()

  await page.getByRole('button', { name: /^Accept: / }).click()
  await expect(page.getByText(/^2 new cards/)).toBeVisible()
  await page.getByRole('link', { name: 'Review them now' }).click()
  await expect(page.getByText('not verified')).toBeVisible()
  const question = await page.locator('.question').innerText()
  await page.getByRole('button', { name: /Show the answer/ }).click()
  const recorded = page.waitForResponse((response) => response.url().endsWith('/api/v1/reviews') && response.ok())
  await page.getByRole('button', { name: /Easy/ }).click()
  const { results } = (await (await recorded).json()) as { results: { status: string; memory: { reps: number } }[] }
  expect(results).toMatchObject([{ status: 'recorded', memory: { reps: 1 } }])
  await expect(page.locator('.question')).not.toHaveText(question)

  await bring(page, notes.replace('on its own.', 'on its own, apart from any data.'))
  await expect(page.getByText('They belong to “My transport notes”')).toBeVisible()
  await page.getByRole('button', { name: /^Accept: / }).click()
  await expect(page.getByText(/^No new cards, 1 changed, 1 kept/)).toBeVisible()
})

for (const [width, scheme] of [[390, 'dark'], [1280, 'light']] as const) {
  test(`my notes fit ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme: scheme })
    await bring(page, notes)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/look-over-${width}-${scheme}.png`, fullPage: true })
    await page.getByRole('button', { name: /^Accept: / }).click()
    await page.getByRole('link', { name: 'See the collection' }).click()
    await expect(page.getByRole('heading', { name: 'My transport notes' })).toBeVisible()
    if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/collection-${width}-${scheme}.png`, fullPage: true })
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.goto(`${url()}/zh/notes`)
    await expect(page.getByRole('heading', { name: '我的笔记' })).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/notes-${width}-${scheme}.png`, fullPage: true })
  })
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

test('a zip with a picture: a card is cut in two, one is merged, one is tied to a topic; the picture is shown', async ({ page }) => {
  const text = '# Timers\n\n## What is the RTO?\n\nHow long a sender waits.\n\n![a curve](rto.png)\n\nWho keeps it?\n\nEach end keeps its own.\n\n## And then?\n\nIt doubles.\n\n## What is RTT?\n\nA round trip.\n'
  const zip = Buffer.from(zipSync({ 'timers/rto.md': strToU8(text), 'timers/rto.png': new Uint8Array(png) }))
  await page.goto(`${url()}/en/notes`)
  await page.getByLabel('Files', { exact: true }).setInputFiles({ name: 'timers.zip', mimeType: 'application/zip', buffer: zip })
  await page.getByRole('button', { name: 'Read them' }).click()
  await expect(page.getByRole('heading', { name: 'Look over' })).toBeVisible()

  const first = page.getByRole('article', { name: 'What is the RTO?' })
  await first.focus()
  await page.keyboard.press('s')
  const answer = first.getByLabel('Answer', { exact: true })
  await expect(answer).toHaveValue(/Who keeps it\?/)
  await answer.evaluate((area: HTMLTextAreaElement) => { area.setSelectionRange(area.value.indexOf('Who keeps'), area.value.indexOf('Who keeps')) })
  await first.getByRole('button', { name: 'Cut here: the rest is a card' }).click()
  await expect(first.getByLabel('Question of the part cut off')).toHaveValue('Who keeps it?')
  await expect(answer).not.toHaveValue(/Who keeps it\?/)
  await first.getByRole('button', { name: 'Done' }).click()

  const second = page.getByRole('article', { name: 'And then?' })
  await second.focus()
  await page.keyboard.press('m')
  await expect(second.getByText('dropped', { exact: true })).toBeVisible()
  await expect(first.getByText('It doubles.').first()).toBeVisible()

  const third = page.getByRole('article', { name: 'What is RTT?' })
  await third.focus()
  await page.keyboard.press('t')
  await expect(third.getByRole('combobox')).toBeFocused()
  await third.getByRole('combobox').selectOption({ index: 1 })
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Accept: / }).click()
  await expect(page.getByText(/^3 new cards/)).toBeVisible()
  await page.getByRole('link', { name: 'See the collection' }).click()
  await expect(page.getByRole('heading', { name: 'Who keeps it?' })).toBeVisible()
  const picture = page.getByRole('img', { name: 'a curve' })
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await expectAccessible(page)
  if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/own-collection.png`, fullPage: true })
  await page.getByRole('link', { name: 'timers/rto.md' }).click()
  await expect(page.getByRole('heading', { name: 'Timers', level: 1 })).toBeVisible()
  await expectAccessible(page)
  if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/own-note.png`, fullPage: true })
})

test('a card written by hand is changed in place and suspended by its tag; taken away and deleted, it comes back', async ({ page }) => {
  await page.goto(`${url()}/en/notes`)
  await page.getByText('Write a card by hand').click()
  await page.getByLabel('Question').fill('What is a SACK block?')
  await page.getByLabel('Answer', { exact: true }).fill('Two sequence numbers.')
  await page.getByLabel('Tags, with commas').fill('sack')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'See it' }).click()

  await page.getByRole('button', { name: 'Edit “What is a SACK block?”' }).click()
  await expect(page.getByLabel('Tags, with commas')).toHaveValue('sack')
  await page.getByLabel('Answer', { exact: true }).fill('The edges of a block that has arrived.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The edges of a block that has arrived.')).toBeVisible()

  await page.getByText('Suspend by tag, topic or file').click()
  await page.getByRole('button', { name: 'Suspend “sack”' }).click()
  await expect(page.getByText('1 card of “sack” suspended.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Let “sack” back' })).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Anki (.apkg)' }).click()
  const path = await (await download).path()
  await page.getByRole('button', { name: 'Delete this collection' }).click()
  await page.getByRole('button', { name: 'Delete this collection' }).click()
  await expect(page.getByText('Nothing here yet.')).toBeVisible()
  await page.getByLabel('Files', { exact: true }).setInputFiles({ name: 'notes.apkg', mimeType: 'application/octet-stream', buffer: await readFile(path) })
  await page.getByRole('button', { name: 'Read them' }).click()
  await expect(page.getByText('One card is here again')).toBeVisible()
  await page.getByRole('link', { name: 'My own cards' }).click()
  await expect(page.getByText('The edges of a block that has arrived.')).toBeVisible()
  await expect(page.getByRole('article').getByText('Suspended')).toBeVisible()
})

test('after the notes have changed, the next review shows what; the card is changed from there too', async ({ page }) => {
  const one = '# Only one\n\n## Why does a FIN take one sequence number?\n\nSo that it can be acknowledged.\n'
  await bring(page, one)
  await page.getByRole('button', { name: /^Accept: / }).click()
  await expect(page.getByText(/^One new card/)).toBeVisible()
  // Answered an hour ago, and not known: it is due again by now.
  const collection = await page.evaluate(async () => {
    const { collections } = (await (await fetch('/api/v1/notes')).json()) as { collections: { id: string }[] }
    const { cards } = (await (await fetch(`/api/v1/notes?collection=${collections[0]!.id}`)).json()) as { cards: { facet: string }[] }
    const review = { id: crypto.randomUUID(), facet: cards[0]!.facet, grade: 1, answeredAt: Date.now() - 3_600_000, elapsedMs: 900, timeZone: 'UTC' }
    const answer = await fetch('/api/v1/reviews', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reviews: [review] }) })
    if (!answer.ok) throw new Error(await answer.text())
    return collections[0]!.id
  })

  await bring(page, one.replace('acknowledged', 'acknowledged by its peer'))
  await page.getByRole('button', { name: /^Accept: / }).click()
  await expect(page.getByText(/^No new cards, 1 changed/)).toBeVisible()
  await page.goto(`${url()}/en/review?topic=${collection}`)
  await page.getByRole('button', { name: /Show the answer/ }).click()
  await expect(page.getByText('Changed since your last review')).toBeVisible()
  await expect(page.locator('.changed ins')).toHaveText(' by its peer')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Edit this card' }).click()
  await expect(page.getByRole('textbox', { name: 'Answer' })).toHaveValue(/by its peer/)
  await page.getByRole('textbox', { name: 'Answer' }).fill('So that its peer can acknowledge it.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('Saved. The new text is shown')).toBeAttached()
})
