// `notes parse FILE…`: what the reader of people's own notes makes of them, without a database.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'
import { describeProblem } from '#lib/core/problem.ts'

export const notesParse: Command = {
  name: 'notes parse',
  usage: 'FILE… [--json]',
  summary: 'read notes in any dialect into cards, without storing them',
  async run({ args }) {
    if (args.length === 0) return wrongCall(notesParse, 'Which files?')
    const read = []
    for (const file of args) {
      const bytes = await readFile(file).catch((error: unknown) => error as NodeJS.ErrnoException)
      if (!(bytes instanceof Uint8Array)) return wrongCall(notesParse, `${file} cannot be read (${bytes.code ?? ''}).`)
      read.push({ file, ...readNotes(bytes, { file: basename(file) }) })
    }
    const many = args.length > 1
    const value = {
      cards: read.flatMap(({ file, cards }) => cards.map((card) => (many ? { ...card, place: { ...card.place, file } } : card))),
      problems: read.flatMap(({ file, problems }) =>
        problems.map((problem) => ({ ...problem, message: describeProblem(problem, 'en'), ...(many ? { file } : {}) })),
      ),
      repairs: read.flatMap(({ file, repairs }) => repairs.map((repair) => (many ? { ...repair, file } : repair))),
    }
    const lines = value.cards.map((card) => `${card.tier} ${String(card.place.line).padStart(5)} ${card.question}`)
    const text = [...lines, ...value.problems.map(({ message }) => `! ${message}`), `${value.cards.length} cards, ${value.problems.length} problems`].join('\n')
    return { exitCode: value.cards.length === 0 && value.problems.length > 0 ? 1 : 0, value, text }
  },
}
