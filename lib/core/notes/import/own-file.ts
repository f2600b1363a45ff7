// A file of our own Markdown that somebody has worked on: its cards as the reader gives them, to be looked over like any.
import type { OwnMarkdown, OwnMarkdownCard } from '#lib/core/notes/import/own-markdown.ts'
import type { NoteEncoding } from '#lib/core/notes/import/decode-text.ts'
import { provisionalId } from '#lib/core/notes/import/provisional-id.ts'
import type { ReadCard, ReadNotes } from '#lib/core/notes/import/read-card.ts'
import type { Problem } from '#lib/core/problem.ts'

/** The cards of a file that `readOwnMarkdown` has read. */
export function readOwnFile({ collection, cards: found }: OwnMarkdown, { file, encoding }: { readonly file: string; readonly encoding: NoteEncoding }): ReadNotes {
  const problems: Problem[] = []
  const used = new Set<string>()
  const cards = found.flatMap((each): ReadCard[] => {
    const { card, lines } = each
    const place = { file, line: lines.from, column: 1, offset: 0 }
    if (card.answer === '') {
      problems.push({ code: 'question-without-answer', params: { question: card.question.slice(0, 80) }, place })
      return []
    }
    const id = nameOf(each, used)
    used.add(id)
    return [
      {
        ...{ id, explicitId: each.id !== null, place, lines, question: card.question, answer: card.answer, kind: card.kind, tier: card.tier },
        ...{ dialect: 'own-markdown', contextPath: card.contextPath, tags: card.tags, repairs: [], context: '' },
        ...(card.options === null ? {} : { options: card.options }),
      },
    ]
  })
  if (cards.length === 0) problems.push({ code: 'notes-without-questions', place: { file } })
  return { cards, problems, repairs: [], dialects: ['own-markdown'], pictures: [], encoding, title: collection.title }
}

function nameOf({ id, card }: OwnMarkdownCard, used: ReadonlySet<string>): string {
  if (id !== null && !used.has(id)) return id
  const base = provisionalId(card.question, card.contextPath)
  let name = base
  for (let count = 2; used.has(name); count++) name = `${base}-${count}`
  return name
}
