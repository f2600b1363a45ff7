// What a server of the lab may do instead of answering well, as faults out there look: one for the simulation
// and for live sockets. It adds no lookup of its own: good answers come from `authority.ts`.
// Read first: RFC 1912 §2.8 (lame delegations), RFC 4697 §2 (what misbehaviour does to resolvers).
import { answer, type Transport } from '#lib/core/protocols/dns/authority.ts'
import type { InternetServer } from '#lib/core/protocols/dns/internet.ts'
import { makeResponse, type Message } from '#lib/core/protocols/dns/message.ts'
import { root, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { decodeMessage, encodeMessage } from '#lib/core/protocols/dns/wire.ts'

export type ServerMode = 'answers' | 'silent' | 'refuses' | 'servfail' | 'lame' | 'truncates' | 'hijacks'
export const serverModes = [
  'answers', 'silent', 'refuses', 'servfail', 'lame', 'truncates', 'hijacks',
] as const satisfies readonly ServerMode[]

/** The response as it is read at the other end; null: silence. */
export function respond(
  server: InternetServer, mode: ServerMode, query: Message, transport: Transport,
  rootServers: readonly DnsName[],
): Message | null {
  if (mode === 'silent') return null
  const bare = makeResponse(query)
  if (mode === 'refuses') return { ...bare, rcode: 'REFUSED' }
  if (mode === 'servfail') return { ...bare, rcode: 'SERVFAIL' }
  if (mode === 'truncates' && transport === 'udp') return { ...bare, tc: true }
  if (mode === 'lame') {
    // It never heard of the zone and points back to the root.
    const authority = rootServers.map((target) =>
      ({ name: root, class: 'IN', ttl: 518_400, data: { type: 'NS', target } as const }))
    return { ...bare, authority }
  }
  const reply = answer(server, query, transport)
  if (reply === null) return null
  const bytes = encodeMessage(reply.message, reply.limit, reply.requiredGlue)
  const decoded = decodeMessage(bytes)
  const message = decoded.ok ? decoded.value : reply.message
  const question = query.question[0]
  if (mode !== 'hijacks' || message.rcode !== 'NXDOMAIN' || question?.type !== 'A') return message
  // Some operators answer what does not exist with a page of their own.
  const data = { type: 'A', address: '203.0.113.253' } as const
  return { ...bare, aa: true, answer: [{ name: question.name, class: 'IN', ttl: 300, data }] }
}
