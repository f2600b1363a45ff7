// `notes check DIR`: every fault of a folder of notes, with its place.
import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { checkNotes } from '#lib/server/usecases/check-notes.ts'

export const notesCheck: Command = {
  name: 'notes check',
  usage: 'DIR [--json]',
  summary: 'check a folder of notes: faults with their places, kinds, sources',
  async run({ args }) {
    const dir = resolve(args[0] ?? '')
    if (args.length !== 1 || !existsSync(dir) || !statSync(dir).isDirectory())
      return wrongCall(notesCheck, args.length === 0 ? 'Which folder?' : `${args.join(' ')} is not a folder.`)
    const { problems: _, ...report } = await checkNotes(dir)
    const lines = report.faults.map(({ file, line, column, code, message }) => `${file}:${line}:${column}: ${message} (${code})`)
    const { checked, missing, unlisted } = report.sources
    lines.push(
      `${report.topics} topics, ${report.cards} cards in ${report.languages.join(' and ')}; ${report.faults.length} faults; ` +
        `sources: ${checked} checked, ${missing} missing, ${unlisted} unlisted`,
    )
    return { exitCode: report.faults.length > 0 ? 1 : 0, value: report, text: lines.join('\n') }
  },
}
