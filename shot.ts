import { chromium } from '@playwright/test'
import { startTestServer } from './tests/e2e/test-server.ts'
const server = await startTestServer({ dataDir: '/tmp/dnslab-data' })
try {
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [width, lang, hash, theme] of [[390, 'zh', 'scenario=lame&step=9', 'light'], [1280, 'en', 'scenario=lame&step=12', 'dark'], [1280, 'zh', 'scenario=no-glue&step=9', 'light']] as const) {
  const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme: theme })
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()) })
  await page.goto(`${server.url}/${lang}/labs/dns#${hash}`)
  await page.waitForTimeout(3000)
  console.log(width, await page.evaluate(() => [document.documentElement.scrollWidth, [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table,.diagram')).map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 12)]))
  await page.locator('.columns').screenshot({ path: `/tmp/col-${width}-${lang}-${theme}.png` })
  await page.locator('.disturb').screenshot({ path: `/tmp/dis-${width}-${lang}-${theme}.png` })
  await page.close()
}
await browser.close()
} finally { await server.stop() }
