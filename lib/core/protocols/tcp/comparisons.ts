// Two runs of one scenario under two settings, to be looked at side by side: what a rule is for shows best where it is
// missing. Read first: RFC 9293 §3.5 (why three segments), §3.6.1 (TIME-WAIT); RFC 5961 §3 and §4.
import { timelineOf } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import type { Bilingual } from '#lib/core/protocols/exercise.ts'
import type { LabRun } from '#lib/core/protocols/lab-run.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import {
  hostNames,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { playEvents, readLog, type TraceFile } from '#lib/core/protocols/trace.ts'

export interface Variant {
  readonly title: Bilingual
  /** Of both hosts. */
  readonly settings: Partial<TcpConfig>
}

export interface Comparison {
  readonly name: string
  readonly scenario: string
  readonly title: Bilingual
  readonly look: Bilingual
  readonly variants: readonly [Variant, Variant]
}

const rfc793: Partial<TcpConfig> = { rstCheck: 'rfc793', synCheck: 'rfc793', ackCheck: 'rfc793' }
const by793: Variant = { title: { en: 'RFC 793', zh: 'RFC 793' }, settings: rfc793 }
const by5961: Variant = { title: { en: 'RFC 5961', zh: 'RFC 5961' }, settings: {} }

export const comparisons: readonly Comparison[] = [
  {
    name: 'two-way',
    scenario: 'stale-syn',
    title: { en: 'Two-way against three-way handshake', zh: '两次握手与三次握手' },
    look: {
      en: 'An old SYN arrives first. With three segments the server waits in SYN-RECEIVED, and a RST takes it back to LISTEN: no application has heard of it. With two it is ESTABLISHED at once, and its application is told of a connection that nobody wanted, then of its reset.',
      zh: '旧的 SYN 先到。三次握手时服务器停在 SYN-RECEIVED，RST 使它回到 LISTEN，应用毫不知情；两次握手时它立刻进入 ESTABLISHED，应用先得到一条没人要的连接，随后又得到它的复位。',
    },
    variants: [
      { title: { en: 'Three segments', zh: '三次握手' }, settings: {} },
      { title: { en: 'Two segments', zh: '两次握手' }, settings: { handshake: 'two-way' } },
    ],
  },
  {
    name: 'time-wait',
    scenario: 'last-ack-lost',
    title: { en: 'With and without TIME-WAIT', zh: '有无 TIME-WAIT' },
    look: {
      en: 'The last ACK is lost. In TIME-WAIT somebody is still there to acknowledge the FIN that comes again. Without it the answer is a RST: a good close ends in a reset.',
      zh: '最后的 ACK 丢失。处于 TIME-WAIT 的一方仍在，能确认重传的 FIN；没有 TIME-WAIT，回应的就是 RST：正常的关闭以复位告终。',
    },
    variants: [
      { title: { en: 'TIME-WAIT lasts 2 MSL', zh: 'TIME-WAIT 持续 2 MSL' }, settings: {} },
      { title: { en: 'MSL is 0: no TIME-WAIT', zh: 'MSL 为 0：没有 TIME-WAIT' }, settings: { mslMs: 0 } },
    ],
  },
  {
    name: 'rst-793',
    scenario: 'rst-in-window',
    title: { en: 'A forged RST: RFC 793 against RFC 5961', zh: '伪造的 RST：RFC 793 与 RFC 5961' },
    look: {
      en: 'A RST somewhere in the window. RFC 793 believes it, and the connection is gone; RFC 5961 believes only SEQ = RCV.NXT and challenges the rest.',
      zh: 'RST 落在窗口之内。RFC 793 相信它，连接就此结束；RFC 5961 只相信 SEQ = RCV.NXT 的 RST，其余一律质询。',
    },
    variants: [by793, by5961],
  },
  {
    name: 'syn-793',
    scenario: 'blind-syn',
    title: { en: 'A forged SYN: RFC 793 against RFC 5961', zh: '伪造的 SYN：RFC 793 与 RFC 5961' },
    look: {
      en: 'A SYN on an open connection. By RFC 793 it is an error inside the window and resets the connection; by RFC 5961 it gets a challenge ACK wherever it lies.',
      zh: '已建立的连接上来了一个 SYN。RFC 793 认为窗口内的 SYN 是错误，复位连接；RFC 5961 无论其位置都回以 challenge ACK。',
    },
    variants: [by793, by5961],
  },
  {
    name: 'sack',
    scenario: 'sack-recovery',
    title: { en: 'Two losses with and without SACK', zh: '两处丢失：有无 SACK' },
    look: {
      en: 'With SACK the sender knows both gaps after one round trip. Without, each partial ACK tells of one gap only (NewReno).',
      zh: '有 SACK 时，发送方一个往返后就知道两处缺口；没有时，每个部分确认只透露一处缺口（NewReno）。',
    },
    variants: [
      { title: { en: 'With SACK', zh: '有 SACK' }, settings: {} },
      { title: { en: 'Without SACK', zh: '没有 SACK' }, settings: { sack: false } },
    ],
  },
]

type TcpRun = LabRun<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect>

/** Both runs, and the moments at which something happens in either: what the two are stepped through by. */
export interface ComparedRuns {
  readonly runs: readonly [TcpRun, TcpRun]
  readonly moments: readonly Millis[]
}

export function compareRuns(file: TraceFile, { variants }: Comparison): ComparedRuns {
  const [one, other] = variants
  const runs = [runVariant(file, one), runVariant(file, other)] as const
  const times = runs.flatMap(({ log }) => log.entries.map(({ at }) => at))
  return { runs, moments: [...new Set(times)].sort((a, b) => a - b) }
}

/** How many of a run's entries are done when `passed` of the moments have passed. */
export function stepAfter({ log }: TcpRun, moments: readonly Millis[], passed: number): number {
  const now = moments[passed - 1] ?? -1
  const next = log.entries.findIndex(({ at }) => at > now)
  return next < 0 ? log.entries.length : next
}

/** A scenario's events under a variant's settings, from the beginning to the scenario's end. */
export function runVariant(file: TraceFile, { settings }: Variant): TcpRun {
  const { log, problems: unread } = readLog(tcpTrace, file)
  const hosts = { ...log.config.hosts }
  for (const name of hostNames) hosts[name] = { ...hosts[name], tcp: { ...hosts[name].tcp, ...settings } }
  const entries = log.entries.filter(({ event }) => event.kind !== 'tick')
  const until = describeScenario(file.header).description.untilMs ?? 600_000
  const { log: played, problems } = playEvents(tcpTrace, { ...log, config: { ...log.config, hosts }, entries }, until)
  return { log: played, timeline: timelineOf(tcpTrace.machine, played), edits: [], problems: [...unread, ...problems] }
}
