// `answers mark FILE`: marks written answers against their key points, one JSON object a line, without a database.
import { readFile } from 'node:fs/promises'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { markKeyPoints, type MarkInput } from '#lib/core/answers/mark-key-points.ts'

export const answersMark: Command = {
  name: 'answers mark',
  usage: 'FILE [--json]',
  summary: 'mark written answers against key points (JSON lines)',
  async run({ args }, say) {
    if (args.length !== 1) return wrongCall(answersMark, 'Which file?')
    const text = await readFile(args[0]!, 'utf8').catch((error: unknown) => error as NodeJS.ErrnoException)
    if (typeof text !== 'string') return wrongCall(answersMark, `${args[0]!} cannot be read (${text.code ?? ''}).`)
    const marks = []
    let faults = 0
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      const item = parse(line)
      if (item === null) {
        faults++
        say(`Line ${i + 1} was left out: expected {id, lang, question, answer, keyPoints, pitfalls}.`)
        continue
      }
      const { points, grade, flags } = markKeyPoints(item)
      marks.push({ id: item.id, points: points.map(({ id, found, words }) => ({ id, found, words })), grade, flags })
    }
    const lines = marks.map(({ id, grade, points, flags }) => `${id}\t${grade}\t${points.map((point) => `${point.id}=${point.found}`).join(' ')}\t${flags.join(' ')}`)
    return { exitCode: faults > 0 ? 1 : 0, value: marks, text: lines.join('\n') }
  },
}

function parse(line: string): (MarkInput & { readonly id: string }) | null {
  try {
    const item = JSON.parse(line) as Partial<MarkInput & { id: string }>
    const { id, lang, question = '', answer, keyPoints, pitfalls = [] } = item
    if (id === undefined || typeof answer !== 'string' || !Array.isArray(keyPoints) || !Array.isArray(pitfalls)) return null
    return { id, lang: lang === 'zh' ? 'zh' : 'en', question, answer, keyPoints, pitfalls }
  } catch {
    return null
  }
}
