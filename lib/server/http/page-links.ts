// By which address a page is known, and where it stands in the other language. As Link headers (RFC 8288; canonical:
// RFC 6596), since pages are made before anybody knows under which name they will be served.
import type { IncomingMessage } from 'node:http'
import { langs } from '#lib/core/notes/card.ts'
import type { Environment } from '#lib/server/env.ts'

/** The origin people see: PUBLIC_URL, else the one this request came by. */
export function originOf({ headers }: Pick<IncomingMessage, 'headers'>, { publicUrl }: Pick<Environment, 'publicUrl'>): string {
  return publicUrl ?? `http://${safeHost(headers.host)}`
}

/** The value of the header; null for what is no page in a language. */
export function linksOfPage(pathname: string, origin: string): string | null {
  const [, lang, rest] = /^\/(zh|en)((?:\/[a-z0-9-]+)*)$/.exec(pathname) ?? []
  if (lang === undefined || rest === undefined) return null
  const others = langs.map((other) => `<${origin}/${other}${rest}>; rel="alternate"; hreflang="${other}"`)
  return [`<${origin}/${lang}${rest}>; rel="canonical"`, ...others].join(', ')
}

/** A name or an address with a port; whatever else a client sends gets no place in an address of ours. */
const safeHost = (host: string | undefined): string => (host !== undefined && /^[\w.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host) ? host : 'localhost')
