// The pages that the build rendered once for everybody.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface StaticPage {
  /** Its HTML. */
  readonly file: string
  /** The status it is answered with: 404 for the page of what is not there. */
  readonly status: number
}

/** By path, as Next.js names it (the root is `/index`); empty where nothing is built. */
export function readStaticPages(nextDir: string): ReadonlyMap<string, StaticPage> {
  const manifest = join(nextDir, 'prerender-manifest.json')
  if (!existsSync(manifest)) return new Map()
  const { routes } = JSON.parse(readFileSync(manifest, 'utf8')) as { routes: Record<string, { initialStatus?: number }> }
  return new Map(
    Object.entries(routes)
      .map(([path, { initialStatus: status = 200 }]) => [path, { file: join(nextDir, 'server/app', `${path}.html`), status }] as const)
      .filter(([, { file }]) => existsSync(file)),
  )
}

/** A topic in one of the languages: read first, used later. */
export function isTopicPage(path: string): boolean {
  return /^\/(zh|en)\/topics\/[^/]+$/.test(path)
}

/** The scripts that a page loads while it is parsed. The first group is the address. */
export const scriptTags = /<script src="(\/_next\/static\/[^"]+\.js)" async=""><\/script>/g
