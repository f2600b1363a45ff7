// A DNS run as packets on the wire, the way a capture at the resolver would see them: its own messages when
// it sends them, others when they arrive. Over TCP the run has messages only; handshake, acknowledgments
// and end are added.
// Read first: RFC 1035 §4.2.2 and RFC 7766 §8 (the two octets of length before a message).
import type { Timeline } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import {
  resolverAddress, type DnsEffect, type DnsEvent, type DnsState,
} from '#lib/core/protocols/dns/simulation.ts'
import { tellNote } from '#lib/core/protocols/dns/story.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import type { CapturedPacket } from '#lib/core/protocols/pcapng.ts'
import { ACK, encodeSegment, FIN, PSH, SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'
import { addressOctets, encodeIp, PROTOCOL_TCP, PROTOCOL_UDP } from '#lib/core/protocols/wire/ip.ts'
import { octetsFromBytes } from '#lib/core/protocols/wire/octets.ts'
import { encodeUdp } from '#lib/core/protocols/wire/udp.ts'

type DnsTimeline = Timeline<DnsState, DnsEvent, DnsEffect>
type Sent = Extract<DnsEffect, { kind: 'sent' }>

const dnsPort = 53
const mss = 1460

/** The packets that the resolver sees, in order of time, with its decisions as comments. */
export function captureRun({ points }: DnsTimeline): CapturedPacket[] {
  const packets: CapturedPacket[] = []
  const flights = new Map<number, Sent>()
  const connections = new Map<string, Connection>()
  for (const { entry, effects } of points) {
    if (entry === null) continue
    const { at } = entry
    const comments = effects.flatMap((effect) => (effect.kind === 'note' ? [tellNote(effect).en] : []))
    const seen: CapturedPacket[] = []
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        flights.set(effect.id, effect)
        if (effect.from !== resolverAddress) continue
        if (effect.transport === 'udp') {
          seen.push({ at, bytes: datagram(effect), comments: [`#${effect.id}`] })
        } else {
          const connection = new Connection(effect, at)
          connections.set(connectionKey(effect.to, effect.port), connection)
          seen.push(...connection.open())
        }
      } else if (effect.kind === 'arrived' && effect.to === resolverAddress) {
        const sent = flights.get(effect.id)
        if (sent === undefined) continue
        const connection = connections.get(connectionKey(sent.from, sent.port))
        if (sent.transport === 'udp') seen.push({ at, bytes: datagram(sent), comments: [`#${sent.id}`] })
        else if (connection) seen.push(...connection.answer(sent, at))
      }
    }
    const first = seen[0]
    if (first) seen[0] = { ...first, comments: [...first.comments, ...comments] }
    packets.push(...seen)
  }
  return packets.sort((a, b) => a.at - b.at)
}

const connectionKey = (server: string, port: number): string => `${server} ${port}`

/** One UDP message as an IP packet. */
export function datagram(sent: Pick<Sent, 'id' | 'from' | 'to' | 'port' | 'message'>): Uint8Array {
  const { from: source, to: destination, message, port } = sent
  const asks = !message.qr
  const header = {
    source, destination, sourcePort: asks ? port : dnsPort, destinationPort: asks ? dnsPort : port,
  }
  return packet(source, destination, PROTOCOL_UDP, sent.id, encodeUdp(header, encodeMessage(message)))
}

function packet(
  source: string, destination: string, protocol: number, id: number, payload: Uint8Array,
): Uint8Array {
  const version = source.includes(':') ? 6 : 4
  const common = { version, source, destination, protocol, ttl: 64, tos: 0, flowLabel: 0 } as const
  return encodeIp({ ...common, id: version === 4 ? id & 0xffff : 0, dontFragment: version === 4 }, payload)
}

/** A TCP connection made of what a query and its answer need. */
class Connection {
  private readonly query: Sent
  private readonly openedAt: Millis
  /** One way, which the run counted three times: twice for the handshake. */
  private readonly far: Millis
  private clientNext: number
  private serverNext: number

  constructor(query: Sent, at: Millis) {
    this.query = query
    this.openedAt = at
    this.far = (query.arrivesAt - at) / 3
    this.clientNext = 1000 * query.id
    this.serverNext = 1000 * query.id + 500_000
  }

  open(): CapturedPacket[] {
    const { query, openedAt, far } = this
    const established = openedAt + 2 * far
    const packets = [
      this.client(openedAt, SYN, '', `#${query.id}`),
      this.server(established, SYN | ACK, ''),
      this.client(established, ACK, ''),
    ]
    return [...packets, ...this.send(established, query, true)]
  }

  answer(response: Sent, at: Millis): CapturedPacket[] {
    return [
      ...this.send(at, response, false),
      this.client(at, FIN | ACK, ''),
      this.server(at + 2 * this.far, FIN | ACK, ''),
      this.client(at + 2 * this.far, ACK, ''),
    ]
  }

  private send(at: Millis, { id, message }: Sent, fromClient: boolean): CapturedPacket[] {
    const bytes = encodeMessage(message)
    const data = String.fromCharCode(bytes.length >> 8, bytes.length & 0xff) + octetsFromBytes(bytes)
    const parts: string[] = []
    for (let start = 0; start < data.length; start += mss) parts.push(data.slice(start, start + mss))
    return parts.map((part, index) => {
      const CTL = index === parts.length - 1 ? PSH | ACK : ACK
      return fromClient ? this.client(at, CTL, part, `#${id}`) : this.server(at, CTL, part, `#${id}`)
    })
  }

  private client(at: Millis, CTL: number, data: string, ...comments: string[]): CapturedPacket {
    const SEQ = this.clientNext
    this.clientNext += data.length + (CTL & (SYN | FIN) ? 1 : 0)
    const ports = { sourcePort: this.query.port, destinationPort: dnsPort }
    return this.packet(
      at, this.query.from, this.query.to, { ...ports, SEQ, ACK: this.serverNext, CTL, data }, comments,
    )
  }

  private server(at: Millis, CTL: number, data: string, ...comments: string[]): CapturedPacket {
    const SEQ = this.serverNext
    this.serverNext += data.length + (CTL & (SYN | FIN) ? 1 : 0)
    const ports = { sourcePort: dnsPort, destinationPort: this.query.port }
    return this.packet(
      at, this.query.to, this.query.from, { ...ports, SEQ, ACK: this.clientNext, CTL, data }, comments,
    )
  }

  private packet(
    at: Millis, source: string, destination: string,
    segment: Pick<Segment, 'sourcePort' | 'destinationPort' | 'SEQ' | 'ACK' | 'CTL' | 'data'>,
    comments: readonly string[],
  ): CapturedPacket {
    const opening = (segment.CTL & SYN) !== 0
    const SEG: Segment = {
      ...segment, ACK: segment.CTL & ACK ? segment.ACK : 0, WND: 65_535, UP: 0,
      options: opening ? [{ kind: 'mss', value: mss }] : [],
    }
    const addresses = { source: addressOctets(source) ?? [], destination: addressOctets(destination) ?? [] }
    const bytes = packet(source, destination, PROTOCOL_TCP, this.query.id, encodeSegment(SEG, addresses))
    return { at, bytes, comments }
  }
}
