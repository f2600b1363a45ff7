// Lets a topic page be painted before its scripts: it is read before it is used, and they need not share the line and
// the processor with it. They are asked for after its first frame; where there will be none (a page opened in the
// background), at once. Runs after each build: after the scripts were marked, which finds them by the same tags, and before
// the pages are compressed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#lib/server/env.ts'
import { isTopicPage, readStaticPages, scriptTags } from '#lib/server/http/static-pages.ts'

const preloads = /<link rel="preload" as="script"[^>]*>/g

/** A frame's callback runs before its paint; a timer set in it, after. */
const start = (urls: readonly string[]) =>
  '<script>(u=>{let s=()=>{for(let x of u){let e=document.createElement("script");e.src=x;e.async=true;document.head.append(e)}};' +
  `document.currentScript.remove();document.hidden?s():requestAnimationFrame(()=>setTimeout(s))})(${JSON.stringify(urls)})</script>`

for (const [path, { file }] of readStaticPages(join(root, '.next'))) {
  if (!isTopicPage(path)) continue
  const html = readFileSync(file, 'utf8')
  const urls = [...html.matchAll(scriptTags)].map(([, url]) => url!)
  if (urls.length === 0) continue
  const bare = html.replace(scriptTags, '').replace(preloads, '')
  const end = bare.lastIndexOf('</body>')
  writeFileSync(file, `${bare.slice(0, end)}${start(urls)}${bare.slice(end)}`)
}
