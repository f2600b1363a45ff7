// The WebSocket lab in a real browser: connected and seen through, broken on purpose by the raw client, and stepped
// through, by keyboard and on a phone.
import { connect } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { tabTo } from './by-keyboard.ts'

const url = (path: string) => `${process.env['PROTODECK_URL'] ?? ''}${path}`

const end = (page: Page, who: 'client' | 'server') => page.locator(`[data-end="${who}"]`)
const lines = (page: Page) => page.locator('.lines')

async function connectRaw(page: Page) {
  await page.getByRole('radio', { name: 'Raw client' }).check()
  await page.getByRole('button', { name: 'Connect the raw client' }).click()
}

test('the browser connects, text is typed, and its bits are seen, by keyboard', async ({ page }) => {
  await page.goto(url('/en/labs'))
  await page.getByRole('link', { name: 'The WebSocket lab', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The WebSocket lab')
  await tabTo(page, 'Connect from this browser', 'button')
  await page.keyboard.press('Enter')
  await expect(end(page, 'client')).toHaveText('OPEN')
  await expect(end(page, 'server')).toHaveText('OPEN')

  await tabTo(page, 'Text', 'textbox')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Hello')
  await page.keyboard.press('Enter')
  await expect(lines(page)).toContainText('FIN text masked 5: "Hello"')
  await expect(lines(page)).toContainText('FIN text 5: "Hello"')
  // The echo is the newest frame: header 81 05, no mask.
  const bits = page.locator('.endpoint-sees .bit-fields')
  await expect(bits.getByRole('listitem').filter({ hasText: 'Opcode' })).toContainText('0001')
  await expect(bits.getByRole('listitem').filter({ hasText: 'Payload length' })).toContainText('000 0101')
  await expect(bits.getByRole('listitem')).toHaveCount(7)
  // What was sent is masked, and unmasked before one's eyes.
  await tabTo(page, 'FIN text masked 5: "Hello"', 'button')
  await page.keyboard.press('Enter')
  await expect(bits.getByRole('listitem')).toHaveCount(8)
  await expect(page.locator('.endpoint-sees .payload tr').filter({ hasText: 'as text' })).toHaveText(/H\s*e\s*l\s*l\s*o/)

  const handshake = page.locator('.handshake')
  await expect(handshake).toContainText('258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
  await expect(handshake).toContainText('equal to the response')
  await expect(handshake).toContainText('101 Switching Protocols')
  await expect(handshake.locator('tr').filter({ hasText: 'Sec-WebSocket-Key' })).toContainText('right')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Send 65,536 bytes' }).click()
  await expect(lines(page)).toContainText('65550')
  await page.getByRole('textbox', { name: 'Reason' }).fill('done')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(end(page, 'client')).toHaveText('CLOSED')
  await expect(lines(page)).toContainText('FIN Close masked 6: 1000 "done"')
  await expect(page.locator('.ends')).toContainText('closed with 1000')
})

test('what a browser can be made to suffer: 1003, 1009, and a server that masks', async ({ page }) => {
  await page.goto(url('/en/labs/websocket'))
  const open = async (mode: string) => {
    await page.getByRole('combobox', { name: 'The server' }).selectOption(mode)
    await page.getByRole('button', { name: 'Connect from this browser' }).click()
    await expect(end(page, 'client')).toHaveText('OPEN')
  }
  await open('text-only')
  await page.getByRole('button', { name: 'Send binary' }).click()
  await expect(page.locator('.ends')).toContainText('closed with 1003')
  await open('echo')
  await page.getByRole('button', { name: 'Send 65,537 bytes' }).click()
  await expect(page.locator('.ends')).toContainText('closed with 1009')
  await open('masks')
  await page.getByRole('button', { name: 'Send text' }).click()
  await expect(page.locator('.ends')).toContainText('closed with 1006')
  await expect(lines(page)).toContainText('FIN text masked')
  await page.getByRole('textbox', { name: 'Code' }).fill('1002')
  await open('echo')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByText('The browser refuses')).toBeVisible()
})

test('the raw client: a ping inside a fragmented message, a frame built by hand, a refused handshake', async ({ page }) => {
  await page.goto(url('/en/labs/websocket'))
  await connectRaw(page)
  await expect(end(page, 'client')).toHaveText('OPEN')
  await page.getByRole('button', { name: 'A Ping inside a fragmented “Hello”' }).click()
  await expect(lines(page).locator('button')).toHaveCount(5)
  const shown = await lines(page).locator('button').allTextContents()
  expect([shown[0], shown[1], shown[4]]).toEqual(['text masked 3: "Hel"', 'FIN Ping masked 12: "still there?"', 'FIN text 5: "Hello"'])
  // The last fragment does not wait for the Pong: on a busy machine they pass each other.
  expect(shown.slice(2, 4).sort()).toEqual(['FIN Pong 12: "still there?"', 'FIN continuation masked 2: "lo"'])

  const builder = page.getByRole('form', { name: 'Build a frame' })
  await builder.getByRole('checkbox', { name: 'RSV3' }).check()
  await expect(builder.locator('.verdict-line')).toContainText('1002')
  await builder.getByRole('button', { name: 'Send this frame' }).click()
  await expect(page.locator('.ends')).toContainText('closed with 1002')
  await expect(lines(page)).toContainText('RSV3')
  await expect(builder.getByRole('button', { name: 'Send this frame' })).toBeDisabled()

  await page.getByRole('combobox', { name: 'Its request' }).selectOption('version')
  await page.getByRole('button', { name: 'Connect the raw client' }).click()
  await expect(page.locator('.handshake')).toContainText('426 Upgrade Required')
  await expect(page.locator('.handshake tr.wrong')).toContainText('Sec-WebSocket-Version')
  await expectAccessible(page)
})

for (const [code, preset] of [[1002, 'Unmasked frame'], [1003, 'Binary to a text-only server'], [1007, 'Text that is not UTF-8'], [1009, 'A length of 70,000']] as const) {
  test(`provokes ${code}`, async ({ page }) => {
    await page.goto(url('/en/labs/websocket'))
    const row = page.locator('.close-codes tr').filter({ has: page.getByRole('rowheader', { name: String(code), exact: true }) })
    await row.getByRole('button', { name: preset }).click()
    await expect(row.locator('.provoke').filter({ hasText: preset }).getByRole('status')).toContainText(`→ ${code}`)
    await expect(page.locator('.ends')).toContainText(`closed with ${code}`)
  })
}

test('scenarios are stepped through, disturbed, asked about and shared', async ({ page, context }) => {
  await page.goto(url('/en/topics/websocket-protocol'))
  await page.locator('figure.lab[data-scenario="websocket/fragments"]').first().getByRole('link', { name: 'Open in the lab' }).click()
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('fragments')
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('ping-between-fragments')
  await page.getByRole('heading', { level: 1 }).click()
  for (let at = 0; at < 10; at++) await page.keyboard.press('ArrowRight')
  await expect(page.locator('.happens')).toContainText('FIN Pong 12')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.happens')).toContainText('FIN Ping masked 12')
  await page.getByRole('group', { name: 'Calls of Client' }).getByRole('button', { name: 'drop TCP' }).click()
  await page.keyboard.press('End')
  await expect(page.locator('section[aria-labelledby="host-B"] .state')).toHaveText('CLOSED')
  await expectAccessible(page)
  const again = await context.newPage()
  await again.goto(page.url())
  await expect(again.locator('section[aria-labelledby="host-B"] .state')).toHaveText('CLOSED')
  await again.close()

  // Three questions, answered somehow and marked by the engine.
  const ask = page.locator('.ask')
  for (const scenario of ['masking', 'close-codes', 'half-open']) {
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption(scenario)
    await ask.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(ask.getByRole('button', { name: 'Check' })).toBeVisible()
    if (await ask.getByRole('radio').count() > 0) await ask.getByRole('radio').first().check()
    for (const field of await ask.getByRole('textbox').all()) await field.fill('1')
    await ask.getByRole('button', { name: 'Check' }).click()
    await expect(ask.locator('.marks .verdict')).toHaveText(/^(Right|Not right|Allowed by the RFCs)$/)
    await expect(ask.locator('.marks')).toContainText('RFC')
  }
  await page.getByRole('tab', { name: 'Scenarios' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('tab', { name: 'Live' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Connect', exact: true })).toBeVisible()
})

test('JSON comes back laid out, a file comes back in chunks, and both go home as a capture', async ({ page }) => {
  await page.goto(url('/en/labs/websocket'))
  await page.getByRole('button', { name: 'Connect from this browser' }).click()
  await expect(end(page, 'client')).toHaveText('OPEN')
  await page.locator('summary').filter({ hasText: 'JSON' }).click()
  const json = page.getByRole('textbox', { name: 'JSON to send as text' })
  await json.fill('{"a": [1')
  await expect(page.getByText('Not JSON:')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send JSON' })).toBeDisabled()
  await json.fill('{ "a":   [1, 2] }')
  await page.getByRole('button', { name: 'Send JSON' }).click()
  await expect(lines(page)).toContainText('FIN text masked 11')
  await expect(page.getByRole('group', { name: 'The newest message' })).toHaveText('{\n  "a": [\n    1,\n    2\n  ]\n}')

  await page.locator('summary').filter({ hasText: 'A file' }).click()
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'notes.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1_000_000, 5) })
  await page.getByRole('combobox', { name: 'Chunks of' }).selectOption('65536')
  await page.getByRole('button', { name: 'Send file' }).click()
  await expect(page.getByText('All 16 chunks came back: 1,000,000 bytes')).toBeVisible()
  await expectAccessible(page)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as pcapng' }).click()])
  expect(file.suggestedFilename()).toBe('websocket.pcapng')
  // One byte too many in a chunk, and the endpoint closes with 1009.
  await page.getByRole('combobox', { name: 'Chunks of' }).selectOption('65537')
  await page.getByRole('button', { name: 'Send file' }).click()
  await expect(page.locator('.ends')).toContainText('closed with 1009')
  await expect(page.getByText('The connection closed after')).toBeVisible()
})

test('the same messages three ways, counted', async ({ page }) => {
  await page.goto(url('/en/labs/websocket'))
  const panel = page.locator('section[aria-labelledby="compare"]')
  await panel.getByRole('combobox', { name: 'Messages' }).selectOption('10')
  await panel.getByRole('button', { name: 'Send them' }).click()
  await expect(panel.getByRole('status')).toHaveText('All messages came, by all three.')
  const bytes = async (transport: string) => {
    const cells = await panel.locator(`tr[data-transport="${transport}"] td`).allTextContents()
    return cells.slice(0, 3).map((text) => Number(text.replaceAll(',', '')))
  }
  const [websocket, sse, poll] = [await bytes('websocket'), await bytes('sse'), await bytes('poll')]
  expect([websocket[0], sse[0]]).toEqual([1, 1])
  expect(poll[0]).toBeGreaterThan(1)
  for (const [, down, up] of [websocket, sse, poll]) {
    expect(down).toBeGreaterThan(10 * 32)
    expect(up).toBeGreaterThan(100)
  }
  expect(poll[2]).toBeGreaterThan(2 * websocket[2]!)
  expect(sse[1]).toBeGreaterThan(websocket[1]!)
  await expectAccessible(page)
})

test('a dropped connection comes back, with what was missed or without it', async ({ page }) => {
  await page.goto(url('/en/labs/websocket'))
  const panel = page.locator('section[aria-labelledby="reconnect"]')
  await panel.getByRole('button', { name: 'Start' }).click()
  await expect(panel.getByRole('table')).toContainText('opened, then dropped (1006)')
  await expect(panel.getByRole('table')).toContainText('failed (1006)')
  await expect(panel.getByRole('table')).toContainText(/last=\d+/)
  await expect(panel.locator('li.redelivered').first()).toBeVisible({ timeout: 45_000 })
  await panel.getByRole('checkbox', { name: 'Say the last number when reconnecting' }).uncheck()
  await expect(panel.locator('li.lost').first()).toBeVisible({ timeout: 45_000 })
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Stop' }).click()
  await expect(panel.getByRole('table')).toContainText('stopped')
})

test('an opening is stepped through over all layers, counted, changed in one thing and counted again', async ({ page, context }) => {
  await page.goto(url('/en/labs/websocket'))
  await page.getByRole('tab', { name: 'Across the layers' }).click()
  const across = page.locator('section[aria-labelledby="across"]')
  const cells = (name: string) => across.locator(`tr[data-opening="${name}"] td`)
  await expect(cells('wss-first')).toHaveText(['5', '1', '1', '1', '1', '9', '±0', '490 ms'])
  await expect(cells('wss-tls12')).toHaveText(['5', '1', '2', '1', '1', '10', '+1', '570 ms'])
  await expect(cells('wss-reused')).toHaveText(['0', '0', '0', '1', '1', '2', '−7', '160 ms'])

  await page.getByRole('heading', { level: 1 }).click()
  for (let at = 0; at < 11; at++) await page.keyboard.press('ArrowRight')
  await expect(page.locator('.happens')).toContainText('Browser has the address: 203.0.113.80')
  await expect(page.locator('.happens')).toContainText('TCP SYN')
  await expect(across.locator('.trips tfoot td').first()).toHaveText('5')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.happens')).toContainText('A 203.0.113.80')
  await page.keyboard.press('End')
  await expect(across.locator('.trips tfoot td').first()).toHaveText('9')
  await expect(across.getByRole('button', { name: /#24 WebSocket/ })).toBeVisible()

  await across.getByRole('combobox', { name: 'The address is known to' }).selectOption('browser')
  await across.getByRole('combobox', { name: 'TLS' }).selectOption('1.3-0rtt')
  await expect(across.locator('.trips tfoot td').nth(1)).toHaveText('3')
  // What was set before the opening is done already.
  await across.getByRole('button', { name: 'Step', exact: true }).click()
  await across.getByRole('button', { name: 'Lose #1 TCP SYN' }).click()
  await expect(across.locator('.trips')).toContainText('1,000 ms')
  await expectAccessible(page)
  const again = await context.newPage()
  await again.goto(page.url())
  await expect(again.locator('.trips')).toContainText('1,000 ms')
})

for (const width of [390, 1280]) {
  test(`fits ${width} px and is accessible there, in both themes and languages`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    for (const [lang, colorScheme] of [['zh', 'light'], ['en', 'dark']] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(url(`/${lang}/labs/websocket`))
      await page.locator('section[aria-labelledby="connect"] .button').first().click()
      await expect(end(page, 'client')).toHaveText('OPEN')
      await page.locator('section[aria-labelledby="browser"] .button').first().click()
      await expect(page.locator('.endpoint-sees .bit-fields')).toBeVisible()
      await page.locator('.reconnect .button').click()
      await expect(page.locator('.arrivals li').first()).toBeVisible()
      await page.locator('.reconnect .button').click()
      await page.locator('.comparison .button').click()
      await expect(page.locator('.compared')).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await expectAccessible(page)
      await page.goto(url(`/${lang}/labs/websocket#scenario=masking&step=9`))
      await page.reload()
      await expect(page.locator('.controls')).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await expectAccessible(page)
    }
  })
}

test('the endpoint on the app’s own port: no ticket, no entry; no end of a request, no patience', async () => {
  const { hostname, port, origin } = new URL(url('/'))
  const converse = (text: string) => new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () => { socket.write(text) })
    let heard = ''
    socket.on('data', (bytes: Buffer) => { heard += bytes.toString('latin1') })
    socket.on('error', () => undefined)
    socket.on('close', () => { resolve(heard) })
  })
  const upgrade = (path: string, more = '') =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`
  expect(await converse(upgrade('/api/labs/websocket/echo'))).toMatch(/^HTTP\/1.1 403 /)
  expect(await converse(upgrade('/api/labs/websocket/echo', 'Cookie: next-auth.session-token=x\r\n'))).toMatch(/^HTTP\/1.1 403 /)
  expect(await converse(upgrade('/en/labs/websocket'))).toMatch(/^HTTP\/1.1 404 /)
  expect((await fetch(`${origin}/api/labs/websocket/echo`)).status).toBe(426)
  const began = performance.now()
  expect(await converse('GET /api/labs/websocket/echo HTTP/1.1\r\nUpgrade: webso')).toMatch(/^HTTP\/1.1 408 /)
  expect(performance.now() - began).toBeLessThan(8_000)
})
