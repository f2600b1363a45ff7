// What holds for the sheet of every built-in card, whoever answers: the model answer, its denial, a list of its
// words, its question, one word of it.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { AnswerMark, MarkInput } from '#lib/core/answers/mark-key-points.ts'
import { markKeyPoints } from '#lib/core/answers/mark-key-points.ts'
import { parseTopic } from '#lib/core/notes/parse-topic.ts'

const folder = fileURLToPath(new URL('../../../content/topics/', import.meta.url))

interface Sheet extends Omit<MarkInput, 'answer'> {
  readonly name: string
  readonly model: string
}

const sheets: readonly Sheet[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) => {
    const { topic } = parseTopic(readFileSync(`${folder}${file}`, 'utf8'), file)
    if (topic === null) return []
    const lang = file.endsWith('.zh.md') ? ('zh' as const) : ('en' as const)
    return topic.cards
      .filter((card) => card.keyPoints.length > 1)
      .map((card) => {
        const { question, keyPoints, pitfalls } = card
        return { name: `${lang} ${card.id}`, lang, question, keyPoints, pitfalls, model: spoken(card.answer) }
      })
  })

/** What of a model answer one would say: no code, no marks of Markdown. */
function spoken(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/^\|[-| :]+\|$/gm, '')
    .replace(/[*_`#[\]]/g, '')
}

const mark = (sheet: Sheet, answer: string): AnswerMark => markKeyPoints({ ...sheet, answer })
const grades = (answerOf: (sheet: Sheet) => string): Map<string, number> =>
  new Map(sheets.map((sheet) => [sheet.name, mark(sheet, answerOf(sheet)).grade]))
const atLeast = (grade: number, of: ReadonlyMap<string, number>): string[] =>
  [...of].filter(([, each]) => each >= grade).map(([name]) => name)

const stop = (sheet: Sheet): string => (sheet.lang === 'zh' ? '。' : '. ')
const allWords = ({ keyPoints }: Sheet): string[] => {
  const text = keyPoints.flatMap((point) => [point.text, ...(point.synonyms ?? [])]).join(' ')
  return [...new Set(text.match(/[A-Za-z][\w-]*|\p{Script=Han}{2,4}/gu) ?? [])]
}

describe('the sheet of every card', () => {
  const modelGrades = grades((sheet) => sheet.model)

  it('gives its model answer a good grade almost always, and full marks mostly', () => {
    expect(sheets.length).toBeGreaterThan(500)
    // The rest say a point in words that the sheet lacks; which they are is in the message.
    const partly = [...modelGrades].filter(([, grade]) => grade < 4)
    expect(partly.length, partly.join('; ')).toBeLessThan(0.16 * sheets.length)
    expect(partly.filter(([, grade]) => grade < 3).length, partly.join('; ')).toBeLessThan(0.05 * sheets.length)
    expect(partly.filter(([, grade]) => grade < 2)).toEqual([])
  })

  it('does not raise the grade when every point is denied, and hardly ever calls that good', () => {
    const said = grades((sheet) => sheet.keyPoints.map(({ text }) => text).join(stop(sheet)))
    const denied = grades((sheet) =>
      sheet.keyPoints
        .map(({ text }) => (sheet.lang === 'zh' ? `并不是${text}` : `It is not true that ${text}`))
        .join(stop(sheet)),
    )
    // Telegraphic points are now and then taken for a list of keywords, which their denial is not.
    const raised = [...denied].filter(([name, grade]) => grade > Math.max(2, said.get(name)!))
    expect(raised.length).toBeLessThanOrEqual(2)
    expect(atLeast(3, denied).length).toBeLessThan(0.03 * sheets.length)
  })

  it('gives no good grade for all the words of the sheet as a list', () => {
    expect(atLeast(3, grades((sheet) => allWords(sheet).toSorted().join(', ')))).toEqual([])
  })

  it('gives nothing for nothing, for one word, and for the question', () => {
    for (const answer of ['', ' \n', 'TCP', '不知道', '?']) {
      expect(atLeast(2, grades(() => answer)), answer).toEqual([])
    }
    const again = grades((sheet) => sheet.question)
    expect(atLeast(2, again)).toEqual([])
    expect(atLeast(2, grades((sheet) => (sheet.lang === 'zh' ? `问题是：${sheet.question}` : `You ask: ${sheet.question}`)))).toEqual([])
  })

  it('finds no point in what says nothing of the matter', () => {
    for (const answer of ['只有我说过的话', '这个我知道，让我想一想', 'just what I said', 'let me think about it for a moment']) {
      const found = sheets.flatMap((sheet) => mark(sheet, answer).points.filter((point) => point.found !== 'no').map(({ id, words }) => `${sheet.name} ${id} ${words.join()}`))
      expect(found, answer).toEqual([])
    }
  })

  it('marks a megabyte within two seconds, whatever it is made of', () => {
    const [sheet] = sheets
    const texts = [`${sheet!.model} `.repeat(2000), 'MAC 地址 '.repeat(1e5), 'a. '.repeat(3e5), '不'.repeat(1e6), 'x'.repeat(1e6)]
    for (const text of texts) {
      const before = performance.now()
      expect(mark(sheet!, text.slice(0, 1_000_000)).flags).toContain('cut')
      expect(performance.now() - before).toBeLessThan(2000)
    }
  })
})
