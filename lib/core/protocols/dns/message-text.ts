// A message in one line, for traces, diagrams and captures: what is asked, or what the answer says and
// brings.
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { recordsOf, typeOf, type ResourceRecord } from '#lib/core/protocols/dns/record.ts'
import { formatData } from '#lib/core/protocols/dns/record-text.ts'
import { groupRecords } from '#lib/core/protocols/dns/rr-sets.ts'

/** `www.example.com. A RD`, or `NOERROR AA www.example.com. A | answer …`. */
export function printMessage(message: Message): string {
  const { qr, rcode, question, answer, authority, additional } = message
  const asked = question.map(({ name, type }) => `${name} ${type}`).join(', ')
  const flags = (['aa', 'tc', 'rd', 'ra'] as const).filter((flag) => message[flag]).map((flag) =>
    flag.toUpperCase())
  if (!qr) return [asked, ...flags].join(' ')
  const parts = [[rcode, ...flags, asked].join(' ')]
  for (const [name, records] of Object.entries({ answer, authority, additional })) {
    if (records.length > 0) parts.push(`${name} ${printRecords(records)}`)
  }
  return parts.join(' | ')
}

/** What stands on an arrow: the question, or the outcome. */
export function printBrief(message: Message): string {
  const asked = message.question.map(({ name, type }) => `${name} ${type}`).join(', ')
  if (!message.qr) return asked
  if (message.rcode !== 'NOERROR') return message.rcode
  if (message.tc) return 'TC'
  const first = message.answer.at(-1)
  if (first) return `${typeOf(first.data)} ${shortened(formatData(first.data))}`
  const ns = message.authority.find(({ data }) => data.type === 'NS')
  if (ns) return `NS ${ns.name}`
  return 'NODATA'
}

function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}

/** Sets of records, the name, TTL and type of each once. */
function printRecords(records: readonly ResourceRecord[]): string {
  return groupRecords(records).map((set) => {
    const data = recordsOf(set).map((record) => formatData(record.data)).join(', ')
    return `${set.name} ${set.ttl} ${set.type} ${data}`
  }).join('; ')
}
