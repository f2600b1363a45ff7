// How well the reader reads notes that it was not written for: two or more notes a dialect, whose clear questions were
// written down by hand before the reader first saw them. `x.notes` is the note, or several behind lines `%%% name`;
// `x.txt` has one line a question: `? part of the question | how the answer begins … a later part of it`, `=` before each
// right option of a choice, `~` for what may or may not be a card. Every other card is one made of what is none.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ReadCard } from '#lib/core/notes/import/read-card.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const folder = fileURLToPath(new URL('../../../fixtures/unseen/', import.meta.url))
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.notes'))
  .map((name) => name.slice(0, -'.notes'.length))
  .sort()

interface Expected {
  readonly asks: RegExp
  readonly told: string
}

interface Count {
  readonly missed: readonly string[]
  readonly wrong: readonly string[]
  readonly none: readonly string[]
  readonly clear: number
}

function readFixture(name: string): { cards: readonly ReadCard[]; clear: Expected[]; doubtful: RegExp[] } {
  const text = readFileSync(`${folder}${name}.notes`, 'utf8')
  const parts = text.startsWith('%%% ') ? text.slice(4).split('\n%%% ') : [`${fileName(name)}\n${text}`]
  const cards = parts.flatMap((part) => {
    const end = part.indexOf('\n')
    return [...readNotes(part.slice(end + 1), { file: part.slice(0, end) }).cards]
  })
  const lines = readFileSync(`${folder}${name}.txt`, 'utf8').split('\n').filter((line) => line !== '')
  const clear = lines.flatMap((line) => {
    const at = line.indexOf(' | ')
    return line.startsWith('? ') ? [{ asks: pattern(line.slice(2, at)), told: line.slice(at + 3) }] : []
  })
  return { cards, clear, doubtful: lines.filter((line) => line.startsWith('~ ')).map((line) => pattern(line.slice(2))) }
}

const fileName = (name: string): string => (/\.\w+$/.test(name) ? name : `${name}.md`)
const pattern = (text: string): RegExp => new RegExp(text.trim(), 'iu')
const bare = (text: string): string => text.replace(/[\s*_`>#|\\:：-]+/g, '')

function isAnswer(card: ReadCard, told: string, others: readonly Expected[]): boolean {
  if (told.startsWith('=')) {
    const right = told.split(/(?:^| )=/).slice(1)
    const chosen = (card.options ?? []).filter((option) => option.right).map((option) => option.text)
    return (
      card.kind === 'choice' &&
      chosen.length === right.length &&
      right.every((text) => chosen.some((option) => bare(option).includes(bare(text))))
    )
  }
  const answer = bare(card.answer)
  const [begin = '', ...later] = told.split('…').map(bare)
  const swallowed = others.some(({ asks }) => asks.source.length >= 8 && asks.test(card.answer))
  return !swallowed && answer.startsWith(begin) && later.every((part) => answer.includes(part))
}

function count(name: string): Count {
  const { cards, clear, doubtful } = readFixture(name)
  const used = new Set<ReadCard>()
  const missed: string[] = []
  const wrong: string[] = []
  for (const expected of clear) {
    const others = clear.filter((other) => other !== expected)
    const found = cards.filter((card) => !used.has(card) && expected.asks.test(card.question))
    const right = found.find((card) => isAnswer(card, expected.told, others))
    const card = right ?? found[0]
    if (card === undefined) missed.push(expected.asks.source)
    else used.add(card)
    if (card !== undefined && right === undefined)
      wrong.push(`${card.question} | ${JSON.stringify(card.answer.slice(0, 400))}${card.options === undefined ? '' : ` ${JSON.stringify(card.options)}`}`)
  }
  const none = cards
    .filter((card) => !used.has(card) && !doubtful.some((one) => one.test(card.question)))
    .map((card) => `${card.place.line} ${card.tier} ${card.dialect} ${card.question} | ${card.answer.slice(0, 60)}`)
  return { missed, wrong, none, clear: clear.length }
}

describe('clear questions with their answers, and cards made of what is none', () => {
  it.each(names)('%s', (name) => {
    const { missed, wrong, none } = count(name)
    expect({ missed, wrong, none }).toEqual({ missed: [], wrong: [], none: [] })
  })

  it.each(names)('%s: the same with CRLF line ends', (name) => {
    const text = readFileSync(`${folder}${name}.notes`, 'utf8')
    if (text.startsWith('%%% ')) return
    const ask = (notes: string): readonly string[] =>
      readNotes(notes, { file: fileName(name) }).cards.map((card) => `${card.question} | ${card.answer}`)
    expect(ask(text.replace(/\n/g, '\r\n'))).toEqual(ask(text))
  })

  it.each(names)('%s: the same in UTF-16 without a mark', (name) => {
    const text = readFileSync(`${folder}${name}.notes`, 'utf8')
    if (text.startsWith('%%% ')) return
    const ask = (notes: string | Uint8Array): readonly string[] =>
      readNotes(notes, { file: fileName(name) }).cards.map((card) => `${card.question} | ${card.answer}`)
    const little = Uint8Array.from(Buffer.from(text, 'utf16le'))
    const big = Uint8Array.from(Buffer.from(text, 'utf16le').swap16())
    expect(ask(little)).toEqual(ask(text))
    expect(ask(big)).toEqual(ask(text))
  })

  it.runIf(process.env['TABLE'] === '1')('the table', () => {
    const rows = names.map((name) => {
      const { missed, wrong, none, clear } = count(name)
      return `| ${name} | ${String(clear)} | ${String(clear - missed.length - wrong.length)} | ${String(none.length)} |`
    })
    process.stdout.write(`${rows.join('\n')}\n`)
  })
})
