import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

// Sandboxing needs a user namespace that root and most containers lack; the pages are our own.
const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

export default defineConfig({
  testDir: fileURLToPath(new URL('.', import.meta.url)),
  testMatch: '**/*.spec.ts',
  outputDir: fileURLToPath(new URL('../../test-results', import.meta.url)),
  globalSetup: fileURLToPath(new URL('./global-setup.ts', import.meta.url)),
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  // A machine that stands still for a moment is no fault of ours. What needed it is named at the end.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? '/dev/null' }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env['PROTODECK_BROWSER'] ?? '/usr/bin/chromium', args: flags },
    screenshot: 'only-on-failure',
  },
})
