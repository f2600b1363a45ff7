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

// Beyond these the text is no note. Trees so deep also cost the parser quadratic time and more (a thousand
// images in each other's descriptions: four seconds), and whoever recurses over them the stack.
const maxContainers = 24
const maxOpenBrackets = 50
const maxOpenEmphasis = 200

const manyContainers = new RegExp(
  `^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${maxContainers}}`,
  'm',
)
const deepIndent = /^[ \t]{200}/m

/**
 * The offset at which a text nests more deeply than any note does, or null. Such a text must not be parsed.
 */
export function findDeepNesting(text: string): number | null {
  const found = [manyContainers, deepIndent].map((pattern) => text.search(pattern))
  const containers = found.map((at) => (at < 0 ? Infinity : at))
  const first = Math.min(openDirectives(text), openInlines(text), ...containers)
  return first === Infinity ? null : first
}

/** Brackets and emphasis that are open at once in a paragraph. An estimate from the characters alone. */
function openInlines(text: string): number {
  let brackets = 0
  let emphasis = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '[') brackets++
    else if (char === ']') brackets = Math.max(0, brackets - 1)
    else if (char === '*' || char === '_' || char === '~') {
      let end = at + 1
      while (text[end] === char) end++
      const side = flanking(text[at - 1] ?? ' ', text[end] ?? ' ')
      if ((side === 'right' || side === 'both') && emphasis > 0) emphasis--
      else if (side === 'left' || (side === 'both' && char !== '_')) emphasis++
      at = end - 1
    } else if (char === '\n' && text[at + 1] === '\n') brackets = emphasis = 0
    if (brackets > maxOpenBrackets || emphasis > maxOpenEmphasis) return at
  }
  return Infinity
}

/** Which way a run of `*`, `_` or `~` may turn, by CommonMark's rule on the characters around it. */
function flanking(before: string, after: string): 'left' | 'right' | 'both' | 'none' {
  const spaceBefore = /\s/.test(before)
  const spaceAfter = /\s/.test(after)
  const markBefore = /[\p{P}\p{S}]/u.test(before)
  const markAfter = /[\p{P}\p{S}]/u.test(after)
  const left = !spaceAfter && (!markAfter || spaceBefore || markBefore)
  const right = !spaceBefore && (!markBefore || spaceAfter || markAfter)
  return left && right ? 'both' : left ? 'left' : right ? 'right' : 'none'
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
