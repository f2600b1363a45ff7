// A slice of Markdown → sanitised HTML. Raw HTML, remote images and addresses that no note has do not come
// through; nothing here writes a `style` attribute, so that the page's CSP needs no exception for it.
// Highlighting is the caller's: it costs more than the rest together and is wanted on few pages.
import type { Element, ElementContent, Nodes, Properties, Root as HastRoot, Text } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import type { Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Image } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { toHast } from 'mdast-util-to-hast'
import type { State } from 'mdast-util-to-hast'
import type { Lang, Markdown } from '#lib/core/notes/card.ts'
import { drawBlock, figureOf } from '#lib/core/notes/drawing/draw.ts'
import { linkTarget } from '#lib/core/notes/link-target.ts'
import type { LinkTarget } from '#lib/core/notes/link-target.ts'
import { findDeepNesting, parseMarkdown } from '#lib/core/notes/markdown.ts'
import { rfcMention, rfcUrl } from '#lib/core/notes/rfc-link.ts'

export interface RenderOptions {
  /** The language of labels, and of pages that links lead to. */
  readonly lang: Lang
  /** Added to the depth of headings, which are `###` in a card. */
  readonly headingShift?: number
  /** Where a link leads on the page; null leaves its text alone. The default fits the topic pages. */
  readonly href?: (target: LinkTarget) => string | null
  /** Where an image of the notes is served; null, and the default, leave its description. */
  readonly imageUrl?: (url: string) => string | null
  /** A tree with classes, no style attributes, for code in a language; null leaves the code plain. */
  readonly highlight?: (code: string, lang: string) => Element | HastRoot | null
  /**
   * False where the HTML goes into a label, a button or a heading: no `RFC 9293 §3.5` becomes a link there.
   */
  readonly linkRfcs?: boolean
  /** Where a lab's scenario (`tcp/handshake`) runs full size; null, and the default, add no link. */
  readonly labHref?: (scenario: string) => string | null
  /** Imported notes: their links say that nobody here vouches for them. */
  readonly untrusted?: boolean
}

/** Blocks of Markdown as HTML. Never throws; a text that nests beyond reason is shown as it is written. */
export function renderMarkdown(markdown: Markdown, options: RenderOptions): string {
  return renderTree(markdown, options, (children) => children)
}

/** One line of Markdown (a question, a key point) as HTML without a paragraph around it. */
export function renderInline(markdown: Markdown, options: RenderOptions): string {
  // As a heading's text: by itself, "1. Why…" would be a list and "#" a heading.
  const line = `# ${markdown.replace(/\s*\n\s*/g, ' ')}`
  return renderTree(line, options, (children) => children.flatMap(contentOf))
}

/** What a bullet holds: inline HTML if that is one paragraph, else its blocks. */
export function renderBullet(markdown: Markdown, options: RenderOptions): string {
  return renderTree(markdown, options, (children) => {
    const [only, ...others] = children.filter((node) => node.type === 'element')
    return only?.tagName === 'p' && others.length === 0 ? only.children : children
  })
}

const contentOf = (node: ElementContent): ElementContent[] =>
  node.type === 'element' ? node.children : [node]

/** Changes a tree before it is sanitised. What it adds must pass `schema`. */
export type TreeStep = (tree: HastRoot) => void

/** As `renderMarkdown`, with a step of the caller's own on the tree. */
export function renderWith(markdown: Markdown, options: RenderOptions, step: TreeStep): string {
  return renderTree(markdown, options, (children) => children, step)
}

function renderTree(
  markdown: Markdown,
  options: RenderOptions,
  pick: (children: ElementContent[]) => ElementContent[],
  step?: TreeStep,
): string {
  if (findDeepNesting(markdown) !== null) return asWritten(markdown)
  try {
    const handlers = {
      containerDirective: labFigure,
      image: (_: State, node: Image) => picture(node, options),
    }
    const hast = toHast(parseMarkdown(markdown), { handlers }) as HastRoot
    const tree: HastRoot = { type: 'root', children: pick(hast.children as ElementContent[]) }
    step?.(tree)
    rewrite(tree, options)
    linkLabs(tree, options)
    const clean = sanitize(tree, schema) as HastRoot
    replaceCode(clean, (code, language) => {
      const drawn = drawBlock(language, code)
      return drawn?.ok === true ? figureOf(drawn.value, options.lang) : null
    })
    if (options.highlight !== undefined) replaceCode(clean, options.highlight)
    return toHtml(clean)
  } catch (error) {
    // All of these recurse; running out of stack is the one way in which a text can make them fail.
    if (!(error instanceof RangeError)) throw error
    return asWritten(markdown)
  }
}

function asWritten(markdown: Markdown): string {
  return toHtml({
    type: 'element',
    tagName: 'pre',
    properties: {},
    children: [{ type: 'text', value: markdown }],
  })
}

function labFigure(state: State, node: ContainerDirective): Element {
  const { scenario, ask } = node.attributes ?? {}
  const properties: Properties = { className: ['lab'] }
  if (scenario != null) properties['dataScenario'] = scenario
  if (ask != null) properties['dataAsk'] = ask
  const children = state.wrap(state.all(node), true)
  if (node.name === 'lab') return { type: 'element', tagName: 'figure', properties, children }
  return { type: 'element', tagName: 'div', properties: {}, children }
}

const openLab: Readonly<Record<Lang, string>> = { en: 'Open in the lab', zh: '在实验室中打开' }

/** Below each lab's text, the way to where it runs. After `rewrite`, which takes away addresses of our own. */
function linkLabs(parent: HastRoot | Element, { lang, labHref }: RenderOptions): void {
  if (labHref === undefined) return
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    linkLabs(child, { lang, labHref })
    const scenario = child.tagName === 'figure' ? textProperty(child, 'dataScenario') : ''
    const href = scenario === '' ? null : labHref(scenario)
    if (href === null) continue
    const text: Text = { type: 'text', value: openLab[lang] }
    const link: Element = { type: 'element', tagName: 'a', properties: { href }, children: [text] }
    child.children.push({ type: 'element', tagName: 'p', properties: {}, children: [link] })
  }
}

function picture(node: Image, options: RenderOptions): ElementContent {
  const remote = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(node.url)
  const src = remote ? null : (options.imageUrl?.(node.url) ?? null)
  if (src === null) return { type: 'text', value: node.alt ?? '' }
  return {
    type: 'element',
    tagName: 'img',
    properties: { src, alt: node.alt ?? '', loading: 'lazy' },
    children: [],
  }
}

const tableLabel: Readonly<Record<Lang, string>> = { en: 'Table', zh: '表格' }

function rewrite(parent: HastRoot | Element, options: RenderOptions): void {
  const children: ElementContent[] = []
  for (const child of parent.children as ElementContent[]) {
    if (child.type === 'text') children.push(...linkRfcs(child, parent, options))
    else if (child.type !== 'element') children.push(child)
    else children.push(...rewriteElement(child, options))
  }
  parent.children = children
}

function rewriteElement(element: Element, options: RenderOptions): ElementContent[] {
  const depth = /^h([1-6])$/.exec(element.tagName)?.[1]
  if (depth !== undefined)
    element.tagName = `h${Math.min(6, Math.max(1, Number(depth) + (options.headingShift ?? 0)))}`
  if (element.tagName === 'code') {
    // Sanitising would leave an empty class of a language whose name it refuses.
    if (!codeLanguage.test(textProperty(element, 'className'))) element.properties = {}
    return [element]
  }
  if (element.tagName === 'a') {
    const target = linkTarget(textProperty(element, 'href'))
    const href = target === null ? null : (options.href ?? ((to) => pageOf(to, options.lang)))(target)
    if (href === null) {
      rewrite(element, options)
      return element.children
    }
    element.properties = linkProperties(href, target?.to === 'web', options)
    return [element]
  }
  // The corner of a table heads nothing: as a header it would be announced without a name.
  if (element.tagName === 'th' && textOf(element).trim() === '') element.tagName = 'td'
  // Code scrolls sideways as well, and whoever has no pointer must be able to.
  if (element.tagName === 'pre') element.properties['tabIndex'] = 0
  rewrite(element, options)
  return element.tagName === 'table' ? [scrollable(element, options)] : [element]
}

function linkProperties(href: string, outward: boolean, options: RenderOptions): Properties {
  if (!outward) return { href }
  return {
    href,
    rel:
      options.untrusted === true ? ['noopener', 'noreferrer', 'nofollow', 'ugc'] : ['noopener', 'noreferrer'],
  }
}

/** Where the pages of the product show a card or a topic. */
export function pageOf(target: LinkTarget, lang: Lang): string {
  if (target.to === 'web') return target.url
  if (target.to === 'topic') return `/${target.lang}/topics/${target.topic}`
  return target.topic === null
    ? `#${target.card}`
    : `/${target.lang ?? lang}/topics/${target.topic}#${target.card}`
}

/**
 * A wide table scrolls by itself on a phone, and by keyboard: hence the focus and the name. A group, not a
 * region: two tables with the same head would be two landmarks of one name.
 */
function scrollable(table: Element, { lang }: RenderOptions): Element {
  const head = textOf(firstRow(table)).replace(/\s+/g, ' ').trim()
  const ariaLabel = head === '' ? tableLabel[lang] : `${tableLabel[lang]}: ${head}`
  return {
    type: 'element',
    tagName: 'div',
    properties: { className: ['table'], tabIndex: 0, role: 'group', ariaLabel },
    children: [table],
  }
}

function firstRow(table: Element): Nodes {
  const head = table.children.find(
    (child): child is Element => child.type === 'element' && child.tagName === 'thead',
  )
  return head ?? table
}

/** A property as text; the first of a list. */
function textProperty({ properties }: Element, name: string): string {
  const value = properties[name]
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

/** All the text below a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** `RFC 9293 §3.5` in prose leads to that section. */
function linkRfcs(text: Text, parent: HastRoot | Element, options: RenderOptions): ElementContent[] {
  if (options.linkRfcs === false || (parent.type === 'element' && parent.tagName === 'a')) return [text]
  const parts: ElementContent[] = []
  let done = 0
  for (const hit of text.value.matchAll(rfcMention)) {
    if (hit.index > done) parts.push({ type: 'text', value: text.value.slice(done, hit.index) })
    const href = rfcUrl(Number(hit[1]), hit[2] ?? null)
    const properties = linkProperties(href, true, options)
    parts.push({ type: 'element', tagName: 'a', properties, children: [{ type: 'text', value: hit[0] }] })
    done = hit.index + hit[0].length
  }
  if (done === 0) return [text]
  if (done < text.value.length) parts.push({ type: 'text', value: text.value.slice(done) })
  return parts
}

type CodeStep = (code: string, language: string) => Element | HastRoot | null

/** Puts in place of each block of code what the step makes of it; null leaves it. */
function replaceCode(parent: HastRoot | Element, step: CodeStep): void {
  const children: ElementContent[] = []
  for (const child of parent.children as ElementContent[]) {
    const made = child.type === 'element' ? stepOnCode(child, step) : null
    if (made !== null) children.push(...((made.type === 'root' ? made.children : [made]) as ElementContent[]))
    else {
      if (child.type === 'element') replaceCode(child, step)
      children.push(child)
    }
  }
  parent.children = children
}

function stepOnCode(pre: Element, step: CodeStep): Element | HastRoot | null {
  const code = pre.children[0]
  if (pre.tagName !== 'pre' || code?.type !== 'element' || code.tagName !== 'code') return null
  const name = textProperty(code, 'className')
  return name.startsWith('language-')
    ? step(textOf(code).replace(/\n$/, ''), name.slice('language-'.length))
    : null
}

const codeLanguage = /^language-[\w+#.-]+$/
const cell = ['align', 'colSpan', 'rowSpan']

const schema: Schema = {
  strip: ['script', 'style'],
  tagNames: [
    ...[
      'p',
      'a',
      'strong',
      'em',
      'del',
      'code',
      'pre',
      'ul',
      'ol',
      'li',
      'input',
      'blockquote',
      'hr',
      'br',
      'img',
    ],
    ...[
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'span',
      'div',
      'figure',
    ],
  ],
  attributes: {
    a: ['href', ['rel', 'noopener', 'noreferrer', 'nofollow', 'ugc']],
    code: [['className', codeLanguage]],
    ol: ['start', ['className', 'contains-task-list']],
    ul: [['className', 'contains-task-list']],
    li: [['className', 'task-list-item']],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    img: ['src', 'alt', ['loading', 'lazy']],
    pre: ['tabIndex'],
    th: cell,
    td: cell,
    div: [['className', 'table'], 'tabIndex', ['role', 'group'], 'ariaLabel'],
    figure: [['className', 'lab'], 'dataScenario', 'dataAsk'],
    span: [['className', 'cloze'], 'dataCloze'],
  },
  required: { input: { disabled: true, type: 'checkbox' } },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
}
