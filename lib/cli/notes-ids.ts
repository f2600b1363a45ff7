// `notes ids PATH…`: writes the ids of a person's cards into the files that they came from. Without `--write` it only says
// what it would do. A file is replaced in one step, and keeps its mode.
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { createReader } from '#lib/server/reading/reader.ts'
import { writeNoteIds } from '#lib/server/usecases/write-note-ids.ts'

export const notesIds: Command = {
  name: 'notes ids',
  usage: 'PATH… --user EMAIL [--write] [--json]',
  summary: 'put the ids of cards into the files of notes that they came from; every other byte stays',
  async run({ args, options }, say) {
    const email = typeof options['user'] === 'string' ? options['user'].trim().toLowerCase() : ''
    if (args.length === 0) return wrongCall(notesIds, 'Which files?')
    if (email === '') return wrongCall(notesIds, 'Whose notes?')
    const files: { path: string; name: string; bytes: Uint8Array }[] = []
    for (const given of args) {
      const path = resolve(given)
      const bytes = await readFile(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown')
      if (typeof bytes === 'string') return wrongCall(notesIds, `${given} cannot be read (${bytes}).`)
      files.push({ path, name: basename(path), bytes })
    }
    return withStore(say, async (store) => {
      const person = await store.people.findPersonByEmail(email)
      if (person === null) return { exitCode: 1, value: { error: 'unknown user', email }, text: `There is no account for ${email}.` }
      const deps = { store, reader: createReader() }
      const done: { file: string; written: number; had: number; unknown: number; left: number }[] = []
      for (const { path, name, bytes } of files) {
        const marked = await writeNoteIds(deps, person.id, [{ name, bytes }])
        if (!marked.ok) return { exitCode: 1, value: marked.problem, text: describeProblem(marked.problem, 'en') }
        const [{ bytes: made, written, had, unknown, left }] = marked.value as [(typeof marked.value)[number]]
        if (options['write'] === true && written > 0) await replaceFile(path, made)
        done.push({ file: path, written, had, unknown, left })
      }
      const verb = options['write'] === true ? 'written' : 'to write (say --write)'
      const lines = done.map(({ file, written, had, unknown, left }) => `${file}: ${written} ids ${verb}, ${had} there already, ${unknown} cards not imported yet, ${left} in whose form no id can stand`)
      return { exitCode: 0, value: { write: options['write'] === true, files: done }, text: lines.join('\n') }
    })
  },
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const { mode } = await stat(path)
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, bytes, { mode })
  await rename(beside, path)
}
