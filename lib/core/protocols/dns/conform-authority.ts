// Holds the authoritative server against answers recorded from other servers: one JSON object a line, each
// a zone, a query and the groups of servers that answered alike. The server sees zone and query only.
// Read first: CONTRACTS part 4, `conform dns`. The sections compared are RCODE, flags, ANSWER and AUTHORITY.
import { answerBytes, defaultUdpSize } from '#lib/core/protocols/dns/authority.ts'
import { parseMasterFile } from '#lib/core/protocols/dns/master-file.ts'
import { makeQuery, type Message } from '#lib/core/protocols/dns/message.ts'
import { nameKey, parseName } from '#lib/core/protocols/dns/name.ts'
import { typeOf, type ResourceRecord } from '#lib/core/protocols/dns/record.ts'
import { dataKey } from '#lib/core/protocols/dns/record-bytes.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { parseZone } from '#lib/core/protocols/dns/zone.ts'
import { describeProblem } from '#lib/core/problem.ts'

export interface ConformGroup {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'unsupported'
  readonly reason?: string
}

export interface ConformReport {
  readonly passed: number
  readonly failed: number
  readonly unsupported: number
  readonly groups: readonly ConformGroup[]
}

interface Case {
  readonly id: number | string
  readonly zone: string
  readonly query: { readonly name: string; readonly type: string }
  readonly responses: readonly { readonly message: readonly string[] }[]
}

/** Runs every line. A line that is not a case counts as failed, never as passed. */
export function conformAuthority(lines: string): ConformReport {
  const groups = lines.split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [runLine(line, index + 1)]))
  const count = (outcome: ConformGroup['outcome']): number =>
    groups.filter((group) => group.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), unsupported: count('unsupported'), groups }
}

function runLine(line: string, number: number): ConformGroup {
  const test = readCase(line)
  if (test === null) return { name: `line ${number}`, outcome: 'failed', reason: 'not a test case' }
  const name = String(test.id)
  const response = respond(test.zone, test.query)
  if (typeof response === 'string') return { name, outcome: 'failed', reason: response }
  const ours = summary(response)
  const recorded = test.responses.map(({ message }) => recordedSummary(message))
  if (recorded.includes(ours)) return { name, outcome: 'passed' }
  return { name, outcome: 'failed', reason: `answered ${ours}` }
}

/** What our server answers, through bytes both ways; a sentence where it does not. */
function respond(zoneText: string, query: Case['query']): Message | string {
  const reading = parseZone(zoneText)
  if (reading.zone === null) return reading.faults.map((fault) => describeProblem(fault, 'en')).join(' ')
  const name = parseName(query.name)
  if (!name.ok) return describeProblem(name.problem, 'en')
  const message = makeQuery(1, { name: name.value, type: query.type, class: 'IN' })
  const authority = { zones: [reading.zone], udpSize: defaultUdpSize }
  const bytes = answerBytes(authority, encodeMessage(message), 'udp')
  if (bytes === null) return 'no answer'
  const decoded = decodeMessage(bytes)
  return decoded.ok ? decoded.value : describeProblem(decoded.problem, 'en')
}

/** RCODE, flags and both sections as sets: equal text for answers that count as equal. */
function summary(message: Pick<Message, 'rcode' | 'answer' | 'authority'> & Partial<Message>): string {
  const flags = (['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const).filter((flag) => message[flag])
  const set = (records: readonly ResourceRecord[]): string[] => [...new Set(records.map(recordKey))].sort()
  return JSON.stringify([message.rcode, flags, set(message.answer), set(message.authority)])
}

function recordKey(record: ResourceRecord): string {
  const { name, ttl, data } = record
  return `${nameKey(name)} ${ttl} ${record.class} ${typeOf(data)} ${dataKey(data)}`
}

function recordedSummary(lines: readonly string[]): string {
  const value = (key: string): string =>
    lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? ''
  const flags = new Set(value('flags').toLowerCase().split(' '))
  const section = (from: string, to: string): ResourceRecord[] =>
    parseMasterFile(lines.slice(lines.indexOf(from) + 1, lines.indexOf(to)).join('\n')).records
      .map(({ record }) => record)
  return summary({
    rcode: value('rcode'),
    qr: flags.has('qr'), aa: flags.has('aa'), tc: flags.has('tc'), rd: flags.has('rd'), ra: flags.has('ra'),
    ad: flags.has('ad'), cd: flags.has('cd'),
    answer: section(';ANSWER', ';AUTHORITY'),
    authority: section(';AUTHORITY', ';ADDITIONAL'),
  })
}

function readCase(line: string): Case | null {
  try {
    const value = JSON.parse(line) as Partial<Case> | null
    const { id, zone, query, responses } = value ?? {}
    const texts = [zone, query?.name, query?.type].every((text) => typeof text === 'string')
    return id !== undefined && texts && Array.isArray(responses) ? (value as Case) : null
  } catch {
    return null
  }
}
