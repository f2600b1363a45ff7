// The kinds of DNS exercise, by name: what a card's `ask` may say, and on which scenarios.
import { fail, type Result } from '#lib/core/problem.ts'
import { askAfterTc, afterTcKind } from '#lib/core/protocols/dns/exercises/after-tc.ts'
import { askAliasEnd, aliasEndKind } from '#lib/core/protocols/dns/exercises/alias-end.ts'
import { askBelieved, believedKind } from '#lib/core/protocols/dns/exercises/believed.ts'
import { askCachedNow, cachedNowKind } from '#lib/core/protocols/dns/exercises/cached-now.ts'
import { askDecodeName, decodeNameKind } from '#lib/core/protocols/dns/exercises/decode-name.ts'
import { askFaultyServers, faultyServersKind } from '#lib/core/protocols/dns/exercises/faulty-servers.ts'
import { askMinimisedName, minimisedNameKind } from '#lib/core/protocols/dns/exercises/minimised-name.ts'
import { askNegativeTtl, negativeTtlKind } from '#lib/core/protocols/dns/exercises/negative-ttl.ts'
import { askNextServer, nextServerKind } from '#lib/core/protocols/dns/exercises/next-server.ts'
import { askQueryCount, queryCountKind } from '#lib/core/protocols/dns/exercises/query-count.ts'
import { askRepairZone, repairZoneKind } from '#lib/core/protocols/dns/exercises/repair-zone.ts'
import { askResponseKind, responseKindKind } from '#lib/core/protocols/dns/exercises/response-kind.ts'
import type { DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { askSpoofedReply, spoofedReplyKind } from '#lib/core/protocols/dns/exercises/spoofed-reply.ts'
import { askStubTold, stubToldKind } from '#lib/core/protocols/dns/exercises/stub-told.ts'
import { askTtlLeft, ttlLeftKind } from '#lib/core/protocols/dns/exercises/ttl-left.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'

export interface DnsExerciseKind {
  readonly name: string
  readonly title: Bilingual
  /** Scenarios that it can be asked of; null: any. */
  readonly scenarios: readonly string[] | null
  /** The same scenario and seed: the same question. */
  readonly ask: (scenario: DnsScenario, seed: string) => Result<Exercise>
  /** A setting or a line that turns the answer, somewhere, into another: what the exercise is about. */
  readonly flippedBy: string
}

export const dnsExerciseKinds: readonly DnsExerciseKind[] = [
  {
    name: nextServerKind,
    title: { en: 'Which servers are asked next', zh: '接下来问谁' },
    scenarios: null,
    ask: askNextServer,
    flippedBy: 'the nearest delegation in findDelegation',
  },
  {
    name: responseKindKind,
    title: { en: 'What a response is', zh: '应答的种类' },
    scenarios: null,
    ask: askResponseKind,
    flippedBy: 'the order of tests in classify',
  },
  {
    name: ttlLeftKind,
    title: { en: 'What is left of a TTL', zh: 'TTL 还剩多少' },
    scenarios: ['warm-cache'],
    ask: askTtlLeft,
    flippedBy: 'the remaining TTL in liveSet',
  },
  {
    name: decodeNameKind,
    title: { en: 'A name with a pointer', zh: '带压缩指针的名字' },
    scenarios: null,
    ask: askDecodeName,
    flippedBy: 'following pointers in MessageReader.name',
  },
  {
    name: stubToldKind,
    title: { en: 'What the stub is told', zh: '存根得到什么' },
    scenarios: ['nxdomain', 'wildcard'],
    ask: askStubTold,
    flippedBy: 'empty non-terminals in lookUp',
  },
  {
    name: negativeTtlKind,
    title: { en: 'How long “no” is remembered', zh: '“不存在”记多久' },
    scenarios: ['nxdomain'],
    ask: askNegativeTtl,
    flippedBy: 'the smaller of TTL and MINIMUM in lookUp',
  },
  {
    name: cachedNowKind,
    title: { en: 'What is in the cache now', zh: '此刻缓存里有什么' },
    scenarios: ['walk', 'cname', 'no-glue', 'minimised'],
    ask: askCachedNow,
    flippedBy: 'what storeReply stores',
  },
  {
    name: believedKind,
    title: { en: 'Is this record believed', zh: '这条记录可信吗' },
    scenarios: ['walk', 'truncated', 'spoof-guessed'],
    ask: askBelieved,
    flippedBy: 'the bailiwick in scrub',
  },
  {
    name: minimisedNameKind,
    title: { en: 'Which name is asked', zh: '问的是哪个名字' },
    scenarios: ['minimised'],
    ask: askMinimisedName,
    flippedBy: 'the next label in minimise',
  },
  {
    name: queryCountKind,
    title: { en: 'How many queries', zh: '要发几个查询' },
    scenarios: ['warm-cache'],
    ask: askQueryCount,
    flippedBy: 'the nearest delegation in cachedDelegation',
  },
  {
    name: aliasEndKind,
    title: { en: 'Where the aliases end', zh: '别名的尽头' },
    scenarios: ['cname', 'dname'],
    ask: askAliasEnd,
    flippedBy: 'the targets in followAliases',
  },
  {
    name: afterTcKind,
    title: { en: 'After a truncated response', zh: '应答被截断之后' },
    scenarios: ['truncated'],
    ask: askAfterTc,
    flippedBy: 'TC in takeDatagram',
  },
  {
    name: faultyServersKind,
    title: { en: 'When servers misbehave', zh: '服务器出错时' },
    scenarios: ['lame', 'refused', 'all-silent'],
    ask: askFaultyServers,
    flippedBy: 'the next server in chooseServer',
  },
  {
    name: spoofedReplyKind,
    title: { en: 'Is the forged reply taken', zh: '伪造的应答会被接受吗' },
    scenarios: ['spoof-guessed', 'spoof-seen'],
    ask: askSpoofedReply,
    flippedBy: 'the comparison in matches',
  },
  {
    name: repairZoneKind,
    title: { en: 'Repair the zone', zh: '修好这个区' },
    scenarios: ['walk', 'no-glue'],
    ask: askRepairZone,
    flippedBy: 'what a zone’s glue and delegation say',
  },
]

/** Asks an exercise of a kind; a kind that is not known, or not of this scenario, is a problem. */
export function askDnsExercise(kind: string, scenario: DnsScenario, seed: string): Result<Exercise> {
  const known = dnsExerciseKinds.find(({ name }) => name === kind)
  if (known === undefined || known.scenarios?.includes(scenario.name) === false) {
    return fail({ code: 'exercise-unknown', params: { kind, scenario: scenario.name } })
  }
  return known.ask(scenario, seed)
}
