// What happens when wss://… is opened, from the name to the first echoed byte, as one trace over all layers. TCP's
// opening, the upgrade and the frames come from running the simulation with our endpoint machine at both ends; DNS,
// TLS and HTTP/2 are a model: who sends what, and who must wait for whom. Not modelled: losses, the client's and the
// servers' own time, certificates too long for the first window, HTTP/3, ECH, the lookup of HTTPS records.
// Read first: RFC 9293 §3.5; RFC 8446 §2, §2.3; RFC 5246 §7.3; RFC 6455 §4.1.
import { timelineOf } from '#lib/core/engine/log.ts'
import type { Millis } from '#lib/core/engine/machine.ts'
import { playEvents } from '#lib/core/protocols/trace.ts'
import { printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import type { FlightKind } from '#lib/core/protocols/websocket/simulation.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'

/** Each differs from the first in one thing. */
export const openings = ['first', 'warm-dns', 'tls12', 'tls12-resumed', 'tls13-resumed', 'tls13-0rtt', 'reused', 'plain'] as const
export type OpeningName = (typeof openings)[number]

export type OpeningLayer = 'DNS' | 'TCP' | 'TLS' | 'HTTP' | 'WebSocket'

export interface OpeningFlight {
  /** When it leaves; one way takes `delayMs`. */
  readonly at: Millis
  readonly layer: OpeningLayer
  readonly from: 'client' | 'server'
  readonly text: string
  /** True: written by a machine of ours that ran; false: what the RFC's figure says is sent. */
  readonly ran: boolean
  readonly clause: string
}

export interface Opening {
  readonly name: OpeningName
  readonly flights: readonly OpeningFlight[]
  /** From the begin to the echo's arrival. */
  readonly totalMs: Millis
  /** Whole round trips that each layer adds. */
  readonly roundTrips: Readonly<Record<OpeningLayer, number>>
  readonly allRoundTrips: number
}

interface ModelFlight {
  /** In one-way times from the begin of its layer. */
  readonly after: number
  readonly from: 'client' | 'server'
  readonly text: string
  readonly clause: string
}

const dnsFlights: readonly ModelFlight[] = [
  { after: 0, from: 'client', text: 'example.com. A?', clause: 'RFC 1035 §4.1' },
  { after: 1, from: 'server', text: 'example.com. A 198.51.100.2', clause: 'RFC 1035 §4.1' },
]

/** What each kind of TLS sends before the client may send data of the application, and how many round trips that takes. */
const tlsKinds: Readonly<Record<'1.3' | '1.3-resumed' | '1.3-0rtt' | '1.2' | '1.2-resumed' | 'none', { readonly trips: number; readonly flights: readonly ModelFlight[] }>> = {
  none: { trips: 0, flights: [] },
  '1.3': {
    trips: 1,
    flights: [
      { after: 0, from: 'client', text: 'ClientHello + key_share', clause: 'RFC 8446 §2' },
      { after: 1, from: 'server', text: 'ServerHello, {EncryptedExtensions, Certificate, CertificateVerify, Finished}', clause: 'RFC 8446 §2' },
      { after: 2, from: 'client', text: '{Finished}', clause: 'RFC 8446 §2' },
    ],
  },
  '1.3-resumed': {
    trips: 1,
    flights: [
      { after: 0, from: 'client', text: 'ClientHello + key_share, pre_shared_key', clause: 'RFC 8446 §2.2' },
      { after: 1, from: 'server', text: 'ServerHello + pre_shared_key, {EncryptedExtensions, Finished}', clause: 'RFC 8446 §2.2' },
      { after: 2, from: 'client', text: '{Finished}', clause: 'RFC 8446 §2.2' },
    ],
  },
  '1.3-0rtt': {
    trips: 0,
    flights: [
      { after: 0, from: 'client', text: 'ClientHello + early_data, pre_shared_key; (the request)', clause: 'RFC 8446 §2.3' },
      { after: 1, from: 'server', text: 'ServerHello, {EncryptedExtensions + early_data, Finished}', clause: 'RFC 8446 §2.3' },
      { after: 2, from: 'client', text: '(EndOfEarlyData), {Finished}', clause: 'RFC 8446 §2.3' },
    ],
  },
  '1.2': {
    trips: 2,
    flights: [
      { after: 0, from: 'client', text: 'ClientHello', clause: 'RFC 5246 §7.3' },
      { after: 1, from: 'server', text: 'ServerHello, Certificate, ServerKeyExchange, ServerHelloDone', clause: 'RFC 5246 §7.3' },
      { after: 2, from: 'client', text: 'ClientKeyExchange, [ChangeCipherSpec], Finished', clause: 'RFC 5246 §7.3' },
      { after: 3, from: 'server', text: '[ChangeCipherSpec], Finished', clause: 'RFC 5246 §7.3' },
    ],
  },
  '1.2-resumed': {
    trips: 1,
    flights: [
      { after: 0, from: 'client', text: 'ClientHello + session id', clause: 'RFC 5246 §7.3' },
      { after: 1, from: 'server', text: 'ServerHello, [ChangeCipherSpec], Finished', clause: 'RFC 5246 §7.3' },
      { after: 2, from: 'client', text: '[ChangeCipherSpec], Finished', clause: 'RFC 5246 §7.3' },
    ],
  },
}

/** On an HTTP/2 connection that stands already, the socket is one more stream. */
const extendedConnect: readonly ModelFlight[] = [
  { after: 0, from: 'client', text: 'HEADERS :method = CONNECT, :protocol = websocket', clause: 'RFC 8441 §5' },
  { after: 1, from: 'server', text: 'HEADERS :status = 200', clause: 'RFC 8441 §5' },
]

const tlsOf: Readonly<Record<OpeningName, keyof typeof tlsKinds>> = {
  ...{ first: '1.3', 'warm-dns': '1.3', tls12: '1.2', 'tls12-resumed': '1.2-resumed' },
  ...{ 'tls13-resumed': '1.3-resumed', 'tls13-0rtt': '1.3-0rtt', reused: 'none', plain: 'none' },
}

/** The whole opening, `delayMs` being the time one way, to the resolver as to the server. */
export function traceOpening(name: OpeningName, delayMs: Millis): Opening {
  const reused = name === 'reused'
  const tls = tlsKinds[tlsOf[name]]
  const dnsTrips = reused || name === 'warm-dns' ? 0 : 1
  const trip = 2 * delayMs
  const model = (layer: OpeningLayer, begin: Millis, flights: readonly ModelFlight[]): OpeningFlight[] =>
    flights.map(({ after, ...flight }) => ({ ...flight, layer, ran: false, at: begin + after * delayMs }))

  const ran = runPlain(delayMs)
  // TCP's opening comes before TLS, everything with bytes of its own after; a reused connection has neither.
  const opened = ran.find(({ layer }) => layer === 'HTTP')?.at ?? 0
  const begin = dnsTrips * trip
  const later = begin + tls.trips * trip
  const shift = reused ? -opened : later
  const flights = [
    ...(dnsTrips > 0 ? model('DNS', 0, dnsFlights) : []),
    ...(reused ? [] : ran.filter(({ layer }) => layer === 'TCP').map((flight) => ({ ...flight, at: flight.at + begin }))),
    ...model('TLS', begin + opened, tls.flights),
    ...(reused ? model('HTTP', 0, extendedConnect) : []),
    ...ran.filter(({ layer }) => layer === 'WebSocket' || (layer === 'HTTP' && !reused)).map((flight) => ({ ...flight, at: flight.at + shift })),
  ]
  const totalMs = Math.max(...flights.filter(({ layer }) => layer === 'WebSocket').map(({ at }) => at)) + delayMs
  const roundTrips = { DNS: dnsTrips, TCP: reused ? 0 : Math.round(opened / trip), TLS: tls.trips, HTTP: 1, WebSocket: 1 }
  // In the order of time; what leaves together stays in the order of the layers.
  return { name, flights: flights.sort((a, b) => a.at - b.at), totalMs, roundTrips, allRoundTrips: Math.round(totalMs / trip) }
}

/** The opening over TCP alone, by the simulation: connect, upgrade, one message and its echo. */
function runPlain(delayMs: Millis): OpeningFlight[] {
  const { config } = websocketTrace.readConfig([])
  const events = [[0, 'A connect'], [4 * delayMs + 0.001, 'A send "Hello"']] as const
  const entries = events.flatMap(([at, text]) => {
    const event = websocketTrace.readEvent(text)
    return event.ok ? [{ at, event: event.value }] : []
  })
  const { log } = playEvents(websocketTrace, { config: { ...config, link: { ...config.link, delayMs } }, seed: 'across', entries }, 8 * delayMs)
  const { points } = timelineOf(websocketTrace.machine, log)
  return points.flatMap(({ entry, effects }): OpeningFlight[] =>
    effects.flatMap((effect): OpeningFlight[] => {
      if (effect.kind !== 'sent' || entry === null) return []
      const from = effect.host === 'A' ? ('client' as const) : ('server' as const)
      return [{ at: Math.round(entry.at), from, ran: true, ...nameFlight(effect.what, effect.bytes) }]
    }),
  )
}

function nameFlight(what: FlightKind, bytes: Uint8Array): Pick<OpeningFlight, 'layer' | 'text' | 'clause'> {
  if (what !== 'bytes') return { layer: 'TCP', text: what, clause: 'RFC 9293 §3.5' }
  const text = printWritten(bytes)
  const isHttp = /^(?:GET |HTTP\/)/.test(text)
  return { layer: isHttp ? 'HTTP' : 'WebSocket', text, clause: isHttp ? 'RFC 6455 §4.1' : 'RFC 6455 §5.2' }
}
