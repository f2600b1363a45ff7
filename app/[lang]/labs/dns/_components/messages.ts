// Every message of a run with the octets that it is on the wire: of a live run those that a server really sent.
import type { Transport } from '#lib/core/protocols/dns/authority.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'
import type { DnsRun } from './dns-run.ts'

export interface SentMessage {
  readonly id: number
  /** The log's entry (0-based) that sent it. */
  readonly entry: number
  readonly from: string
  readonly to: string
  readonly transport: Transport
  readonly message: Message
  readonly bytes: () => Uint8Array
}

export function findMessages({ timeline }: Pick<DnsRun, 'timeline'>): SentMessage[] {
  return timeline.points.flatMap(({ entry, effects }, at) =>
    effects.flatMap((effect): SentMessage[] => {
      if (effect.kind !== 'sent') return []
      const { id, from, to, transport, message } = effect
      const recorded = entry?.event.kind === 'arrival' ? entry.event.answer : null
      const bytes = () => (message.qr && recorded !== null ? bytesFromHex(recorded) : null) ?? encodeMessage(message)
      return [{ id, entry: at - 1, from, to, transport, message, bytes }]
    }),
  )
}
