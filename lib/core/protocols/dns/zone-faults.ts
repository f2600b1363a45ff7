// Faults planted into zones, for people to find: what is broken, how it shows, what would mend it and what would not.
// Whether something mends it is never written down: a run with the changed zones says so.
// Read first: RFC 1912 §2 (the usual errors in zones).
import { timelineOf } from '#lib/core/engine/log.ts'
import { buildInternet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import { dnsTrace } from '#lib/core/protocols/dns/trace-codec.ts'
import { defaultDns } from '#lib/core/protocols/dns/simulation.ts'
import type { Bilingual } from '#lib/core/protocols/exercise.ts'
import { playEvents } from '#lib/core/protocols/trace.ts'

/** A change of one zone's text, as one says it and as it is done. */
export interface ZoneChange {
  readonly zone: string
  readonly text: Bilingual
  readonly apply: (text: string) => string
}

export interface PlantedFault {
  readonly name: string
  readonly question: { readonly name: DnsName; readonly type: string }
  readonly breaks: ZoneChange
  /** Changes that somebody might try. */
  readonly tries: readonly ZoneChange[]
  /** What is wrong, said afterwards. */
  readonly why: Bilingual
  readonly clause: string
}

const replace = (zone: string, from: string | RegExp, to: string, text: Bilingual): ZoneChange =>
  ({ zone, text, apply: (old) => old.replace(from, to) })
const add = (zone: string, line: string): ZoneChange =>
  ({ zone, text: { en: `${zone}: add “${line}”`, zh: `${zone}：加一行“${line}”` }, apply: (old) => `${old.trimEnd()}\n${line}\n` })
const put = (zone: string, from: RegExp, line: string): ZoneChange =>
  replace(zone, from, line, { en: `${zone}: make the line “${line}”`, zh: `${zone}：把那一行改成“${line}”` })
const serial = (zone: string): ZoneChange =>
  replace(zone, /20260101(\d\d)/, '20260102$1', { en: `${zone}: raise the serial of the SOA record`, zh: `${zone}：增大 SOA 的序列号` })
const nothing: Bilingual = { en: '', zh: '' }

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'missing-dot',
    question: { name: 'www.example.com.' as DnsName, type: 'A' },
    breaks: replace('example.com', /^www +300 A .*\nwww +300 AAAA .*$/m, 'www          300 CNAME www.shop.com', nothing),
    tries: [
      put('example.com', /^www +300 CNAME .*$/m, 'www 300 CNAME www.shop.com.'),
      put('example.com', /^www +300 CNAME .*$/m, 'www 300 CNAME shop.com'),
      add('example.com', 'www.shop CNAME www'),
      serial('example.com'),
    ],
    why: {
      en: 'A name without a dot at its end is relative: the zone’s name is put behind it, and www.shop.com.example.com does not exist.',
      zh: '末尾没有点的名字是相对的，后面会接上区名，而 www.shop.com.example.com 并不存在。',
    },
    clause: 'RFC 1035 §5.1',
  },
  {
    name: 'wrong-glue',
    question: { name: 'www.example.com.' as DnsName, type: 'A' },
    breaks: { zone: 'com', text: nothing, apply: (old) => old.replace('198.51.100.1\n', '198.51.100.91\n').replace('198.51.100.2\n', '198.51.100.92\n') },
    tries: [
      { zone: 'com', text: { en: 'com: give ns1.example the address 198.51.100.1', zh: 'com：把 ns1.example 的地址改为 198.51.100.1' }, apply: (old) => old.replace('198.51.100.91', '198.51.100.1') },
      add('example.com', 'ns3 86400 A 198.51.100.1'),
      serial('example.com'),
      { zone: 'com', text: { en: 'com: delete both addresses', zh: 'com：删掉这两个地址' }, apply: (old) => old.replace(/^ns[12]\.example .*\n/gm, '') },
    ],
    why: {
      en: 'The glue in the parent zone leads to addresses where nobody answers; what the zone itself says is never read.',
      zh: '父区里的胶水指向没有服务器的地址，区自己的内容根本没有机会被读到。',
    },
    clause: 'RFC 1912 §2.3',
  },
  {
    name: 'lost-glue',
    question: { name: 'wiki.eng.example.com.' as DnsName, type: 'A' },
    breaks: { zone: 'example.com', text: nothing, apply: (old) => old.replace(/^ns\.eng .*\n/m, '') },
    tries: [
      add('example.com', 'ns.eng A 198.51.100.41'),
      add('eng.example.com', 'ns 3600 AAAA 2001:db8::41'),
      add('com', 'ns.eng A 198.51.100.41'),
      serial('eng.example.com'),
    ],
    why: {
      en: 'The server’s name lies below the cut: only glue in the zone above can lead there.',
      zh: '服务器的名字在切割点以下，只有上级区里的胶水才能指到它。',
    },
    clause: 'RFC 1034 §4.2.1',
  },
  {
    name: 'lame-delegation',
    question: { name: 'www.shop.com.' as DnsName, type: 'A' },
    breaks: { zone: 'com', text: nothing, apply: (old) => old.replace(/^shop .*ns1\.dnshost\.org\.\n/m, '').replace(/^(shop .*)ns2\.dnshost\.org\./m, '$1ns9.dnshost.org.') },
    tries: [
      put('com', /^shop .*$/m, 'shop NS ns1.dnshost.org.'),
      add('shop.com', 'ns9 A 198.51.100.29'),
      add('dnshost.org', 'ns8 A 198.51.100.21'),
      serial('shop.com'),
    ],
    why: {
      en: 'The parent delegates to a server that does not have the zone; the NS set within the zone does not change that.',
      zh: '父区委派给了一台没有这个区的服务器，区里的 NS 记录改变不了这一点。',
    },
    clause: 'RFC 1912 §2.8',
  },
  {
    name: 'alias-ring',
    question: { name: 'www.shop.com.' as DnsName, type: 'A' },
    breaks: replace('shop.com', /^www +CNAME .*$/m, 'www  CNAME web\nweb  CNAME www', nothing),
    tries: [
      put('shop.com', /^web +CNAME .*$/m, 'web A 203.0.113.40'),
      put('shop.com', /^web +CNAME .*$/m, 'web CNAME www.shop.com.'),
      add('shop.com', 'web2 CNAME shop.com.'),
      serial('shop.com'),
    ],
    why: { en: 'The two aliases lead to each other: there is no end with an address.', zh: '两个别名互相指向，永远到不了有地址的名字。' },
    clause: 'RFC 1034 §3.6.2',
  },
  {
    name: 'dangling-alias',
    question: { name: 'api.example.com.' as DnsName, type: 'A' },
    breaks: replace('example.com', /^api +300 CNAME .*$/m, 'api          300 CNAME web', nothing),
    tries: [
      add('example.com', 'web 300 A 203.0.113.80'),
      add('example.com', 'web 300 AAAA 2001:db8:80::80'),
      add('example.com', 'web.api 300 A 203.0.113.80'),
      serial('example.com'),
    ],
    why: { en: 'The alias leads to a name that does not exist.', zh: '别名指向一个不存在的名字。' },
    clause: 'RFC 1912 §2.4',
  },
]

/** The zones with one of them changed. */
export function changeZone(zones: readonly ZoneFile[], change: ZoneChange): readonly ZoneFile[] {
  return zones.map((zone) => (zone.name === change.zone ? { ...zone, text: change.apply(zone.text) } : zone))
}

/** Whether a resolver with an empty cache finds an address for the question in these zones. */
export function resolves(zones: readonly ZoneFile[], { name, type }: PlantedFault['question']): boolean {
  if (buildInternet(zones).faults.length > 0) return false
  const codec = dnsTrace(zones)
  const log = { config: { ...defaultDns, zones }, seed: 'zones', entries: [{ at: 0, event: { kind: 'ask', name, type } as const }] }
  const { points } = timelineOf(codec.machine, playEvents(codec, log, 30_000).log)
  return points.some(({ effects }) => effects.some((effect) =>
    effect.kind === 'told' && effect.message.rcode === 'NOERROR' && effect.message.answer.some(({ data }) => data.type === type)))
}
