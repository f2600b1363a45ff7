// A cloze in a question, a list of key points or the introduction is asked by nobody.
import type { Rule } from '#lib/core/notes/rule.ts'
import { isWithin } from '#lib/core/notes/spans.ts'

export const clozeMisplaced: Rule = {
  code: 'cloze-misplaced',
  *checkTopic({ text, cards, found, frontMatter, spotAt }) {
    const cloze = /\{\{c\d+::/g
    cloze.lastIndex = frontMatter.end
    const prose = cards.map(({ proseSpan }) => proseSpan)
    for (let hit = cloze.exec(text); hit !== null; hit = cloze.exec(text)) {
      if (isWithin(prose, hit.index) || isWithin(found.code, hit.index)) continue
      yield { at: spotAt(hit.index), params: { written: hit[0] } }
    }
  },
}
