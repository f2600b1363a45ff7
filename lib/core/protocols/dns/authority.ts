// The authoritative server: a query and the zones that it holds → the response, or silence. No recursion,
// no cache, no zone transfer, no signing. The lookup itself is `lookup.ts`; here stand the rules about the
// message around it.
// Read first: RFC 1034 §4.3.2, RFC 6891 §6 and §7, RFC 8482 §4, RFC 2181 §9.
import { lookUp, zoneFor, type Finding } from '#lib/core/protocols/dns/lookup.ts'
import { makeResponse, type Edns, type Message, type Rcode } from '#lib/core/protocols/dns/message.ts'
import { nameKey } from '#lib/core/protocols/dns/name.ts'
import { recordsOf, typeNumber } from '#lib/core/protocols/dns/record.ts'
import {
  decodePart, encodeMessage, headerOctets, tcpOctets, udpOctets,
} from '#lib/core/protocols/dns/wire.ts'
import type { Zone } from '#lib/core/protocols/dns/zone.ts'

export type Transport = 'udp' | 'tcp'

export interface Authority {
  readonly zones: readonly Zone[]
  /** What this server can take over UDP, and the most that it sends there (RFC 6891 §6.2.5). */
  readonly udpSize: number
}

/** A response and the most octets that it may have where it is going. */
export interface Reply {
  readonly message: Message
  readonly limit: number
  /** How many of the first additional records are glue that a referral is useless without. */
  readonly requiredGlue: number
}

/** The recommendation of the 2020 DNS flag day, at which no common path fragments. */
export const defaultUdpSize = 1232

/**
 * Answers one datagram or one message of a TCP connection; null where silence is right: a response, or less
 * than a header. Never throws.
 */
export function answerBytes(
  authority: Authority, bytes: Uint8Array, transport: Transport,
): Uint8Array | null {
  if (bytes.length < headerOctets) return null
  const { message, problem } = decodePart(bytes)
  if (problem === null) {
    const reply = answer(authority, message, transport)
    return reply && encodeMessage(reply.message, reply.limit, reply.requiredGlue)
  }
  if (message.qr) return null
  // Without OPT, as NSD and BIND do: what cannot be read has no OPT that could be answered by one.
  const question = message.question.slice(0, 1)
  return encodeMessage(makeResponse(message, { rcode: 'FORMERR', edns: null, question }))
}

/** Answers a query; null for a message that is none. */
export function answer(authority: Authority, query: Message, transport: Transport): Reply | null {
  if (query.qr) return null
  const limit = replyLimit(authority, query.edns, transport)
  // DO is copied (RFC 3225 §3), options that we do not know are left out (RFC 6891 §6.1.2).
  const edns = query.edns && { ...query.edns, udpSize: authority.udpSize, version: 0, options: [] }
  const bare = (rcode: Rcode): Reply => {
    return { message: makeResponse(query, { rcode, edns }), limit, requiredGlue: 0 }
  }

  if (query.opcode !== 'QUERY') return bare('NOTIMP')
  if (query.edns && query.edns.version !== 0) {
    // The flags of a version that nobody here knows mean nothing, DO included.
    const known = edns && { ...edns, dnssecOk: false }
    return { message: makeResponse(query, { rcode: 'BADVERS', edns: known }), limit, requiredGlue: 0 }
  }
  const question = query.question[0]
  // One question, no more and no less (RFC 9619 §4).
  if (!question || query.question.length > 1) return bare('FORMERR')
  const zone = zoneFor(authority.zones, nameKey(question.name), question.type)
  if (zone === null || (question.class !== 'IN' && question.class !== 'ANY')) return bare('REFUSED')
  if (question.type === 'AXFR' || question.type === 'IXFR') return bare('REFUSED')
  const number = typeNumber(question.type) ?? 0
  if (number === 253 || number === 254 || number === 41) return bare('NOTIMP')

  const finding = lookUp(authority.zones, zone, question, transport === 'tcp')
  const message = makeResponse(query, {
    rcode: finding.rcode,
    aa: finding.authoritative,
    answer: finding.answer.flatMap(recordsOf),
    authority: finding.authority.flatMap(recordsOf),
    additional: finding.additional.flatMap(recordsOf),
    edns,
  })
  return { message, limit, requiredGlue: glueOf(finding) }
}

function replyLimit(authority: Authority, edns: Edns | null, transport: Transport): number {
  if (transport === 'tcp') return tcpOctets
  // Values below 512 are taken as 512 (RFC 6891 §6.2.3).
  return edns === null ? udpOctets : Math.max(udpOctets, Math.min(edns.udpSize, authority.udpSize))
}

/** Records, not sets: glue stands first in the additional section. */
function glueOf(finding: Finding): number {
  return finding.additional.slice(0, finding.glueSets).reduce((sum, set) => sum + set.data.length, 0)
}
