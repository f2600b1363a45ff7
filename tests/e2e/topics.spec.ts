// A topic page from end to end: reading on a phone and on a desk, without scripts and on paper; what it shows of one's
// memory; and covered answers, graded by keyboard and without a network, each a review like any other.
import { expect, test, type APIRequestContext, type BrowserContext } from '@playwright/test'
import { v7 } from 'uuid'
import { langs } from '#lib/core/notes/card.ts'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'
import type { TopicMemories } from '#lib/server/usecases/read-standings.ts'
import { messages } from '../../app/_ui/i18n/messages.ts'

const url = process.env['PROTODECK_URL']!
const path = (lang: string) => `/${lang}/topics/tcp-connection`
test.use({ baseURL: url })
test.setTimeout(180_000)

for (const lang of langs) {
  test(`is read with one's place, the margin beside the text on a desk and folded in on a phone, ${lang}`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(path(lang))
    const [first, second] = [page.locator('.note').first(), page.locator('.note').nth(1)]
    const text = (await first.locator('.prose').boundingBox())!
    const margin = (await first.locator('.margin').boundingBox())!
    expect(margin.x).toBeGreaterThan(text.x + text.width)
    expect(Math.abs(margin.y - text.y)).toBeLessThan(12)
    await expect(first.locator('.margin summary')).toBeHidden()
    await expect(first.locator('.margin .pitfalls')).toBeVisible()

    await expect(page.locator('.contents [aria-current]')).toHaveCount(0)
    await second.locator('h2').evaluate((heading) => { heading.scrollIntoView() })
    const current = page.locator('.contents [aria-current=location]')
    await expect(current).toHaveAttribute('href', `#${await second.getAttribute('data-card')}`)
    await page.locator('.contents a').first().click()
    await expect(current).toHaveAttribute('href', `#${await first.getAttribute('data-card')}`)
    await expect(first.locator('h2')).toBeInViewport()

    await page.setViewportSize({ width: 390, height: 844 })
    await expect(first.locator('.margin summary')).toBeVisible()
    await expect(first.locator('.margin .pitfalls')).toBeHidden()
    await first.locator('.margin summary').click()
    await expect(first.locator('.margin .pitfalls')).toBeVisible()
    await page.locator('.contents summary').click()
    await page.locator('.contents a').nth(4).click()
    await expect(page.locator('.contents ol')).toBeHidden()
    await expect(page.locator('.contents .number')).toContainText('5')
    // What was gone to is not under the line at the top.
    const heading = (await page.locator('.note h2').nth(4).boundingBox())!
    const line = (await page.locator('.contents').boundingBox())!
    expect(heading.y).toBeGreaterThanOrEqual(line.y + line.height)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })

  test(`is complete without scripts, and on paper, ${lang}`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: url, javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(path(lang))
    const notes = page.locator('.note')
    for (const part of ['.prose', '.key-points li', '.sources a']) expect(await notes.locator(part).count(), part).toBeGreaterThan(30)
    await expect(page.getByRole('button')).toHaveCount(0)
    await expect(notes.first().locator('.key-points')).toBeVisible()
    await notes.first().locator('.margin summary').click()
    await expect(notes.first().locator('.pitfalls')).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['.site', '.contents', '.tools', '.neighbours']) await expect(page.locator(gone)).toBeHidden()
    for (const i of [0, 7, 20]) await expect(notes.nth(i).locator('.margin .sources')).toBeVisible()
    await context.close()
  })
}

test('is painted before a script is asked for; in a tab that paints nothing it lives all the same', async ({ browser }) => {
  const alive = '.report-mistake:enabled'
  const seen = await browser.newPage()
  await seen.addInitScript(() => {
    requestAnimationFrame((at) => Object.assign(window, { firstFrame: at }))
  })
  await seen.goto(path('en'))
  await seen.locator(alive).first().waitFor({ state: 'attached' })
  const { firstFrame, asked } = await seen.evaluate(() => ({
    firstFrame: (window as unknown as { firstFrame: number }).firstFrame,
    asked: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ startTime }) => startTime),
  }))
  expect(asked.length).toBeGreaterThan(5)
  expect(Math.min(...asked)).toBeGreaterThanOrEqual(firstFrame)
  await seen.close()

  const hidden = await browser.newPage()
  await hidden.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => true })
    window.requestAnimationFrame = () => 0
  })
  await hidden.goto(path('en'))
  await hidden.locator(alive).first().waitFor({ state: 'attached' })
  await hidden.close()
})

test('leads to the topics before and after it', async ({ page }) => {
  await page.goto(path('en'))
  const next = page.locator('.neighbours [rel=next]')
  const title = (await next.textContent())!.replace(/^.*→\s*/, '')
  await next.click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.locator('.neighbours [rel=prev]').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opening and closing a TCP connection')
})

test('says of each card how it stands, in words', async ({ page, context }) => {
  const { facets } = await memoriesOf(context.request)
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
  const review = (facet: string, grade: number, daysAgo: number) => ({ id: v7(), facet, grade, answeredAt: day(daysAgo), elapsedMs: 4_000, timeZone: 'UTC' })
  const reviews = [review(facets[0]!.facet, 4, 1), review(facets[1]!.facet, 4, 60), review(facets[2]!.facet, 1, 0)]
  expect((await context.request.post('/api/v1/reviews', { data: { reviews }, headers: { origin: url } })).status()).toBe(200)
  const percent = (facet: number, all: TopicMemories) => Math.round(all.facets[facet]!.standing.recall! * 100)
  const now = await memoriesOf(context.request)
  for (const lang of langs) {
    const { standing, summary } = messages[lang].topicPage
    await page.goto(path(lang))
    const marks = page.locator('.note .memory')
    await expect(marks.nth(0)).toHaveText(standing.known.replace('{percent}', String(percent(0, now))))
    await expect(marks.nth(1)).toHaveText(standing.due.replace('{percent}', String(percent(1, now))))
    await expect(marks.nth(2)).toHaveText(standing.learning)
    await expect(marks.nth(3)).toHaveText(standing.new)
    await expect(page.locator('.standing')).toContainText(summary.slice(0, summary.indexOf('{')))
  }
  expect(percent(1, now)).toBeLessThan(90)
})

for (const [lang, width] of [['en', 1280], ['zh', 390]] as const) {
  test(`covered answers by keyboard, without a network, and back: ${lang}, ${width} px`, async ({ page, context }) => {
    const t = messages[lang]
    await page.setViewportSize({ width, height: 800 })
    await page.goto(path(lang))
    const { facets } = await memoriesOf(context.request)
    const cards = page.locator('.note')
    const bar = page.getByRole('region', { name: t.recall.title })
    await expect(page.locator('.memory').first()).toHaveText(t.topicPage.standing.new)

    await test.step('C covers every answer', async () => {
      await page.keyboard.press('c')
      await expect(bar).toBeVisible()
      for (const answer of await page.locator('.note .answer').all()) await expect(answer).toBeHidden()
      await expect(cards.first().locator('.uncover')).toBeFocused()
      expect(new URL(page.url()).search).toBe('?cover')
    })

    await test.step('recalled, uncovered and graded once, as the button promised', async () => {
      await page.keyboard.press('Space')
      await expect(cards.first().locator('.answer')).toBeVisible()
      await expect(cards.first().locator('.answer')).toBeFocused()
      await expect(cards.first().locator('.grade.good')).toContainText('10')
      await page.keyboard.press('3')
      await page.keyboard.press('3')
      await expect(cards.first().locator('.graded')).toContainText(t.review.grades.good)
      await expect(cards.nth(1).locator('.uncover')).toBeFocused()
      await expect(cards.nth(1).locator('h2')).toBeInViewport()
      await expect(cards.first().locator('.memory')).toHaveText(t.topicPage.standing.learning)
      await expect.poll(() => storedOf(context)).toEqual([['review', facets[0]!.facet, 3, 'page']])
      await expect(bar.locator('.unsent')).toHaveCount(0)
    })

    await test.step('without a network grading goes on, and an undo too', async () => {
      await context.setOffline(true)
      for (const [i, key] of ['4', '1'].entries()) {
        await page.keyboard.press('Space')
        await expect(cards.nth(i + 1).locator('.answer')).toBeFocused()
        await page.keyboard.press(key)
        await expect(cards.nth(i + 2).locator('.uncover')).toBeFocused()
        await expect(bar.locator('.unsent')).toContainText(String(i + 1))
      }
      await expect(cards.nth(2).locator('.memory')).toHaveText(t.topicPage.standing.learning)
      await page.keyboard.press('u')
      await expect(cards.nth(2).locator('.memory')).toHaveText(t.topicPage.standing.new)
      await expect(cards.nth(2).locator('.grade').first()).toBeFocused()
      await expect(cards.nth(2).locator('.answer')).toBeVisible()
    })

    await test.step('the network is back: all of it is sent, none of it twice', async () => {
      await context.setOffline(false)
      await expect(bar.locator('.unsent')).toHaveCount(0, { timeout: 40_000 })
      expect((await storedOf(context)).map(([kind, facet, grade]) => [kind, facet, grade])).toEqual([
        ['review', facets[0]!.facet, 3],
        ['review', facets[1]!.facet, 4],
        ['review', facets[2]!.facet, 1],
        ['undo', null, undefined],
      ])
      const kinds = (await memoriesOf(context.request)).facets.map(({ standing }) => standing.kind)
      expect(kinds.slice(0, 3)).toEqual(['learning', 'known', 'new'])
      await expect(cards.nth(1).locator('.memory')).toHaveText(t.topicPage.standing.known.replace('{percent}', '100'))
      const queue = (await (await context.request.get('/api/v1/queue?limit=200&topic=tcp-connection')).json()) as QueueAnswer
      expect(queue.cards.map(({ facet }) => facet)).not.toContain(facets[1]!.facet)
      // Read beside the notes it used up nothing of the day.
      expect(queue.counts.new).toBe(10)
    })

    await test.step('C shows all answers again, where one was; the address asks for covered ones', async () => {
      await page.keyboard.press('c')
      await expect(bar).toHaveCount(0)
      for (const answer of await page.locator('.note .answer').all()) await expect(answer).toBeVisible()
      expect(new URL(page.url()).search).toBe('')
      await expect(cards.nth(2).locator('h2')).toBeInViewport()
      await page.goto(`${path(lang)}?cover`)
      await expect(bar).toBeVisible()
      await expect(cards.first().locator('.answer')).toBeHidden()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: t.recall.keys })).toBeVisible()
    })
  })
}

test('an answer given just before leaving goes out from the next page, whichever that is', async ({ page, context }) => {
  await page.route('**/api/v1/reviews', (route) => route.abort())
  await page.goto(`${path('en')}?cover`)
  await page.locator('.uncover').first().click()
  await page.keyboard.press('3')
  await expect(page.locator('.graded')).toHaveCount(1)
  expect(await storedOf(context)).toEqual([])
  await page.unroute('**/api/v1/reviews')
  await page.goto(`${url}/en/labs`)
  await expect.poll(() => storedOf(context).then((stored) => stored.map(([kind, , grade]) => [kind, grade]))).toEqual([['review', 3]])
})

test('a card with gaps asks one after the other; options and steps show nothing that is right', async ({ page, context }) => {
  await page.goto(`${path('en')}?cover`)
  const gaps = page.locator('.note').filter({ has: page.locator('.covered .cloze') }).first()
  await expect(gaps).toBeVisible()
  const id = (await gaps.getAttribute('data-card'))!
  const facets = (await memoriesOf(context.request)).facets.map(({ facet }) => facet).filter((facet) => facet.includes(`/${id}#`))
  expect(facets.length).toBeGreaterThan(1)
  const card = page.locator(`.note[data-card="${id}"]`)
  for (const [i, facet] of facets.entries()) {
    await expect(card.locator('.covered')).toContainText(`Part ${i + 1} of ${facets.length}`)
    await expect(card.locator('.covered .cloze').first()).toContainText('[')
    await card.locator('.uncover').click()
    const isLast = i === facets.length - 1
    await expect(card.locator('.answer')).toBeVisible({ visible: isLast })
    if (!isLast) await expect(card.locator('.covered .cloze').first()).not.toContainText('[')
    await card.getByRole('button', { name: 'Good' }).click()
    await expect.poll(async () => (await storedOf(context)).at(-1)?.[1]).toBe(facet)
  }
  await expect(card.locator('.graded strong')).toHaveCount(facets.length)
  for (const kind of ['options', 'order']) {
    const shown = page.locator('.note').filter({ has: page.locator(`.answer .${kind}`) }).first()
    await expect(shown.locator('.cue li').first()).toBeVisible()
    await expect(shown.locator('.answer')).toBeHidden()
    const sorted = async (list: string) => (await shown.locator(list).allInnerTexts()).map((text) => text.replace(/ ✓[^]*/, '').trim()).sort()
    if (kind === 'order') {
      const [asked, right] = [await shown.locator('.cue li').allTextContents(), await shown.locator('.answer .order li').allTextContents()]
      expect(asked).not.toEqual(right)
      expect([...asked].sort()).toEqual([...right].sort())
    } else expect((await sorted('.cue li')).join(' ')).not.toContain('✓')
  }
})

for (const [lang, width] of [['zh', 1280], ['en', 390]] as const) {
  test(`the map: a list of links by layer, how well each topic is known, filters in the address: ${lang}, ${width} px`, async ({ page, context }) => {
    const t = messages[lang].topicMap
    await page.setViewportSize({ width, height: 800 })
    const tile = page.locator('.tile').filter({ has: page.locator('a[href$="/tcp-connection"]') })
    await page.goto(`/${lang}/topics`)
    await expect(page.locator('.start')).toContainText(t.start)
    await expect(tile.locator('.known')).toHaveText(t.fresh)
    const all = await page.locator('.tile').count()

    const { facets } = await memoriesOf(context.request)
    const review = (facet: string, daysAgo: number) => ({ id: v7(), facet, grade: 4, answeredAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(), elapsedMs: 4_000, timeZone: 'UTC' })
    const reviews = facets.slice(0, 12).map(({ facet }, i) => review(facet, i < 2 ? 90 : 1))
    await context.request.post('/api/v1/reviews', { data: { reviews }, headers: { origin: url } })
    await page.reload()
    await expect(page.locator('.start')).toContainText(t.goOn)
    await expect(page.locator('.start a')).toHaveAttribute('href', `/${lang}/topics/tcp-connection`)
    await expect(tile.locator('.known')).toHaveText(new RegExp(t.known.replace('{percent}', '2\\d') + ` · ${t.due.replace('{count}', '2')}`))

    await page.getByRole('button', { name: t.onlyDue, exact: true }).press('Enter')
    await expect(page.locator('.tile')).toHaveCount(1)
    await expect(page.getByRole('status').filter({ hasText: String(all) })).toBeVisible()
    await page.getByRole('button', { name: messages[lang].topics.layers.application }).click()
    await expect(page.getByText(t.none)).toBeVisible()
    expect(new URL(page.url()).search).toBe('?layer=application&due')
    await page.reload()
    await expect(page.getByText(t.none)).toBeVisible()
    await page.getByRole('button', { name: t.all }).click()
    await expect(page.locator('.tile')).toHaveCount(all)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await tile.locator('a').click()
    await expect(page.locator('.note').first()).toBeVisible()

    const plain = await (await context.browser()!.newContext({ baseURL: url, javaScriptEnabled: false })).newPage()
    await plain.goto(`/${lang}/topics`)
    await expect(plain.getByRole('button')).toHaveCount(0)
    await expect(plain.locator('.layer li a')).toHaveCount(all)
    await plain.context().close()
  })
}

async function memoriesOf(request: APIRequestContext): Promise<TopicMemories> {
  return (await (await request.get('/api/v1/memories?topic=tcp-connection')).json()) as TopicMemories
}

/** The person's log: kind, facet, grade, source. */
async function storedOf(context: BrowserContext): Promise<readonly (readonly unknown[])[]> {
  const answer = await context.request.get('/api/v1/events?limit=500')
  if (answer.status() === 401) return []
  const { events } = (await answer.json()) as { events: readonly { kind: string; facet: string | null; payload: { grade?: number; source?: string } }[] }
  return events.filter(({ kind }) => kind !== 'settings').map(({ kind, facet, payload }) => [kind, facet, payload.grade, payload.source])
}
