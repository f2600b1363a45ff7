// What Lighthouse says of three topic pages, as a phone over its simulated network; the median of five. It is installed
// when it is asked for, beside the other packages: a tenth of a gigabyte that nobody else needs.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from '../e2e/find-browser.ts'
import { makeRow, median, type Benchmark, type Row } from './benchmark.ts'
import { environmentFor, startProgram, stopProgram } from './program.ts'

const version = '12.8.2'
const folder = fileURLToPath(new URL('../../node_modules/.cache/lighthouse', import.meta.url))
const cli = join(folder, 'node_modules/lighthouse/cli/index.js')
const pages = ['/en/topics/tcp-connection', '/zh/topics/dns-resolution', '/en/topics/arp']
const rounds = 5
const least = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const
type Category = keyof typeof least

interface LighthouseReport {
  readonly categories: Readonly<Record<Category, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>
  readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>
}

export const lighthouse: Benchmark = {
  names: Object.keys(least).map((category) => `lighthouse-${category}`),
  onlyWhenNamed: true,
  async run(say) {
    install(say)
    const browser = findBrowser(say)
    const dataDir = mkdtempSync(join(tmpdir(), 'protodeck-lighthouse-'))
    const { child, said } = await startProgram('npm', ['start'], environmentFor(dataDir))
    const worst = new Map<Category, number>()
    try {
      const origin = /Ready on (\S+)/.exec(said)![1]!
      for (const page of pages) {
        const reports = Array.from({ length: rounds }, () => look(`${origin}${page}`, dataDir, browser))
        for (const category of Object.keys(least) as Category[]) {
          const score = median(reports.map(({ categories }) => (categories[category].score ?? 0) * 100))
          worst.set(category, Math.min(score, worst.get(category) ?? 100))
          say(`${page} ${category} ${score}${score === 100 ? '' : `: ${shortOf(reports[0]!, category)}`}`)
        }
      }
    } finally {
      await stopProgram(child)
      rmSync(dataDir, { recursive: true, force: true })
    }
    return [...worst].map(([category, score]): Row => makeRow(`lighthouse-${category}`, { value: score, unit: 'of 100', floor: null }, `≥ ${least[category]}`, score >= least[category]))
  },
}

function install(say: (line: string) => void): void {
  if (existsSync(cli)) return
  say('installing Lighthouse')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `lighthouse@${version}`], { cwd: folder, stdio: 'ignore' })
}

/** It sometimes loses its own trace of a page, and is then asked again. */
function look(url: string, dataDir: string, browser: string, attempts = 3): LighthouseReport {
  const file = join(dataDir, 'lighthouse.json')
  const args = [url, '--quiet', '--output=json', `--output-path=${file}`, '--chrome-flags=--headless=new --no-sandbox', `--only-categories=${Object.keys(least).join(',')}`]
  const { status } = spawnSync(process.execPath, [cli, ...args], { env: { ...process.env, CHROME_PATH: browser }, stdio: 'ignore' })
  if (status !== 0 && attempts > 1) return look(url, dataDir, browser, attempts - 1)
  return JSON.parse(readFileSync(file, 'utf8')) as LighthouseReport
}

/** The audits that cost something. */
function shortOf({ categories, audits }: LighthouseReport, category: Category): string {
  const found = categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
  return found.map(({ id }) => `${audits[id]!.title} (${Math.round((audits[id]!.score ?? 0) * 100)})`).join('; ')
}
