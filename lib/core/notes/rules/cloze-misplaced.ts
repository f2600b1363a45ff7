// A cloze in a question, a list of key points or the introduction is asked by nobody.
import type { Span } from '#lib/core/notes/draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const clozeMisplaced: Rule = {
  code: 'cloze-misplaced',
  *checkTopic({ text, cards, found, frontMatter, spotAt }) {
    const cloze = /\{\{c\d+::/g
    cloze.lastIndex = frontMatter.end
    const inside = (spans: readonly Span[], at: number) =>
      spans.some(({ start, end }) => start <= at && at < end)
    const prose = cards.map(({ proseSpan }) => proseSpan)
    for (let hit = cloze.exec(text); hit !== null; hit = cloze.exec(text)) {
      if (!inside(prose, hit.index) && !inside(found.code, hit.index))
        yield { at: spotAt(hit.index), params: { written: hit[0] } }
    }
  },
}
