// A run of the DNS lab as its page holds it, and what can be asked for in it.
import type { LabRun } from '#lib/core/protocols/lab-run.ts'
import type { DnsConfig, DnsEffect, DnsEvent, DnsState } from '#lib/core/protocols/dns/simulation.ts'

export type DnsRun = LabRun<DnsConfig, DnsState, DnsEvent, DnsEffect>

/** What a person may choose among; others may be typed nowhere. */
export const questionTypes = ['A', 'NS', 'CNAME', 'SOA', 'AAAA', 'MX', 'TXT', 'PTR', 'SRV', 'CAA'] as const

export interface DnsQuestion {
  readonly name: string
  readonly type: string
}

/** On virtual time in this page; over real sockets against our servers; over real sockets against the world's. */
export type Where = 'page' | 'live' | 'internet'

/**
 * A name as it was typed → as it is sent: letters beyond ASCII as A-labels, which the browser knows how to make. What
 * it cannot make one of stays as it is, and the machine says what is wrong.
 */
export function toAscii(typed: string): string {
  const name = typed.trim().replace(/[。．｡]/g, '.')
  if (/^[\x21-\x7e]*$/.test(name)) return name
  try {
    return new URL(`http://${name}`).hostname
  } catch {
    return name
  }
}

/** `#live=www.example.com.+A`: a question to ask live again; nothing is sent before somebody says so. */
export const liveHash = ({ name, type }: DnsQuestion, where: Exclude<Where, 'page'>): string => `#${where}=${encodeURIComponent(name)}+${type}`
export const isLiveHash = (hash: string): boolean => parseLiveHash(hash) !== null

export function parseLiveHash(hash: string): (DnsQuestion & { readonly where: Where }) | null {
  const found = /^#(live|internet)=([^+&]{1,300})\+([A-Z0-9]{1,10})$/.exec(hash)
  if (found === null || !(questionTypes as readonly string[]).includes(found[3]!)) return null
  try {
    return { name: decodeURIComponent(found[2]!), type: found[3]!, where: found[1] === 'internet' ? 'internet' : 'live' }
  } catch {
    return null
  }
}
