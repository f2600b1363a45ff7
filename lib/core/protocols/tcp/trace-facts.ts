// The words of a TCP trace as facts of a picture. See `trace-codec.ts` for how they are written.
import type { Fact, MarkKind } from '#lib/core/protocols/diagram.ts'
import type { FactReader, When } from '#lib/core/protocols/trace-facts.ts'

export const tcpFacts: FactReader = {
  start: ['A', 'B'].map((lifeline): Fact => ({ kind: 'state', lifeline, at: 0, entry: -1, state: 'CLOSED' })),
  readEvent(text, when) {
    const mark = (lifeline: string, kind: MarkKind, words: string): Fact[] => [{ kind: 'mark', lifeline, mark: kind, text: words, ...when }]
    const [, host, what = ''] = /^([AB]) (.*)$/.exec(text) ?? []
    if (host === undefined) return text === 'nothing' ? [] : mark('A', 'fault', text)
    if (/^(takes|inject) /.test(what)) return []
    if (what === 'crash' || what === 'reboot') return mark(host, 'power', what)
    return what.startsWith('timer ') ? mark(host, 'timer', what.slice(6)) : mark(host, 'call', what)
  },
  readEffect(text, when) {
    const [, host, what = ''] = /^([AB]) (.*)$/.exec(text) ?? []
    if (host === undefined) return []
    const sent = /^sends (#\d+) (<.*) \| (.*)$/.exec(what)
    if (sent !== null) return [readSent(host, sent[1]!, sent[2]!, sent[3]!, when)]
    const state = /^\S+ -> (\S+) \| /.exec(what)?.[1] ?? (/^is (up|down)$/.test(what) ? 'CLOSED' : null)
    if (state !== null) return [{ kind: 'state', lifeline: host, state, ...when }]
    const signal = /^is told: (.*)$/.exec(what)?.[1]
    if (signal !== undefined) return [{ kind: 'mark', lifeline: host, mark: 'signal', text: signal, ...when }]
    const reason = /^discards: (.*) \| /.exec(what)?.[1]
    return reason === undefined ? [] : [{ kind: 'mark', lifeline: host, mark: 'discard', text: reason, ...when }]
  },
}

function readSent(from: string, arrow: string, segment: string, why: string, when: When): Fact {
  const label = (segment.match(/<(?:SEQ|ACK|DATA|CTL)=[^>]*>/g) ?? []).join('')
  const bits = /<CTL=([^>]*)>/.exec(label)?.[1]?.split(',') ?? []
  return { kind: 'leave', arrow, from, to: from === 'A' ? 'B' : 'A', label, detail: `${segment} | ${why}`, tone: toneOf(why, bits, label), ...when }
}

function toneOf(why: string, bits: readonly string[], label: string): string {
  if (why === 'injected') return 'injected'
  if (bits.includes('RST')) return 'reset'
  if (/^(fast )?retransmission(,|$)/.test(why)) return 'again'
  if (bits.includes('SYN')) return 'opening'
  if (bits.includes('FIN')) return 'closing'
  return label.includes('<DATA=') ? 'data' : 'acknowledgment'
}
