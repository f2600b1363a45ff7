// The ICMP messages that a script sends, as FreeBSD's stack sorts them: which errno each stands for, and whether TCP takes
// it for a hard error. Pure data. Sources: FreeBSD 14's icmp_errmap and ip6 counterpart; RFC 792, RFC 4443 for the codes.
import type { ScriptIcmp } from '#lib/core/protocols/tcp/packetdrill.ts'

export type IcmpMeaning =
  | { readonly class: 'soft' | 'hard'; readonly errno: string }
  | { readonly class: 'too big' }
  | { readonly class: 'ignored' }

/** The codes of Destination Unreachable, from 0 on; `null` has no word in scripts. */
const unreachable: Readonly<Record<4 | 6, readonly (string | null)[]>> = {
  4: [
    'net_unreachable', 'host_unreachable', 'protocol_unreachable', 'port_unreachable', 'frag_needed', 'source_route_failed',
    'net_unknown', 'host_unknown', 'source_host_isolated', 'net_prohibited', 'host_prohibited', null, null, 'packet_filtered',
  ],
  6: ['no_route', 'admin_prohibited', 'not_neighbour', 'address_unreachable', 'port_unreachable'],
}
/** Those of them that say ECONNREFUSED; the rest says EHOSTUNREACH. */
const refused: Readonly<Record<4 | 6, ReadonlySet<number>>> = { 4: new Set([2, 3, 9, 10, 13]), 6: new Set([1, 4]) }

/** null: a type or code that is not modelled. */
export function meaningOf({ type, code }: ScriptIcmp, ip: 4 | 6): IcmpMeaning | null {
  switch (type) {
    case 'unreachable': {
      const known = unreachable[ip]
      const number = /^\d+$/.test(code) ? Number(code) : known.indexOf(code)
      if (number < 0 || number > 15 || (ip === 6 && number > 6)) return null
      if (ip === 4 && number === 4) return { class: 'too big' }
      return refused[ip].has(number) ? { class: 'hard', errno: 'ECONNREFUSED' } : { class: 'soft', errno: 'EHOSTUNREACH' }
    }
    case 'packet_too_big':
      return ip === 6 ? { class: 'too big' } : null
    case 'time_exceeded':
      return { class: 'soft', errno: 'EHOSTUNREACH' }
    case 'source_quench':
    case 'redirect':
    case 'echo_reply':
      return { class: 'ignored' }
    default:
      return null
  }
}
