// Bundles the service worker into public/sw.js, with the build's id and files, so that the review works offline.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '#lib/server/env.ts'

await build({
  entryPoints: [join(root, 'app/_ui/service-worker/main.ts')],
  outfile: join(root, 'public/sw.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  define: { BUILD_ID: JSON.stringify(readFileSync(join(root, '.next/BUILD_ID'), 'utf8')) },
  logLevel: 'error',
})
