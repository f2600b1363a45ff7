// The reader's whole way: find a topic by search, read it covered, grade two cards, run a lab, write a note on a
// passage, and see all of it on another device of the same account. And what becomes of notes on the way.
import { randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { langs, type Lang } from '#lib/core/notes/card.ts'
import type { TopicMemories } from '#lib/server/usecases/read-standings.ts'
import { messages } from '../../app/_ui/i18n/messages.ts'
import { pressOnceStill, untilAlive } from './alive.ts'

const url = process.env['PROTODECK_URL']!
test.use({ baseURL: url, serviceWorkers: 'block' })
test.setTimeout(240_000)

const topic = 'tcp-connection'

/** Selects a stretch of a card's first paragraph, as Shift and the arrows would; gives its text. */
async function select(page: Page, card = 0, length = 20): Promise<string> {
  return page.locator('.note .answer').nth(card).evaluate((answer, most) => {
    const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT)
    let node = walker.nextNode() as Text
    while (node.data.trim().length < most) node = walker.nextNode() as Text
    const selection = document.getSelection()!
    selection.removeAllRanges()
    selection.collapse(node, 0)
    for (let i = 0; i < most; i++) selection.modify('extend', 'forward', 'character')
    node.parentElement!.scrollIntoView({ block: 'center' })
    return selection.toString().trim()
  }, length)
}

async function write(page: Page, lang: Lang, note: string): Promise<string> {
  const words = messages[lang].annotations
  const quote = await select(page)
  await expect(page.getByRole('button', { name: words.write })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: words.writeTitle })).toContainText(quote)
  await page.getByLabel(words.label, { exact: true }).fill(note)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('.annotations .own-note', { hasText: note })).toBeVisible()
  return quote
}

const painted = (page: Page) => page.evaluate(() => [...(CSS.highlights.get('annotation') ?? [])].map((range) => (range as Range).toString()))

for (const lang of langs) {
  test(`is found again on another device: what was searched, graded, tried and written, ${lang}`, async ({ page, browser }) => {
    const words = messages[lang].annotations
    const email = `reader-${randomUUID()}@example.org`
    const password = 'a sentence is good'
    await page.goto(`/${lang}/search`)
    await page.getByRole('searchbox').fill(lang === 'zh' ? '三次握手' : 'opening a connection')
    await page.keyboard.press('Enter')
    await page.locator(`.found-list a[href*="/topics/${topic}"]`).first().click()
    await page.waitForURL(`**/topics/${topic}**`)

    await page.goto(`/${lang}/topics/${topic}?cover`)
    await expect(page.locator('.recall-bar')).toBeVisible()
    const graded = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/reviews') && answer.ok())
    for (let i = 0; i < 2; i++) {
      await page.locator('.uncover').first().click()
      await page.keyboard.press('3')
      await expect(page.locator('.graded')).toHaveCount(i + 1)
    }
    await graded
    await page.goto(`/${lang}/labs/tcp#scenario=third-ack-lost`)
    await untilAlive(page)
    await page.keyboard.press('End')

    await page.goto(`/${lang}/topics/${topic}`)
    const quote = await write(page, lang, `a note ${lang}`)
    expect((await painted(page)).map((text) => text.trim())).toEqual([quote])
    const made = await page.request.post('/api/v1/account', { data: { email, password }, headers: { origin: url } })
    expect(made.status()).toBe(200)

    const other = await browser.newContext({ baseURL: url, viewport: { width: 390, height: 844 } })
    const second = await other.newPage()
    await second.goto(`/${lang}/sign-in`)
    await second.getByLabel(messages[lang].signIn.email).fill(email)
    await second.getByLabel(messages[lang].signIn.password).fill(password)
    await second.locator('form .button').click()
    await second.waitForURL(`**/${lang}`)
    await second.goto(`/${lang}/annotations`)
    await expect(second.locator('.own-note')).toHaveText(`a note ${lang}`)
    await expect(second.locator('blockquote')).toHaveText(quote)
    await second.locator('.annotations a').first().click()
    await second.waitForURL(`**/topics/${topic}?note=*`)
    await expect.poll(() => painted(second).then((texts) => texts.map((text) => text.trim()))).toEqual([quote])
    await expect.poll(async () => {
      const { facets } = (await (await other.request.get(`/api/v1/memories?topic=${topic}`)).json()) as TopicMemories
      return facets.filter(({ memory }) => memory !== null).length
    }).toBe(2)

    await pressOnceStill(second.getByRole('button', { name: words.edit }))
    await second.getByLabel(words.label, { exact: true }).fill('changed')
    await second.getByRole('button', { name: words.save }).click()
    await expect(second.locator('.own-note')).toHaveText('changed')
    await page.reload()
    await expect(page.locator('.own-note')).toHaveText('changed')
    await pressOnceStill(page.getByRole('button', { name: words.delete }))
    await page.getByRole('button', { name: words.reallyDelete }).click()
    await expect(page.locator('.annotations')).toHaveCount(0)
    await other.close()
  })
}

test('keeps a note that cannot be sent, and sends it when there is a network again', async ({ page, context }) => {
  const words = messages.en.annotations
  await page.goto(`/en/topics/${topic}`)
  await select(page, 1)
  await page.getByRole('button', { name: words.write }).click()
  await page.route('**/api/v1/annotations', (route) => route.abort())
  await page.getByLabel(words.label, { exact: true }).fill('offline')
  await page.getByRole('button', { name: words.save }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(words.unsent)
  await page.getByRole('button', { name: words.close }).click()
  await expect(page.locator('.annotations .unsent')).toContainText(words.notSaved)
  await page.unroute('**/api/v1/annotations')
  await page.reload()
  await expect(page.locator('.own-note')).toHaveText('offline')
  await expect(page.locator('.annotations .unsent')).toHaveCount(0)
  const { annotations } = (await (await context.request.get(`/api/v1/annotations?topic=${topic}`)).json()) as { annotations: unknown[] }
  expect(annotations).toHaveLength(1)
})

test('says when a passage cannot be placed any more, with its quote', async ({ page, context }) => {
  const quote = { exact: 'a sentence that this page has never held', prefix: '', suffix: '', start: 10 }
  const body = { id: randomUUID(), topic, card: 'tcp-3whs-why', lang: 'en', quote, note: 'still mine' }
  expect((await context.request.put('/api/v1/annotations', { data: body, headers: { origin: url } })).status()).toBe(200)
  await page.goto(`/en/topics/${topic}`)
  await expect(page.locator('.annotations li')).toContainText(quote.exact)
  await expect(page.locator('.annotations .lost')).toHaveText(messages.en.annotations.lost)
})

test('asks nobody for annotations code who has none, and sets no cookie', async ({ page, context }) => {
  const answered = page.waitForResponse((answer) => answer.url().includes('/api/v1/annotations'))
  await page.goto(`/en/topics/${topic}`)
  await answered
  await expect(page.locator('.annotations')).toHaveCount(0)
  expect(await context.cookies()).toEqual([])
})

test('takes a report of a mistake, without a name', async ({ page, context }) => {
  const words = messages.en.report
  await page.goto(`/en/topics/${topic}`)
  await page.getByRole('button', { name: words.open }).first().click()
  await expect(page.getByRole('dialog', { name: words.title })).toBeVisible()
  await page.getByRole('textbox', { name: words.text }).fill('The clause is another one.')
  await page.route('**/api/v1/reports', (route) => route.abort())
  await page.getByRole('button', { name: words.send }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(words.unreachable)
  await page.unroute('**/api/v1/reports')
  await page.getByRole('button', { name: words.send }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(words.thanks)
  expect(await context.cookies()).toEqual([])
})
