// Reads a topic file into a draft: one pass over the blocks that cuts it into introduction, cards and
// sections, and one walk that collects the nodes rules look for. It reports nothing; see `rules/`.
import type { Heading, InlineCode, List, Paragraph, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { toString } from 'mdast-util-to-string'
import { isLang } from '#lib/core/notes/front-matter.ts'
import type { FrontMatter } from '#lib/core/notes/front-matter.ts'
import type {
  AnchorDraft,
  CardDraft,
  Draft,
  Found,
  KindPart,
  MetaEntry,
  SectionDraft,
  Span,
} from '#lib/core/notes/draft.ts'
import { parseMarkdown, walk } from '#lib/core/notes/markdown.ts'
import type { Spot } from '#lib/core/notes/spot.ts'
import { readClozes } from '#lib/core/notes/read-clozes.ts'
import {
  readFollowUp,
  readItem,
  readKeyPoint,
  readOption,
  readPitfall,
  readSource,
} from '#lib/core/notes/read-sections.ts'
import { findReservedHeading } from '#lib/core/notes/reserved-headings.ts'
import type { SectionName } from '#lib/core/notes/reserved-headings.ts'

/** Reads a text with LF line ends and no byte order mark, which `findDeepNesting` let through. */
export function readDraft(text: string, file: string, frontMatter: FrontMatter): Draft {
  // Blanked, not cut: every offset and line of the tree is one of the file.
  const body = text.slice(0, frontMatter.end).replace(/[^\n]/g, ' ') + text.slice(frontMatter.end)
  const { children } = parseMarkdown(body)
  const found = collect(children)
  const named = /(?:^|\/)([^/.]+)\.(zh|en)\.md$/.exec(file)
  const written = (key: string) => frontMatter.entries.find((entry) => entry.key === key)?.value
  const lang = written('lang')
  const topic = written('topic')

  const isCardHeading = (node: RootContent) => node.type === 'heading' && node.depth === 2
  const firstCard = children.findIndex(isCardHeading)
  const opening = firstCard < 0 ? children : children.slice(0, firstCard)
  const title = opening[0]?.type === 'heading' && opening[0].depth === 1 ? opening[0] : null
  const introduction = title === null ? opening : opening.slice(1)

  const cards: CardDraft[] = []
  for (let from = firstCard, at = from + 1; from >= 0 && at <= children.length; at++) {
    if (at < children.length && !isCardHeading(children[at]!)) continue
    cards.push(readCard(text, children.slice(from, at), found.code))
    from = at
  }
  return {
    file,
    text,
    frontMatter,
    named: named === null ? null : { topic: named[1]!, lang: named[2] === 'zh' ? 'zh' : 'en' },
    lang: isLang(lang) ? lang : named === null ? null : named[2] === 'zh' ? 'zh' : 'en',
    topic: typeof topic === 'string' ? topic : (named?.[1] ?? null),
    title,
    introduction,
    introductionSpan: spanOf(introduction) ?? { start: frontMatter.end, end: frontMatter.end },
    cards,
    found,
    spotAt: spotFinder(text),
  }
}

function collect(children: readonly RootContent[]): Found {
  const found = {
    headings: [] as Heading[],
    html: [] as Found['html'][number][],
    images: [] as Found['images'][number][],
    links: [] as Found['links'][number][],
    references: [] as Found['references'][number][],
    directives: [] as Found['directives'][number][],
    code: [] as Span[],
    codeBlocks: [] as Found['codeBlocks'][number][],
  }
  for (const node of walk(children)) {
    switch (node.type) {
      case 'heading':
        found.headings.push(node)
        break
      case 'html':
        found.html.push(node)
        break
      case 'image':
      case 'imageReference':
        found.images.push(node)
        break
      case 'link':
        found.links.push(node)
        break
      case 'linkReference':
      case 'definition':
      case 'footnoteReference':
      case 'footnoteDefinition':
        found.references.push(node)
        break
      case 'containerDirective':
      case 'leafDirective':
        found.directives.push(node)
        break
      case 'code':
        found.codeBlocks.push(node)
        found.code.push(spanOf([node])!)
        break
      case 'inlineCode':
        found.code.push(spanOf([node])!)
        break
    }
  }
  return found
}

function readCard(text: string, blocks: readonly RootContent[], code: readonly Span[]): CardDraft {
  const heading = blocks[0] as Heading
  const meta = blocks[1]?.type === 'paragraph' && isMeta(blocks[1]) ? blocks[1] : null
  const afterMeta = blocks.slice(meta === null ? 1 : 2)
  const firstReserved = afterMeta.findIndex(isReserved)
  const prose = firstReserved < 0 ? afterMeta : afterMeta.slice(0, firstReserved)
  const rest = firstReserved < 0 ? [] : afterMeta.slice(firstReserved)
  const sections = readSections(rest)
  const start = heading.position!.start.offset!
  const proseStart = (meta ?? heading).position!.end.offset!
  const proseSpan = spanOf(prose) ?? { start: proseStart, end: proseStart }
  const { clozes, faults: clozeFaults } = readClozes(text, proseSpan, code)
  const labs = blocks.filter((node) => node.type === 'containerDirective' || node.type === 'leafDirective')
  const bullets = (name: SectionName) =>
    sections.find((section) => section.name === name)?.list?.children ?? []
  return {
    span: { start, end: blocks.at(-1)!.position!.end.offset! },
    heading,
    ...readHeading(text, heading),
    meta,
    metaEntries:
      meta === null ? [] : meta.children.filter((child) => child.type === 'inlineCode').map(readMetaEntry),
    prose,
    proseSpan,
    sections,
    strayHeadings: rest.filter((node) => node.type === 'heading' && !isReserved(node)) as Heading[],
    labs,
    trailingLabs: rest.filter((node) => node.type === 'containerDirective'),
    clozes,
    clozeFaults,
    kindParts: kindParts(sections, labs, clozes.length + clozeFaults.length > 0 ? prose : []),
    options: bullets('options').map((item) => readOption(text, item)),
    items: bullets('order').map((item) => readItem(text, item)),
    accepted: bullets('accept').map((item) => readItem(text, item)),
    keyPoints: bullets('keyPoints').map((item) => readKeyPoint(text, item)),
    pitfalls: bullets('pitfalls').map((item) => readPitfall(text, item)),
    followUps: bullets('followUps').map((item) => readFollowUp(text, item)),
    sources: bullets('sources').map((item) => readSource(text, item)),
  }
}

const idAnchor = /^<a id="([a-z0-9-]{2,40})">$/

function readHeading(
  text: string,
  heading: Heading,
): Pick<CardDraft, 'anchor' | 'question' | 'questionMarkdown'> {
  const { children } = heading
  const question = toString(heading, { includeHtml: false }).replace(/\s+/g, ' ').trim()
  const opening = children.findLast((child) => child.type === 'html' && /^<a[\s>]/i.test(child.value))
  const { start, end } = heading.position!
  // By the text and not by the children: a literal link among them has no position.
  const markdown = text
    .slice(start.offset, opening?.position?.start.offset ?? end.offset)
    .replace(/^#+[ \t]+/, '')
    .replace(/[ \t]+#+[ \t]*$|\n[ \t]*-+[ \t]*$/, '')
    .trim()
  if (opening?.type !== 'html') return { anchor: null, question, questionMarkdown: markdown }
  const at = children.indexOf(opening)
  const closing = children[at + 1]
  const wellFormed = idAnchor.exec(opening.value)
  const anchor: AnchorDraft = {
    id: wellFormed?.[1] ?? /\b(?:id|name)\s*=\s*["']?([^"'\s>]*)/i.exec(opening.value)?.[1] ?? '',
    sound:
      wellFormed !== null &&
      at === children.length - 2 &&
      closing?.type === 'html' &&
      closing.value === '</a>',
    node: opening,
  }
  return { anchor, question, questionMarkdown: markdown }
}

function isMeta(paragraph: Paragraph): boolean {
  return paragraph.children.every(
    (child) => child.type === 'inlineCode' || (child.type === 'text' && child.value.trim() === ''),
  )
}

function readMetaEntry(code: InlineCode): MetaEntry {
  const { line, column } = code.position!.start
  const colon = code.value.indexOf(':')
  return {
    key: (colon < 0 ? code.value : code.value.slice(0, colon)).trim(),
    value: colon < 0 ? null : code.value.slice(colon + 1).trim(),
    written: code.value,
    at: { line, column },
  }
}

function isReserved(node: RootContent): boolean {
  return (
    node.type === 'heading' &&
    node.depth === 3 &&
    findReservedHeading(toString(node, { includeHtml: false }).trim()) !== null
  )
}

function readSections(blocks: readonly RootContent[]): SectionDraft[] {
  const sections: SectionDraft[] = []
  for (let from = 0, to = 1; from < blocks.length; from = to) {
    to = from + 1
    while (to < blocks.length && blocks[to]!.type !== 'heading') to++
    const heading = blocks[from] as Heading
    const written = toString(heading, { includeHtml: false }).trim()
    const reserved = heading.depth === 3 ? findReservedHeading(written) : null
    const content = blocks
      .slice(from + 1, to)
      .filter((node) => node.type !== 'containerDirective' && node.type !== 'leafDirective')
    const list = content.find((node): node is List => node.type === 'list') ?? null
    if (reserved !== null) {
      const others = content.filter((node) => node !== list)
      sections.push({ ...reserved, written, heading, list, others, span: spanOf(blocks.slice(from, to))! })
    }
  }
  return sections
}

function kindParts(
  sections: readonly SectionDraft[],
  labs: CardDraft['labs'],
  proseWithClozes: readonly RootContent[],
): KindPart[] {
  const parts: KindPart[] = []
  const kinds = { options: 'choice', order: 'order', accept: 'typed' } as const
  if (proseWithClozes[0] !== undefined)
    parts.push({ kind: 'cloze', written: '{{c1::…}}', at: spotOf(proseWithClozes[0]) })
  for (const section of sections) {
    const kind = kinds[section.name as keyof typeof kinds] as KindPart['kind'] | undefined
    // A heading that stands twice is its own fault.
    if (kind === undefined || parts.some((part) => part.kind === kind)) continue
    parts.push({ kind, written: `### ${section.written}`, at: spotOf(section.heading) })
  }
  const exercise = labs.find((lab): lab is ContainerDirective => lab.attributes?.['ask'] != null)
  if (exercise !== undefined) parts.push({ kind: 'exercise', written: ':::lab{ask}', at: spotOf(exercise) })
  return parts
}

function spanOf(nodes: readonly RootContent[]): Span | null {
  const start = nodes[0]?.position?.start.offset
  const end = nodes.at(-1)?.position?.end.offset
  return start === undefined || end === undefined ? null : { start, end }
}

/** Where a node begins. Only literal links have no position, and nothing reports those. */
export function spotOf(node: RootContent): Spot {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 }
  return { line, column }
}

/** Offset → line and column, by bisection; the lines are counted at the first call. */
function spotFinder(text: string): (offset: number) => Spot {
  let starts: number[] | null = null
  return (offset) => {
    if (starts === null) {
      starts = [0]
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    }
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

/** A heading's plain text, without ids and other HTML. */
export function headingText(heading: Heading): string {
  return toString(heading, { includeHtml: false }).replace(/\s+/g, ' ').trim()
}
