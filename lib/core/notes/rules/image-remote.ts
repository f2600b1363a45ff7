// A page of ours never makes a reader’s browser call another host.
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const imageRemote: Rule = {
  code: 'image-remote',
  *checkTopic({ found }) {
    for (const node of found.images) {
      if (node.type === 'image' && /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(node.url))
        yield { at: node, params: { url: shorten(node.url) } }
    }
  },
}
