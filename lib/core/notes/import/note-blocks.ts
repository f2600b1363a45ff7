// The block structure of the repaired lines, as remark's parser (mdast-util-from-markdown) sees it: headings, paragraphs,
// lists, quotes, code. Inline constructs are switched off, because structure needs none of them: that makes the parse
// twice as fast and takes away every way to make brackets and asterisks expensive. Long notes are parsed in pieces, so
// that time stays linear and memory small. Nesting is bounded before (`note-limits.ts`).
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { RootContent } from 'mdast'
import { isBlank } from './note-lines.ts'
import type { NoteLine } from './note-lines.ts'

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

const blocksOnly = {
  disable: {
    null: [
      'attention', 'autolink', 'characterEscape', 'characterReference', 'codeText', 'definition',
      'hardBreakEscape', 'htmlText', 'labelEnd', 'labelStartImage', 'labelStartLink',
    ],
  },
}

/** Only the beginning of a long line decides what block it is. */
const skeletonLength = 160
const pieceLength = 60
const longestPiece = 200

/** The blocks at the top level. `code` says which lines are fenced code, so that no piece begins inside it. */
export function readBlocks(lines: readonly NoteLine[], code: Uint8Array): NoteBlock[] {
  const blocks: NoteBlock[] = []
  let from = 0
  while (from < lines.length) {
    const to = pieceEnd(lines, code, from)
    const text = lines.slice(from, to).map(skeleton).join('\n')
    for (const node of fromMarkdown(text, { extensions: [blocksOnly] }).children) {
      const block = toBlock(node, lines, from)
      if (block !== null) blocks.push(block)
    }
    from = to
  }
  return blocks
}

function skeleton(line: NoteLine): string {
  if (line.hidden) return ''
  const text = line.text
  return text.length > skeletonLength && !text.includes('<') ? text.slice(0, skeletonLength) : text
}

/** A piece ends before an unindented line that follows a blank one, outside code; after `longestPiece` lines anywhere outside code. */
function pieceEnd(lines: readonly NoteLine[], code: Uint8Array, from: number): number {
  for (let index = from + pieceLength; index < lines.length; index += 1) {
    if (code[index] === 1 && code[index - 1] === 1) continue
    if (index - from >= longestPiece) return index
    if (isBlank(lines[index - 1]!) && /^\S/.test(lines[index]!.text)) return index
  }
  return lines.length
}

const types: Readonly<Partial<Record<RootContent['type'], NoteBlock['type']>>> = {
  heading: 'heading', paragraph: 'paragraph', list: 'list', blockquote: 'quote', code: 'code', html: 'html',
  thematicBreak: 'break',
}

function toBlock(node: RootContent, lines: readonly NoteLine[], offset: number): NoteBlock | null {
  const type = types[node.type]
  if (type === undefined || node.position === undefined) return null
  const from = offset + node.position.start.line - 1
  const to = offset + node.position.end.line
  const depth = node.type === 'heading' ? node.depth : 0
  const underlined = depth > 0 && !lines[from]!.text.trimStart().startsWith('#')
  return { type, from, to, depth, underlined }
}
