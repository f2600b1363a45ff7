// The words of a WebSocket trace as facts of a picture. See `trace-codec.ts` for how they are written.
import type { Fact, MarkKind } from '#lib/core/protocols/diagram.ts'
import type { FactReader, When } from '#lib/core/protocols/trace-facts.ts'

export const websocketFacts: FactReader = {
  start: ['A', 'B'].map((lifeline): Fact => ({ kind: 'state', lifeline, at: 0, entry: -1, state: 'CONNECTING' })),
  readEvent(text, when) {
    const mark = (lifeline: string, kind: MarkKind, words: string): Fact[] => [{ kind: 'mark', lifeline, mark: kind, text: words, ...when }]
    if (text.startsWith('link ')) return mark('A', 'fault', text)
    const [, host, what = ''] = /^([AB]) (.*)$/.exec(text) ?? []
    if (host === undefined || /^(takes #\d+|answers|reconnects)$/.test(what)) return []
    const timer = /^timer (.*)$/.exec(what)?.[1]
    return timer === undefined ? mark(host, 'call', what) : mark(host, 'timer', timer)
  },
  readEffect(text, when) {
    if (text.startsWith('proxy ends ')) return [{ kind: 'mark', lifeline: 'A', mark: 'fault', text: 'proxy', ...when }]
    const [, host, what = ''] = /^([AB]) (.*)$/.exec(text) ?? []
    if (host === undefined) return []
    const sent = /^sends (#\d+) (.*)$/.exec(what)
    if (sent !== null) return [readSent(host, sent[1]!, sent[2]!, when)]
    const state = /^\S+ -> (\S+) \| /.exec(what)?.[1]
    if (state !== undefined) return [{ kind: 'state', lifeline: host, state, ...when }]
    for (const [words, mark, say] of marks) {
      const found = words.exec(what)
      if (found !== null) return [{ kind: 'mark', lifeline: host, mark, text: say(found[1]!), ...when }]
    }
    return []
  },
}

const same = (text: string) => text
const marks: readonly (readonly [RegExp, MarkKind, (found: string) => string])[] = [
  [/^may not answer: (.*)$/, 'discard', same],
  [/^waits until \S+, attempt (\d+)$/, 'timer', (attempt) => `attempt ${attempt}`],
  [/^is given (?:text|binary) of (\d+) bytes/, 'signal', (length) => `${length} bytes`],
  [/^is told: closed (\d+)/, 'signal', (code) => `closed ${code}`],
  [/^fails: ([\w-]+)/, 'fault', same],
]

function readSent(from: string, arrow: string, detail: string, when: When): Fact {
  const transport = /^TCP (.*)$/.exec(detail)?.[1]
  const frames = transport === undefined ? splitFrames(detail) : []
  const label = transport ?? (frames.length > 1 ? `${frames.length} frames: ${nameOf(frames[0]!)}…` : detail)
  return { kind: 'leave', arrow, from, to: from === 'A' ? 'B' : 'A', label, detail, tone: toneOf(transport, detail), ...when }
}

/** `FIN text 5: "a + b" + FIN Ping 0`: what stands in quotation marks does not end a frame. */
function splitFrames(text: string): string[] {
  const frames: string[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\.)*"| \+ /g)) {
    if (found !== ' + ') continue
    frames.push(text.slice(from, index))
    from = index + found.length
  }
  return [...frames, text.slice(from)]
}

const nameOf = (frame: string): string => frame.replace(/^(?:(?:FIN|RSV\d) )+/, '').replace(/(?: masked)? \d+(?:: .*)?$/, '')

function toneOf(transport: string | undefined, detail: string): string {
  if (transport !== undefined) return 'transport'
  if (/^([A-Z]+ \S+ HTTP\/\d|HTTP\/\d)/.test(detail)) return 'opening'
  const name = nameOf(splitFrames(detail)[0]!)
  if (name === 'Close') return 'closing'
  if (/^\d+ bytes /.test(detail)) return 'illegal'
  return /^(Ping|Pong|reserved 0x[B-F])$/.test(name) ? 'control' : 'data'
}
