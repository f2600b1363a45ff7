// The safety rules of every page and of the API's door: what a hostile page, header or visitor gets.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, request as requests, test } from '@playwright/test'
import { v7 } from 'uuid'
import { fetchQueue, postReviews } from './over-the-api.ts'
import { startTestServer } from './test-server.ts'

const url = process.env['PROTODECK_URL']!
test.use({ baseURL: url })
test.setTimeout(180_000)

const paths = ['', '/review', '/topics', '/topics/tcp-connection', '/settings', '/sign-in', '/sign-in?new', '/offline', '/no-such-page']

test('every page has a strict script policy, runs under it without a complaint, and never runs an injected script', async ({ page, context }) => {
  const complaints: string[] = []
  let path = ''
  page.on('console', (message) => {
    // A browser notes the 404 that was asked for.
    const asked = path.endsWith('/no-such-page') && message.text().includes('404')
    if ((message.type() === 'error' || message.type() === 'warning') && !asked) complaints.push(`${path}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
  const { cards } = await fetchQueue(context.request)
  const visit = async (lang: string) => {
    for (const rest of paths) {
      path = `/${lang}${rest}`
      const response = (await page.goto(path))!
      const policy = response.headers()['content-security-policy'] ?? ''
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
      expect(scripts, path).toMatch(/^'self'( 'sha256-[\w+/=]+'| 'nonce-[\w+/=]+')*\s*$/)
      expect(policy, path).toContain("object-src 'none'")
      expect(policy, path).toContain("frame-ancestors 'none'")
      expect(response.headers()['x-content-type-options']).toBe('nosniff')
      await page.waitForLoadState('networkidle')
    }
  }
  await visit('en')
  await postReviews(context.request, url, [cards[0]!.facet])
  await visit('zh')
  expect(complaints).toEqual([])

  page.removeAllListeners('console')
  for (const target of ['/en', '/en/topics/tcp-connection', '/en/review']) {
    await page.goto(target)
    const violated = page.evaluate(() => new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      const image = document.createElement('div')
      image.innerHTML = '<img src="data:," onerror="window.injected = true">'
      document.body.append(image)
    }))
    expect(await violated).toMatch(/^script-src/)
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => 'injected' in window)).toBe(false)
  }
})

test('an inline script that comes with the page itself does not run', async ({ page }) => {
  // As if a note's text had got through: the bytes of a static page with a script more, under the page's own headers.
  await page.route('**/en/topics/tcp-connection', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace('</main>', '<script>window.injected = true</script></main>')
    expect(body).toContain('window.injected')
    await route.fulfill({ response, body })
  })
  await page.goto('/en/topics/tcp-connection')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})

test('a write from another site is refused, and nothing is stored', async ({ page, context }) => {
  const { cards } = await fetchQueue(context.request)
  await postReviews(context.request, url, [cards[0]!.facet])
  const body = { reviews: [{ id: v7(), facet: cards[1]!.facet, grade: 3, answeredAt: new Date().toISOString(), elapsedMs: 1, timeZone: 'UTC' }] }
  const post = (headers: Record<string, string>, data: unknown = body) => context.request.post('/api/v1/reviews', { data, headers })
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}, { origin: `${url}.evil.example` }, { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }] as Record<string, string>[]) {
    const answer = await post(headers)
    expect(answer.status(), JSON.stringify(headers)).toBe(403)
    expect(((await answer.json()) as { code: string }).code).toBe('wrong-origin')
  }
  // What a form or a beacon of another site can send.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    expect((await post({ origin: url, 'content-type': type }, JSON.stringify(body))).status(), type).toBe(415)

  // The same from a real page on another port: SameSite lets the cookie along there, the origin check does not.
  const evil = createServer((_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<title>evil</title>') })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`)
  const sent = await page.evaluate(async ([target, json]) => {
    const answers: string[] = []
    for (const type of ['application/json', 'text/plain'])
      answers.push(await fetch(`${target!}/api/v1/reviews`, { method: 'POST', credentials: 'include', headers: { 'content-type': type }, body: json! }).then((response) => String(response.status), () => 'refused'))
    return answers
  }, [url, JSON.stringify(body)])
  expect(sent).toEqual(['refused', 'refused'])
  evil.close()

  const { events } = (await (await context.request.get('/api/v1/events')).json()) as { events: readonly { facet: string }[] }
  expect(events.map(({ facet }) => facet)).toEqual([cards[0]!.facet])
})

test('static pages set no cookie and have the same bytes for everybody', async ({ context }) => {
  const { cards } = await fetchQueue(context.request)
  await postReviews(context.request, url, [cards[0]!.facet])
  const stranger = await requests.newContext({ baseURL: url, extraHTTPHeaders: { 'accept-language': 'zh-CN', 'user-agent': 'another' } })
  for (const path of ['/en/topics', '/zh/topics', '/en/topics/tcp-connection', '/zh/topics/tcp-connection', '/en/review', '/zh/review', '/en/offline']) {
    const [known, unknown] = await Promise.all([context.request.get(path), stranger.get(path)])
    expect(known.status(), path).toBe(200)
    for (const answer of [known, unknown]) {
      expect(answer.headers()['set-cookie'], path).toBeUndefined()
      expect(answer.headers()['vary'] ?? '', path).not.toMatch(/cookie|accept-language/i)
      expect(answer.headers()['content-encoding'], path).toBe('br')
    }
    expect(Buffer.compare(await known.body(), await unknown.body()), path).toBe(0)
  }
  // No person is made by looking.
  expect(((await (await stranger.get('/api/v1/session')).json()) as { person: unknown }).person).toBeNull()
  expect((await stranger.storageState()).cookies).toEqual([])
  await stranger.dispose()
})

test('what is compressed at build is what is rendered, in every encoding, and no other name reaches it', async () => {
  const encodings = ['br', 'gzip', 'identity'] as const
  const get = (path: string, headers: Record<string, string>) => fetch(new URL(path, url), { headers, redirect: 'manual' })
  const page = await (await get('/zh/topics/arp', { 'accept-encoding': 'identity' })).text()
  const script = /"(\/_next\/static\/[^"\\]+\.js)"/.exec(page)![1]!
  for (const path of ['/zh/topics/arp', '/en/review', script]) {
    const bodies = await Promise.all(encodings.map(async (encoding) => {
      const answer = await get(path, { 'accept-encoding': encoding })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding)
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
      expect(answer.headers.get('cache-control')).toContain(path === script ? 'immutable' : 'must-revalidate')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
      if (encoding !== 'identity') {
        const again = await get(path, { 'accept-encoding': encoding, 'if-none-match': answer.headers.get('etag')! })
        expect(again.status, `${path} in ${encoding}, known already`).toBe(304)
      }
      return answer.text()
    }))
    expect(new Set(bodies).size, path).toBe(1)
  }
  for (const path of ['/zh/topics/arp.html', '/zh/topics/arp.html.br', `${script}.br`, '/_next/static/%2e%2e/served/zh/topics/arp.html', '/_next/zh/topics/arp'])
    expect((await get(path, { 'accept-encoding': 'br' })).status, path).toBe(404)
})

test('the session cookie is HttpOnly and SameSite, and the API is never cached', async ({ context }) => {
  const { cards } = await fetchQueue(context.request)
  await postReviews(context.request, url, [cards[0]!.facet])
  const sessions = (await context.cookies()).filter(({ name }) => name.endsWith('next-auth.session-token'))
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const queue = await context.request.get('/api/v1/queue')
  expect(queue.headers()['cache-control']).toBe('private, no-store')
  // A cookie that is not ours opens nothing.
  const forged = await requests.newContext({ baseURL: url, extraHTTPHeaders: { cookie: `${sessions[0]!.name}=${sessions[0]!.value.slice(0, -6)}AAAAAA` } })
  expect(((await (await forged.get('/api/v1/session')).json()) as { person: unknown }).person).toBeNull()
  await forged.dispose()
})

test('forwarded headers choose neither the host, nor the scheme, nor the address', async () => {
  // A server of its own: this uses up the sign-ins that its address may try.
  const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-safety-'))
  const server = await startTestServer({ dataDir })
  const request = await requests.newContext({ baseURL: server.url })
  const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9;host=evil.example' }
  for (const path of ['/', '/review', '/en', '/en/topics/tcp-connection', '/en/sign-in', '/api/auth/csrf', '/api/auth/providers', '/api/auth/signin']) {
    const answer = await request.get(path, { headers: forwarded, maxRedirects: 0 })
    expect.soft(answer.headers()['location'] ?? '', path).not.toContain('evil.example')
    expect.soft(await answer.text(), path).not.toContain('evil.example')
    expect.soft(answer.headers()['set-cookie'] ?? '', path).not.toMatch(/__Secure-|__Host-|evil\.example/)
  }
  // As many sign-ins as one likes by naming another address each time would be no limit at all.
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const tooMany: boolean[] = []
  for (let i = 0; i < 12; i++) {
    const answer = await request.post('/api/auth/callback/credentials', {
      form: { csrfToken, email: `nobody-${i}@example.org`, password: 'wrong', json: 'true' },
      headers: { 'x-forwarded-for': `203.0.113.${i}`, 'x-protodeck-address': `203.0.113.${i}` },
    })
    tooMany.push((await answer.text()).includes('too-many-requests'))
  }
  expect(tooMany).toEqual([...Array<boolean>(10).fill(false), true, true])
  await request.dispose()

  // Secrets lie in files that their owner alone may read.
  for (const name of ['auth-secret', 'postgres-password', 'postgres.json'])
    expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0)
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
