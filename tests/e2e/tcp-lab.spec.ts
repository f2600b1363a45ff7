// The TCP lab by keyboard alone: a lost third ACK, both ways out of it, a fork, a question, and the link to it all.
import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { editAll, nameRun } from '#lib/core/protocols/lab-run.ts'
import { printSharedRun } from '#lib/core/protocols/share-link.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
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

test('the same seed and the same changes are the same run in this browser and in Node', async ({ page }) => {
  const { file } = parseTrace(readFileSync('content/scenarios/tcp/handshake.trace', 'utf8'))
  const edits = [{ step: 6, text: 'link loss=0.3 jitterMs=9' }, { step: 7, text: 'A send 20000 octets' }]
  const run = editAll(tcpTrace, file, edits)
  if (!run.ok) throw new Error(run.problem.code)
  const name = nameRun(run.value)
  const linkTo = (digest: string) => url(`/en/labs/tcp#${printSharedRun({ scenario: 'handshake', step: 8, edits, run: digest, compared: null })}`)
  await page.goto(linkTo(name))
  await expect(page.getByText(`Step 8 of ${run.value.log.entries.length}`)).toBeVisible()
  await page.goto('about:blank')
  await page.goto(linkTo(name.replace(/.$/, (last) => (last === '0' ? '1' : '0'))))
  await expect(page.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toBeVisible()
})

test('charts show the sender’s variables as far as the step, and say the same as a table', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(url('/en/labs/tcp#scenario=timeout-slow-start&step=0'))
  const charts = page.getByRole('region', { name: 'The variables of' })
  await expect(charts).toContainText('Nothing to draw yet')
  await untilAlive(page)
  await page.keyboard.press('End')
  const congestion = charts.getByRole('figure').filter({ hasText: 'Congestion window' })
  await expect(congestion.getByRole('img', { name: /cwnd \d+, ssthresh 400/ })).toBeVisible()
  await expect(charts.getByRole('figure').filter({ hasText: 'Round-trip time' })).toBeVisible()
  await congestion.getByText('The same as a table').click()
  await expect(congestion.getByRole('row').nth(1)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})

test('two runs stand side by side', async ({ page }) => {
  await page.goto(url('/en/labs/tcp'))
  await untilAlive(page)
  const both = page.getByRole('region', { name: 'Two runs side by side' })
  await both.getByRole('combobox', { name: 'Compare' }).selectOption('A forged RST: RFC 793 against RFC 5961')
  await expect(both.getByRole('region', { name: 'RFC 793' })).toContainText('At the end: Client CLOSED, Server ESTABLISHED.')
  await expect(both.getByRole('region', { name: 'RFC 5961' })).toContainText('At the end: Client ESTABLISHED, Server ESTABLISHED.')
  await both.getByRole('combobox', { name: 'Compare' }).selectOption('Two-way against three-way handshake')
  await expect(both.getByRole('region', { name: 'Two segments' }).getByText('Step by step')).toBeVisible()
  await expectAccessible(page)
})

test('a link to a comparison opens the same two runs at the same moment; one that was tampered with is refused', async ({ page, context }) => {
  await page.goto(url('/en/labs/tcp'))
  await untilAlive(page)
  const both = page.getByRole('region', { name: 'Two runs side by side' })
  await both.getByRole('combobox', { name: 'Compare' }).selectOption('Two-way against three-way handshake')
  await both.getByRole('button', { name: 'Back' }).focus()
  await page.keyboard.press('Home')
  for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowRight')
  await expect(both).toContainText('moment 4 of')
  const states = await both.getByText(/^Now: /).allTextContents()
  expect(new Set(states).size).toBe(2)
  await expect(page.getByText(/^step 0 of/)).toBeVisible()

  const link = page.url()
  expect(link).toMatch(/&compare=two-way&at=4$/)
  const again = await context.newPage()
  await again.goto(link)
  const opened = again.getByRole('region', { name: 'Two runs side by side' })
  await expect(opened).toContainText('moment 4 of')
  expect(await opened.getByText(/^Now: /).allTextContents()).toEqual(states)
  await expect(opened.getByRole('heading', { name: 'Two runs side by side' })).toBeInViewport()
  await expectAccessible(again)
  for (const [from, to] of [['two-way', 'two-ways'], ['at=4', 'at=400'], ['compare=two-way&', '']] as const) {
    await again.goto('about:blank')
    await again.goto(link.replace(from, to))
    await expect(again.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toBeVisible()
    await expect(opened.getByRole('combobox', { name: 'Compare' })).toHaveValue('')
  }
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
      await expect(page.getByRole('region', { name: 'Where the two are' }).getByRole('img')).toHaveAccessibleName(/^Client is in [A-Z-]+, Server in [A-Z-]+\.$/)
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
