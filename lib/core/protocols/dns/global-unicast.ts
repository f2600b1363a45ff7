// Whether an address is one of the public Internet's, where a server may stand that anybody may ask. Everything set
// apart for other uses is none: a zone out there may name any address as its server, also one of this network.
// Source: the registries of special-purpose addresses that IANA keeps (RFC 6890 and its successors); RFC 4291 §2.4.
import { parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'
import { inPrefix } from '#lib/core/protocols/dns/prefix.ts'

const special4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24',
  '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]
/** Within 2000::/3: protocol assignments, documentation, 6to4, direct delegation of AS112. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

/** False for what is no address. */
export function isGlobalUnicast(address: string): boolean {
  if (parseIpv4(address) !== null) return !special4.some((prefix) => inPrefix(address, prefix))
  if (parseIpv6(address) === null || !inPrefix(address, '2000::/3')) return false
  return !special6.some((prefix) => inPrefix(address, prefix))
}
