// The TCP lab by keyboard alone: a lost third ACK, both ways out of it, a fork, a question, and the link to it all.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { untilAlive } from './alive.ts'
import { press, tabTo } from './by-keyboard.ts'

const url = (path: string) => `${process.env['PROTODECK_URL'] ?? ''}${path}`

const stateOf = (page: Page, host: 'A' | 'B') => page.locator(`section[aria-labelledby="host-${host}"] .state`)

test('the third ACK is lost: stepped, dropped again, forked, asked, shared, by keyboard', async ({ page, context }) => {
  await page.goto(url('/en/labs'))
  await page.getByRole('link', { name: 'The third ACK is lost, and the client is silent' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/labs\/tcp#scenario=third-ack-lost$/)
  await expect(page.getByText('Step 0 of 8')).toBeVisible()
  await untilAlive(page)

  for (let at = 0; at < 5; at++) await page.keyboard.press('ArrowRight')
  await expect(stateOf(page, 'A')).toHaveText('ESTABLISHED')
  await expect(stateOf(page, 'B')).toHaveText('SYN-RECEIVED')
  await expect(page.locator('.happens')).toContainText('#3 is lost: dropped by hand')
  await page.keyboard.press('ArrowLeft')
  await expect(stateOf(page, 'A')).toHaveText('SYN-SENT')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.happens')).toContainText('retransmission')

  // The repeated SYN,ACK is lost too: B's timer waits twice as long.
  await press(page, 'Drop')
  await expect(page.locator('.fork')).toContainText('drop #4')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(/3020 ms/).first()).toBeVisible()
  await page.keyboard.press('End')
  await expect(stateOf(page, 'B')).toHaveText('ESTABLISHED')

  // The other way out: back to the original, before the timer, and the client sends.
  await press(page, 'Back to the original')
  await page.keyboard.press('Home')
  for (let at = 0; at < 5; at++) await page.keyboard.press('ArrowRight')
  await press(page, 'Fork here: cut the script, go on without it')
  await tabTo(page, 'send')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowRight')
  await expect(stateOf(page, 'B')).toHaveText('ESTABLISHED')
  await expect(page.getByText('Step 7 of 9')).toBeVisible()
  await expectAccessible(page)

  const link = page.url()
  expect(link).toContain('edit=')
  const again = await context.newPage()
  await again.goto(link)
  await expect(again.getByText('Step 7 of 9')).toBeVisible()
  await expect(stateOf(again, 'B')).toHaveText('ESTABLISHED')
  await again.goto('about:blank')
  await again.goto(link.replace('send', 'sand'))
  await expect(again.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toBeVisible()
  await expect(again.getByText(/step 0 of/i)).toBeVisible()
  await again.close()

  await press(page, 'Ask')
  const ask = page.locator('.ask')
  await expect(ask.getByRole('radio')).toHaveCount(5)
  await tabTo(page, /./, 'radio', ask)
  await page.keyboard.press('Space')
  await press(page, 'Check')
  await expect(ask.locator('.marks .verdict')).toHaveText(/^(Right|Not right|Allowed by the RFCs)$/)
  await expect(ask.locator('.marks')).toContainText('RFC')
  await expectAccessible(page)
})

test('bytes and fields mark each other; faults that come too late are told', async ({ page }) => {
  await page.goto(url('/zh/labs/tcp#scenario=handshake&step=4'))
  await expect(page.getByText('第 4 步，共 9 步')).toBeVisible()
  const bytes = page.locator('.bytes')
  await page.getByRole('button', { name: 'Sequence Number', exact: true }).focus()
  await expect(bytes.locator('.marked')).toHaveText(['00', '00', '00', '64'])
  await bytes.focus()
  for (let at = 0; at < 13; at++) await page.keyboard.press('ArrowRight')
  await expect(page.locator('#byte-field')).toContainText('Source Address = 192.0.2.1')
  await expect(page.locator('tr.marked')).toHaveCount(1)
  await expectAccessible(page)
})

for (const width of [390, 1280]) {
  test(`fits ${width} px and is accessible there, in both themes`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(url('/en/labs/tcp#scenario=stale-syn&step=8'))
      await expect(page.getByText('Step 8 of 10')).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await expectAccessible(page)
    }
    await page.goto(url('/zh/labs'))
    await expectAccessible(page)
  })
}

test('a topic leads to its scenario', async ({ page }) => {
  await page.goto(url('/en/topics/tcp-connection'))
  await page.locator('figure.lab[data-scenario="tcp/stale-syn"]').first().getByRole('link', { name: 'Open in the lab' }).click()
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('stale-syn')
})
