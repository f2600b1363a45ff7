// Search from end to end: by the key and by the button, as one types, without scripts, and when nothing is found or
// nobody answers.
import { expect, test } from '@playwright/test'
import { langs } from '#lib/core/notes/card.ts'
import { messages } from '../../app/_ui/i18n/messages.ts'
import { untilAlive } from './alive.ts'

const url = process.env['PROTODECK_URL']!
test.use({ baseURL: url, serviceWorkers: 'block' })
test.setTimeout(180_000)

for (const lang of langs) {
  const words = messages[lang].search
  const query = lang === 'zh' ? '三次握手' : 'three-way handshake'

  test(`finds a card with the keyboard, as one types, ${lang}`, async ({ page }) => {
    await page.goto(`/${lang}/topics`)
    await untilAlive(page)
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(query, { delay: 20 })
    const options = page.getByRole('option')
    await expect(options.first()).toBeVisible()
    await expect(page.locator('.search mark').first()).toBeVisible()
    await expect(page.getByRole('listbox')).toHaveAttribute('aria-busy', 'false')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await expect(options.first()).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('combobox')).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id'))!)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/topics\/[a-z0-9-]+#[a-z0-9-]+$/)
    const card = new URL(page.url()).hash.slice(1)
    await expect(page.locator(`.note[data-card="${card}"] h2`)).toBeInViewport()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test(`says that nothing is found, that nobody answers, and closes, ${lang}`, async ({ page }) => {
    await page.goto(`/${lang}/topics`)
    await untilAlive(page)
    await page.locator('.search-link').click()
    await expect(page.getByRole('dialog', { name: words.title })).toBeVisible()
    const field = page.getByRole('combobox')
    await field.fill('qqxzzyq')
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('qqxzzyq')
    await page.route('**/api/v1/search?*', (route) => route.abort())
    await field.fill('TIME-WAIT')
    await expect(page.getByRole('dialog').getByRole('status')).toContainText(words.unreachable)
    await page.unroute('**/api/v1/search?*')
    await page.getByRole('button', { name: words.again }).click()
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test(`searches without scripts, and a search has an address, ${lang}`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: url, javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto(`/${lang}/topics`)
    await page.locator('.search-link').click()
    await page.getByRole('searchbox').fill('TIME_WAIT')
    await page.getByRole('button', { name: words.submit }).click()
    await page.waitForURL('**/search?q=TIME_WAIT')
    const first = page.locator('.found-list a').first()
    await expect(first).toContainText('TIME-WAIT')
    expect(await context.cookies()).toEqual([])
    await first.click()
    await expect(page).toHaveURL(/\/topics\/tcp-connection#tcp-time-wait/)
    await context.close()
  })
}

test('`/` is a letter in a field', async ({ page }) => {
  await page.goto('/en/search')
  await page.getByRole('searchbox').fill('')
  await page.getByRole('searchbox').pressSequentially('a/b')
  await expect(page.getByRole('searchbox')).toHaveValue('a/b')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('tells search engines and feed readers what there is', async ({ request }) => {
  const robots = await (await request.get('/robots.txt')).text()
  expect(robots).toContain(`Sitemap: ${url.replace('localhost', new URL(url).hostname)}/sitemap.xml`)
  const sitemap = await (await request.get('/sitemap.xml')).text()
  const pages = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address!)
  expect(pages.length).toBeGreaterThan(90)
  for (const address of pages.filter((_, at) => at % 12 === 0)) expect((await request.get(address)).status(), address).toBe(200)
  const feed = await request.get('/zh/feed.xml')
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  expect((await feed.text()).match(/<entry>/g)).toHaveLength(50)
})

for (const lang of langs)
  test(`a topic says what it is to search engines, as data that runs nowhere, ${lang}`, async ({ page }) => {
    const complaints: string[] = []
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
    const links = (await page.goto(`/${lang}/topics/arp`))!.headers()['link'] ?? ''
    expect(links).toContain(`/${lang}/topics/arp>; rel="canonical"`)
    for (const other of langs) expect(links).toContain(`/${other}/topics/arp>; rel="alternate"; hreflang="${other}"`)
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!) as { '@type': string; mainEntity: { name: string }[] }
    expect(data['@type']).toBe('FAQPage')
    expect(data.mainEntity.length).toBeGreaterThan(3)
    await expect(page.locator('link[type="application/atom+xml"]')).toHaveAttribute('href', new RegExp(`/${lang}/feed.xml$`))
    expect(await page.locator('meta[name=description]').getAttribute('content')).not.toBe('')
    const picture = await page.request.get((await page.locator('meta[property="og:image"]').getAttribute('content'))!)
    expect(picture.headers()['content-type']).toBe('image/png')
    const bytes = await picture.body()
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
    expect(complaints).toEqual([])
  })
