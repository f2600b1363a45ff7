// What an ICMP error about one of our segments deserves: nothing, a word to the user, the end, or smaller segments.
// Pure: it reads the TCB and gives a verdict. Addresses and ports were checked by whoever found the TCB; Source Quench
// never comes here (MUST-55). Not modelled: that a path may be asked again for a larger MTU (RFC 1191 §6.3).
// Read first: RFC 9293 §3.9.2.2, RFC 1191 §5 and §6.4, RFC 5927 §4.1 (sequence number check).
import { untimed } from '#lib/core/protocols/tcp/retransmission.ts'
import { before, upTo, type SequenceNumber } from '#lib/core/protocols/tcp/sequence.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'

export type IcmpError =
  | { readonly class: 'soft' | 'hard'; readonly SEQ: SequenceNumber }
  /** Fragmentation needed, or ICMPv6 Packet Too Big; octets, 0 from a router that does not say (RFC 1191 §5). */
  | { readonly class: 'too big'; readonly SEQ: SequenceNumber; readonly MTU: number }

export type IcmpVerdict =
  | { readonly do: 'ignore' }
  | { readonly do: 'tell' }
  | { readonly do: 'end' }
  /** `SendMSS`: what is left for data and options. */
  | { readonly do: 'shrink'; readonly SendMSS: number }

/** RFC 1191 §7.1: sizes that paths have, from which one is guessed. */
const plateaus = [65_535, 32_000, 17_914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68]
/** No router can bring a segment below this: an attacker would like nothing better. */
const leastSendMss = 216

export function judgeIcmp(tcb: Tcb, error: IcmpError): IcmpVerdict {
  const { SND, state, config } = tcb
  // Only what quotes an octet in flight may be about us.
  if (before(error.SEQ, SND.UNA) || upTo(SND.NXT, error.SEQ)) return { do: 'ignore' }
  if (error.class !== 'too big') {
    const ends = error.class === 'hard' && (config.icmpHardErrors === 'always' || state === 'SYN-SENT')
    return { do: ends ? 'end' : 'tell' }
  }
  const headers = tcb.local.address.includes(':') ? 60 : 40
  const sent = tcb.agreed.SendMSS + headers
  const MTU = error.MTU > 0 ? error.MTU : (plateaus.find((size) => size < sent) ?? 68)
  const SendMSS = Math.max(leastSendMss, MTU - headers)
  return SendMSS < tcb.agreed.SendMSS ? { do: 'shrink', SendMSS } : { do: 'ignore' }
}

/** What was too big is lost, but not to congestion: cut anew and sent again at once, cwnd stays (RFC 1191 §6.4). */
export function withSmallerSegments(tcb: Tcb, SendMSS: number): Pick<Tcb, 'agreed' | 'RTT' | 'scoreboard' | 'HighRxt' | 'resend'> {
  const { SND, agreed, RTT } = tcb
  return {
    agreed: { ...agreed, SendMSS },
    RTT: untimed(RTT),
    scoreboard: [],
    HighRxt: SND.UNA,
    resend: { next: SND.UNA, until: SND.NXT, clause: 'RFC 1191 §6.4' },
  }
}
