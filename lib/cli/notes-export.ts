// `notes export`: a person's collections as a file. The reviews go along, whatever the format.
import { writeFile } from 'node:fs/promises'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { exportFormats } from '#lib/core/notes/export/exported.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { exportNotes } from '#lib/server/usecases/export-notes.ts'

export const notesExport: Command = {
  name: 'notes export',
  usage: '--user EMAIL --format markdown|csv|json|apkg --out FILE [--json]',
  summary: "write a person's own cards and their reviews to a file that `notes import` brings back",
  async run({ options }, say) {
    const email = typeof options['user'] === 'string' ? options['user'].trim().toLowerCase() : ''
    const format = exportFormats.find((name) => name === options['format'])
    const file = options['out']
    if (email === '') return wrongCall(notesExport, 'Whose notes?')
    if (format === undefined) return wrongCall(notesExport, `A format is needed: ${exportFormats.join(', ')}.`)
    if (typeof file !== 'string') return wrongCall(notesExport, 'Into which file?')
    return withStore(say, async (store) => {
      const person = await store.people.findPersonByEmail(email)
      if (person === null) return { exitCode: 1, value: { error: 'unknown user', email }, text: `There is no account for ${email}.` }
      const made = await exportNotes({ store, timeShiftMs: () => 0 }, person.id, format, null)
      if (!made.ok) return { exitCode: 1, value: made.problem, text: describeProblem(made.problem, 'en') }
      await writeFile(file, made.value.bytes)
      const value = { file, format, cards: made.value.cards, bytes: made.value.bytes.length }
      return { exitCode: 0, value, text: `${value.cards} cards in ${file}` }
    })
  },
}
