// The walk in words: what the resolver decided at each step, why, and where the rule stands. This is the
// only table of these sentences; `{name}` is filled from a note's parameters. Who sent what, traces and
// diagrams show.
import type { NoteId, ResolverNote } from '#lib/core/protocols/dns/resolver-state.ts'

export interface StoryLine {
  readonly en: string
  readonly zh: string
  /** Where the rule stands; empty where it is custom and no RFC's. */
  readonly clause: string
}

const sentences = {
  'cache-answer': {
    en: 'The cache has {name} {type}: it is answered from there, and nothing is sent.',
    zh: '缓存里有 {name} {type}，直接作答，不再发送查询。',
    clause: 'RFC 1034 §5.3.3',
  },
  'cache-negative': {
    en: 'The cache remembers that there is no {name} {type} ({rcode}): nothing is sent.',
    zh: '缓存记得 {name} {type} 不存在（{rcode}），不再发送查询。',
    clause: 'RFC 2308 §5',
  },
  'cache-failure': {
    en: 'To ask for {name} {type} has just failed, and the resolver remembers that for some seconds: nothing is sent.',
    zh: '刚才查询 {name} {type} 失败，解析器会记住几秒，不再发送查询。',
    clause: 'RFC 2308 §7.1',
  },
  'cache-alias': {
    en: 'The cache knows {name} as an alias: the search goes on at its target.',
    zh: '缓存里 {name} 是别名，转而查找它的目标。',
    clause: 'RFC 1034 §3.6.2',
  },
  'cache-delegation': {
    en: 'The nearest servers known for {name} are those of {zone}: the walk begins there, not at the root.',
    zh: '离 {name} 最近的已知服务器属于 {zone}，从那里开始，不必再问根。',
    clause: 'RFC 1034 §5.3.3',
  },
  'start-root': {
    en: 'Nothing is known about {name}: the walk begins at the root.',
    zh: '对 {name} 一无所知，从根开始。',
    clause: 'RFC 1034 §5.3.3',
  },
  prime: {
    en: 'The configured hints may be old, so the servers of {zone} are asked who they are: this is priming.',
    zh: '配置的提示可能过时，先问 {zone} 的服务器都有谁，这叫 priming（引导查询）。',
    clause: 'RFC 1034 §5.3.2',
  },
  forward: {
    en: 'Names below {zone} are forwarded: another resolver does the work.',
    zh: '{zone} 之下的名字交给另一台解析器转发查询。',
    clause: 'RFC 1034 §5.3.1',
  },
  stub: {
    en: 'For {zone} the servers are configured: they are asked at once.',
    zh: '{zone} 的服务器已写在配置里，直接询问。',
    clause: 'RFC 1034 §5.3.1',
  },
  'useless-delegation': {
    en: 'The servers of {zone} have names inside it and no address is known: one step up, where the glue is.',
    zh: '{zone} 的服务器名字就在它自己之内，又没有地址，只能上一级去取胶水记录。',
    clause: 'RFC 1034 §4.2.1',
  },
  ask: {
    en: 'A server of {zone}, {host} ({address}), is asked for {name} {type}.',
    zh: '向 {zone} 的服务器 {host}（{address}）询问 {name} {type}。',
    clause: 'RFC 1034 §5.3.3',
  },
  minimise: {
    en: 'The server of {zone} need not know more than {name}: only that much is asked (QNAME minimisation).',
    zh: '{zone} 的服务器只需知道 {name}，因此只问这一段（QNAME 最小化）。',
    clause: 'RFC 9156 §3',
  },
  'lookup-server': {
    en: '{zone} is served by {name}, whose address is not known: it has to be found first ({type}).',
    zh: '{zone} 由 {name} 服务，但不知道它的地址，得先查出来（{type}）。',
    clause: 'RFC 1034 §5.3.3',
  },
  refresh: {
    en: '{name} {type} is used and will expire soon: it is fetched anew before that.',
    zh: '{name} {type} 仍在使用而即将过期，提前重新获取。',
    clause: '',
  },
  referral: {
    en: 'No answer, but a referral: {child} is delegated, and its servers are the next to ask.',
    zh: '没有答案，而是转介：{child} 已被委派，接下来问它的服务器。',
    clause: 'RFC 1034 §4.3.2',
  },
  answer: {
    en: 'The answer for {name} {type}, from a server of {zone}.',
    zh: '得到 {name} {type} 的答案，来自 {zone} 的服务器。',
    clause: 'RFC 1034 §5.3.3',
  },
  nodata: {
    en: '{name} exists but has no {type} (NODATA). The SOA says how long that may be remembered.',
    zh: '{name} 存在，但没有 {type} 记录（NODATA）。可以记多久由 SOA 决定。',
    clause: 'RFC 2308 §2.2',
  },
  nxdomain: {
    en: '{name} does not exist, for no type at all (NXDOMAIN). The SOA says how long that may be remembered.',
    zh: '{name} 不存在，任何类型都没有（NXDOMAIN）。可以记多久由 SOA 决定。',
    clause: 'RFC 2308 §2.1',
  },
  alias: {
    en: '{name} is an alias of {target}: the search begins anew with that name.',
    zh: '{name} 是 {target} 的别名，改用新名字重新开始。',
    clause: 'RFC 1034 §3.6.2',
  },
  lame: {
    en: '{address} was named as a server of {zone} but points upwards: it does not know the zone (lame).',
    zh: '{address} 被列为 {zone} 的服务器，却指回上级，它并不负责这个区（跛脚委派）。',
    clause: 'RFC 1912 §2.8',
  },
  'recursion-lame': {
    en: '{address} answers for {zone} from a cache, without authority: another server is tried first.',
    zh: '{address} 对 {zone} 的回答来自缓存、没有权威，先试别的服务器。',
    clause: 'RFC 1912 §2.8',
  },
  failure: {
    en: '{address} answered {rcode}: nothing to learn from that, so the next server of {zone} is tried.',
    zh: '{address} 回答 {rcode}，没有可用的信息，改试 {zone} 的下一台服务器。',
    clause: 'RFC 2308 §7.1',
  },
  empty: {
    en: '{address} answered {name} {type} with nothing, not even an SOA: another server is asked first.',
    zh: '{address} 对 {name} {type} 的回答是空的，连 SOA 都没有，先问另一台服务器再相信。',
    clause: 'RFC 2308 §2.2',
  },
  timeout: {
    en: '{address} stayed silent for {waited} ms: remembered as slow; the next attempt may go elsewhere.',
    zh: '{address} 在 {waited} 毫秒内没有回应，记为较慢，下一次可能换一台。',
    clause: 'RFC 1035 §7.2',
  },
  truncated: {
    en: 'The answer did not fit into a datagram (TC): the same question again over TCP.',
    zh: '答案装不进一个数据报（TC 置位），改用 TCP 再问一遍。',
    clause: 'RFC 7766 §5',
  },
  'without-edns': {
    en: '{address} answered {rcode} to a query with EDNS: once more without it.',
    zh: '{address} 对带 EDNS 的查询回答 {rcode}，去掉 EDNS 再问。',
    clause: 'RFC 6891 §6.2.2',
  },
  scrubbed: {
    en: 'Thrown away from the answer of {address}: {dropped}. A server of {zone} has no say in that.',
    zh: '从 {address} 的应答中丢弃：{dropped}。{zone} 的服务器无权说这些。',
    clause: 'RFC 2181 §5.4.1',
  },
  stray: {
    en: 'A datagram from {address} matches no query (id {id}, port {port}): ignored. Both must be right.',
    zh: '来自 {address} 的数据报与任何查询都不匹配（id {id}，端口 {port}），忽略。伪造者必须两者都猜中。',
    clause: 'RFC 5452 §9.1',
  },
  'case-mismatch': {
    en: 'The answer spells the name {name}, the query had {sent}: not believed.',
    zh: '应答里的名字写作 {name}，查询里是 {sent}，大小写不符，不予采信。',
    clause: 'RFC 5452 §9.2',
  },
  'last-resort': {
    en: 'All known servers of {zone} failed: what the parent zone says about them is asked once more.',
    zh: '{zone} 的已知服务器都失败了，再问一次上级区对它们的说法。',
    clause: 'RFC 1034 §4.2.2',
  },
  'no-servers': {
    en: 'No server is left to ask for {name} {type}.',
    zh: '{name} {type} 已经没有服务器可问。',
    clause: 'RFC 2308 §7.2',
  },
  'limit-queries': {
    en: 'The limit of {limit} queries for one question is reached: given up.',
    zh: '一个问题最多发 {limit} 个查询，已到上限，放弃。',
    clause: 'RFC 1035 §7.1',
  },
  'limit-referrals': {
    en: 'The limit of {limit} referrals is reached: given up.',
    zh: '最多跟随 {limit} 次转介，已到上限，放弃。',
    clause: 'RFC 1035 §7.1',
  },
  'limit-aliases': {
    en: 'The limit of {limit} aliases is reached, or they lead round in a ring: given up.',
    zh: '最多跟随 {limit} 个别名，已到上限，或别名成环，放弃。',
    clause: 'RFC 9520 §2.5',
  },
  'limit-time': {
    en: 'The limit of {limit} ms for one question is reached: given up.',
    zh: '一个问题最多用 {limit} 毫秒，已到上限，放弃。',
    clause: 'RFC 1035 §7.1',
  },
  'limit-depth': {
    en: 'A server’s address needs a server’s address needs … beyond {limit} levels: given up.',
    zh: '为查服务器地址又要查服务器地址……超过 {limit} 层，放弃。',
    clause: 'RFC 1035 §7.1',
  },
  'limit-targets': {
    en: 'The limit of {limit} server names for one question is reached: given up.',
    zh: '一个问题最多查 {limit} 个服务器名字，已到上限，放弃。',
    clause: 'RFC 1035 §7.1',
  },
  cycle: {
    en: 'To find {name} one would have to know {zone} already: a ring, so this server is passed over.',
    zh: '要查 {name} 就得先知道 {zone}，形成循环，跳过这台服务器。',
    clause: 'RFC 9520 §2.4',
  },
} as const satisfies Record<NoteId, StoryLine>

/** Where the rule behind a note stands. */
export function noteClause(id: NoteId): string {
  return sentences[id].clause
}

/** The note as a sentence in both languages. */
export function tellNote(note: ResolverNote): StoryLine {
  const { en, zh, clause } = sentences[note.note]
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = note.params[name]
      return value === undefined ? whole : String(value)
    })
  return { en: fill(en), zh: fill(zh), clause }
}
