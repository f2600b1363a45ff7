// What can be changed in an opening of wss://…: one thing at a time, and the round trips are counted again. Data
// and its reading only; `simulation.ts` acts on it.
import type { Millis } from '#lib/core/engine/machine.ts'
import { tlsKinds, type TlsKind } from '#lib/core/protocols/layers/tls-model.ts'

export const dnsCaches = ['cold', 'resolver', 'browser'] as const
export const connections = ['new', 'reused'] as const

export interface Settings {
  /** Who knows the address already: nobody, the resolver, or the browser itself. */
  readonly dns: (typeof dnsCaches)[number]
  /** `reused`: an HTTP/2 connection to the server stands, and it allows extended CONNECT (RFC 8441 §3). */
  readonly connection: (typeof connections)[number]
  readonly tls: TlsKind
  /** The server's chain of certificates, octets. */
  readonly certificate: number
  /** One way, in ms: client to resolver, resolver to name servers, client to server. */
  readonly near: Millis
  readonly far: Millis
  readonly delay: Millis
}

export const defaultSettings: Settings = {
  dns: 'cold', connection: 'new', tls: '1.3', certificate: 3000, near: 5, far: 20, delay: 40,
}

const choices = { dns: dnsCaches, connection: connections, tls: tlsKinds } as const
/** The least and the most that a number may be. */
const ranges = { certificate: [100, 60_000], near: [1, 1000], far: [1, 1000], delay: [1, 1000] } as const

/** The settings with `name=value` changed; null if there is no such setting or it cannot be that. */
export function changeSetting(settings: Settings, pair: string): Settings | null {
  const [name = '', value = ''] = pair.split('=')
  if (Object.hasOwn(choices, name)) {
    const known: readonly string[] = choices[name as keyof typeof choices]
    return known.includes(value) ? { ...settings, [name]: value } : null
  }
  if (!Object.hasOwn(ranges, name) || !/^\d{1,6}$/.test(value)) return null
  const [least, most] = ranges[name as keyof typeof ranges]
  return Number(value) < least || Number(value) > most ? null : { ...settings, [name]: Number(value) }
}

/** `dns=browser tls=1.2`: what differs from `standard`. */
export function printSettings(settings: Settings, standard: Settings = defaultSettings): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => standard[name as keyof Settings] !== value)
    .map(([name, value]) => `${name}=${String(value)}`)
}
