// JavaScript that a topic page loads before anybody touches it, over what every page of the framework loads (its root
// files, by the build's own manifest: no page, however empty, gets by with less). Bytes after gzip.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { makeRow, type Benchmark } from './benchmark.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const next = join(root, '.next')
const budgetBytes = 20_000

export const pageJs: Benchmark = {
  names: ['page-js'],
  run() {
    const folder = join(next, 'server/app/en/topics')
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html')).map((name) => readFileSync(join(folder, name), 'utf8'))
    if (pages.length === 0) throw new Error('the build holds no topic page')
    const { rootMainFiles } = JSON.parse(readFileSync(join(next, 'build-manifest.json'), 'utf8')) as { rootMainFiles: string[] }
    const empty = sizeOf(rootMainFiles.map((file) => `/_next/${file}`))
    const topic = Math.max(...pages.map((html) => sizeOf(scriptsOf(html))))
    const over = topic - empty
    const figures = { value: over, unit: 'B gzip', floor: empty }
    return Promise.resolve([makeRow('page-js', figures, '≤ 20,000 B over an empty page', over <= budgetBytes, topic / empty)])
  },
}

/** What the page names: scripts, those that it starts itself, and preloads. Browsers of the last years skip `nomodule`. */
function scriptsOf(html: string): string[] {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/gi)].map(([tag]) => tag)
  const wanted = tags.filter((tag) => !/\snomodule\b/i.test(tag) && (/^<script/i.test(tag) || /rel="modulepreload"|as="script"/i.test(tag)))
  const started = [...html.matchAll(/"(\/_next\/static\/[^"\\]+\.js)"[,\]]/g)].map(([, url]) => url!)
  return [...new Set([...wanted.flatMap((tag) => /\s(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []), ...started])]
}

function sizeOf(urls: readonly string[]): number {
  const files = urls.map((url) => (url.startsWith('/_next/') ? join(next, url.slice('/_next/'.length)) : join(root, 'public', url)))
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file.split('?')[0]!)).length, 0)
}
