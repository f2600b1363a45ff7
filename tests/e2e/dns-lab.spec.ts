// The DNS lab: a name resolved live from an empty cache, from a warm one, and with a lame server; the same by keyboard
// in the page, disturbed, shared; questions; both widths and themes.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { untilAlive } from './alive.ts'
import { press, tabTo } from './by-keyboard.ts'

const url = (path: string) => `${process.env['PROTODECK_URL'] ?? ''}${path}`

const story = (page: Page) => page.locator('.happens')
const server = (page: Page, name: string) => page.locator('.server.asked', { hasText: name })

test('resolved live: from an empty cache, from a warm one, with a lame server', async ({ page }) => {
  await page.goto(url('/en/labs/dns'))
  await page.getByRole('radio', { name: 'Live, real sockets' }).check()
  await page.getByRole('combobox', { name: 'Name' }).fill('www.half.org')
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByText('Live: www.half.org A, recorded.')).toBeVisible()
  await expect(page.getByText('Replayed here from the recorded datagrams')).toBeVisible()
  await expect(story(page)).toContainText('The program has its answer, from the resolver: A 203.0.113.30')
  await expect(server(page, 'root-servers.net').first()).toContainText(/#\d+.*:\d{4,5}/)
  await expect(server(page, 'a0.nic.org').or(server(page, 'b0.nic.org')).first()).toBeVisible()
  await expect(page.locator('.cache tr', { hasText: 'www.half.org.' })).toContainText('203.0.113.30')
  const cold = await page.getByRole('slider', { name: 'Position in the run' }).getAttribute('max')
  expect(Number(cold)).toBeGreaterThanOrEqual(10)

  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByRole('slider')).toHaveAttribute('max', String(Number(cold) + 3))
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(story(page)).toContainText('The cache has www.half.org. A: it is answered from there')
  await expectAccessible(page)

  await page.getByRole('combobox', { name: 'Server', exact: true }).selectOption('ns9.dnshost.org')
  await page.getByRole('combobox', { name: 'does this:' }).selectOption('lame')
  await page.getByRole('button', { name: 'At the next question' }).click()
  await expect(page.getByText('At the next live question: ns9.dnshost.org')).toBeVisible()
  await page.getByRole('combobox', { name: 'Name' }).fill('www.broken.org')
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByText('Live: www.broken.org A, recorded.')).toBeVisible()
  await expect(story(page)).toContainText('SERVFAIL')
  await expect(page.locator('.server.faulty.asked').first()).toContainText('is lame')
  await expect(page.locator('.run')).toContainText('it does not know the zone (lame)')
  await expect(page).toHaveURL(/#live=www\.broken\.org\+A$/)

  // The bytes are those of the datagrams.
  await expect(page.locator('.bytes .byte').first()).toBeVisible()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download trace' }).click()])
  expect(saved.suggestedFilename()).toBe('live-www.broken.org.trace')
})

test('a link to a live question asks nothing by itself; a name that is none is explained', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => { if (request.url().includes('/labs/dns/live')) asked.push(request.url()) })
  await page.goto(url('/en/labs/dns#live=api.example.com+A'))
  await expect(page.getByRole('combobox', { name: 'Name' })).toHaveValue('api.example.com')
  await expect(page.getByRole('radio', { name: 'Live, real sockets' })).toBeChecked()
  expect(asked).toEqual([])
  await page.getByRole('combobox', { name: 'Name' }).fill(`${'x'.repeat(64)}.com`)
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '64' })).toBeVisible()
  expect(asked).toEqual([])
})

test('by keyboard: own question, disturbed, shared, asked about', async ({ page, context }) => {
  await page.goto(url('/en/labs/dns'))
  await untilAlive(page)
  await page.getByRole('combobox', { name: 'Name' }).focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('www.shop.com')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('own-question')
  await press(page, /Pause|Play/)
  await page.locator('body').press('Home')
  for (let at = 0; at < 4; at++) await page.locator('body').press('ArrowRight')
  await expect(page.getByText(/step 4 of/)).toBeVisible()
  await press(page, /^Drop$/)
  await expect(page.locator('.fork')).toContainText('is dropped')
  await page.locator('body').press('End')
  await expect(story(page)).toContainText('The program has its answer')
  await expect(page.locator('.run')).toContainText('stayed silent')

  const link = page.url()
  const again = await context.newPage()
  await again.goto(link)
  await expect(again.locator('.fork')).toContainText('is dropped')
  await again.goto('about:blank')
  await again.goto(link.replace('shop', 'chop'))
  await expect(again.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toBeVisible()
  await again.close()

  await (await tabTo(page, 'Scenario', 'combobox')).selectOption('lame')
  await press(page, /^Ask$/)
  const ask = page.locator('.ask')
  await tabTo(page, /./, 'radio', ask)
  await page.keyboard.press('Space')
  await press(page, 'Check')
  await expect(ask.locator('.marks .verdict')).toHaveText(/^(Right|Not right|Allowed by the RFCs)$/)
  await expectAccessible(page)
})

test('a zone is broken, its fault shown at its line, and repaired', async ({ page, context }) => {
  await page.goto(url('/en/labs/dns'))
  await page.getByRole('combobox', { name: 'Name' }).fill('api.example.com')
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const editor = page.locator('.zone-editor')
  const file = editor.getByRole('textbox', { name: 'Master file of example.com' })
  const whole = await file.inputValue()
  await file.fill(`${whole}api A 203.0.113.1\n`)
  await expect(editor.locator('.faults')).toContainText(/line \d+:/)
  await expect(editor.getByRole('button', { name: 'Run again with this zone' })).toBeDisabled()
  // The fault leads to its line, and looking at another zone loses nothing.
  await editor.getByRole('button', { name: /^example\.com, line \d+:$/ }).last().focus()
  await page.keyboard.press('Enter')
  await expect(file).toBeFocused()
  expect(await file.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toBe('api A 203.0.113.1')
  await editor.getByRole('combobox', { name: 'Zone' }).selectOption('org')
  await editor.getByRole('combobox', { name: 'Zone' }).selectOption('example.com')
  await expect(file).toHaveValue(`${whole}api A 203.0.113.1\n`)
  await file.fill(whole.replace('300 CNAME www', '300 CNAME web'))
  await expect(editor.locator('.faults')).toHaveCount(0)
  await editor.getByRole('button', { name: 'Run again with this zone' }).click()
  await page.locator('body').press('End')
  await expect(story(page)).toContainText('NXDOMAIN')

  // The link carries the edited zone.
  const again = await context.newPage()
  await again.goto(page.url())
  await expect(again.locator('.fork')).toBeVisible()
  await again.close()

  await editor.getByRole('button', { name: 'As it was' }).click()
  await editor.getByRole('button', { name: 'Run again with this zone' }).click()
  await page.locator('body').press('End')
  await expect(story(page)).toContainText('A 203.0.113.80')
  await editor.getByRole('button', { name: 'Break one for me' }).click()
  await expect(editor.getByRole('status')).toContainText('does not resolve')
  // Where to look is not given away, until one asks.
  await expect(editor.getByRole('option', { name: /edited/ })).toHaveCount(0)
  await editor.getByText('What is wrong with it?').click()
  await expect(editor.locator('details')).toContainText('RFC')
  await expectAccessible(page)
})

for (const width of [390, 1280]) {
  test(`fits ${width} px and is accessible there, in both themes`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(url('/zh/labs/dns#scenario=lame&step=9'))
      await expect(page.getByText(/第 9 步/)).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await expectAccessible(page)
    }
    // The longest words that stand in its lists.
    await page.goto(url('/en/labs/dns#scenario=no-glue&step=13'))
    await expect(page.getByText(/step 13 of/)).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}

test('a topic leads to its scenario', async ({ page }) => {
  await page.goto(url('/en/topics/dns-resolution'))
  await page.locator('figure.lab[data-scenario="dns/warm-cache"]').getByRole('link', { name: 'Open in the lab' }).first().click()
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('warm-cache')
})
