// The browser that the journeys run in, found in this order: named by an environment variable, Playwright's own, a
// Chromium or Chrome on the machine, Playwright's download, Debian's package where apt can be used.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { installPackages, run } from '../apt.ts'

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
  installPackages(['chromium', 'fonts-noto-cjk'])
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
