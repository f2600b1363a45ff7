// An answer is said in one to two minutes. What takes more than four is two cards.
import type { Rule } from '#lib/core/notes/rule.ts'
import { spokenWords } from '#lib/core/notes/spoken-words.ts'

const maxSpokenWords = 400

export const answerTooLong: Rule = {
  code: 'answer-too-long',
  *checkTopic({ cards, text }) {
    for (const { prose, heading } of cards) {
      const words = spokenWords(text, prose)
      if (words > maxSpokenWords) yield { at: prose[0] ?? heading, params: { words, limit: maxSpokenWords } }
    }
  },
}
