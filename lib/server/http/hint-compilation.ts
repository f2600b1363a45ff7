// Marks the scripts that every page runs, and those of a topic page, as run whole, so that the browser compiles them
// while they arrive, beside the page, and not function by function while the page waits. Runs after each build.
// https://v8.dev/blog/explicit-compile-hints
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#lib/server/env.ts'
import { isTopicPage, readStaticPages, scriptTags } from '#lib/server/http/static-pages.ts'

const hint = '//# allFunctionsCalledOnLoad\n'
const built = join(root, '.next')

const { rootMainFiles } = JSON.parse(read('build-manifest.json')) as { readonly rootMainFiles: readonly string[] }
// What is loaded later (labs, covered answers) is not named: most of its functions wait for a press.
const named = [...readStaticPages(built)].flatMap(([path, { file }]) =>
  isTopicPage(path) ? [...readFileSync(file, 'utf8').matchAll(scriptTags)].map(([, url]) => url!.replace('/_next/', '')) : [],
)
for (const name of new Set([...rootMainFiles, ...named])) {
  const script = read(name)
  if (!script.startsWith(hint)) writeFileSync(join(built, name), hint + script)
}

function read(name: string): string {
  return readFileSync(join(built, name), 'utf8')
}
