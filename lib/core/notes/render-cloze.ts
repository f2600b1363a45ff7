// A cloze card's prose with the asked cloze hidden or shown. The hidden text is taken out before anything is
// parsed, so that it is nowhere in the page's source, in no attribute and in no table cell that a cloze tore
// apart.
import type { Element, ElementContent, Root as HastRoot } from 'hast'
import type { ClozeCard, FacetName, Markdown } from '#lib/core/notes/card.ts'
import type { ClozeDraft, Span } from '#lib/core/notes/draft.ts'
import { findDeepNesting, parseMarkdown, walk } from '#lib/core/notes/markdown.ts'
import { readClozes } from '#lib/core/notes/read-clozes.ts'
import { renderWith } from '#lib/core/notes/render-markdown.ts'
import type { RenderOptions } from '#lib/core/notes/render-markdown.ts'

// Private-use characters: letters to the Markdown parser, in no honest note. Those of the author are dropped.
const open = '\ue000'
const close = '\ue001'
const marks = /[\ue000\ue001]/g

/**
 * The prose as HTML. Every cloze of `facet` becomes `<span class="cloze" data-cloze="c1">`, holding `[hint]`
 * or `[…]` while hidden and its text when shown; the other clozes are plain text in both. `facet` null: every cloze,
 * for reading.
 */
export function renderCloze(
  card: ClozeCard,
  facet: FacetName | null,
  state: 'hidden' | 'shown',
  options: RenderOptions,
): string {
  const asked: ClozeDraft[] = []
  const markdown = replaceClozes(card.answer, (cloze, text) => {
    if (facet !== null && cloze.id !== facet) return text
    asked.push(cloze)
    return state === 'hidden' ? `${open}${close}` : `${open}${text}${close}`
  })
  return renderWith(markdown, options, (tree) => {
    let next = 0
    wrapMarked(tree, (children): Element => {
      const cloze = asked[next++]
      const placeholder: ElementContent = { type: 'text', value: `[${cloze?.hint ?? '…'}]` }
      const properties = { className: ['cloze'], dataCloze: cloze?.id ?? facet }
      return {
        type: 'element',
        tagName: 'span',
        properties,
        children: state === 'hidden' ? [placeholder] : children,
      }
    })
  })
}

/** The prose of a cloze card with every cloze as its plain text. */
export function withoutClozes(markdown: Markdown): Markdown {
  return replaceClozes(markdown, (_, text) => text)
}

function replaceClozes(markdown: Markdown, replace: (cloze: ClozeDraft, text: Markdown) => string): Markdown {
  const text = markdown.replace(marks, '')
  if (!text.includes('{{') || findDeepNesting(text) !== null) return text
  const code: Span[] = []
  for (const node of walk([parseMarkdown(text)])) {
    if (node.type !== 'code' && node.type !== 'inlineCode') continue
    code.push({ start: node.position!.start.offset!, end: node.position!.end.offset! })
  }
  let result = ''
  let done = 0
  for (const cloze of readClozes(text, { start: 0, end: text.length }, code).clozes) {
    const hidden = text.slice(cloze.span.start + 2, cloze.span.end - 2).split('::')[1] ?? ''
    result += text.slice(done, cloze.span.start) + replace(cloze, hidden.trim())
    done = cloze.span.end
  }
  return result + text.slice(done)
}

/**
 * Wraps what stands between two marks among the children of one node. Marks torn apart by a block are
 * dropped.
 */
function wrapMarked(parent: HastRoot | Element, wrap: (children: ElementContent[]) => Element): void {
  const done: ElementContent[] = []
  let from: number | null = null
  for (const child of parent.children as ElementContent[]) {
    if (child.type !== 'text') {
      if (child.type === 'element') wrapMarked(child, wrap)
      done.push(child)
      continue
    }
    for (const part of child.value.split(/([\ue000\ue001])/)) {
      if (part === open) from = done.length
      else if (part === close) {
        if (from !== null) done.push(wrap(done.splice(from)))
        from = null
      } else if (part !== '') done.push({ type: 'text', value: part })
    }
  }
  parent.children = done
}
