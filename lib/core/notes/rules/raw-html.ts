// Notes are Markdown: raw HTML is never shown, so what stands in it would be lost.
import type { Heading } from 'mdast'
import type { AnchorDraft } from '#lib/core/notes/draft.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const rawHtml: Rule = {
  code: 'raw-html',
  *checkTopic({ cards, found }) {
    const anchors = new Set<unknown>(
      cards.flatMap(({ heading, anchor }) => (anchor === null ? [] : anchorNodes(heading, anchor))),
    )
    for (const node of found.html)
      if (!anchors.has(node)) yield { at: node, params: { html: shorten(node.value) } }
  },
}

function anchorNodes(heading: Heading, anchor: AnchorDraft): unknown[] {
  const at = heading.children.indexOf(anchor.node)
  const next = heading.children[at + 1]
  return next?.type === 'html' && next.value === '</a>' ? [anchor.node, next] : [anchor.node]
}
