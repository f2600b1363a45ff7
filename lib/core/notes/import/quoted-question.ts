// Dialect 6: a quote of one line that asks, `> 为什么是三次？`, answered by the blocks up to the next heading or quote; and
// Obsidian's callout `> [!question] …`, answered inside the quote. Ordinary quotes look alike: one such line among many
// quotes is no dialect.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, isBlank, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { asking, isAnswerLabel } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const quotedQuestion: Dialect = { name: 'quoted-question', repair: openQuotes }

const callout = /^([ \t]{0,3}>[ \t]?\[!(question|faq|help|quiz|flashcard|card)\][+-]?[ \t]*)(.*)$/i
const quoted = /^([ \t]{0,3}>[ \t]?)(.*)$/

function openQuotes(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => quoted.test(line.text))) return lines
  const code = findCode(lines)
  const quotes = findQuotes(lines, code)
  const asked = quotes.filter((quote) => asksAlone(lines, quote))
  const isDialect = asked.length >= 2 && asked.length * 2 >= quotes.length
  const result: NoteLine[] = []
  let at = 0
  for (const quote of quotes) {
    const head = lines[quote.from]!
    const call = callout.exec(head.text)
    const asks = asked.includes(quote)
    if (call === null && !(asks && isDialect)) continue
    result.push(...lines.slice(at, quote.from))
    at = quote.to
    context.repairs.push({ kind: 'opened-quote', offset: head.start })
    const body = lines.slice(quote.from + 1, quote.to).map(unquote)
    const prefix = call === null ? quoted.exec(head.text)![1]!.length : call[1]!.length
    const title = head.text.slice(prefix)
    if (call !== null && isAnswerLabel(cleanTitle(title))) {
      result.push({ ...head, hidden: true }, { ...newLine(head), answerStart: true }, ...body)
      continue
    }
    const bounded = body.some((line) => !isBlank(line))
    const mark: Mark = {
      dialect: 'quoted-question',
      title,
      level: 7,
      bounded,
      explicit: true,
      tier: call === null ? 'T2' : 'T1',
    }
    result.push({ ...cutLine(head, prefix), mark }, newLine(head), ...body)
    if (bounded) result.push({ ...newLine(lines[quote.to] ?? head), hidden: true, ends: 1 })
  }
  if (at === 0) return lines
  return [...result, ...lines.slice(at)]
}

interface Quote {
  readonly from: number
  readonly to: number
}

function findQuotes(lines: readonly NoteLine[], code: Uint8Array): Quote[] {
  const quotes: Quote[] = []
  let from = -1
  for (let index = 0; index <= lines.length; index += 1) {
    const line = lines[index]
    const hiddenInside = line?.hidden === true && from >= 0
    const inQuote =
      hiddenInside || (line !== undefined && quoted.test(line.text) && !(code[index] !== 0 && from < 0))
    if (inQuote && from < 0) from = index
    if (!inQuote && from >= 0) {
      quotes.push({ from, to: index })
      from = -1
    }
  }
  return quotes
}

/** The quote's first line asks plainly, and no other line of it does. */
function asksAlone(lines: readonly NoteLine[], quote: Quote): boolean {
  const first = quoted.exec(lines[quote.from]!.text)?.[2] ?? ''
  const title = cleanTitle(first)
  // 面试官：好，换个话题。什么是网关？
  const spoken = /^[^:：。，,]{1,8}[:：]/u.test(first) && asking(cleanTitle(title.split(/[。！]/u).at(-1)!)) > 0
  return first.length <= 200 && asking(title) === 2 && (spoken || !/[。；;]/.test(title))
}

function unquote(line: NoteLine): NoteLine {
  const match = quoted.exec(line.text)
  return match === null ? line : cutLine(line, match[1]!.length)
}
