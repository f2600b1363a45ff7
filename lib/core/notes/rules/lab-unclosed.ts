// A lab that is never closed swallows the rest of the file.
import type { Rule } from '#lib/core/notes/rule.ts'

export const labUnclosed: Rule = {
  code: 'lab-unclosed',
  *checkTopic({ found, text }) {
    for (const node of found.directives) {
      const slice = text.slice(node.position!.start.offset, node.position!.end.offset)
      if (node.type === 'containerDirective' && !/\n[ \t]*:{3,}[ \t]*$/.test(slice)) yield { at: node }
    }
  },
}
