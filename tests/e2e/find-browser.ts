// The browser that the journeys run in, found in this order: named by an environment variable, Playwright's own, a
// Chromium or Chrome on the machine, Playwright's download, Debian's package where apt can be used; and Chinese letters
// for it to write with.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { hasApt, installPackages, run } from '../apt.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of an executable; fails with a sentence that says what to do. */
export function findBrowser(say: (line: string) => void): string {
  const named = process.env['PROTODECK_BROWSER']
  installFont(say)
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
  installPackages(['chromium'])
  const installed = onThisMachine()
  if (installed !== null) return installed
  throw new Error('No browser for the tests: install Chromium or Chrome, or name one in PROTODECK_BROWSER, then run npm test again.')
}

/** Without one, Chinese is measured as empty boxes. Where the system's fonts cannot be asked for, they are there. */
function installFont(say: (line: string) => void): void {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  if ((status === 0 && stdout !== '') || !hasApt()) return
  say('Installing a Chinese font for the tests…')
  installPackages(['fonts-noto-cjk'])
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : null
}

function onThisMachine(): string | null {
  const places = (process.env['PATH'] ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)))
  return [...places, ...fixedPlaces].find((path) => existsSync(path)) ?? null
}
