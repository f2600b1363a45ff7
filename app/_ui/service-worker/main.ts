// Keeps what the review needs for a train without network: its page and the site's files, as they are used. Answers
// of the API are never kept here: what is personal lies in the page's own storage.
declare const self: ServiceWorkerGlobalScope
declare const BUILD_ID: string

const pages = `pages-${BUILD_ID}`
const files = 'files'
const kept = ['/zh/review', '/en/review', '/zh/offline', '/en/offline', '/icon.svg']

self.addEventListener('install', (event) => {
  event.waitUntil(keepAtFirst().then(() => self.skipWaiting()))
})

/** The pages, and every built file that they name: the visit that installs this has loaded them past it. */
async function keepAtFirst(): Promise<void> {
  const cache = await caches.open(pages)
  await cache.addAll(kept)
  const texts = await Promise.all(kept.filter((path) => /^\/(zh|en)\//.test(path)).map(async (path) => (await cache.match(path))?.text() ?? ''))
  const named = texts.join('\n').match(/\/_next\/static\/[\w./~%@-]+\.(?:js|css|woff2)/g) ?? []
  await (await caches.open(files)).addAll([...new Set(named)])
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== pages && name !== files).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  // Names of built files hold a hash: what is kept is right for ever.
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request, url))
  else if (kept.includes(url.pathname)) event.respondWith(fromNetworkOrCache(request))
})

async function fromCacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(files)
  const known = await cache.match(request)
  if (known !== undefined) return known
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function fromNetworkOrCache(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const known = await caches.match(request)
    if (known === undefined) throw error
    return known
  }
}

/** Topic pages and the review are the same for everybody, so that they may be kept; other pages are personal. */
async function fromNetworkFirst(request: Request, url: URL): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (answer.ok && /^\/(zh|en)\/(review|topics)(\/|$)/.test(url.pathname)) {
      const cache = await caches.open(pages)
      await cache.put(url.pathname, answer.clone())
    }
    return answer
  } catch {
    const lang = url.pathname.startsWith('/zh') ? 'zh' : 'en'
    return (await caches.match(url.pathname)) ?? (await caches.match(`/${lang}/offline`)) ?? Response.error()
  }
}

export {}
