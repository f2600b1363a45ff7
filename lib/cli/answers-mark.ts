// `answers mark FILE`: marks written answers against their key points, one JSON object a line, without a database.
import { readFile } from 'node:fs/promises'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { markKeyPoints } from '#lib/core/answers/mark-key-points.ts'
import { readMarkLines } from '#lib/core/answers/read-mark-lines.ts'
import { describeProblem } from '#lib/core/problem.ts'

export const answersMark: Command = {
  name: 'answers mark',
  usage: 'FILE [--json]',
  summary: 'mark written answers against key points (JSON lines)',
  async run({ args }, say) {
    if (args.length !== 1) return wrongCall(answersMark, 'Which file?')
    const text = await readFile(args[0]!, 'utf8').catch((error: unknown) => error as NodeJS.ErrnoException)
    if (typeof text !== 'string') return wrongCall(answersMark, `${args[0]!} cannot be read (${text.code ?? ''}).`)
    const { lines, problems } = readMarkLines(text)
    for (const problem of problems) say(`Line ${problem.place?.line ?? '?'} was left out: ${describeProblem(problem, 'en')}`)
    const marks = lines.map(({ id, input }) => {
      const { points, grade, flags } = markKeyPoints(input)
      return { id, points: points.map(({ id, found, words }) => ({ id, found, words })), grade, flags }
    })
    const rows = marks.map(({ id, grade, points, flags }) => `${id}\t${grade}\t${points.map((point) => `${point.id}=${point.found}`).join(' ')}\t${flags.join(' ')}`)
    return { exitCode: problems.length > 0 ? 1 : 0, value: marks, text: rows.join('\n') }
  },
}
