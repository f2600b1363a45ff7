// The built-in notes from disk: every topic file parsed, whatever is wrong with one. Reading stays within the folder
// and within bounds; what a file looked like to the reader is told to the parser, which knows the faults.
import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { parseTopic, type ParsedTopic } from '#lib/core/notes/parse-topic.ts'
import type { Reading } from '#lib/core/notes/rule.ts'
import type { RfcIndex } from '#lib/core/notes/rfc-sections.ts'

export interface NotesFolder {
  readonly files: readonly ParsedTopic[]
  readonly rfcIndex: RfcIndex
  readonly retired: string | null
  readonly scenarios: readonly string[]
  /** Every card id that a release has had: `card-ids.txt`, one a line. */
  readonly knownIds: readonly string[]
}

/** Larger files are not read: the parser refuses them by their size. */
const readAtMostBytes = 4 << 20

/** `dir` holds `topics/`, `retired.yaml`, `rfc-sections.json` and `scenarios/`; or is itself a folder of topics. */
export async function readNotes(dir: string): Promise<NotesFolder> {
  const topics = (await isFolder(join(dir, 'topics'))) ? join(dir, 'topics') : dir
  const names = (await readdir(topics)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort()
  const [files, rfcIndex, retired, scenarios, ids] = await Promise.all([
    Promise.all(names.map((name) => readTopicFile(topics, name, relative(dir, join(topics, name)).split(sep).join('/')))),
    readJson<RfcIndex>(join(dir, 'rfc-sections.json'), []),
    readFile(join(dir, 'retired.yaml'), 'utf8').catch(() => null),
    listScenarios(join(dir, 'scenarios')),
    readFile(join(dir, 'card-ids.txt'), 'utf8').catch(() => ''),
  ])
  return { files, rfcIndex, retired, scenarios, knownIds: ids.split('\n').filter((id) => id !== '') }
}

async function readTopicFile(folder: string, name: string, file: string): Promise<ParsedTopic> {
  const path = join(folder, name)
  try {
    const info = await lstat(path)
    if (info.isSymbolicLink()) {
      const [target, home] = await Promise.all([realpath(path), realpath(folder)])
      if (!target.startsWith(home + sep)) return parseTopic('', file, { outside: true })
    } else if (!info.isFile()) return parseTopic('', file, { unreadable: 'not a file' })
    if (info.size > readAtMostBytes) return parseTopic('', file, { bytes: info.size })
    const bytes = await readFile(path)
    const reading: Reading = { bytes: bytes.length }
    try {
      return parseTopic(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), file, reading)
    } catch {
      return parseTopic(bytes.toString('utf8'), file, { ...reading, invalidUtf8: true })
    }
  } catch (error) {
    return parseTopic('', file, { unreadable: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

async function listScenarios(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) return []
  const entries = await readdir(folder, { recursive: true })
  return entries.filter((name) => name.endsWith('.trace')).map((name) => name.slice(0, -'.trace'.length).split(sep).join('/'))
}

async function readJson<T>(file: string, otherwise: T): Promise<T> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch {
    return otherwise
  }
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then((info) => info.isDirectory(), () => false)
}
