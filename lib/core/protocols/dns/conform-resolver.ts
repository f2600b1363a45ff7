// Runs replay scripts against the resolver, in virtual time: scripted servers answer it, and what it sends
// and answers is held against the script. The resolver sees its configuration, queries and datagrams only.
// Read first: CONTRACTS part 4, `conform resolver`; `replay-script.ts` for the format.
import type { ConformGroup, ConformReport } from '#lib/core/protocols/dns/conform-authority.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { isAtOrBelow, nameKey, sameName } from '#lib/core/protocols/dns/name.ts'
import { typeOf, type ResourceRecord } from '#lib/core/protocols/dns/record.ts'
import { dataKey } from '#lib/core/protocols/dns/record-bytes.ts'
import { configureScript } from '#lib/core/protocols/dns/replay-config.ts'
import { parseScript, type Entry, type Range, type Script, type Step } from '#lib/core/protocols/dns/replay-script.ts'
import { resolver } from '#lib/core/protocols/dns/resolver.ts'
import type {
  ResolverConfig, ResolverEffect, ResolverEvent, ResolverState,
} from '#lib/core/protocols/dns/resolver-state.ts'
import { firstRto, noteReply, noteTimeout } from '#lib/core/protocols/dns/server-choice.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { formatIpv6, parseIpv6 } from '#lib/core/protocols/wire/address.ts'

export interface ScriptFile {
  readonly name: string
  readonly text: string
}

/** Deliveries in one script: far above any, so that two machines that talk for ever end. */
const maxDeliveries = 5000
/** Every scripted server answers after this many milliseconds. */
const roundTrip = 1

export function conformResolver(files: readonly ScriptFile[]): ConformReport {
  const groups = files.map(runFile)
  const count = (outcome: ConformGroup['outcome']): number =>
    groups.filter((group) => group.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), unsupported: count('unsupported'), groups }
}

function runFile({ name, text }: ScriptFile): ConformGroup {
  const script = parseScript(text)
  const configured = configureScript(script)
  if (!configured.supported) {
    const reason = `${configured.reason}: ${configured.word}`
    return { name, outcome: 'unsupported', reason }
  }
  const fault = new Replay(script, configured.config).run()
  return fault === null ? { name, outcome: 'passed' } : { name, outcome: 'failed', reason: fault }
}

type Sent = Extract<ResolverEffect, { kind: 'send' }>

class Replay {
  private readonly script: Script
  /** Where two ranges overlap, the one that stands later in the file answers. */
  private readonly ranges: readonly Range[]
  private state: ResolverState
  private now = 0
  private at = 0
  private queries = 0
  private deliveries = 0
  /** Newest first, as the scripts expect. */
  private pending: Sent[] = []
  private answers: Message[] = []

  constructor(script: Script, config: ResolverConfig) {
    this.script = script
    this.ranges = script.ranges.toReversed()
    this.state = resolver.start(config, 'replay')
  }

  /** What went wrong, or null. */
  run(): string | null {
    while (this.at < this.script.steps.length) {
      if (++this.deliveries > maxDeliveries) return 'never comes to an end'
      const step = this.script.steps[this.at]!
      // The order is the format's: a query that the step expects, an answer that it checks, the ranges, the step.
      const expected = step.kind === 'CHECK_OUT_QUERY' ? this.findPending(step) : undefined
      if (expected !== undefined) {
        this.at++
        if (step.entry!.adjust.includes('copy_id')) this.deliver(expected, step.entry!)
        continue
      }
      const served = step.kind === 'CHECK_ANSWER' && this.answers.length > 0 ? null : this.findInRanges(step.time)
      if (served) {
        this.deliver(served.sent, served.entry)
        continue
      }
      const fault = this.perform(step)
      if (fault !== null) return `step ${step.time} (line ${step.line}): ${fault}`
    }
    return this.answers.length > 0 ? 'an answer that no step expects' : null
  }

  private perform(step: Step): string | null {
    this.at++
    switch (step.kind) {
      case 'QUERY': {
        const message = step.entry!.message
        const id = ++this.queries
        this.feed({ kind: 'query', client: `client ${id}`, message: { ...message, id, qr: false } })
        return null
      }
      case 'CHECK_ANSWER': {
        const index = this.answers.findIndex((answer) => matchesAnswer(step.entry!, answer))
        if (index < 0) {
          const seen = this.answers.map(speak).join(' | ')
          return seen === '' ? 'no answer yet' : `answered ${seen}`
        }
        this.answers.splice(index, 1)
        return null
      }
      case 'CHECK_OUT_QUERY':
        // Met when the query was sent; see `feed`.
        return `no such query; waiting: ${this.pending.map((sent) => speak(sent.message)).join(' | ')}`
      case 'REPLY': {
        // The newest query gets it, whatever was asked.
        const sent = this.pending.find((one) => step.address === null || sameAddress(step.address, one.to))
        if (!sent) return 'nothing was asked that this would answer'
        this.deliver(sent, step.entry!)
        return null
      }
      case 'TIMEOUT':
      case 'ERROR': {
        const sent = this.pending.find((one) => step.address === null || sameAddress(step.address, one.to))
        if (!sent) return 'nothing is waiting for an answer'
        this.pending = this.pending.filter((one) => one !== sent)
        this.feed({ kind: 'failed', outgoing: sent.outgoing, silent: true })
        return null
      }
      case 'TIME_PASSES':
        this.now += step.elapse * 1000
        return null
      case 'INFRA_RTT': {
        const { memory } = this.state
        const address = step.address!.split('@')[0]!
        const next = step.elapse < 0
          ? noteTimeout(memory, address, 'A', firstRto, this.now)
          : noteReply(memory, address, 'A', step.elapse, this.now)
        this.state = { ...this.state, memory: next }
        return null
      }
      case 'TRAFFIC':
      case 'NOTHING':
        return null
    }
  }

  private findPending(step: Step): Sent | undefined {
    return this.pending.find((one) =>
      (step.address === null || sameAddress(step.address, one.to)) && matchesQuery(step.entry!, one))
  }

  private findInRanges(time: number): { sent: Sent; entry: Entry } | null {
    for (const sent of this.pending) {
      for (const range of this.ranges) {
        if (time < range.from || time > range.to) continue
        const here = range.addresses.some((address) => sameAddress(address, sent.to))
        if (!here && range.addresses.length > 0) continue
        const entry = range.entries.find((one) => matchesQuery(one, sent))
        if (entry) return { sent, entry }
      }
    }
    return null
  }

  private deliver(sent: Sent, entry: Entry): void {
    this.pending = this.pending.filter((one) => one !== sent)
    const decoded = decodeMessage(bytesOf(entry, sent.message), { tolerant: true })
    if (!decoded.ok) {
      this.feed({ kind: 'failed', outgoing: sent.outgoing, silent: false })
      return
    }
    // What arrives over the scripted transport is whole.
    const message = { ...decoded.value, tc: false }
    this.feed({ kind: 'received', from: sent.to, port: sent.port, transport: sent.transport, message })
  }

  private feed(event: ResolverEvent): void {
    if (event.kind === 'received') this.now += roundTrip
    const result = resolver.step(this.state, event, this.now)
    if (!result.ok) return
    this.state = result.value.state
    for (const effect of result.value.effects) {
      if (effect.kind === 'answer') this.answers.push(effect.message)
      if (effect.kind !== 'send') continue
      this.pending.unshift(effect)
      const step = this.script.steps[this.at]
      if (step?.kind !== 'CHECK_OUT_QUERY' || !matchesQuery(step.entry!, effect)) continue
      if (step.address === null || sameAddress(step.address, effect.to)) this.at++
    }
  }
}

/** The octets of a scripted answer to a query, adjusted as the entry says. */
function bytesOf(entry: Entry, query: Message): Uint8Array {
  if (entry.bytes !== null) {
    const bytes = entry.bytes.slice()
    if (entry.adjust.includes('copy_id')) bytes.set([query.id >> 8, query.id & 0xff])
    return bytes
  }
  const id = entry.adjust.includes('copy_id') ? query.id : entry.message.id
  const question = entry.adjust.includes('copy_query') ? query.question : entry.message.question
  return encodeMessage({ ...entry.message, id, question })
}

function matchesQuery(entry: Entry, sent: Sent): boolean {
  const ours = sent.message.question[0]!
  const theirs = entry.message.question[0]
  return entry.match.every((word) => {
    switch (word) {
      case 'opcode':
        return sent.message.opcode === entry.message.opcode
      case 'qname':
        return theirs !== undefined && sameName(ours.name, theirs.name)
      case 'qtype':
        return ours.type === theirs?.type
      case 'qclass':
        return ours.class === theirs?.class
      case 'subdomain':
        return theirs !== undefined && isAtOrBelow(nameKey(ours.name), nameKey(theirs.name))
      case 'question':
      case 'all':
      case 'all_noedns':
        return theirs !== undefined && sameName(ours.name, theirs.name) && ours.type === theirs.type
      case 'rcode':
        return sent.message.rcode === entry.message.rcode
      case 'do':
        return sent.message.edns?.dnssecOk === true
      case 'noedns':
        // The scripted resolver always announces EDNS, whatever ours is set to here.
        return false
      case 'udp':
      case 'tcp':
        return sent.transport === word
      default:
        return true
    }
  })
}

const flags = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const

function matchesAnswer(entry: Entry, answer: Message): boolean {
  const { match, message } = entry
  const whole = match.includes('all') || match.includes('all_noedns')
  const asked = answer.question[0]
  const wanted = message.question[0]
  const checks: Readonly<Record<string, () => boolean>> = {
    opcode: () => answer.opcode === message.opcode,
    rcode: () => answer.rcode === message.rcode,
    qname: () => asked !== undefined && wanted !== undefined && sameName(asked.name, wanted.name),
    qtype: () => asked?.type === wanted?.type,
    flags: () => flags.every((flag) => answer[flag] === message[flag]),
    answer: () => sameSection(answer.answer, message.answer, match.includes('ttl')),
    authority: () => sameSection(answer.authority, message.authority, match.includes('ttl')),
    additional: () => sameSection(answer.additional, message.additional, match.includes('ttl')),
  }
  const named = match.includes('question') ? [...match, 'qname', 'qtype'] : match
  const words = whole ? Object.keys(checks) : named
  return words.every((word) => checks[word]?.() ?? true)
}

function sameSection(
  ours: readonly ResourceRecord[], theirs: readonly ResourceRecord[], ttl: boolean,
): boolean {
  const key = (record: ResourceRecord): string =>
    [nameKey(record.name), record.class, typeOf(record.data), dataKey(record.data), ttl
      ? record.ttl : 0].join(' ')
  const keys = (records: readonly ResourceRecord[]): string => JSON.stringify(records.map(key).sort())
  return keys(ours) === keys(theirs)
}

function sameAddress(a: string, b: string): boolean {
  return normalAddress(a) === normalAddress(b)
}

function normalAddress(address: string): string {
  const octets = parseIpv6(address)
  return octets ? formatIpv6(octets) : address
}

/** A message in a few words, for the reason of a failure. */
function speak(message: Message): string {
  const { question, rcode, answer, authority, additional } = message
  const asked = question[0]
  const section = (records: readonly ResourceRecord[]): string =>
    records.map((record) => `${record.name} ${record.ttl} ${typeOf(record.data)}`).join(', ')
  const parts = [section(answer), section(authority), section(additional)].join(' / ')
  return `${asked?.name ?? ''} ${asked?.type ?? ''} ${rcode} ${parts}`
}
