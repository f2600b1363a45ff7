// Two files that claim the same topic and language.
import type { Rule } from '#lib/core/notes/rule.ts'

export const topicRepeated: Rule = {
  code: 'topic-repeated',
  *checkCollection({ outlines, byTopic }) {
    for (const outline of outlines) {
      const { topic, lang, file } = outline
      if (topic === null || lang === null) continue
      const first = byTopic.get(topic)!.get(lang)!
      if (first !== outline)
        yield {
          at: { line: 1, column: 1 },
          file,
          params: { topic, lang },
          related: { file: first.file, line: 1, column: 1 },
        }
    }
  },
}
