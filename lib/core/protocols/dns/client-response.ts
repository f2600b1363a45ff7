// The message that a resolver's client gets for a reply, or for none.
// Read first: RFC 1035 §4.1.1 (RA, RD), RFC 2308 §6; RFC 6891 §6.1.1 for EDNS in responses.
import type { Reply } from '#lib/core/protocols/dns/cache.ts'
import { makeResponse, type Message } from '#lib/core/protocols/dns/message.ts'
import { sameName } from '#lib/core/protocols/dns/name.ts'
import type { RRset } from '#lib/core/protocols/dns/record.ts'
import { recordsOf } from '#lib/core/protocols/dns/record.ts'
import type { ResolverConfig } from '#lib/core/protocols/dns/resolver-state.ts'

/** Left out unless the client says DO or asks for them: RFC 4035 §3.2.1. */
const signing: ReadonlySet<string> = new Set(['DS', 'RRSIG', 'NSEC', 'DNSKEY', 'NSEC3', 'NSEC3PARAM'])

/** RA is set, AA never: nothing here is authoritative. A null reply is SERVFAIL. */
export function clientResponse(query: Message, reply: Reply | null, config: ResolverConfig): Message {
  const question = query.question[0]
  const edns = query.edns && { udpSize: config.udpSize || 1232, version: 0, dnssecOk: false, options: [] }
  const bare = makeResponse(query, { ra: true, edns })
  if (reply === null) return { ...bare, rcode: 'SERVFAIL' }
  const secured = query.edns?.dnssecOk === true
  const all = (sets: readonly RRset[], answered = false): Message['answer'] =>
    sets.flatMap((set) => (secured || !signing.has(set.type) || (answered && asksFor(set)) ? recordsOf(set) : []))
  const asksFor = ({ type }: RRset): boolean => question?.type === type || question?.type === 'ANY'
  // What was asked for comes first; the servers' names are left out where they only fill the message.
  const found = reply.rcode === 'NOERROR' && question !== undefined && question.type !== 'NS' &&
    reply.answer.some((set) => set.type === question.type)
  const brief = config.minimalResponses && found
  // The owner is spelled as the client spelled it.
  const spelled = reply.answer.map((set) =>
    (question && sameName(set.name, question.name) ? { ...set, name: question.name } : set))
  return {
    ...bare,
    rcode: reply.rcode,
    answer: all(spelled, true),
    authority: brief ? [] : all(reply.authority),
    additional: brief ? [] : all(reply.additional),
  }
}
