// `trace run|pcap FILE`: runs a scenario and holds it against what the file says; or writes its packets as pcapng.
import { readFileSync, writeFileSync } from 'node:fs'
import { wrongCall, type Command, type Outcome } from '#lib/cli/command.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { captureRun } from '#lib/core/protocols/tcp/capture.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { digestTimeline, parseTrace, printTrace, recordEntries, replayTrace } from '#lib/core/protocols/trace.ts'

export const trace: Command = {
  name: 'trace',
  usage: 'run|pcap FILE [--at A|B] [--out FILE] [--json]',
  summary: 'run a scenario and compare it with its file, or write what a capture at A or B holds',
  run: ({ args, options }) => Promise.resolve(runTrace(args, options)),
}

function runTrace([verb, path]: readonly string[], options: Readonly<Record<string, string | true>>): Outcome {
  const { at = 'A', out } = options
  if ((verb !== 'run' && verb !== 'pcap') || path === undefined) return wrongCall(trace, 'Run or pcap, and of which file?')
  if ((at !== 'A' && at !== 'B') || out === true) return wrongCall(trace, '--at takes A or B, --out a file.')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return wrongCall(trace, `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`)
  }
  const { file, problems: unread } = parseTrace(text)
  const { timeline, problems: differing } = replayTrace(tcpTrace, file)
  const problems = [...unread, ...differing]
  const faults = problems.map((problem) => describeFault(path, problem))
  const exitCode = problems.length > 0 ? 1 : 0
  if (verb === 'run') {
    const entries = recordEntries(tcpTrace, timeline).map(({ at: atMs, text: event, effects }) => ({ at: atMs, event, effects }))
    const printed = printTrace({ ...file, entries: recordEntries(tcpTrace, timeline) })
    if (out !== undefined) writeFileSync(out, printed)
    const value = { digest: digestTimeline(timeline), entries, problems: faults }
    return { exitCode, value, text: [out === undefined ? printed.trimEnd() : `${entries.length} entries in ${out}`, ...faults].join('\n') }
  }
  // A file with faults is still a run: its packets are written up to where it ends.
  const packets = captureRun(timeline, at)
  const bytes = encodePcapng(packets)
  const target = out ?? `${path.replace(/\.trace$/, '')}.pcapng`
  writeFileSync(target, bytes)
  const value = { file: target, packets: packets.length, bytes: bytes.length, problems: faults }
  return { exitCode, value, text: [...faults, `${packets.length} packets in ${target}`].join('\n') }
}

const describeFault = (path: string, problem: Problem): string =>
  `${path}:${problem.place?.line ?? 1}: ${describeProblem(problem, 'en')}`
