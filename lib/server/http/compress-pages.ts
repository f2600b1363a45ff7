// Compresses what is the same for everybody (the built files, the static pages) once, after each build, as small as it
// goes: a visit then costs no compression, and the processor stays with whoever answers something.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { root } from '#lib/server/env.ts'
import { readStaticPages } from '#lib/server/http/static-pages.ts'

const [brotlied, gzipped] = [promisify(brotliCompress), promisify(gzip)]
const built = join(root, '.next')
const served = join(built, 'served')

/** What is asked for, and the file that holds it. */
function* compressible(): Generator<readonly [path: string, file: string]> {
  for (const name of readdirSync(join(built, 'static'), { recursive: true, encoding: 'utf8' }))
    if (/\.(js|css)$/.test(name)) yield [`_next/static/${name}`, join(built, 'static', name)]
  for (const [path, { file, status }] of readStaticPages(built))
    if (/^\/(zh|en)(\/|$)/.test(path) && status === 200) yield [`${path.slice(1)}.html`, file]
}

rmSync(served, { recursive: true, force: true })
for (const [path, file] of compressible()) {
  const bytes = readFileSync(file)
  // The last two steps cost a page of half a megabyte a second, and save it two hundredths.
  const quality = path.endsWith('.html') ? 9 : constants.BROTLI_MAX_QUALITY
  const [br, gz] = await Promise.all([
    brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    gzipped(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ])
  mkdirSync(dirname(join(served, path)), { recursive: true })
  writeFileSync(join(served, `${path}.br`), br)
  writeFileSync(join(served, `${path}.gz`), gz)
}
