// robots.txt, sitemap.xml and the feeds of changes. They name whole addresses: those of PUBLIC_URL, else of the request.
// Made from the database, so not by the page renderer, and the same for everybody.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { originOf } from '#lib/server/http/page-links.ts'
import type { Server } from '#lib/server/server.ts'
import { describeChanges, describePages, describeRobots } from '#lib/server/usecases/describe-site.ts'

/** Answers and returns true where the request asks for one of them. */
export function createSiteFiles(server: Pick<Server, 'store' | 'environment' | 'logger'>) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const path = (request.url ?? '').split('?')[0]!
    const feed = /^\/(zh|en)\/feed\.xml$/.exec(path)?.[1]
    if (path !== '/robots.txt' && path !== '/sitemap.xml' && feed === undefined) return false
    const origin = originOf(request, server.environment)
    const make = async (): Promise<readonly [type: string, text: string]> => {
      if (path === '/robots.txt') return ['text/plain', describeRobots(origin)]
      if (path === '/sitemap.xml') return ['application/xml', await describePages(server, origin)]
      return ['application/atom+xml', await describeChanges(server, origin, feed === 'zh' ? 'zh' : 'en')]
    }
    make().then(
      ([type, text]) => {
        response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=3600', vary: 'host', 'x-content-type-options': 'nosniff' })
        response.end(request.method === 'HEAD' ? undefined : text)
      },
      (error: unknown) => {
        server.logger.warn({ error: String(error) }, 'a file about the site could not be made')
        response.writeHead(503, { 'retry-after': '5' }).end()
      },
    )
    return true
  }
}
