// What stands before the page renderer: security headers, the script policy, the language of `/`, cache rules.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { constants } from 'node:zlib'
import compression from 'compression'
import sirv from 'sirv'
import type { Environment } from '#lib/server/env.ts'
import { createPagePolicies } from '#lib/server/http/content-security-policy.ts'
import { linksOfPage, originOf } from '#lib/server/http/page-links.ts'

/** Its types are Express's; it asks for no more than Node's. */
type Compress = (request: IncomingMessage, response: ServerResponse, next: () => void) => void
type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Wraps Next's request handler. */
export function createPageHandler(next: PageHandler, environment: Environment) {
  const built = join(environment.root, '.next')
  const policies = createPagePolicies(built)
  const compressed = environment.development ? null : serveCompressed(join(built, 'served'))
  // A page holds its text twice, for the reader and for React: Brotli's window spans both, gzip's does not. At this
  // quality it takes as long as gzip. Only for what is rendered for one request, and for whoever takes neither.
  const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } }) as unknown as Compress
  return (request: IncomingMessage, response: ServerResponse): void => {
    const pathname = (request.url ?? '/').split('?')[0]!
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (environment.publicUrl?.startsWith('https:') === true)
      response.setHeader('strict-transport-security', 'max-age=31536000')
    if (pathname === '/') {
      response.writeHead(307, { location: `/${preferredLang(request)}`, vary: 'accept-language, cookie', 'cache-control': 'no-store' })
      response.end()
      return
    }
    if (!/^\/(zh|en|api|_next)(\/|$)/.test(pathname) && !/\.[a-z0-9]+$/.test(pathname)) {
      // A page without a language: the visitor's.
      response.writeHead(307, { location: `/${preferredLang(request)}${request.url ?? ''}`, vary: 'accept-language, cookie' })
      response.end()
      return
    }
    const links = linksOfPage(pathname, originOf(request, environment))
    if (links !== null) response.setHeader('link', links)
    let isStatic = /^\/_next\/static\/.*\.(js|css)$/.test(pathname)
    if (!environment.development) {
      const { policy, nonce } = policies.policyFor(pathname)
      isStatic ||= nonce === null && /^[^.]*[^./]$/.test(pathname)
      response.setHeader('content-security-policy', policy)
      // Next reads the nonce from the request's own policy header. A client's header never gets this far.
      request.headers['content-security-policy'] = nonce === null ? '' : policy
      if (nonce === null) withoutSharedCaching(response)
    }
    // The renderer does not hand the socket to route handlers; a client must not choose any of these.
    const forwardedFor = environment.trustProxy ? String(request.headers['x-forwarded-for'] ?? '').split(',').at(-1)?.trim() : ''
    request.headers['x-protodeck-address'] = forwardedFor || (request.socket.remoteAddress ?? 'unknown')
    delete request.headers['x-middleware-subrequest']
    // The sign-in library takes its own address from these.
    if (!environment.trustProxy) for (const name of forwardedHeaders) Reflect.deleteProperty(request.headers, name)
    const render = () => { compress(request, response, () => void next(request, response)) }
    // Within the site pages are asked for as data, by the same address.
    const isWhole = (request.method === 'GET' || request.method === 'HEAD') && request.headers['rsc'] === undefined
    if (compressed !== null && isStatic && isWhole) compressed(request, response, render)
    else render()
  }
}

/** Serves what `compress-pages.ts` wrote to whoever takes an encoding of it. */
function serveCompressed(dir: string) {
  return sirv(dir, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: ['html'],
    setHeaders: (response, pathname) => {
      if (pathname.startsWith('/_next/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
      else {
        response.setHeader('cache-control', 'public, max-age=0, must-revalidate')
        response.setHeader('vary', 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, accept-encoding')
      }
    },
  })
}

const forwardedHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'] as const

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), payment=()',
  'x-frame-options': 'DENY',
} as const

/** Static pages say they may be kept for a year by shared caches, which no release could take back. */
function withoutSharedCaching(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) =>
    setHeader(name, name.toLowerCase() === 'cache-control' ? 'public, max-age=0, must-revalidate' : value)
}

/** The language last chosen here, else the first of Accept-Language that is ours, else English. */
function preferredLang(request: IncomingMessage): 'zh' | 'en' {
  const chosen = /(?:^|;\s*)lang=(zh|en)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1]
  if (chosen === 'zh' || chosen === 'en') return chosen
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(/;\s*q=/)
      return { lang: tag.toLowerCase().split('-')[0], weight: q === undefined ? 1 : Number(q) }
    })
    .sort((a, b) => b.weight - a.weight)
    .find(({ lang }) => lang === 'zh' || lang === 'en')?.lang
  return wanted === 'zh' ? 'zh' : 'en'
}
