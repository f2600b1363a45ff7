// The words of a DNS trace as facts of a picture, its lines named as the trace names the players. See `trace-codec.ts`
// for how they are written.
import type { Fact } from '#lib/core/protocols/diagram.ts'
import { isShownNote, readSaid, resolverLane, stubLane } from '#lib/core/protocols/dns/lanes.ts'
import type { FactReader, When } from '#lib/core/protocols/trace-facts.ts'

export const dnsFacts: FactReader = {
  start: [],
  readEvent(text, when) {
    const asks = /^stub asks (.*)$/.exec(text)?.[1]
    if (asks !== undefined) return [{ kind: 'mark', lifeline: stubLane, mark: 'call', text: asks, ...when }]
    const server = /^server (\S+) (\S+)/.exec(text)
    if (server !== null) return [{ kind: 'mark', lifeline: server[1]!, mark: 'fault', text: server[2]!, ...when }]
    if (!/^(flush$|(drop|delay|duplicate) #|zone )/.test(text)) return []
    return [{ kind: 'mark', lifeline: resolverLane, mark: 'fault', text: text.slice(0, 40), ...when }]
  },
  readEffect(text, when) {
    const sent = /^(forger as )?(\S+) sends (#\d+) to (\S+?)( over TCP)?: (.*)$/.exec(text)
    if (sent !== null) {
      const [, forger, from, arrow, to, overTcp, line] = sent as unknown as [string, string | undefined, string, string, string, string | undefined, string]
      return [readSent({ forged: forger !== undefined, overTcp: overTcp !== undefined }, from, arrow, to, line, when)]
    }
    const source = /^stub is told by (\S+):/.exec(text)?.[1]
    if (source !== undefined) return source === 'resolver' ? [] : [{ kind: 'mark', lifeline: stubLane, mark: 'signal', text: source, ...when }]
    const [, note, clause] = /^resolver: (\S+)(?: .*?)?(?: \| (.*))?$/.exec(text) ?? []
    if (note === undefined || !isShownNote(note)) return []
    return [{ kind: 'mark', lifeline: resolverLane, mark: 'signal', text: clause === undefined ? note : `${note} (${clause})`, ...when }]
  },
}

interface How {
  readonly forged: boolean
  readonly overTcp: boolean
}

function readSent({ forged, overTcp }: How, from: string, arrow: string, to: string, line: string, when: When): Fact {
  const detail = line.replace(/ \| maintenance$/, '')
  const { kind, brief } = readSaid(detail)
  const query = detail === line ? 'query' : 'maintenance'
  const negative = kind === 'nodata' && !/\| authority .* SOA /.test(detail) ? 'referral' : 'negative'
  const tones = { query, answer: 'answer', referral: 'referral', nodata: negative, failure: detail.startsWith('NXDOMAIN') ? 'negative' : 'failure' }
  return { kind: 'leave', arrow, from, to, label: brief + (overTcp ? ' (TCP)' : ''), detail, tone: forged ? 'forged' : tones[kind], ...when }
}
