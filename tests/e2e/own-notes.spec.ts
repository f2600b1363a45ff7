// Notes of one's own: from a file to the first review, and what was learnt stays when the file is brought again.
import { expect, test, type Page } from '@playwright/test'
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
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.goto(`${url()}/zh/notes`)
    await expect(page.getByRole('heading', { name: '我的笔记' })).toBeVisible()
    expect(await overflow()).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/notes-${width}-${scheme}.png`, fullPage: true })
  })
}
