// `notes import PATH…`: files and folders of notes into a person's own cards. What a person would be asked about (an
// inferred title) is left and said; everything else is taken, as accepting without a word takes it on the page.
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { describeRepairs } from '#lib/core/notes/import/repair.ts'
import { defaultUse } from '#lib/core/notes/look-over.ts'
import { describeProblem } from '#lib/core/problem.ts'
import type { OwnFile } from '#lib/server/store/own-notes.ts'
import { createReader } from '#lib/server/reading/reader.ts'
import { bringFiles, unpackFiles } from '#lib/server/usecases/bring-files.ts'
import { acceptNotes } from '#lib/server/usecases/accept-own-notes.ts'
import { lookOverNotes } from '#lib/server/usecases/look-over-notes.ts'

/** In a folder; a file that is named is read whatever it is called. */
const noteNames = /\.(?:md|markdown|mdx|txt|tsv|csv|apkg|png|jpe?g|gif|webp)$/i

export const notesImport: Command = {
  name: 'notes import',
  usage: 'PATH… --user EMAIL [--dry-run] [--json]',
  summary: "make a person's notes their cards; a changed file keeps its schedules",
  async run({ args, options }, say) {
    const email = typeof options['user'] === 'string' ? options['user'].trim().toLowerCase() : ''
    if (args.length === 0) return wrongCall(notesImport, 'Which files or folders?')
    if (email === '') return wrongCall(notesImport, 'Whose notes?')
    const files: OwnFile[] = []
    for (const path of args) {
      const found = await readPath(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown')
      if (typeof found === 'string') return wrongCall(notesImport, `${path} cannot be read (${found}).`)
      files.push(...found)
    }
    if (files.length === 0) return wrongCall(notesImport, 'There are no notes in there.')
    const dryRun = options['dry-run'] === true
    return withStore(say, async (store) => {
      const person = await store.people.findPersonByEmail(email)
      if (person === null) return { exitCode: 1, value: { error: 'unknown user', email }, text: `There is no account for ${email}.` }
      const deps = { store, reader: createReader(), timeShiftMs: () => 0 }
      const brought = dryRun ? await unpackFiles(deps.reader, files) : await bringFiles(deps, person.id, files)
      if (!brought.ok) return { exitCode: 1, value: brought.problem, text: describeProblem(brought.problem, 'en') }
      const { restored } = brought.value
      if (brought.value.files.length === 0 && restored !== null)
        return { exitCode: 0, value: { restored }, text: `restored ${restored.cards} cards, ${restored.changed} of them changed; ${restored.events} new events` }
      const looked = await lookOverNotes(deps, person.id, brought.value.files, undefined)
      if (!looked.ok) return { exitCode: 1, value: looked.problem, text: describeProblem(looked.problem, 'en') }
      const { over, collection, title } = looked.value
      const left = over.cards.filter((card) => defaultUse(card) === 'ask')
      const accepted = dryRun ? null : await acceptNotes(deps, person.id, { looked: looked.value, files: brought.value.files, title, decisions: [], draft: null })
      const value = {
        dryRun,
        ...(restored === null ? {} : { restored }),
        collection: accepted?.collection ?? collection?.id ?? null,
        title,
        ...(accepted === null
          ? { found: over.cards.length, missing: over.missing.length, left: left.length }
          : { ...accepted }),
        cards: over.cards.map(({ card, status, known }) => ({ id: known?.id ?? null, status, tier: card.tier, question: card.question, place: card.place })),
        problems: over.problems.map((problem) => ({ ...problem, message: describeProblem(problem, 'en') })),
        repairs: describeRepairs(over.repairs, 'en'),
      }
      const lines = [
        ...left.map(({ card }) => `left: ${card.place.file}:${card.place.line} ${card.question.split('\n')[0]}`),
        ...value.problems.map(({ message, place }) => `! ${place?.file ?? ''}:${place?.line ?? 1}: ${message}`),
        ...(value.repairs === '' ? [] : [`mended: ${value.repairs}`]),
        accepted === null
          ? `${over.cards.length} cards found, ${over.missing.length} missing; nothing was stored`
          : `“${title}”: ${accepted.added} new, ${accepted.changed} changed, ${accepted.kept} kept, ${accepted.returned} back, ${accepted.missing} missing, ${accepted.left} left to look over on the page`,
      ]
      return { exitCode: over.cards.length === 0 ? 1 : 0, value, text: lines.join('\n') }
    })
  },
}

/** A file by its name; the notes of a folder by their paths, the folder's own name first. */
async function readPath(path: string): Promise<OwnFile[]> {
  const whole = resolve(path)
  if (!(await stat(whole)).isDirectory()) return [{ name: basename(whole), bytes: await readFile(whole) }]
  const entries = await readdir(whole, { recursive: true, withFileTypes: true })
  const paths = entries.flatMap((entry) => (entry.isFile() && noteNames.test(entry.name) ? [join(entry.parentPath, entry.name)] : [])).sort()
  return Promise.all(paths.map(async (file) => ({ name: join(basename(whole), relative(whole, file)).split(sep).join('/'), bytes: await readFile(file) })))
}
