// Reads a replay script of a resolver: its configuration, its fake servers and its steps. It runs nothing.
// The format is that of unbound's testbound; what is read and not modelled is reported as such before
// anything runs.
// Read first: the head of this file's types; RFC 1035 §5.1 for the records inside.
import { parseMasterFile } from '#lib/core/protocols/dns/master-file.ts'
import { root, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { Message, Question } from '#lib/core/protocols/dns/message.ts'
import { typeNumber, typeName, classNumber, type ResourceRecord } from '#lib/core/protocols/dns/record.ts'
import { parseRelativeName } from '#lib/core/protocols/dns/record-text.ts'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'

/** A message to match with, to answer with, or both. */
export interface Entry {
  readonly line: number
  readonly match: readonly string[]
  readonly adjust: readonly string[]
  readonly message: Message
  /** The octets of an answer that is given in hexadecimal. */
  readonly bytes: Uint8Array | null
}

/** A server's answers while the script is between two steps. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly addresses: readonly string[]
  readonly entries: readonly Entry[]
}

export interface Step {
  readonly line: number
  readonly time: number
  readonly kind: StepKind
  readonly entry: Entry | null
  readonly address: string | null
  /** TIME_PASSES: seconds. INFRA_RTT: milliseconds, −1 for a silence. */
  readonly elapse: number
}

export const stepKinds = [
  'QUERY', 'CHECK_ANSWER', 'CHECK_OUT_QUERY', 'REPLY', 'TIMEOUT', 'ERROR', 'TIME_PASSES', 'INFRA_RTT', 'TRAFFIC',
  'NOTHING',
] as const
export type StepKind = (typeof stepKinds)[number]

export interface ConfigLine {
  /** `server`, or the zone's clause with its running number, such as `stub-zone 1`. */
  readonly clause: string
  readonly option: string
  readonly value: string
}

export interface Script {
  readonly config: readonly ConfigLine[]
  readonly ranges: readonly Range[]
  readonly steps: readonly Step[]
  /** Words of the format that are not modelled. */
  readonly unknown: readonly string[]
  /** Lines that make no sense. */
  readonly faults: readonly string[]
}

const matchWords = new Set([
  'opcode', 'qtype', 'qname', 'subdomain', 'question', 'rcode', 'all', 'all_noedns', 'ttl', 'udp', 'tcp', 'qclass', 'do',
  'noedns', 'flags', 'answer', 'authority', 'additional',
])
const adjustWords = new Set(['copy_id', 'copy_query'])
/** Seconds of a clock on the wall, which virtual time does not have. */
const waitWord = /^(?:packet_)?sleep=\d{1,9}$/
const flagWords = ['QR', 'AA', 'TC', 'RD', 'RA', 'AD', 'CD'] as const
const sectionWords = { ANSWER: 'answer', AUTHORITY: 'authority', ADDITIONAL: 'additional' } as const

/** Records without a TTL get this one, as the format has it. */
const defaultTtl = 3600

export function parseScript(text: string): Script {
  return new ScriptReader(text).read()
}

class ScriptReader {
  private readonly lines: readonly string[]
  private at = 0
  private readonly config: ConfigLine[] = []
  private readonly ranges: Range[] = []
  private readonly steps: Step[] = []
  private readonly unknown = new Set<string>()
  private readonly faults: string[] = []
  private origin: DnsName = root
  private ttl = defaultTtl

  constructor(text: string) {
    this.lines = text.split(/\r?\n/)
  }

  read(): Script {
    this.readConfig()
    for (let line = this.next(); line !== null; line = this.next()) {
      const words = line.split(/\s+/)
      if (this.readDirective(words)) continue
      if (words[0] === 'RANGE_BEGIN') this.readRange(Number(words[1]), Number(words[2]))
      else if (words[0] === 'STEP') this.readStep(words)
      else if (words[0] === 'SCENARIO_END') break
      else if (words[0] !== 'SCENARIO_BEGIN' && words[0] !== 'TITLE') this.faults.push(`line ${this.at}: unexpected ${words[0]!}`)
    }
    const { config, ranges, steps, faults } = this
    if (steps.length === 0) faults.push('no steps')
    return { config, ranges, steps, unknown: [...this.unknown], faults }
  }

  /** `$ORIGIN` and `$TTL` hold from their line on, wherever they stand. */
  private readDirective([word, value = '']: readonly string[]): boolean {
    if (word === '$ORIGIN') {
      const name = parseRelativeName(value, this.origin)
      if (name.ok) this.origin = name.value
      else this.faults.push(`line ${this.at}: unexpected name ${value}`)
      return true
    }
    if (word !== '$TTL') return false
    if (/^\d{1,9}$/.test(value)) this.ttl = Number(value)
    else this.faults.push(`line ${this.at}: unexpected TTL ${value}`)
    return true
  }

  /** The next line that says something, without its comment; null at the end. */
  private next(): string | null {
    while (this.at < this.lines.length) {
      const line = withoutComment(this.lines[this.at++]!).trim()
      if (line !== '' && !line.startsWith('#')) return line
    }
    return null
  }

  private readConfig(): void {
    let clause = 'server'
    let count = 0
    if (!this.lines.some((line) => line.trim() === 'CONFIG_END')) return
    while (this.at < this.lines.length) {
      const line = this.lines[this.at++]!.replace(/(^|\s)#.*$/, '').replace(/^\s*;.*$/, '').trim()
      if (line === 'CONFIG_END') return
      // Several options may share a line.
      for (const part of line === '' ? [] : splitOptions(line)) {
        const [, option, value] = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(part) ?? []
        if (option === undefined || value === undefined) {
          this.faults.push(`line ${this.at}: unexpected ${part}`)
        } else if (value === '' && (option === 'server' || option.endsWith('zone') || !option.includes('-'))) {
          clause = option === 'server' ? option : `${option} ${++count}`
        } else {
          this.config.push({ clause, option, value: value.replace(/^"(.*)"$/, '$1') })
        }
      }
    }
  }

  private readRange(from: number, to: number): void {
    const addresses: string[] = []
    const entries: Entry[] = []
    for (let line = this.next(); line !== null && line !== 'RANGE_END'; line = this.next()) {
      const words = line.split(/\s+/)
      if (this.readDirective(words)) continue
      if (words[0] === 'ADDRESS') addresses.push(words[1]!)
      else if (words[0] === 'ENTRY_BEGIN') entries.push(this.readEntry())
      else this.faults.push(`line ${this.at}: unexpected ${words[0]!}`)
    }
    this.ranges.push({ from, to, addresses, entries })
  }

  private readStep(words: readonly string[]): void {
    const line = this.at
    const kind = words[2] ?? ''
    const named = (key: string): string | null => {
      const index = words.indexOf(key)
      return index < 0 ? null : (words[index + 1] ?? null)
    }
    const known = stepKinds.find((one) => one === kind)
    if (!known) this.unknown.add(kind)
    let address = named('ADDRESS')
    let entry: Entry | null = null
    const takesEntry = ['QUERY', 'CHECK_ANSWER', 'CHECK_OUT_QUERY', 'REPLY'].includes(kind)
    while (takesEntry) {
      const mark = this.at
      const next = this.next()
      if (next?.startsWith('ADDRESS ')) address = next.split(/\s+/)[1] ?? null
      else if (next === 'ENTRY_BEGIN') {
        entry = this.readEntry()
        break
      } else {
        this.at = mark
        break
      }
    }
    if (takesEntry && entry === null) this.faults.push(`line ${line}: ${kind} without an entry`)
    let elapse = Number(named('ELAPSE') ?? 0)
    const timed = named('ELAPSE') !== null && Number.isFinite(elapse) && elapse >= 0
    if (kind === 'TIME_PASSES' && !timed) this.unknown.add('EVAL')
    // `STEP 5 INFRA_RTT 192.0.2.1 example.com. 376`
    if (kind === 'INFRA_RTT') {
      address = words[3] ?? null
      elapse = Number(words[5])
      if (address === null || !Number.isFinite(elapse)) this.faults.push(`line ${line}: unexpected INFRA_RTT`)
    }
    if (known) this.steps.push({ line, time: Number(words[1]), kind: known, entry, address, elapse })
  }

  private readEntry(): Entry {
    const line = this.at
    const match: string[] = []
    const adjust: string[] = []
    const reply: string[] = []
    const question: Question[] = []
    const records = {
      answer: [] as ResourceRecord[], authority: [] as ResourceRecord[], additional: [] as ResourceRecord[],
    }
    let section = ''
    let hex: string | null = null
    for (let text = this.next(); text !== null && text !== 'ENTRY_END'; text = this.next()) {
      const words = text.split(/\s+/)
      if (this.readDirective(words)) continue
      if (words[0] === 'MATCH') match.push(...words.slice(1))
      else if (words[0] === 'ADJUST') adjust.push(...words.slice(1))
      else if (words[0] === 'REPLY') reply.push(...words.slice(1))
      else if (words[0] === 'SECTION') section = words[1] ?? ''
      else if (words[0] === 'HEX_ANSWER_BEGIN') hex = this.readHex()
      else if (words[0]!.startsWith('HEX_') || words[0] === 'EXTRA_PACKET') this.unknown.add(words[0]!)
      else if (section === 'QUESTION') question.push(...this.readQuestion(text))
      else if (Object.hasOwn(sectionWords, section)) {
        records[sectionWords[section as keyof typeof sectionWords]].push(...this.readRecords(text))
      } else this.faults.push(`line ${this.at}: unexpected ${words[0]!}`)
    }
    for (const word of match) if (!matchWords.has(word.toLowerCase())) this.unknown.add(`MATCH ${word}`)
    for (const word of adjust) if (!adjustWords.has(word) && !waitWord.test(word)) this.unknown.add(`ADJUST ${word}`)
    const edns = reply.includes('DO') ? { udpSize: 4096, version: 0, dnssecOk: true, options: [] } : null
    const message = { ...this.readReply(reply), question, ...records, edns }
    const bytes = hex === null ? null : bytesFromHex(hex)
    return { line, match: match.map((word) => word.toLowerCase()), adjust, message, bytes }
  }

  private readHex(): string {
    let hex = ''
    for (let line = this.next(); line !== null && line !== 'HEX_ANSWER_END'; line = this.next()) {
      hex += line.replace(/[^0-9a-fA-F]/g, '')
    }
    return hex
  }

  private readReply(
    words: readonly string[],
  ): Omit<Message, 'question' | 'answer' | 'authority' | 'additional' | 'edns'> {
    const has = (flag: (typeof flagWords)[number]): boolean => words.includes(flag)
    const rest = words
      .filter((word) => word !== 'DO' && !flagWords.some((flag) => flag === word))
      .map((word) => (word === 'NOTIMPL' ? 'NOTIMP' : word))
    // Said twice, the last counts.
    const opcode = rest.findLast((word) => opcodeWords.has(word)) ?? 'QUERY'
    const rcode = rest.findLast((word) => rcodeWords.has(word)) ?? 'NOERROR'
    for (const word of rest) if (!opcodeWords.has(word) && !rcodeWords.has(word)) this.unknown.add(`REPLY ${word}`)
    return {
      id: 0, opcode, rcode, qr: has('QR'), aa: has('AA'), tc: has('TC'), rd: has('RD'), ra: has('RA'),
      ad: has('AD'), cd: has('CD'),
    }
  }

  private readQuestion(text: string): Question[] {
    const [owner, ...words] = text.split(/\s+/) as [string, ...string[]]
    const name = parseRelativeName(owner, this.origin)
    const type = words.findLast((word) => typeNumber(word) !== null)
    const recordClass = words.find((word) => word !== type && classNumber(word) !== null) ?? 'IN'
    if (!name.ok || type === undefined) {
      this.faults.push(`line ${this.at}: unexpected question ${text}`)
      return []
    }
    return [{ name: name.value, type: typeName(typeNumber(type)!), class: recordClass }]
  }

  private readRecords(text: string): ResourceRecord[] {
    const { records, faults } = parseMasterFile(`$TTL ${this.ttl}\n${text}`, this.origin)
    if (faults.length > 0) this.faults.push(`line ${this.at}: unexpected record ${text}`)
    return records.map(({ record }) => record)
  }
}

const opcodeWords = new Set(['QUERY', 'NOTIFY', 'UPDATE', 'IQUERY', 'STATUS'])
const rcodeWords = new Set([
  'NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET',
  'NOTAUTH', 'NOTZONE',
])

/** `stub-zone: name: "." stub-addr: 192.0.2.1` as its options, each with its value. */
function splitOptions(line: string): string[] {
  const quoted = /"[^"]*"/g
  const outside = line.replace(quoted, (text) => 'x'.repeat(text.length))
  const starts = [...outside.matchAll(/(?:^|\s)(?=[A-Za-z][A-Za-z0-9-]*:(?:\s|$))/g)].map(({ index }) => index)
  if (starts[0] !== 0) return [line]
  return starts.map((from, i) => line.slice(from, starts[i + 1]).trim())
}

/** A `;` outside quotes begins a comment. */
function withoutComment(line: string): string {
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') quoted = !quoted
    else if (line[i] === ';' && !quoted) return line.slice(0, i)
  }
  return line
}
