// The browser that the journeys run in, found in this order: named by an environment variable, Playwright's own, a
// Chromium or Chrome on the machine, Playwright's download, Debian's package where apt can be used.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of an executable; fails with a sentence that says what to do. */
export function findBrowser(say: (line: string) => void): string {
  const named = process.env['PROTODECK_BROWSER']
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`PROTODECK_BROWSER names ${named}, which does not exist.`)
  }
  const found = playwrightsOwn() ?? onThisMachine()
  if (found !== null) return found
  say('Downloading a browser for the tests…')
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  const downloaded = playwrightsOwn()
  if (downloaded !== null) return downloaded
  say("Installing Debian's Chromium for the tests…")
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]) => run('env', [...sudo, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args])
  if (apt('update')) apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
  const installed = onThisMachine()
  if (installed !== null) return installed
  throw new Error('No browser for the tests: install Chromium or Chrome, or name one in PROTODECK_BROWSER, then run npm test again.')
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : null
}

function onThisMachine(): string | null {
  const places = (process.env['PATH'] ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)))
  return [...places, ...fixedPlaces].find((path) => existsSync(path)) ?? null
}

function run(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 600_000 }).status === 0
}
