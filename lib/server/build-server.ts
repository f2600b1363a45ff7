// Bundles the server into one file beside the built pages: Node then opens a handful of files where it would open and
// strip types from eight hundred, which is most of a start. Packages stay outside, as installed.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { root } from '#lib/server/env.ts'

const outdir = join(root, '.next/server-bundle')

/** A module that asks where it is gets its own place, not the bundle's: workers and packages are found from there. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup(builder) {
    builder.onLoad({ filter: /\/lib\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.url')) return undefined
      const place = relative(outdir, path).split(sep).join('/')
      return { contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`), resolveDir: dirname(path), loader: 'ts' }
    })
  },
}

await build({
  entryPoints: [join(root, 'lib/server/main.ts')],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  plugins: [ownPlaces],
  logLevel: 'error',
})
