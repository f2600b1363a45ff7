// The resolver's configuration, state, events and effects: plain data, no rules. The rules begin in
// `resolver.ts`. A task is one question being resolved; tasks wait for datagrams and for one another. State
// survives JSON.
// Read first: RFC 1034 §5.3.3, whose SLIST is a task's delegation.
import type { Millis, Seed } from '#lib/core/engine/machine.ts'
import { defaultBounds, type Cache, type RankedSet, type TtlBounds } from '#lib/core/protocols/dns/cache.ts'
import type { Delegation, Families } from '#lib/core/protocols/dns/delegation.ts'
import type { Message, Question } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import type { ServerMemory } from '#lib/core/protocols/dns/server-choice.ts'

/** Servers given by configuration: root hints, a stub zone's, or forwarders for a part of the tree. */
export interface ConfiguredZone {
  readonly zone: DnsName
  readonly servers: readonly DnsName[]
  readonly addresses: readonly { readonly host: DnsName | null; readonly address: string }[]
  /**
   * `hints` are asked for the zone's own NS set first (RFC 8109); `stub` and `forward` are used as they are.
   */
  readonly use: 'hints' | 'stub' | 'forward'
  /** If all of them fail, the zone's parent is asked as if nothing were configured. */
  readonly fallback: boolean
}

export interface ResolverLimits {
  /** Queries sent for one client's question, with everything that it needs. */
  readonly queries: number
  /** Referrals, and queries between two of them, within one task. */
  readonly referrals: number
  readonly sent: number
  /** Aliases and other fresh starts of one task. */
  readonly restarts: number
  readonly time: Millis
  /** Tasks within tasks: a server's address needs a server's address needs … */
  readonly depth: number
  /** Server names looked up for one question; of these, names that turn out not to exist. */
  readonly targets: number
  readonly missingTargets: number
  /** The same once the parent's word is being followed. */
  readonly missingInFallback: number
  /** Attempts at one address within one delegation. */
  readonly retries: number
  /** Servers that one NS set may name, and aliases that one response may chain. */
  readonly servers: number
}

export interface ResolverConfig {
  readonly zones: readonly ConfiguredZone[]
  readonly families: Families
  readonly limits: ResolverLimits
  readonly qnameMinimisation: boolean
  /** Mixed case in each query's name, checked in the response (0x20). */
  readonly mixedCase: boolean
  readonly minimalResponses: boolean
  readonly prefetch: boolean
  /** Ask a new delegation's servers for their NS set and addresses, to know them first-hand. */
  readonly confirmReferrals: boolean
  readonly dropUnaskedServers: boolean
  readonly verifyGlue: boolean
  /** Server names to look up ahead of need, by depth of the task; −1 means all. */
  readonly lookAhead: readonly number[]
  /** Addresses never asked, and addresses that no public name may have: prefixes such as `127.0.0.0/8`. */
  readonly neverAsk: readonly string[]
  readonly neverBelieve: readonly string[]
  /** Names below which private addresses are believed all the same. */
  readonly privateNames: readonly DnsName[]
  /** The UDP size announced by EDNS; 0 sends no EDNS. */
  readonly udpSize: number
  readonly ttl: TtlBounds
}

export interface Client {
  readonly id: string
  readonly message: Message
}

/** Why a task exists: for its client, for another task that cannot go on without it, or for later. */
export type Purpose = 'essential' | 'maintenance'

/** RFC 9156: still choosing the next label, in the middle, after a failure, or asking in full. */
export type Minimising = 'start' | 'on' | 'skip' | 'off'

export interface Task {
  readonly key: string
  readonly question: Question
  readonly purpose: Purpose
  readonly depth: number
  readonly budget: string
  readonly startedAt: Millis
  /** Asks the root (or a stub) for its own servers. */
  readonly priming: boolean
  /** Looks for an address that the parent zone has: not from the cache. */
  forParentSide: boolean
  /** The cache is not asked for the answer: a prefetch, or a second look. */
  ignoreCache: boolean
  /** Seconds that a delegation must outlive, when refreshing before the end. */
  leeway: number
  clients: Client[]
  /** Tasks that wait for this one. */
  parents: string[]
  /** Where to go on: after priming, with the next server, or with the search for a zone cut. */
  phase: 'start' | 'primed' | 'primed-stub' | 'ask' | 'cut'
  chase: Question
  /** What is asked of the current server: less than the question while minimising. */
  asked: Question
  prepended: RankedSet[]
  delegation: Delegation | null
  /** Recursion is asked of the current servers, because they forward, or of one server only. */
  recursion: boolean
  recursionOnce: boolean
  restarts: number
  referrals: number
  sent: number
  /** The datagram that is out; never more than one. */
  outgoing: number | null
  lookups: number
  delegationTargets: number
  /** Whether any server has answered it: what the cache says is not counted against a delegation. */
  heard: boolean
  minimising: Minimising
  minimised: number
  timeouts: number
  empties: number
  refetchGlue: boolean
  /** The child's side, kept while the parent is asked for its own. */
  childSide: Delegation | null
  /** DS: the zone cut between the parent's zone and the name is searched here. */
  cutSearch: DnsName | null
  parentGlue: RankedSet | null
}

export interface Outgoing {
  readonly task: string
  readonly address: string
  readonly transport: 'udp' | 'tcp'
  readonly id: number
  readonly port: number
  readonly question: Question
  readonly sentAt: Millis
  readonly deadline: Millis
  readonly waits: Millis
  readonly withEdns: boolean
  /** A response came whose name was spelled in another case. */
  readonly caseMissed: boolean
}

/** What the tasks of one client's question may still spend, together. */
export interface Budget {
  readonly queries: number
  readonly targets: number
  readonly missing: number
  /**
   * The zone whose servers' names mostly did not exist: nothing more is tried there but the parent's word.
   */
  readonly fallback: DnsName | null
}

export interface ResolverState {
  readonly config: ResolverConfig
  readonly seed: Seed
  /** Draws made so far: the next one's name. */
  readonly draws: number
  readonly cache: Cache
  readonly memory: ServerMemory
  readonly tasks: Readonly<Record<string, Task>>
  readonly outgoing: Readonly<Record<string, Outgoing>>
  readonly nextOutgoing: number
  readonly budgets: Readonly<Record<string, Budget>>
  /** Servers that answered a query with EDNS by FORMERR, NOTIMP or SERVFAIL. */
  readonly withoutEdns: Readonly<Record<string, true>>
  /** Datagrams that matched no query: spoofed, late or misled. */
  readonly strays: number
}

export type ResolverEvent =
  | { readonly kind: 'query'; readonly client: string; readonly message: Message }
  /** A decoded datagram or TCP message, from an address, at the local port (UDP) or connection (TCP). */
  | {
      readonly kind: 'received'
      readonly from: string
      readonly port: number
      readonly transport: 'udp' | 'tcp'
      readonly message: Message
    }
  /**
   * The query will not be answered: refused, unreachable, undecodable, or given up on by whoever drives this.
   */
  | { readonly kind: 'failed'; readonly outgoing: number; readonly silent: boolean }
  /** Time has passed: deadlines are looked at. */
  | { readonly kind: 'tick' }

export type ResolverEffect =
  | {
      readonly kind: 'send'
      readonly outgoing: number
      readonly to: string
      readonly port: number
      readonly transport: 'udp' | 'tcp'
      readonly message: Message
      readonly purpose: Purpose
      readonly zone: DnsName
    }
  | { readonly kind: 'answer'; readonly client: string; readonly message: Message }
  | ResolverNote

/** A decision and the rule behind it, for whoever follows the story; the sentences are `story.ts`'s. */
export interface ResolverNote {
  readonly kind: 'note'
  readonly note: NoteId
  readonly params: Readonly<Record<string, string | number>>
}

export type NoteId =
  | 'cache-answer' | 'cache-negative' | 'cache-failure' | 'cache-alias' | 'cache-delegation' | 'start-root' | 'prime'
  | 'forward' | 'stub' | 'useless-delegation' | 'ask' | 'minimise' | 'lookup-server' | 'refresh'
  | 'referral' | 'answer' | 'nodata' | 'nxdomain' | 'alias' | 'lame' | 'recursion-lame' | 'failure'
  | 'empty' | 'timeout' | 'truncated' | 'without-edns' | 'scrubbed' | 'stray' | 'case-mismatch'
  | 'last-resort' | 'no-servers' | 'limit-queries' | 'limit-referrals' | 'limit-aliases' | 'limit-time'
  | 'limit-depth' | 'limit-targets' | 'cycle'

export const defaultLimits: ResolverLimits = {
  queries: 64, referrals: 16, sent: 32, restarts: 11, time: 3000, depth: 4, targets: 64, missingTargets: 5,
  missingInFallback: 10,
  retries: 3, servers: 20,
}

/** A careful resolver with nothing configured but what its user adds. */
export const defaultConfig: ResolverConfig = {
  zones: [],
  families: { ipv4: true, ipv6: false, nat64: null },
  limits: defaultLimits,
  qnameMinimisation: false,
  mixedCase: false,
  minimalResponses: true,
  prefetch: false,
  confirmReferrals: false,
  dropUnaskedServers: true,
  verifyGlue: false,
  lookAhead: [0, 0, 0, 0, 0],
  neverAsk: [],
  neverBelieve: [],
  privateNames: [],
  udpSize: 1232,
  ttl: defaultBounds,
}
