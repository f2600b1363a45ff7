// Marks the scripts that every page runs, and those of a topic page, as run whole, so that the browser compiles them
// while they arrive, beside the page, and not function by function while the page waits. Runs after each build.
// https://v8.dev/blog/explicit-compile-hints
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#lib/server/env.ts'

const hint = '//# allFunctionsCalledOnLoad\n'
const built = join(root, '.next')

const { rootMainFiles } = JSON.parse(read('build-manifest.json')) as { readonly rootMainFiles: readonly string[] }
const { routes } = JSON.parse(read('prerender-manifest.json')) as { readonly routes: Readonly<Record<string, unknown>> }
// What is loaded later (labs, covered answers) is not named: most of its functions wait for a press.
const topicPages = Object.keys(routes).filter((route) => /^\/(zh|en)\/topics\/[^/]+$/.test(route))
const named = topicPages.flatMap((route) => {
  const page = join('server/app', `${route}.html`)
  if (!existsSync(join(built, page))) return []
  return [...read(page).matchAll(/<script src="\/_next\/(static\/[^"]+\.js)" async=""/g)].map(([, name]) => name!)
})
for (const name of new Set([...rootMainFiles, ...named])) {
  const script = read(name)
  if (!script.startsWith(hint)) writeFileSync(join(built, name), hint + script)
}

function read(name: string): string {
  return readFileSync(join(built, name), 'utf8')
}
