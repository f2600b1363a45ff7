// `npm run -s bench -- [NAME…] [--json]`: measures, and holds each figure against its budget. Rows to stdout, progress
// to stderr; exit code 1 when a budget is missed, 2 for a name that does not exist.
import { dnsAnswer } from './dns-answer.ts'
import { dnsResolve } from './dns-resolve.ts'
import { grade } from './grade.ts'
import { interviews } from './interviews.ts'
import { lighthouse } from './lighthouse.ts'
import { load } from './load.ts'
import { marking } from './marking.ts'
import { pageJs } from './page-js.ts'
import { parse } from './parse.ts'
import { queue } from './queue.ts'
import { replay } from './replay.ts'
import { start } from './start.ts'
import { tcp } from './tcp.ts'
import { wsEcho } from './ws-echo.ts'
import type { Benchmark, Row } from './benchmark.ts'

const benchmarks: readonly Benchmark[] = [grade, interviews, queue, parse, load, replay, pageJs, start, tcp, dnsAnswer, dnsResolve, wsEcho, marking, lighthouse]

/** Runs the benchmarks named, or all. */
export async function main(args: readonly string[]): Promise<void> {
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const names = benchmarks.flatMap((benchmark) => benchmark.names)
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`bench: there is no ${unknown.join(', ')}; there are: ${names.join(', ')}\n`)
    process.exit(2)
  }
  const rows: Row[] = []
  for (const benchmark of benchmarks) {
    if (wanted.length > 0 ? !benchmark.names.some((name) => wanted.includes(name)) : benchmark.onlyWhenNamed === true) continue
    process.stderr.write(`bench: ${benchmark.names.join(', ')}…\n`)
    const measured = await benchmark.run((line) => process.stderr.write(`bench:   ${line}\n`))
    rows.push(...measured.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
  }
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(rows, null, 2)}\n` : table(rows))
  process.exit(rows.every(({ ok }) => ok) ? 0 : 1)
}

function table(rows: readonly Row[]): string {
  const number = (value: number | null) => (value === null ? '–' : value.toLocaleString('en'))
  return rows
    .map(({ name, value, unit, floor, ratio, budget, ok }) =>
      `${ok ? '✓' : '✗'} ${name.padEnd(14)} ${`${number(value)} ${unit}`.padEnd(22)} floor ${number(floor).padEnd(10)} ratio ${number(ratio).padEnd(7)} budget ${budget}\n`)
    .join('')
}
