// Runs packetdrill scripts against our machine, in process and on virtual time: what a script injects goes
// in, what comes out is held against what it expects. The machine never sees an expectation, and nothing here
// looks at a script's name. What a script needs and we do not model is found in its vocabulary before it
// runs.
// Read first: packetdrill's own description (syntax.md), and `freebsd.ts` for what the sysctls mean.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { SentSegment } from '#lib/core/protocols/tcp/bsd-kernel.ts'
import { BsdSockets, ephemeralPort, serverPort, type Returned } from '#lib/core/protocols/tcp/bsd-sockets.ts'
import { freebsdConfig, freebsdSysctls, sysctlNumber } from '#lib/core/protocols/tcp/freebsd.ts'
import {
  commandsOf,
  findUnsupported,
  isNeutralCommand,
  parseSockstat,
  parseSysctls,
  stateNames,
} from '#lib/core/protocols/tcp/conform-vocabulary.ts'
import { callSocket } from '#lib/core/protocols/tcp/conform-calls.ts'
import { meaningOf } from '#lib/core/protocols/tcp/conform-icmp.ts'
import {
  parsePacketdrill,
  type Script,
  type ScriptAction,
  type ScriptIcmp,
  type ScriptSegment,
  type ScriptStep,
  type ScriptTime,
} from '#lib/core/protocols/tcp/packetdrill.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'
import {
  ACK,
  CWR,
  ECE,
  FIN,
  PSH,
  RST,
  SYN,
  URG,
  type Segment,
  type TcpOption,
} from '#lib/core/protocols/tcp/wire.ts'
import { checkAssertion } from '#lib/core/protocols/tcp/conform-info.ts'

export interface ScriptOutcome {
  readonly outcome: 'passed' | 'failed' | 'unsupported'
  /** What failed, with its line, or which feature is not modelled. */
  readonly reason?: string
}

/** The stack whose branch of `#ifdef` is run: the one whose sysctls the scripts speak. */
const defines = ['FreeBSD']

/**
 * The peer's sequence numbers on our virtual wire are the script's plus this, so that wrapping is met too.
 */
const peerOffset = 0xffff_fff0

/** How long a `*` waits. */
const patienceMs: Millis = 600_000

export function runScript(text: string): ScriptOutcome {
  const script = parsePacketdrill(text, defines)
  const unsupported = findUnsupported(script)
  if (unsupported !== null) return { outcome: 'unsupported', reason: unsupported }
  const failure = new ScriptRun(script).run()
  return failure === null ? { outcome: 'passed' } : { outcome: 'failed', reason: failure }
}

export interface ConformReport {
  readonly passed: number
  readonly failed: number
  readonly unsupported: number
  readonly files: readonly (ScriptOutcome & { readonly name: string })[]
}

/** Runs many scripts; a name is only given back, never looked at. */
export function conformScripts(
  scripts: readonly { readonly name: string; readonly text: string }[],
): ConformReport {
  const files = scripts.map(({ name, text }) => ({ name, ...runScript(text) }))
  const count = (wanted: ScriptOutcome['outcome']): number => {
    return files.filter(({ outcome }) => outcome === wanted).length
  }
  return { passed: count('passed'), failed: count('failed'), unsupported: count('unsupported'), files }
}

interface Pending {
  readonly step: ScriptStep
  readonly call: Extract<ScriptAction, { kind: 'call' }>
  readonly latest: Millis
}

class ScriptRun {
  private readonly script: Script
  private readonly sockets: BsdSockets
  private readonly ip: 4 | 6
  private readonly mtu: number
  private readonly toleranceMs: Millis
  private sysctls: Readonly<Record<string, number>> = freebsdSysctls
  private previous: Millis = 0
  /** What the times of the step are counted from. */
  private base: Millis = 0
  /** When the call that is being made was first made. */
  private began: Millis = 0
  private pending: Pending | null = null
  /** Our ISS minus the script's 0; known from our first SYN on. */
  private ownOffset: number | null = null
  private timestampBase: { readonly live: number; readonly script: number } | null = null
  private active = false
  private lastFd = 3

  constructor(script: Script) {
    this.script = script
    const { settings } = script
    this.ip = settings['ip_version'] === 'ipv6' ? 6 : 4
    this.mtu = Number(settings['mtu'] ?? '1500')
    this.toleranceMs = Number(settings['tolerance_usecs'] ?? '4000') / 1000
    const [own, peer] =
      this.ip === 4 ? (['192.0.2.1', '192.0.2.2'] as const) : (['2001:db8::1', '2001:db8::2'] as const)
    this.sockets = new BsdSockets(own, peer, freebsdConfig(this.sysctls, this.ip, this.mtu))
  }

  /** The first mismatch, or null. */
  run(): string | null {
    const { steps } = this.script
    const lastAssertion = steps.findLastIndex((step) => !isCleanup(step))
    for (const [index, step] of steps.entries()) {
      const failure = this.runStep(step) ?? this.bound() ?? (index === lastAssertion ? this.leftOver() : null)
      if (failure !== null) return `line ${step.line}: ${failure}`
    }
    // A call may end after the last step.
    const line = this.pending?.step.line
    const unreturned = this.awaitPending()
    return unreturned === null ? null : `line ${line ?? 0}: ${unreturned}`
  }

  /** A run that would go on for ever says so. */
  private bound(): string | null {
    return this.sockets.exhausted ? 'more timers went off than a script needs' : null
  }

  private leftOver(): string | null {
    const extra = this.sockets.sent[0]
    return extra === undefined ? null : `unexpected segment ${this.describe(extra.SEG)}`
  }

  private timeOf(at: ScriptTime): Millis | null {
    return at.kind === 'any' ? null : at.kind === 'absolute' ? at.ms : this.base + at.ms
  }

  private runStep(step: ScriptStep): string | null {
    this.base = this.previous
    const at = this.timeOf(step.at)
    const { action } = step
    if (action.kind === 'outbound') return this.expect(action.segment, at, step.latest === null ? at : this.timeOf(step.latest))
    if (at !== null) {
      const late = this.advance(at)
      if (late !== null) return late
      this.previous = at
    }
    switch (action.kind) {
      case 'inbound':
        this.sockets.arrive(this.toWire(action.segment))
        return this.settlePending()
      case 'icmp':
        return this.hear(action.icmp)
      case 'call':
        return this.call(step, action)
      case 'command':
        return this.command(action.command)
      case 'code':
        return checkAssertion(action.code, this.sockets.tcbOf(this.lastFd))
    }
  }

  /** Moves on to `to`, giving a blocked call its chances on the way. */
  private advance(to: Millis): string | null {
    if (this.pending !== null && this.pending.latest <= to) {
      const failure = this.awaitPending()
      if (failure !== null) return failure
    }
    this.sockets.advance(to, false)
    return this.settlePending()
  }

  // — calls —

  private call(step: ScriptStep, call: Extract<ScriptAction, { kind: 'call' }>): string | null {
    const unreturned = this.awaitPending()
    if (unreturned !== null) return unreturned
    if (call.name === 'connect') this.active = true
    const fd = /^\d+$/.test(call.args[0] ?? '') ? Number(call.args[0]) : this.lastFd
    if (call.name.startsWith('accept')) this.lastFd = /^\d+$/.test(call.result) ? Number(call.result) : fd
    else if (call.name !== 'close') this.lastFd = fd
    this.began = this.sockets.now
    const returned = callSocket(this.sockets, call, this.began)
    if (returned !== null) return compareReturned(call, returned)
    const until = call.until === null ? null : this.timeOf(call.until)
    if (until === null) return `${call.name} blocks`
    this.pending = { step, call, latest: until + this.toleranceMs }
    return null
  }

  /** One thread makes the calls: the next begins when the last has returned. */
  private awaitPending(): string | null {
    const { pending } = this
    if (pending === null) return null
    this.sockets.advance(pending.latest, true)
    const failure = this.settlePending()
    return failure ?? (this.pending === null ? null : `${pending.call.name} did not return`)
  }

  private settlePending(): string | null {
    const { pending } = this
    if (pending === null) return null
    const returned = callSocket(this.sockets, pending.call, this.began)
    if (returned === null) return null
    this.pending = null
    return compareReturned(pending.call, returned)
  }

  // — commands —

  private command(line: string): string | null {
    for (const command of commandsOf(line)) {
      const failure = this.runCommand(command)
      if (failure !== null) return failure
    }
    return null
  }

  private runCommand(text: string): string | null {
    if (isNeutralCommand(text)) return null
    const sysctls = parseSysctls(text)
    if (sysctls !== null) {
      for (const { name, value } of sysctls) {
        if (value !== null) this.sysctls = { ...this.sysctls, [name]: sysctlNumber(value) ?? 0 }
      }
      this.sockets.configure(freebsdConfig(this.sysctls, this.ip, this.mtu))
      return null
    }
    const drop = /^tcpdrop -s (\w+)$/.exec(text)
    if (drop !== null) {
      this.sockets.dropAll(stateNames[drop[1]!] ?? '')
      return null
    }
    const query = parseSockstat(text)
    if (query === null) return `unknown command ${text}`
    const rows = this.sockets.states(query.ownProcess)
    const count = rows.filter(
      (row) => row.state === query.state && (query.port === null || row.port === query.port),
    ).length
    if (String(count).includes(query.expected)) return null
    return `unexpected ${count} connections in ${query.state}, expected ${query.expected}`
  }

  // — ICMP —

  private hear(icmp: ScriptIcmp): string | null {
    const meaning = meaningOf(icmp, this.ip) ?? { class: 'ignored' }
    const mayReset = this.sysctls['net.inet.tcp.icmp_may_rst'] !== 0
    const SEQ = advance(icmp.seq ?? 0, this.ownOffset ?? 0)
    this.sockets.hearIcmp(this.lastFd, meaning.class === 'hard' && !mayReset ? { ...meaning, class: 'soft' } : meaning, SEQ, icmp.mtu ?? 0)
    return this.settlePending()
  }

  // — segments —

  /** `end`: the latest time; that of `at` where no range is written. */
  private expect(expected: ScriptSegment, at: Millis | null, end: Millis | null): string | null {
    const { sent } = this.sockets
    const latest = at === null || end === null ? this.sockets.now + patienceMs : end + this.toleranceMs
    if (at !== null && sent.length === 0) this.sockets.advance(Math.max(at, this.sockets.now), true)
    while (sent.length === 0) {
      const next = this.sockets.deadline()
      if (next === null || next > latest || this.sockets.exhausted) break
      this.sockets.advance(next, true)
    }
    const early = this.settlePending()
    if (early !== null) return early
    const found = sent.shift()
    if (found === undefined) return `no segment was sent, expected ${describeExpected(expected)}`
    if (at === null || end === null) this.previous = found.at
    else {
      this.previous = at
      if (found.at < at - this.toleranceMs || found.at > latest) {
        return `${this.describe(found.SEG)} was sent at ${found.at / 1000} s, expected at ${at / 1000} s`
      }
      this.sockets.advance(at, false)
    }
    return this.compare(expected, found)
  }

  private compare(expected: ScriptSegment, { SEG }: SentSegment): string | null {
    if (SEG.CTL & SYN && this.ownOffset === null && expected.seq !== null)
      this.ownOffset = advance(SEG.SEQ, -expected.seq)
    const differences: string[] = []
    const differ = (what: string, found: number | string, wanted: number | string | null): void => {
      if (wanted !== null && found !== wanted)
        differences.push(`unexpected ${what} ${found}, expected ${wanted}`)
    }
    differ('flags', flagLetters(SEG.CTL), flagLetters(controlBits(expected.flags)))
    differ('sequence number', this.ownNumber(SEG.SEQ), expected.seq)
    differ('length', SEG.data.length, expected.length)
    differ('acknowledgment number', advance(SEG.ACK, -(SEG.CTL & ACK ? peerOffset : 0)), expected.ack)
    differ('window', SEG.WND, expected.window)
    differ('urgent pointer', SEG.UP, expected.urgent ?? (expected.flags.includes('U') ? null : 0))
    if (expected.options !== null)
      differ('options', this.describeOptions(SEG, expected), describeOptions(expected.options))
    return differences.length === 0 ? null : differences.join('; ')
  }

  /**
   * Our options in the script's numbers; a timestamp within the tolerance counts as the one that is written.
   */
  private describeOptions(SEG: Segment, expected: ScriptSegment): string {
    const wanted = expected.options?.find((option) => option.kind === 'timestamps')
    return describeOptions(
      SEG.options.map((option): TcpOption => {
        if (option.kind === 'sack') {
          return {
            kind: 'sack',
            blocks: option.blocks.map(([left, right]) => [
              advance(left, -peerOffset),
              advance(right, -peerOffset),
            ]),
          }
        }
        if (option.kind !== 'timestamps' || wanted === undefined) return option
        this.timestampBase ??= { live: option.value, script: wanted.value }
        const value = option.value - this.timestampBase.live + this.timestampBase.script
        return { ...option, value: Math.abs(value - wanted.value) <= this.toleranceMs ? wanted.value : value }
      }),
    )
  }

  private ownNumber(live: number): number {
    return advance(live, -(this.ownOffset ?? 0))
  }

  private describe(SEG: Segment): string {
    const ack = SEG.CTL & ACK ? ` ack ${advance(SEG.ACK, -peerOffset)}` : ''
    return `${flagLetters(SEG.CTL)} ${this.ownNumber(SEG.SEQ)}(${SEG.data.length})${ack} win ${SEG.WND}`
  }

  /** A segment of the script on the virtual wire. */
  private toWire(written: ScriptSegment): Segment {
    const options = (written.options ?? []).map((option): TcpOption => {
      if (option.kind === 'timestamps' && this.timestampBase !== null && option.echo !== 0) {
        return { ...option, echo: option.echo - this.timestampBase.script + this.timestampBase.live }
      }
      if (option.kind !== 'sack') return option
      const own = this.ownOffset ?? 0
      return {
        kind: 'sack',
        blocks: option.blocks.map(([left, right]) => [advance(left, own), advance(right, own)]),
      }
    })
    const localPort = this.active ? ephemeralPort : serverPort
    const remotePort = this.active ? serverPort : ephemeralPort
    const CTL = controlBits(written.flags)
    return {
      sourcePort: remotePort,
      destinationPort: localPort,
      SEQ: advance(written.seq ?? 0, peerOffset),
      ACK: CTL & ACK ? advance(written.ack ?? 0, this.ownOffset ?? 0) : 0,
      CTL,
      WND: written.window ?? 0,
      UP: written.urgent ?? 0,
      options: options.filter((option) => option.kind !== 'eol'),
      data: 'x'.repeat(written.length),
    }
  }
}

/** Steps that only tidy up: what they cause to be sent nobody waits for. */
function isCleanup({ action }: ScriptStep): boolean {
  if (action.kind === 'call') return action.name === 'close'
  return action.kind === 'command' && !action.command.startsWith('sockstat')
}

function compareReturned(call: Extract<ScriptAction, { kind: 'call' }>, returned: Returned): string | null {
  const found = returned.errno === null ? String(returned.value) : `-1 ${returned.errno}`
  if (call.result === '?') return null
  const value = call.result.startsWith('0x') ? String(Number(call.result)) : call.result
  const wanted =
    call.error === null ? value : `${value} ${call.error === 'EAGAIN' ? 'EWOULDBLOCK' : call.error}`
  return found === wanted ? null : `${call.name} returned ${found}, expected ${wanted}`
}

const letters = [
  ['F', FIN],
  ['S', SYN],
  ['R', RST],
  ['P', PSH],
  ['.', ACK],
  ['U', URG],
  ['E', ECE],
  ['W', CWR],
] as const

const controlBits = (flags: string): number =>
  letters.reduce((bits, [letter, bit]) => (flags.includes(letter) ? bits | bit : bits), 0)

const flagLetters = (CTL: number): string => {
  return letters
    .filter(([, bit]) => (CTL & bit) !== 0)
    .map(([letter]) => letter)
    .sort()
    .join('')
}

/** Without the End of Option List and its padding, which scripts spell out and segments imply. */
function describeOptions(options: readonly TcpOption[]): string {
  const bare = options.filter((option) => option.kind !== 'eol')
  const items = bare.map((option) => {
    switch (option.kind) {
      case 'mss':
        return `mss ${option.value}`
      case 'window-scale':
        return `wscale ${option.shift}`
      case 'sack-permitted':
        return 'sackOK'
      case 'sack':
        return `sack ${option.blocks.map(([left, right]) => `${left}:${right}`).join(' ')}`
      case 'timestamps':
        return `TS val ${option.value} ecr ${option.echo}`
      case 'unknown':
        return `option ${option.code}`
      default:
        return option.kind
    }
  })
  return `<${items.join(',')}>`
}

const describeExpected = (expected: ScriptSegment): string => {
  const ack = expected.ack === null ? '' : ` ack ${expected.ack}`
  return `${expected.flags} ${expected.seq ?? '...'}(${expected.length})${ack}`
}
