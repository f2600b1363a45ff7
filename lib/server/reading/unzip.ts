// A zip that somebody sent → its files, within bounds: names, number, size unpacked. Sizes are taken from the directory
// before anything is unpacked; nothing grows beyond what it says there. Nothing is written to a disk.
import { unzipSync, type UnzipFileInfo } from 'fflate'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'

export interface ZippedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const zipLimits = { files: 6_000, unpackedBytes: 96 << 20, nameCharacters: 400 } as const

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** The files that `wanted` names; folders and what systems add (`__MACOSX`) are left out. */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): Result<readonly ZippedFile[]> {
  const problems: Problem[] = []
  let total = 0
  let count = 0
  const filter = ({ name, originalSize, compression }: UnzipFileInfo): boolean => {
    if (problems.length > 0) return false
    count++
    total += originalSize
    const problem = compression === 0 || compression === 8 ? findZipProblem(name, count, total) : ({ code: 'zip-damaged' } as const)
    if (problem !== null) problems.push(problem)
    if (problem !== null || name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.[^/]*$)/.test(name) || !wanted(name)) return false
    return true
  }
  try {
    const files = Object.entries(unzipSync(bytes, { filter })).map(([name, unpacked]) => ({ name, bytes: unpacked }))
    return problems[0] === undefined ? ok(files) : fail(problems[0])
  } catch {
    return fail(problems[0] ?? { code: 'zip-damaged' })
  }
}

function findZipProblem(name: string, count: number, total: number): Problem | null {
  const parts = name.replaceAll('\\', '/').split('/')
  if (parts.includes('..') || /^(?:[/\\]|[a-z]:)/i.test(name) || name.length > zipLimits.nameCharacters) return { code: 'zip-path', params: { name: name.slice(0, 80) } }
  if (count > zipLimits.files) return { code: 'zip-too-many', params: { limit: zipLimits.files } }
  return total > zipLimits.unpackedBytes ? { code: 'zip-too-large', params: { limit: zipLimits.unpackedBytes >> 20 } } : null
}
