// The root of the real Internet, as every resolver is told before it asks anything: thirteen names and their IPv4
// addresses, as IANA publishes them (https://www.internic.net/domain/named.root, of 2024-07). A zone of its own, so
// that a run over the real Internet begins like one over ours.
// Read first: RFC 8109 §2 (root hints), RFC 8499 §7.
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'

const addresses = {
  a: '198.41.0.4',
  b: '170.247.170.2',
  c: '192.33.4.12',
  d: '199.7.91.13',
  e: '192.203.230.10',
  f: '192.5.5.241',
  g: '192.112.36.4',
  h: '198.97.190.53',
  i: '192.36.148.17',
  j: '192.58.128.30',
  k: '193.0.14.129',
  l: '199.7.83.42',
  m: '202.12.27.33',
} as const

const lines = Object.entries(addresses).flatMap(([letter, address]) => [
  `. NS ${letter}.root-servers.net.`,
  `${letter}.root-servers.net. A ${address}`,
])

/** Served by nobody here: only the names and addresses count. */
export const rootHints: ZoneFile = {
  name: 'root hints',
  text: ['$ORIGIN .', '$TTL 3600000', '. SOA a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400', ...lines, ''].join('\n'),
}
