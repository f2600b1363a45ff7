// One step of a run in sentences: what happened, what the resolver decided and by which clause, what was sent.
import type { Lang } from '#lib/core/notes/card.ts'
import { tellNote } from '#lib/core/protocols/dns/story.ts'
import { nextDue, resolverAddress, stubAddress, type DnsEffect, type DnsEvent, type DnsState } from '#lib/core/protocols/dns/simulation.ts'
import { nameServerAt } from '#lib/core/protocols/dns/server-name.ts'
import { readableName } from '#lib/core/protocols/dns/u-label.ts'
import { printBrief } from '#lib/core/protocols/dns/message-text.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import type { Sentence } from '../../_components/sentences.tsx'
import type { DnsRun } from './dns-run.ts'

type Translate = (key: string, values?: Record<string, string | number>) => string

/** What the entry before `step` says; none at the start. */
export function narrateStep(run: DnsRun, step: number, lang: Lang, t: Translate): readonly Sentence[] {
  const point = run.timeline.points[step]
  const before = run.timeline.points[step - 1]?.state
  if (point?.entry == null || before === undefined) return []
  const plain = (text: string): Sentence => ({ text, clause: null })
  const effects = point.effects.flatMap((effect) => narrateEffect(effect, point.state, lang, t) ?? [])
  return [plain(narrateEvent(point.entry.event, before, t)), ...effects]
}

/** Who has an address, in the page's language. */
export function nameOf(state: DnsState, address: string, t: Translate): string {
  if (address === stubAddress) return t('stub')
  return address === resolverAddress ? t('resolver') : nameServerAt(state, address)
}

export function narrateEvent(event: DnsEvent, before: DnsState, t: Translate): string {
  const who = (address: string) => nameOf(before, address, t)
  switch (event.kind) {
    case 'ask':
      return t('events.ask', { name: event.name, type: event.type })
    case 'tick': {
      const flight = nextDue(before)?.flight ?? null
      return flight === null ? t('events.timer') : t('events.gets', { who: who(flight.to), id: flight.id })
    }
    case 'arrival': {
      const flight = before.flights.find(({ id }) => id === event.packet)
      return t('events.gets', { who: who(flight?.to ?? ''), id: event.packet })
    }
    case 'server':
      return t('events.server', { server: who(event.address), mode: t(`modes.${event.mode}`) })
    case 'fault': {
      const { fault, packet } = event
      if (fault.do === 'drop') return t('events.drop', { id: packet })
      return t(`events.${fault.do}`, { id: packet, ms: formatMillis(fault.do === 'delay' ? fault.byMs : fault.afterMs) })
    }
    case 'spoof':
      return t(event.id === 'right' && event.port === 'right' ? 'events.spoofKnowing' : 'events.spoofGuessing', { id: event.packet, address: event.address })
    case 'zone':
      return t('events.zone', { zone: event.name })
    case 'flush':
      return t('events.flush')
  }
}

function narrateEffect(effect: DnsEffect, after: DnsState, lang: Lang, t: Translate): Sentence | null {
  const plain = (text: string): Sentence => ({ text, clause: null })
  switch (effect.kind) {
    case 'sent': {
      const values = { from: nameOf(after, effect.from, t), to: nameOf(after, effect.to, t), id: effect.id, message: sayMessage(effect.message, t) }
      const how = effect.transport === 'tcp' ? t('overTcp') : ''
      return plain(t(effect.forged ? 'effects.forged' : 'effects.sent', values) + how + (effect.purpose === 'maintenance' ? t('maintenance') : ''))
    }
    case 'lost':
      return plain(t('effects.lost', { id: effect.id, why: t(`losses.${effect.reason}`) }))
    case 'moved':
      return plain(t(effect.copy ? 'effects.copied' : 'effects.moved', { id: effect.id, at: formatMillis(effect.arrivesAt) }))
    case 'told':
      return plain(t('effects.told', { message: sayMessage(effect.message, t), source: t(`sources.${effect.source}`) }))
    case 'note': {
      const line = tellNote(effect)
      return { text: line[lang], clause: line.clause === '' ? null : line.clause }
    }
    case 'arrived':
      return null
  }
}

/** `www.example.com. A?`, `referral to com.`, `A 203.0.113.80, authoritative`. */
export function sayMessage(message: Message, t: Translate): string {
  if (!message.qr) {
    const readable = readableName(message.question[0]?.name ?? '')
    return `${printBrief(message)}?${readable === null ? '' : ` (${readable})`}`
  }
  const kind = kindOf(message)
  const text = printBrief(message)
  if (kind === 'referral') return t('says.referral', { zone: text.replace(/^NS /, '') })
  if (kind === 'answer') return message.aa ? t('says.authoritative', { text }) : text
  return kind === 'nodata' ? 'NODATA' : text
}

export type MessageKind = 'query' | 'referral' | 'answer' | 'nodata' | 'failure'

export function kindOf({ qr, rcode, tc, answer, authority }: Message): MessageKind {
  if (!qr) return 'query'
  if (rcode !== 'NOERROR' || tc) return 'failure'
  if (answer.length > 0) return 'answer'
  return authority.some(({ data }) => data.type === 'NS') && !authority.some(({ data }) => data.type === 'SOA') ? 'referral' : 'nodata'
}
