// Notes parsed a second, against remark with gfm on the same text: both make a tree, ours makes cards of it besides.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseTopic } from '#lib/core/notes/parse-topic.ts'
import { makeRow, median, timeMs, type Benchmark } from './benchmark.ts'
import { parseMarkdown } from './floors/parse-markdown.ts'

const topics = fileURLToPath(new URL('../../content/topics', import.meta.url))
const rounds = 15
/** Every so many files: both languages and all layers are among them. */
const sampleEvery = 9

export const parse: Benchmark = {
  names: ['parse'],
  async run() {
    const names = readdirSync(topics).filter((name) => name.endsWith('.md')).filter((_, i) => i % sampleEvery === 0)
    const files = names.map((name) => ({ file: `topics/${name}`, text: readFileSync(join(topics, name), 'utf8') }))
    const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    const oursMs: number[] = []
    const floorMs: number[] = []
    for (let round = -3; round < rounds; round++) {
      const ours = await timeMs(() => files.forEach(({ file, text }) => parseTopic(text, file)))
      const floor = await timeMs(() => files.forEach(({ text }) => parseMarkdown(text)))
      if (round < 0) continue
      oursMs.push(ours)
      floorMs.push(floor)
    }
    const rate = (ms: readonly number[]) => bytes / 1000 / median(ms)
    const figures = { value: rate(oursMs), unit: 'MB/s', floor: rate(floorMs) }
    return [makeRow('parse', figures, '≥ 0.5 × floor', figures.value >= 0.5 * figures.floor)]
  },
}
