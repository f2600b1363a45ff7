// `trace run|pcap FILE`: runs a scenario and holds it against what the file says; or writes its packets as pcapng.
// The file's first line names its protocol.
import { readFileSync, writeFileSync } from 'node:fs'
import { wrongCall, type Command, type Outcome } from '#lib/cli/command.ts'
import type { Timeline } from '#lib/core/engine/log.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { captureRun as captureDns } from '#lib/core/protocols/dns/capture.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { layersTrace } from '#lib/core/protocols/layers/trace-codec.ts'
import { encodePcapng, type CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { captureRun as captureTcp } from '#lib/core/protocols/tcp/capture.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import {
  digestTimeline, parseTrace, printTrace, recordEntries, replayTrace,
  type TraceCodec, type TraceEntry, type TraceFile,
} from '#lib/core/protocols/trace.ts'
import { captureRun as captureWebSocket } from '#lib/core/protocols/websocket/capture.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'

export const trace: Command = {
  name: 'trace',
  usage: 'run|pcap FILE [--at A|B] [--out FILE] [--json]',
  summary: 'run a scenario and compare it with its file, or write what a capture at A or B (DNS: the resolver) holds',
  run: ({ args, options }) => runTrace(args, options),
}

/** A file's run, whatever its protocol. */
interface Replayed {
  readonly entries: readonly TraceEntry[]
  readonly digest: string
  readonly problems: readonly Problem[]
  /** Null: a part of the run is a model, without bytes that a capture could hold. */
  readonly capture: ((at: 'A' | 'B') => readonly CapturedPacket[]) | null
}

const replayers: Readonly<Record<string, (file: TraceFile) => Promise<Replayed>>> = {
  tcp: (file) => Promise.resolve(replay(tcpTrace, file, captureTcp)),
  dns: async (file) => replay(dnsTrace(await readZones()), file, captureDns),
  websocket: (file) => Promise.resolve(replay(websocketTrace, file, captureWebSocket)),
  layers: async (file) => replay(layersTrace(await readZones()), file, null),
}

function replay<Config, State, Event, Effect>(
  codec: TraceCodec<Config, State, Event, Effect>, file: TraceFile,
  capture: ((timeline: Timeline<State, Event, Effect>, at: 'A' | 'B') => readonly CapturedPacket[]) | null,
): Replayed {
  const { timeline, problems } = replayTrace(codec, file)
  return { entries: recordEntries(codec, timeline), digest: digestTimeline(timeline), problems, capture: capture && ((at) => capture(timeline, at)) }
}

async function runTrace([verb, path]: readonly string[], options: Readonly<Record<string, string | true>>): Promise<Outcome> {
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
  // A file of no protocol that we know is read as the first, which says what is wrong with it.
  const replayed = await (replayers[file.protocol] ?? replayers['tcp']!)(file)
  const problems = [...unread, ...replayed.problems]
  const faults = problems.map((problem) => describeFault(path, problem))
  const exitCode = problems.length > 0 ? 1 : 0
  if (verb === 'run') {
    const entries = replayed.entries.map(({ at: atMs, text: event, effects }) => ({ at: atMs, event, effects }))
    const printed = printTrace({ ...file, entries: replayed.entries })
    if (out !== undefined) writeFileSync(out, printed)
    const value = { digest: replayed.digest, entries, problems: faults }
    return { exitCode, value, text: [out === undefined ? printed.trimEnd() : `${entries.length} entries in ${out}`, ...faults].join('\n') }
  }
  // A file with faults is still a run: its packets are written up to where it ends.
  if (replayed.capture === null) return wrongCall(trace, 'TLS is a model in such a run, so that there are no packets to write.')
  const packets = replayed.capture(at)
  const bytes = encodePcapng(packets)
  const target = out ?? `${path.replace(/\.trace$/, '')}.pcapng`
  writeFileSync(target, bytes)
  const value = { file: target, packets: packets.length, bytes: bytes.length, problems: faults }
  return { exitCode, value, text: [...faults, `${packets.length} packets in ${target}`].join('\n') }
}

const describeFault = (path: string, problem: Problem): string =>
  `${path}:${problem.place?.line ?? 1}: ${describeProblem(problem, 'en')}`
