// Level and importance are 1, 2 or 3; tags hold text.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const metaValueWrong: Rule = {
  code: 'meta-value-wrong',
  *checkTopic({ cards }) {
    for (const { metaEntries } of cards) {
      for (const { key, value, at } of metaEntries) {
        const number = key === 'level' || key === 'importance'
        if (value === null || (number ? /^[123]$/.test(value) : key !== 'tags' || !/^[\s,，]*$/.test(value)))
          continue
        yield { at, params: { key, value: shorten(value), expected: number ? '1, 2, 3' : 'text, text' } }
      }
    }
  },
}
