// Every topic is there in both languages; a schedule is one for both.
import { langs } from '#lib/core/notes/card.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const translationMissing: Rule = {
  code: 'translation-missing',
  *checkCollection({ byTopic }) {
    for (const [topic, files] of byTopic) {
      const [first] = files.values()
      for (const lang of langs) {
        if (first !== undefined && !files.has(lang))
          yield { at: { line: 1, column: 1 }, file: first.file, params: { topic, lang } }
      }
    }
  },
}
