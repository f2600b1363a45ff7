// What the page knows of a live run: a fold of the control channel's records. Pure.
import type { ConnectionState } from '#lib/core/protocols/websocket/endpoint.ts'
import { framesIn, printFrame } from '#lib/core/protocols/websocket/frame-text.ts'
import type { LiveEnd, LiveMode, LiveRecord, ShownLimits, TransportCost, TransportName } from '#lib/core/protocols/websocket/live.ts'
import type { Problem } from '#lib/core/problem.ts'

type RecordOf<Type extends LiveRecord['type']> = Extract<LiveRecord, { type: Type }>

export interface LiveFrameSeen {
  readonly key: string
  readonly at: number
  readonly way: 'in' | 'out'
  readonly frame: number
  readonly length: number
  readonly arrived: number
  readonly wire: Uint8Array
  /** In one line, as far as it has arrived. */
  readonly text: string
}

/** One line of what happened on a connection. */
export type LiveLine =
  | { readonly kind: 'frame'; readonly frame: LiveFrameSeen }
  | { readonly kind: 'record'; readonly key: string; readonly record: RecordOf<'state' | 'failed' | 'closed' | 'skipped'> }

export interface LiveSocket {
  readonly id: number
  readonly mode: LiveMode
  readonly raw: boolean
  readonly ask: number | null
  readonly handshakes: Readonly<Partial<Record<LiveEnd, RecordOf<'handshake'>>>>
  readonly states: Readonly<Partial<Record<LiveEnd, ConnectionState>>>
  readonly closed: Readonly<Partial<Record<LiveEnd, RecordOf<'closed'>>>>
  readonly failed: Readonly<Partial<Record<LiveEnd, RecordOf<'failed'>>>>
  readonly bytesIn: number
  readonly bytesOut: number
  readonly lines: readonly LiveLine[]
}

export interface LiveRun {
  readonly limits: ShownLimits | null
  readonly sockets: readonly LiveSocket[]
  readonly problem: Problem | null
  /** What the newest comparison has cost. */
  readonly costs: Readonly<Partial<Record<TransportName, TransportCost>>>
}

export const emptyRun: LiveRun = { limits: null, sockets: [], problem: null, costs: {} }

/** Older lines are dropped: a page is no log. */
const LINES_KEPT = 300
const SOCKETS_KEPT = 20

export function foldRecords(run: LiveRun, records: readonly LiveRecord[]): LiveRun {
  return records.reduce(foldRecord, run)
}

function foldRecord(run: LiveRun, record: LiveRecord): LiveRun {
  switch (record.type) {
    case 'welcome':
      return { ...run, limits: record.limits }
    case 'invitation':
    case 'clock':
    case 'capture':
      return run
    case 'comparison':
      return { ...run, problem: null, costs: {} }
    case 'transport':
      return { ...run, costs: { ...run.costs, [record.transport]: record } }
    case 'problem':
      return { ...run, problem: record.problem }
    case 'opened': {
      const { socket: id, mode, raw, ask } = record
      const socket: LiveSocket = {
        ...{ id, mode, raw, ask, handshakes: {}, closed: {}, failed: {}, bytesIn: 0, bytesOut: 0, lines: [] },
        states: raw ? { server: 'CONNECTING', client: 'CONNECTING' } : { server: 'CONNECTING' },
      }
      return { ...run, problem: null, sockets: [...run.sockets.slice(1 - SOCKETS_KEPT), socket] }
    }
    default:
      return { ...run, sockets: run.sockets.map((socket) => (socket.id === record.socket ? foldSocket(socket, record) : socket)) }
  }
}

type OfSocket = Exclude<LiveRecord, { type: 'welcome' | 'invitation' | 'problem' | 'opened' | 'capture' | 'clock' | 'comparison' | 'transport' }>

function foldSocket(socket: LiveSocket, record: OfSocket): LiveSocket {
  switch (record.type) {
    case 'handshake':
      return { ...socket, handshakes: { ...socket.handshakes, [record.end]: record } }
    case 'count':
      return { ...socket, bytesIn: record.in, bytesOut: record.out }
    case 'frame':
      return { ...socket, lines: addFrame(socket.lines, record) }
    case 'state':
      return addLine({ ...socket, states: { ...socket.states, [record.end]: record.to } }, record)
    case 'failed':
      return addLine({ ...socket, failed: { ...socket.failed, [record.end]: record } }, record)
    case 'closed':
      return addLine({ ...socket, closed: { ...socket.closed, [record.end]: record } }, record)
    case 'skipped':
      return addLine(socket, record)
  }
}

function addLine(socket: LiveSocket, record: RecordOf<'state' | 'failed' | 'closed' | 'skipped'>): LiveSocket {
  const key = `${record.type} ${record.at} ${socket.lines.length} ${'end' in record ? record.end : ''}`
  return { ...socket, lines: [...socket.lines.slice(1 - LINES_KEPT), { kind: 'record', key, record }] }
}

function addFrame(lines: readonly LiveLine[], record: RecordOf<'frame'>): readonly LiveLine[] {
  const { at, way, frame, length, arrived } = record
  const key = `${way} ${frame}`
  const wire = Uint8Array.from(atob(record.wire), (char) => char.charCodeAt(0))
  const [first] = framesIn(wire)
  const seen: LiveLine = { kind: 'frame', frame: { key, at, way, frame, length, arrived, wire, text: first === undefined ? '' : printFrame(first) } }
  const known = lines.findIndex((line) => line.kind === 'frame' && line.frame.key === key)
  return known < 0 ? [...lines.slice(1 - LINES_KEPT), seen] : lines.with(known, seen)
}
