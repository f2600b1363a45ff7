// Test help: zones from text, questions as words, answers as lines that read like the RFCs' figures.
import {
  answerBytes, defaultUdpSize, type Authority, type Transport,
} from '#lib/core/protocols/dns/authority.ts'
import { formatRecord } from '#lib/core/protocols/dns/master-file.ts'
import { makeQuery, sections, type Message } from '#lib/core/protocols/dns/message.ts'
import { parseName, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { parseZone } from '#lib/core/protocols/dns/zone.ts'
import { describeProblem } from '#lib/core/problem.ts'

export function name(text: string): DnsName {
  const parsed = parseName(text)
  if (!parsed.ok) throw new Error(describeProblem(parsed.problem, 'en'))
  return parsed.value
}

export function authorityOf(...zones: string[]): Authority {
  return {
    udpSize: defaultUdpSize,
    zones: zones.map((text) => {
      const { zone, faults } = parseZone(text)
      if (!zone) throw new Error(faults.map((fault) =>
        `${describeProblem(fault, 'en')} ${JSON.stringify(fault.place)}`).join('\n'))
      return zone
    }),
  }
}

/** The response, through bytes both ways. */
export function respond(
  authority: Authority, question: string, more: Partial<Message> = {}, transport: Transport = 'udp',
): Message {
  const [owner, type] = question.split(' ') as [string, string]
  const query = makeQuery(7, { name: name(owner), type, class: 'IN' }, more)
  const bytes = answerBytes(authority, encodeMessage(query), transport)
  if (!bytes) throw new Error('no answer')
  const decoded = decodeMessage(bytes)
  if (!decoded.ok) throw new Error(describeProblem(decoded.problem, 'en'))
  return decoded.value
}

/** RCODE and flags, then each section's records, indented under its name. */
export function lines(message: Message): string[] {
  const flags = (['aa', 'tc', 'rd', 'ra'] as const).filter((flag) => message[flag]).join(' ')
  return [
    `${message.rcode} ${flags}`.trim(),
    ...sections.flatMap((section) => message[section].map((record) => `${section}: ${formatRecord(record)}`)),
  ]
}

export const ask = (authority: Authority, question: string): string[] => lines(respond(authority, question))
