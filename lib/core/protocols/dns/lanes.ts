// A DNS run as a picture of three lines: stub, resolver, and everything beyond it on one, each server named where its
// arrow ends. A walk through many servers has room on a narrow page so. Takes facts whose lines are the trace's names
// of the players, from a run or from a trace's text; needs no engine.
import { buildDiagram, type Diagram, type Fact, type Scale } from '#lib/core/protocols/diagram.ts'

/** The players that the trace names by what they are; all others stand beyond the resolver. */
export const stubLane = 'stub'
export const resolverLane = 'resolver'
export const serversLane = 'servers'

/** What a page calls the lines, a decision of the resolver (by its note), and what a server does. */
export interface LaneWords {
  readonly stub: string
  readonly resolver: string
  readonly servers: string
  readonly note: (id: string) => string
  readonly mode: (mode: string) => string
}

export interface LanePicture {
  readonly diagram: Diagram
  /** Who really sent and got an arrow: the players' names. */
  readonly ends: ReadonlyMap<string, { readonly from: string; readonly to: string }>
}

const laneOf = (player: string): string => (player === stubLane || player === resolverLane ? player : serversLane)

/** Decisions that stand beside the resolver's line; the others only repeat what the arrows show. */
const shownNotes: ReadonlySet<string> = new Set([
  'cache-answer', 'cache-negative', 'cache-failure', 'cache-alias', 'lame', 'recursion-lame', 'timeout', 'truncated', 'stray',
  'case-mismatch', 'scrubbed', 'last-resort', 'no-servers', 'cycle', 'refresh', 'without-edns',
  'limit-queries', 'limit-referrals', 'limit-aliases', 'limit-time', 'limit-depth', 'limit-targets',
])

export const isShownNote = (note: string): boolean => shownNotes.has(note)

export function drawLanes(all: readonly Fact[], words: LaneWords, scale: Scale): LanePicture {
  const ends = new Map<string, { readonly from: string; readonly to: string }>()
  /** Queries on their way to a server: it is named where they end. */
  const asked = new Map<string, string>()
  const leaving = new Set(all.flatMap((fact) => (fact.kind === 'leave' && fact.from === stubLane ? [fact.entry] : [])))
  const facts = all.flatMap((fact): Fact[] => {
    if (fact.kind === 'mark') {
      // What the stub is asked, its arrow says too, where it sends one.
      if (fact.lifeline === stubLane && leaving.has(fact.entry)) return []
      return [{ ...fact, lifeline: laneOf(fact.lifeline), text: markText(fact, words) }]
    }
    if (fact.kind === 'leave') {
      ends.set(fact.arrow, { from: fact.from, to: fact.to })
      if (laneOf(fact.to) === serversLane) asked.set(fact.arrow, fact.to)
      return [{ ...fact, from: laneOf(fact.from), to: laneOf(fact.to) }]
    }
    const text = fact.kind === 'arrive' || fact.kind === 'lose' ? asked.get(fact.arrow) : undefined
    if (text === undefined || fact.kind === 'state') return [fact]
    asked.delete(fact.arrow)
    return [fact, { kind: 'mark', lifeline: serversLane, mark: 'call', text, at: fact.at, entry: fact.entry }]
  })
  const lifelines = [
    { id: stubLane, name: words.stub }, { id: resolverLane, name: words.resolver },
    { id: serversLane, name: words.servers },
  ]
  return { diagram: buildDiagram(lifelines, facts, scale), ends }
}

function markText({ lifeline, mark, text }: Extract<Fact, { kind: 'mark' }>, words: LaneWords): string {
  if (lifeline === resolverLane && mark === 'signal') return words.note(text.replace(/ \(RFC[^)]*\)$/, ''))
  const timeout = mark === 'timer' ? /^timeout (#\d+)$/.exec(text) : null
  if (timeout !== null) return `${words.note('timeout')} ${timeout[1]!}`
  if (mark !== 'fault' || lifeline === resolverLane || lifeline === stubLane) return text
  return `${lifeline} ${words.mode(text)}`
}

export type SaidKind = 'query' | 'referral' | 'answer' | 'nodata' | 'failure'

/** What an arrow's message says, of the line that a trace prints of it (`printMessage`). */
export interface SaidMessage {
  readonly kind: SaidKind
  readonly aa: boolean
  /** The question's name and type; empty where there is none. */
  readonly name: string
  readonly type: string
  /** What stands on the arrow: the question, the failure, or the last record. */
  readonly brief: string
}

const flagNames = new Set(['AA', 'TC', 'RD', 'RA'])

export function readSaid(line: string): SaidMessage {
  const [head = '', ...sections] = splitOutside(line, ' | ')
  const words = head.split(' ')
  // Names are absolute, so that the word at the beginning of a query ends with a dot; a RCODE does not.
  if (words[0]?.endsWith('.') === true) {
    const [name = '', type = ''] = words
    return { kind: 'query', aa: false, name, type, brief: `${name} ${type}` }
  }
  const flags = words.slice(1).filter((word) => flagNames.has(word))
  const [name = '', type = ''] = words.slice(1 + flags.length)
  const [rcode = ''] = words
  const section = (title: string) => sections.find((text) => text.startsWith(`${title} `))?.slice(title.length + 1)
  const said = (kind: SaidKind, brief: string): SaidMessage => ({ kind, aa: flags.includes('AA'), name, type, brief })
  if (rcode !== 'NOERROR') return said('failure', rcode)
  if (flags.includes('TC')) return said('failure', 'TC')
  const last = splitOutside(section('answer') ?? '', '; ').at(-1)
  if (last !== undefined && last !== '') return said('answer', printLast(last))
  const authority = splitOutside(section('authority') ?? '', '; ').map((set) => set.split(' '))
  const servers = authority.find(([, , kind]) => kind === 'NS')
  const brief = servers === undefined ? 'NODATA' : `NS ${servers[0] ?? ''}`
  return said(servers !== undefined && !authority.some(([, , kind]) => kind === 'SOA') ? 'referral' : 'nodata', brief)
}

/** `example.com. 86400 NS ns1.example.com., ns2.example.com.` → `NS ns2.example.com.` */
function printLast(set: string): string {
  const [, kind = '', data = ''] = /^\S+ \d+ (\S+) (.*)$/.exec(set) ?? []
  const text = splitOutside(data, ', ').at(-1) ?? ''
  return `${kind} ${text.length <= 40 ? text : `${text.slice(0, 39)}…`}`
}

/** Parts between separators that do not stand in quotation marks. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') quoted = !quoted
    else if (!quoted && text.startsWith(separator, at)) {
      parts.push(text.slice(from, at))
      from = at + separator.length
      at = from - 1
    }
  }
  return [...parts, text.slice(from)]
}
