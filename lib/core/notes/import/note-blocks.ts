// The block structure of the repaired lines, as remark's parser (mdast-util-from-markdown) sees it: headings, paragraphs,
// lists, quotes, code. Inline constructs are switched off, because structure needs none of them: that makes the parse
// twice as fast and takes away every way to make brackets and asterisks expensive. Long notes are parsed in pieces, so
// that time stays linear and memory small. Nesting is bounded before (`note-limits.ts`).
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { RootContent } from 'mdast'
import { isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export interface NoteBlock {
  readonly type: 'heading' | 'paragraph' | 'list' | 'quote' | 'code' | 'html' | 'break'
  /** Indices of its first line and of the line after its last. */
  readonly from: number
  readonly to: number
  /** 1 to 6 for headings, else 0. */
  readonly depth: number
  /** A heading made by a line of `=` or `-` below it. */
  readonly underlined: boolean
}

/** A heading at the top level. */
export interface Heading {
  /** Markdown, and as words without number and decoration. */
  readonly title: string
  readonly clean: string
  readonly level: number
  readonly line: number
  readonly bodyFrom: number
}

const blocksOnly = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'definition',
      'hardBreakEscape',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
}

/** The beginning of a line decides what block it is; tags may decide it anywhere. */
const skeletonLength = 24
const pieceLength = 60
const longestPiece = 200

/** The blocks at the top level. `code` says which lines are fenced code, so that no piece begins inside it. */
export function readBlocks(lines: readonly NoteLine[], code: Uint8Array): NoteBlock[] {
  const blocks: NoteBlock[] = []
  let from = 0
  while (from < lines.length) {
    const to = pieceEnd(lines, code, from)
    const { text, starts } = drawSkeleton(lines, code, from, to)
    for (const node of fromMarkdown(text, { extensions: [blocksOnly] }).children) {
      const block = toBlock(node, lines, [...starts, to])
      if (block !== null) blocks.push(block)
    }
    from = to
  }
  return blocks
}

const plainLine = /^[ \t]*(?=\p{L})/u
/** Nothing, a paragraph's line or an item, as `drawLine` draws them. */
const bare = /^(?:[ \t]*(?:(?:[-*+]|\d[.)]) )?x)?$/
const plainItem = /^([ \t]*)([-*+]|\d{1,9}[.)])[ \t](?=\p{L}|(?:\*\*|__|`)\p{L})/u

/**
 * As much of the lines as their blocks depend on, which is a small part: of a line that begins with a letter only its
 * indentation, nothing of lines inside fences, one of several blank lines, one of alike lines or items. `starts`
 * holds for each line of the skeleton the index of the line that it stands for.
 */
function drawSkeleton(
  lines: readonly NoteLine[],
  code: Uint8Array,
  from: number,
  to: number,
): { text: string; starts: number[] } {
  const kept: string[] = []
  const starts: number[] = []
  let last: string | null = null
  for (let index = from; index < to; index += 1) {
    const line = lines[index]!
    if (code[index] !== 0 && last !== null && !/```|~~~|<\//.test(line.text)) continue
    const drawn = drawLine(line)
    if (drawn === last && bare.test(drawn)) continue
    kept.push(drawn)
    starts.push(index)
    last = drawn
  }
  return { text: kept.join('\n'), starts }
}

/** Ends in x where nothing of the line's text matters. Ordered items all look alike, so that a list is two lines at most. */
function drawLine(line: NoteLine): string {
  const text = line.text
  if (line.hidden || text.trim() === '') return ''
  const plain = plainLine.exec(text)
  if (plain !== null) return `${plain[0]}x`
  const item = plainItem.exec(text)
  if (item !== null) return `${item[1]!}${item[2]!.replace(/\d{2,}/, '2').replace(/[03-9]/, '2')} x`
  return text.length > skeletonLength && !text.includes('<') ? text.slice(0, skeletonLength) : text
}

/** A piece ends before an unindented line that follows a blank one, outside code; after `longestPiece` lines anywhere outside code. */
function pieceEnd(lines: readonly NoteLine[], code: Uint8Array, from: number): number {
  for (let index = from + pieceLength; index < lines.length; index += 1) {
    if (code[index] === 2) continue
    if (index - from >= longestPiece) return index
    if (isBlank(lines[index - 1]!) && /^\S/.test(lines[index]!.text)) return index
  }
  return lines.length
}

const types: Readonly<Partial<Record<RootContent['type'], NoteBlock['type']>>> = {
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  blockquote: 'quote',
  code: 'code',
  html: 'html',
  thematicBreak: 'break',
}

/** `starts` has one entry more than the skeleton has lines: where the piece ends. */
function toBlock(node: RootContent, lines: readonly NoteLine[], starts: readonly number[]): NoteBlock | null {
  const type = types[node.type]
  if (type === undefined || node.position === undefined) return null
  const from = starts[node.position.start.line - 1]!
  const to = starts[node.position.end.line] ?? starts.at(-1)!
  const depth = node.type === 'heading' ? node.depth : 0
  const underlined = depth > 0 && !lines[from]!.text.trimStart().startsWith('#')
  return { type, from, to, depth, underlined }
}

/** The headings among the blocks. */
export function findHeadings(lines: readonly NoteLine[], blocks: readonly NoteBlock[]): Heading[] {
  return blocks
    .filter((block) => block.type === 'heading')
    .map((block) => {
      const text = lines[block.from]!.text
      const title = (
        block.underlined ? text : text.replace(/^[ \t]*#{1,6}/, '').replace(/[ \t]#+[ \t]*$/, '')
      ).trim()
      return { title, clean: cleanTitle(title), level: block.depth, line: block.from, bodyFrom: block.to }
    })
}
