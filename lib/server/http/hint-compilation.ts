// Marks the scripts that every page runs as a whole, so that the browser compiles them while they arrive, beside the
// page, and not function by function while the page waits. Runs after each build of the pages.
// https://v8.dev/blog/explicit-compile-hints
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#lib/server/env.ts'

const hint = '//# allFunctionsCalledOnLoad\n'

const { rootMainFiles } = JSON.parse(readFileSync(join(root, '.next/build-manifest.json'), 'utf8')) as { readonly rootMainFiles: readonly string[] }
for (const name of rootMainFiles) {
  const file = join(root, '.next', name)
  const script = readFileSync(file, 'utf8')
  if (!script.startsWith(hint)) writeFileSync(file, hint + script)
}
