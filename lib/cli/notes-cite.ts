// `notes cite DIR --from FILE`: copies the sections of the RFCs that the notes cite from a larger index, so that
// `notes check` can look them up.
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { citedRfcs } from '#lib/core/notes/check-collection.ts'
import { pickRfcSections, type RfcIndex } from '#lib/core/notes/rfc-sections.ts'
import { readNotes } from '#lib/server/usecases/read-notes.ts'

export const notesCite: Command = {
  name: 'notes cite',
  usage: 'DIR --from FILE [--json]',
  summary: 'copy the sections of the cited RFCs into DIR/rfc-sections.json',
  async run({ args, options }) {
    const from = options['from']
    if (args.length !== 1 || typeof from !== 'string') return wrongCall(notesCite, 'A folder and an index are needed.')
    const dir = resolve(args[0]!)
    const index = JSON.parse(await readFile(from, 'utf8')) as RfcIndex
    const cited = citedRfcs((await readNotes(dir)).files)
    const picked = pickRfcSections(index, cited)
    await writeFile(join(dir, 'rfc-sections.json'), `[\n${picked.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`)
    const unlisted = cited.filter((number) => !picked.some((entry) => entry.number === number))
    return { exitCode: 0, value: { copied: picked.length, unlisted }, text: `Copied ${picked.length} RFCs; not in the index: ${unlisted.join(', ') || 'none'}.` }
  },
}
