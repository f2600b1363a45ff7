// The one place that turns Markdown text into a tree: CommonMark, GFM and block directives (`:::lab`).
// Text directives stay off: with that construct on, `connection:keep-alive` would lose its second half.
// It renders nothing and judges nothing.
import { gfm } from 'micromark-extension-gfm'
import { directive } from 'micromark-extension-directive'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Options } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import type { Nodes, Parent, Root } from 'mdast'

const { flow } = directive()

const options: Options = {
  extensions: [gfm(), flow === undefined ? {} : { flow }],
  mdastExtensions: [gfmFromMarkdown(), directiveFromMarkdown()],
}

/**
 * Beyond this the text is no note. A tree this deep also costs the parser quadratic time and the renderer,
 * which recurses, its stack.
 */
const maxContainers = 24
const maxBrackets = 200

const manyContainers = new RegExp(
  `^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${maxContainers}}`,
  'm',
)
const manyOpeners = new RegExp(`(?:[[*_~!<(][^\\]\\n*_~>)]{0,2}){${maxBrackets}}`)
const deepIndent = /^[ \t]{200}/m

/**
 * The offset at which a text nests more deeply than any note does, or null. Such a text must not be parsed.
 */
export function findDeepNesting(text: string): number | null {
  const found = [manyContainers, manyOpeners, deepIndent].map((pattern) => text.search(pattern))
  const first = Math.min(openDirectives(text), ...found.map((at) => (at < 0 ? Infinity : at)))
  return first === Infinity ? null : first
}

/** Each `:::name` that is not closed holds the next: a thousand of them take the parser a minute. */
function openDirectives(text: string): number {
  let depth = 0
  for (const { 0: line, 1: name, index } of text.matchAll(/^[ \t>]*:{3,}[ \t]*([A-Za-z]?)/gm)) {
    depth = name === '' ? Math.max(0, depth - 1) : depth + 1
    if (depth > maxContainers) return index + line.length - 1
  }
  return Infinity
}

/**
 * The tree of a text that `findDeepNesting` let through. Positions are 1-based lines and columns, 0-based
 * offsets.
 */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, options)
}

/** Every node below (and with) the given ones, in text order. */
export function* walk(nodes: readonly Nodes[]): Generator<Nodes> {
  const stack = [...nodes].reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    if ('children' in node) {
      const { children } = node as Parent
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!)
    }
  }
}
