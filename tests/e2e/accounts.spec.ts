// People: a guest's work comes along or stays behind as asked, a wrong password tells nothing, settings are kept and
// followed. Sign-ups are few here: the server counts them by address, and all tests share one.
import { randomUUID } from 'node:crypto'
import { expect, test, type APIRequestContext, type BrowserContext, type Page } from '@playwright/test'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'
import { fetchQueue, postReviews, signIn } from './over-the-api.ts'

const url = process.env['PROTODECK_URL']!
test.use({ baseURL: url })
test.setTimeout(180_000)

test('a guest who signs in is asked, and brings the reviews along; the next guest leaves them', async ({ browser, request }) => {
  const email = `account-${randomUUID()}@example.org`
  const password = 'correct horse battery staple'
  const made = await request.post('/api/v1/account', { data: { email, password }, headers: { origin: url } })
  expect(made.status()).toBe(200)
  const cards = (await fetchQueue(request)).cards
  await postReviews(request, url, [cards[0]!.facet])

  await test.step('brings 3 reviews', async () => {
    const { context, page } = await guestWithWork(browser.newContext({ baseURL: url }), [1, 2, 3])
    await signIn(page, email, password)
    await expect(page.getByRole('heading', { name: 'Bring the 3 reviews made on this device?' })).toBeVisible()
    await page.getByRole('button', { name: 'Bring them' }).click()
    await page.waitForURL('**/en')
    await expect(page.getByText(`Signed in as ${email}`)).toBeVisible()
    expect(await reviewedFacets(context.request)).toEqual([0, 1, 2, 3].map((i) => cards[i]!.facet).sort())
    // The account's other browser sees the same.
    expect(await reviewedFacets(request)).toEqual(await reviewedFacets(context.request))
    // Asked once: signing in is over.
    expect((await (await context.request.get('/api/v1/session')).json() as { guest: unknown }).guest).toBeNull()
    await context.close()
  })

  await test.step('leaves 2 reviews', async () => {
    const { context, page } = await guestWithWork(browser.newContext({ baseURL: url }), [4, 5])
    await signIn(page, email, password)
    await expect(page.getByRole('heading', { name: 'Bring the 2 reviews made on this device?' })).toBeVisible()
    await page.getByRole('button', { name: 'Leave them' }).click()
    await page.waitForURL('**/en')
    expect(await reviewedFacets(context.request)).toHaveLength(4)
    await page.goto('/en/sign-in')
    await expect(page.getByRole('heading', { name: /Bring the/ })).toHaveCount(0)

    await page.goto('/en/settings')
    await expect(page.getByText(`Signed in as ${email}.`)).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/en')
    await expect(page.getByRole('link', { name: 'Start reviewing' })).toBeVisible()
    expect((await context.request.get('/api/v1/events')).status()).toBe(401)
    await context.close()
  })
})

test('a wrong password is answered like an account that does not exist', async ({ page, request }) => {
  const email = `known-${randomUUID()}@example.org`
  await request.post('/api/v1/account', { data: { email, password: 'the right one' }, headers: { origin: url } })
  const failWith = async (address: string) => {
    await page.goto('/en/sign-in')
    await page.getByLabel('E-mail address').fill(address)
    await page.getByLabel('Password').fill('not the right one')
    const answered = page.waitForResponse((response) => response.url().includes('/callback/credentials'))
    await page.getByRole('button', { name: 'Sign in' }).click()
    const response = await answered
    const said = await page.getByRole('alert').filter({ hasText: /\S/ }).textContent()
    return { said, status: response.status(), body: await response.text() }
  }
  const wrong = await failWith(email)
  expect(wrong.said).toBe('The e-mail address or the password is not right.')
  expect(await failWith(`unknown-${randomUUID()}@example.org`)).toEqual(wrong)
  expect((await page.context().cookies()).filter(({ name }) => name.includes('session'))).toEqual([])
})

test('settings are kept, and new cards come from the chosen topics and levels alone', async ({ page, context }) => {
  const all = await fetchQueue(context.request, 200)
  const topics = [...new Set(all.cards.map(({ topic }) => topic))]
  await page.goto('/en/settings')
  await page.getByLabel('Time zone').selectOption('Asia/Shanghai')
  await page.getByLabel('The day begins at').selectOption('5')
  await page.getByLabel('New cards a day').fill('200')
  await page.getByLabel('Reviews a day at most').fill('150')
  await page.getByLabel('Longest interval, days').fill('180')
  await page.getByLabel(/Wanted recall/).fill('0.85')
  await page.getByLabel('All topics, also future ones').uncheck()
  const boxes = page.locator('.checks').first().getByRole('checkbox')
  for (let i = 1; i < (await boxes.count()); i++) await boxes.nth(i).uncheck()
  await page.getByLabel('The WebSocket protocol').check()
  await page.getByLabel('1: junior').uncheck()
  await page.getByLabel('3: expert').uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.reload()
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Shanghai')
  await expect(page.getByLabel('The day begins at')).toHaveValue('5')
  await expect(page.getByLabel('New cards a day')).toHaveValue('200')
  await expect(page.getByLabel('Reviews a day at most')).toHaveValue('150')
  await expect(page.getByLabel('Longest interval, days')).toHaveValue('180')
  await expect(page.getByLabel(/Wanted recall/)).toHaveValue('0.85')
  await expect(page.getByLabel('The WebSocket protocol')).toBeChecked()
  await expect(page.getByLabel('2: experienced')).toBeChecked()
  await expect(page.getByLabel('3: expert')).not.toBeChecked()

  const chosen = await fetchQueue(context.request, 200)
  expect(topics.length + chosen.cards.length).toBeGreaterThan(1)
  expect([...new Set(chosen.cards.map(({ topic }) => topic))]).toEqual(['websocket-protocol'])
  expect(chosen.cards.length).toBeGreaterThan(2)
  const levels = await levelsOf(page, chosen)
  expect(new Set(levels)).toEqual(new Set(['Level 2']))
  // The day ends at five in the morning in Shanghai, which is 21:00 UTC.
  expect(chosen.dayEndsAt.slice(11)).toBe('21:00:00.000Z')

  await page.getByLabel('New cards a day').fill('-1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toHaveCount(0)
  expect((await fetchQueue(context.request, 200)).cards.length).toBe(chosen.cards.length)
})

/** The level that each card's section on its topic page shows. */
async function levelsOf(page: Page, { cards }: QueueAnswer): Promise<readonly string[]> {
  await page.goto('/en/topics/websocket-protocol')
  const shown = await page.locator('section.note').evaluateAll((sections) =>
    sections.map((section) => [section.querySelector('h2')!.id, /Level \d/.exec(section.querySelector('p.muted')!.textContent)![0]] as const),
  )
  const levels = new Map(shown)
  await page.goto('/en/settings')
  return cards.map(({ facet }) => levels.get(facet.slice(facet.indexOf('/') + 1, facet.indexOf('#')))!)
}

async function guestWithWork(opening: Promise<BrowserContext>, places: readonly number[]) {
  const context = await opening
  const { cards } = await fetchQueue(context.request)
  await postReviews(context.request, url, places.map((place) => cards[place]!.facet))
  return { context, page: await context.newPage() }
}

async function reviewedFacets(request: APIRequestContext): Promise<readonly string[]> {
  const { events } = (await (await request.get('/api/v1/events?limit=500')).json()) as { events: readonly { kind: string; facet: string }[] }
  return events.filter(({ kind }) => kind === 'review').map(({ facet }) => facet).sort()
}

test('a device that has moved asks once whether study days shall follow it', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: url, timezoneId: 'Asia/Tokyo' })
  const [card] = (await fetchQueue(context.request)).cards
  await postReviews(context.request, url, [card!.facet])
  await context.request.put('/api/v1/settings', { data: { timeZone: 'Europe/Berlin' }, headers: { origin: url } })
  const page = await context.newPage()
  const question = page.getByText('This device is in Asia/Tokyo now')
  await page.goto('/en')
  await page.getByRole('button', { name: 'Stay with Europe/Berlin' }).click()
  await expect(question).toHaveCount(0)
  await page.goto('/en')
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  await expect(question).toHaveCount(0)

  await page.evaluate(() => { localStorage.clear() })
  await page.reload()
  await page.getByRole('button', { name: 'Follow Asia/Tokyo' }).click()
  await expect(question).toHaveCount(0)
  const { settings } = (await (await context.request.get('/api/v1/session')).json()) as { settings: { timeZone: string } }
  expect(settings.timeZone).toBe('Asia/Tokyo')
  await context.close()
})
