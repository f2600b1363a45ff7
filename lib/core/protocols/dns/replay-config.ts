// The configuration of a replay script → the resolver's, or the reason why this resolver is not what it
// describes. The reasons are a fixed list of features not modelled; each is found in the script's words,
// before it runs.
// Read first: RFC 1034 §5.3.1 on what configures a resolver; option names are unbound's.
import { parseName, root, type DnsName } from '#lib/core/protocols/dns/name.ts'
import type { ConfigLine, Script } from '#lib/core/protocols/dns/replay-script.ts'
import {
  defaultConfig, defaultLimits, type ConfiguredZone, type ResolverConfig,
} from '#lib/core/protocols/dns/resolver-state.ts'

/** Features that a script may need and this resolver does not have. */
export const unsupportedReasons = [
  'DNSSEC validation', 'local data and access control', 'response policy', 'other modules', 'expired answers',
  'authority zones', 'client subnet', 'rate limits', 'encrypted upstreams', 'other classes', 'EDNS data',
  'options not modelled', 'steps not modelled', 'unreadable',
] as const
export type UnsupportedReason = (typeof unsupportedReasons)[number]

export type ScriptConfig =
  | { readonly supported: true; readonly config: ResolverConfig }
  | { readonly supported: false; readonly reason: UnsupportedReason; readonly word: string }

/** Options that need a feature not modelled; the first pattern that fits says which. */
const features: readonly (readonly [RegExp, UnsupportedReason])[] = [
  [
    /^(trust-anchor|trust-anchor-file|auto-trust-anchor-file|trusted-keys-file|dlv-.*|root-key.*)$/,
    'DNSSEC validation',
  ],
  [
    /^(local-|access-control|interface-|tag-|define-tag|view|insecure-lan|unblock-lan)/,
    'local data and access control',
  ],
  [/^(rpz|response-ip)/, 'response policy'],
  [/^serve-(expired|original)/, 'expired answers'],
  [/^(send-client-subnet|client-subnet-|max-client-subnet|min-client-subnet|ecs)/, 'client subnet'],
  [/ratelimit|^wait-limit/, 'rate limits'],
  [/^(tls-|ssl-|https-|quic-|forward-tls|stub-tls|forward-ssl|stub-ssl|dnscrypt)/, 'encrypted upstreams'],
  [/^(edns-client-string|nsid)/, 'EDNS data'],
]

/** Options that change nothing that a script can see of this resolver. */
const harmless = new RegExp(`^(${[
  'verbosity|log-.*|use-syslog|statistics.*|extended-statistics|directory|chroot|username|pidfile|logfile',
  'num-threads|so-.*|outgoing-.*|incoming-.*|port|interface|do-udp|do-tcp|do-daemonize|udp-connect',
  'delay-close|stream-wait-size|jostle-timeout|discard-timeout|unknown-server-time-limit|fast-server-.*',
  'msg-.*|rrset-.*|infra-.*|key-cache-.*|neg-cache-.*|low-rtt.*|disable-edns-do|prefetch-key',
  'val-.*|ignore-cd-flag|trust-anchor-signaling|root-key-sentinel|fake-(sha1|dsa)|aggressive-nsec',
  'harden-(dnssec-stripped|below-nxdomain|algo-downgrade|large-queries|short-bufsize)',
  'harden-unknown-additional|control-enable',
  'hide-.*|identity|version|edns-buffer-size|max-udp-size|disable-dnssec-lame-check|module-config',
  'edns-tcp-keepalive.*|answer-cookie|cookie-secret.*|ede|pad-.*|domain-insecure|unwanted-reply-threshold',
  'rrset-roundrobin|tcp-.*|ip-(transparent|freebind|dscp)|use-systemd|sock-queue-timeout|tls-system-cert',
  'access-control|local-zone|unblock-lan-zones|insecure-lan-zones',
].join('|')})$`)

/** What the script's words ask for, found before it runs. */
export function configureScript(script: Script): ScriptConfig {
  const refuse = (reason: UnsupportedReason, word: string): ScriptConfig =>
    ({ supported: false, reason, word })
  for (const { clause, option, value } of script.config) {
    if (clause.startsWith('auth-zone')) return refuse('authority zones', clause)
    if (clause.startsWith('rpz')) return refuse('response policy', clause)
    if (!/^(server|stub-zone|forward-zone|remote-control)( |$)/.test(clause)) return refuse(
      'other modules', clause,
    )
    if (option === 'module-config') {
      const others = value.split(/\s+/).filter((word) => !['iterator', 'validator', 'respip'].includes(word))
      if (others.length > 0) return refuse('other modules', value)
    }
    const feature = features.find(([pattern]) => pattern.test(option))
    const off = value === 'no' || value === '0' || opens(option, value)
    if (feature && !(off || harmless.test(option))) return refuse(feature[1], option)
  }
  if (script.faults.length > 0) return refuse('unreadable', script.faults[0]!)
  if (script.unknown.length > 0) {
    const word = script.unknown[0]!
    return refuse(/EDNS|ecs|HEX_/i.test(word) ? 'EDNS data' : 'steps not modelled', word)
  }
  const silent = script.steps.find(({ kind, entry }) => kind === 'QUERY' && entry?.message.rd === false)
  if (silent) return refuse('steps not modelled', 'QUERY without RD')
  const asked = script.steps.flatMap(({ entry }) => entry?.message.question ?? [])
  const strange = asked.find((question) => question.class !== 'IN')
  if (strange) return refuse('other classes', strange.class)
  return build(script.config)
}

/** Access that is granted, and zones that are taken away from what is answered locally: as it is here anyway. */
function opens(option: string, value: string): boolean {
  if (option === 'access-control') return /\s(allow|allow_snoop|allow_setrd)$/.test(value)
  if (option === 'local-zone') return /\s(nodefault|transparent)$/.test(value)
  return option === 'unblock-lan-zones' || option === 'insecure-lan-zones'
}

const noLimit = Number.MAX_SAFE_INTEGER

function build(lines: readonly ConfigLine[]): ScriptConfig {
  const zones = zonesOf(lines.filter(({ clause }) => /^(stub|forward)-zone/.test(clause)))
  if (typeof zones === 'string') return { supported: false, reason: 'options not modelled', word: zones }
  let config: ResolverConfig = {
    ...defaultConfig,
    zones: zones.some(({ zone }) => zone === root) ? zones : [...zones, builtInHints],
    families: { ipv4: true, ipv6: true, nat64: null },
    // The scripts were written against these.
    limits: {
      ...defaultLimits, queries: 200, referrals: 130, sent: 32, restarts: 11, retries: 5, time: noLimit,
      targets: 64,
    },
    qnameMinimisation: true,
    lookAhead: [3, 2, 1, 0, 0],
    neverAsk: ['127.0.0.0/8', '::1/128'],
    udpSize: 0,
  }
  let nat64: string | null = null
  let prefix = '64:ff9b::/96'
  for (const { option, value } of lines.filter(({ clause }) => clause === 'server')) {
    const on = value === 'yes'
    const { limits, families } = config
    switch (option) {
      case 'target-fetch-policy':
        config = { ...config, lookAhead: value.split(/\s+/).map(Number) }
        break
      case 'qname-minimisation':
        config = { ...config, qnameMinimisation: on }
        break
      case 'minimal-responses':
        config = { ...config, minimalResponses: on }
        break
      case 'iter-scrub-promiscuous':
        config = { ...config, dropUnaskedServers: on }
        break
      case 'harden-glue':
        // Glue from outside of what a zone can speak of is never believed here.
        if (!on) return { supported: false, reason: 'options not modelled', word: `${option}: ${value}` }
        break
      case 'cache-max-ttl':
        config = { ...config, ttl: { ...config.ttl, most: Number(value) } }
        break
      case 'cache-min-ttl':
        config = { ...config, ttl: { ...config.ttl, least: Number(value) } }
        break
      case 'harden-unverified-glue':
        config = { ...config, verifyGlue: on }
        break
      case 'harden-referral-path':
        config = { ...config, confirmReferrals: on }
        break
      case 'use-caps-for-id':
        config = { ...config, mixedCase: on }
        break
      case 'prefetch':
        config = { ...config, prefetch: on }
        break
      case 'do-ip4':
        config = { ...config, families: { ...families, ipv4: on } }
        break
      case 'do-ip6':
        config = { ...config, families: { ...families, ipv6: on } }
        break
      case 'do-nat64':
        nat64 = on ? prefix : null
        break
      case 'nat64-prefix':
        prefix = value
        if (nat64 !== null) nat64 = prefix
        break
      case 'do-not-query-address':
        config = { ...config, neverAsk: [...config.neverAsk, value] }
        break
      case 'do-not-query-localhost':
        if (!on) config = { ...config, neverAsk: config.neverAsk.filter((one) => !/^(127|::1)/.test(one)) }
        break
      case 'private-address':
        config = { ...config, neverBelieve: [...config.neverBelieve, value] }
        break
      case 'private-domain':
        config = { ...config, privateNames: [...config.privateNames, ...nameOf(value)] }
        break
      case 'max-query-restarts':
        config = { ...config, limits: { ...limits, restarts: Number(value) } }
        break
      case 'max-global-quota':
        config = { ...config, limits: { ...limits, queries: Number(value) } }
        break
      case 'outbound-msg-retry':
        config = { ...config, limits: { ...limits, retries: Number(value) } }
        break
      case 'max-sent-count':
        config = { ...config, limits: { ...limits, sent: Number(value) } }
        break
      case 'iter-scrub-ns':
        config = { ...config, limits: { ...limits, servers: Number(value) } }
        break
      default:
        if (!harmless.test(option) && value !== 'no') {
          return { supported: false, reason: 'options not modelled', word: option }
        }
    }
  }
  const families = { ...config.families, nat64: nat64 === null ? null : nat64.split('/')[0]! }
  return { supported: true, config: { ...config, families } }
}

const nameOf = (text: string): DnsName[] => {
  const name = parseName(text)
  return name.ok ? [name.value] : []
}

/** The configured zones, or the option that is not modelled. */
function zonesOf(lines: readonly ConfigLine[]): ConfiguredZone[] | string {
  const zones: ConfiguredZone[] = []
  for (const clause of new Set(lines.map((line) => line.clause))) {
    const own = lines.filter((line) => line.clause === clause)
    const values = (option: string): string[] =>
      own.filter((line) => line.option === option).map(({ value }) => value)
    const kind = clause.startsWith('stub') ? 'stub' : 'forward'
    const known = [
      'name', `${kind}-addr`, `${kind}-host`, `${kind}-first`, `${kind}-prime`, `${kind}-no-cache`,
      `${kind}-tcp-upstream`,
    ]
    // The scripted transport is neither UDP nor TCP.
    const strange = own.find(({ option, value }) =>
      value !== 'no' && (!known.includes(option) || (value === 'yes' && option.endsWith('no-cache'))))
    if (strange) return strange.option
    const zone = nameOf(values('name')[0] ?? '.')[0] ?? root
    const primed = kind === 'stub' && (zone === root || values('stub-prime')[0] === 'yes')
    zones.push({
      zone,
      servers: values(`${kind}-host`).flatMap(nameOf),
      addresses: values(`${kind}-addr`).map((address) => ({ host: null, address: address.split('@')[0]! })),
      use: primed ? 'hints' : kind,
      fallback: values(`${kind}-first`)[0] === 'yes',
    })
  }
  return zones
}

/** What a resolver without configuration begins with: two of the root's thirteen servers are enough here. */
const builtInHints: ConfiguredZone = {
  zone: root,
  servers: ['a.root-servers.net.', 'b.root-servers.net.'].flatMap(nameOf),
  addresses: [
    { host: nameOf('a.root-servers.net.')[0]!, address: '198.41.0.4' },
    { host: nameOf('b.root-servers.net.')[0]!, address: '170.247.170.2' },
  ],
  use: 'hints',
  fallback: true,
}
