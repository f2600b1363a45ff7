// The main job from end to end: a guest reviews by keyboard, loses the network and gets it back, signs up, goes on in
// a second browser, undoes there, and both see the same queue.
import { randomUUID } from 'node:crypto'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import type { CardKind } from '#lib/core/notes/card.ts'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'
import { tabToSelector } from './by-keyboard.ts'
import { reviewByKeyboard } from './review-by-keyboard.ts'

const url = process.env['PROTODECK_URL']!
const kinds: readonly CardKind[] = ['explain', 'choice', 'cloze', 'order', 'typed']
test.use({ baseURL: url })
test.setTimeout(240_000)

test('a guest reviews 20 cards of every kind by keyboard, offline in the middle, and goes on in another browser', async ({ page, context, browser }) => {
  const email = `daily-${randomUUID()}@example.org`
  const password = 'a sentence is good'
  const seen: CardKind[] = []

  await test.step('settings: 60 new cards a day', async () => {
    await raiseNewPerDay(page)
  })

  const reviewer = reviewByKeyboard(page)
  const answerAndGrade = async () => {
    const card = await reviewer.answer()
    seen.push(card.kind)
    // Enter takes what is proposed: Good, because every answer is right.
    await reviewer.grade('Enter')
  }

  await test.step('seven cards with a network', async () => {
    await page.goto('/en/review')
    await expect(page.locator('.card')).toBeVisible()
    for (let i = 0; i < 7; i++) await answerAndGrade()
    await expect(page.locator('.progress-line')).toContainText('7 done')
    await expect(page.locator('.unsent')).toHaveCount(0)
    expect(await countStored(context)).toBe(7)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(async () => (await caches.keys()).includes('files'))
  })

  await test.step('the network goes away: grading goes on, and the page shows what is unsent', async () => {
    await context.setOffline(true)
    await expect(page.getByText('No network.')).toBeVisible()
    for (let i = 1; i <= 4; i++) {
      await answerAndGrade()
      await expect(page.locator('.unsent')).toHaveText(`· ${i} not sent yet`)
    }
  })

  await test.step('reloaded without network, the review goes on, and no card comes twice', async () => {
    const before = await reviewer.shown()
    await page.reload()
    await expect(page.locator('.card')).toBeVisible()
    await expect(page.locator('.unsent')).toHaveText('· 4 not sent yet')
    expect((await reviewer.shown()).facet).toBe(before.facet)
    for (let i = 5; i <= 7; i++) {
      await answerAndGrade()
      await expect(page.locator('.unsent')).toHaveText(`· ${i} not sent yet`)
    }
  })

  await test.step('the network is back: everything is sent', async () => {
    await context.setOffline(false)
    await expect(page.locator('.unsent')).toHaveCount(0, { timeout: 40_000 })
    await expect.poll(() => countStored(context)).toBe(14)
    while (seen.length < 20 || kinds.some((kind) => !seen.includes(kind))) {
      expect(seen.length, `of the first cards none is of the kinds ${kinds.filter((kind) => !seen.includes(kind)).join(', ')}`).toBeLessThan(45)
      await answerAndGrade()
    }
    await expect.poll(() => countStored(context)).toBe(seen.length)
  })

  await test.step('signs up, and keeps the work', async () => {
    await page.goto('/en/sign-in?new')
    await tabToSelector(page, '#email')
    await page.keyboard.insertText(email)
    await tabToSelector(page, '#password')
    await page.keyboard.insertText(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/en')
    await expect(page.getByText(`Signed in as ${email}`)).toBeVisible()
    expect(await countStored(context)).toBe(seen.length)
  })

  await page.goto('/en/review')
  await expect(page.locator('.card')).toBeVisible()
  const last = await reviewer.answer()
  await reviewer.grade('4')
  seen.push(last.kind)
  await expect.poll(() => countStored(context)).toBe(seen.length)

  await test.step('a second browser signs in, and undoes what the first one did', async () => {
    const second = await browser.newContext({ baseURL: url })
    const there = await second.newPage()
    await there.goto('/en/sign-in')
    await there.getByLabel('E-mail address').fill(email)
    await there.getByLabel('Password').fill(password)
    await there.keyboard.press('Enter')
    await there.waitForURL('**/en')
    expect(await facetsOf(second)).toEqual(await facetsOf(context))

    const other = reviewByKeyboard(there)
    await there.goto('/en/review')
    await expect(there.locator('.card')).toBeVisible()
    await there.keyboard.press('u')
    const dialog = there.getByRole('dialog')
    await expect(dialog).toContainText(`Easy on “${last.question.text}”`)
    await expect(dialog).toContainText('other device')
    await expect(dialog).toContainText(/just now|minutes? ago/)
    await expect(dialog.getByRole('button', { name: /Undo this/ })).toBeFocused()
    await there.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect.poll(async () => (await facetsOf(second)).includes(last.facet)).toBe(true)

    expect(await facetsOf(second)).toEqual(await facetsOf(context))
    await page.reload()
    await there.reload()
    await expect(page.locator('.card')).toBeVisible()
    await expect(there.locator('.card')).toBeVisible()
    expect((await other.shown()).facet).toBe((await reviewer.shown()).facet)
    // What was taken back is the next new card again, in both.
    expect((await other.shown()).facet).toBe(last.facet)
    await second.close()
  })
})

async function raiseNewPerDay(page: Page): Promise<void> {
  await page.goto('/en/settings')
  await page.getByLabel('New cards a day').fill('60')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
}

async function facetsOf(context: BrowserContext): Promise<readonly string[]> {
  const answer = await context.request.get('/api/v1/queue?limit=200&lang=en&timeZone=UTC')
  return ((await answer.json()) as QueueAnswer).cards.map(({ facet }) => facet)
}

/** Reviews of this person in the log. */
async function countStored(context: BrowserContext): Promise<number> {
  const answer = await context.request.get('/api/v1/events?limit=500')
  const { events } = (await answer.json()) as { events: readonly { kind: string }[] }
  return events.filter(({ kind }) => kind === 'review').length
}
