// The policy of every page: scripts are the site's own files, plus inline scripts known by hash (static pages) or
// by nonce (pages rendered for one request). There is no `unsafe-inline` for scripts.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readStaticPages } from '#lib/server/http/static-pages.ts'
import { themeScript } from '#lib/server/http/theme-script.ts'

const rest = [
  "default-src 'self'",
  // React writes style attributes for measured sizes; they cannot run anything.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export interface PagePolicies {
  /** The policy for a path, and the nonce it grants where the page is rendered for this request. */
  policyFor(pathname: string): { policy: string; nonce: string | null }
}

/** Reads the build's static pages and hashes their inline scripts, each page once, when first asked for. */
export function createPagePolicies(nextDir: string): PagePolicies {
  const pages = readStaticPages(nextDir)
  const hashes = new Map<string, string>()
  const hashesOf = (page: string): string => {
    let known = hashes.get(page)
    if (known === undefined) {
      const found = pages.get(page)
      known = found === undefined ? '' : hashInlineScripts(readFileSync(found.file, 'utf8'))
      hashes.set(page, known)
    }
    return known
  }
  return {
    policyFor(pathname) {
      const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : '/index'
      if (pages.has(path)) return { policy: `script-src 'self' ${hashesOf(path)}; ${rest}`, nonce: null }
      const nonce = randomBytes(16).toString('base64')
      return { policy: `script-src 'self' 'nonce-${nonce}' ${hashOf(themeScript)} ${hashesOf('/_not-found')}; ${rest}`, nonce }
    },
  }
}

/** Data (`application/ld+json`) is not executed, and needs none. */
function hashInlineScripts(html: string): string {
  return [...html.matchAll(/<script(?![^>]*\s(?:src=|type="application\/ld\+json"))[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, script]) => hashOf(script ?? ''))
    .join(' ')
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}
