// Reads the lists under a card's reserved headings into drafts: options, key points, pitfalls, follow-ups,
// sources. It takes what it can from each bullet; the rules say what is wrong with it.
import type { Link, List, ListItem, Paragraph, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type {
  FollowUpDraft,
  ItemDraft,
  KeyPointDraft,
  OptionDraft,
  PitfallDraft,
  SourceDraft,
} from '#lib/core/notes/draft.ts'

/** The source text of blocks, without the indentation that a list item put before their later lines. */
export function sliceOf(text: string, nodes: readonly RootContent[]): string {
  const first = nodes[0]?.position
  const last = nodes.at(-1)?.position
  if (first === undefined || last === undefined) return ''
  const slice = text.slice(first.start.offset, last.end.offset)
  const indent = first.start.column - 1
  return indent === 0 ? slice : slice.replace(new RegExp(`\\n[ \\t]{1,${indent}}`, 'g'), '\n')
}

const plainOf = (nodes: readonly RootContent[]) =>
  nodes
    .map((node) => toString(node, { includeHtml: false }))
    .join('\n')
    .trim()

/** A bullet's own text, and the list nested in it. */
function split(item: ListItem): { readonly own: readonly RootContent[]; readonly nested: List | null } {
  const at = item.children.findIndex(({ type }) => type === 'list')
  if (at < 0) return { own: item.children, nested: null }
  return { own: item.children.slice(0, at), nested: item.children[at] as List }
}

export function readOption(text: string, node: ListItem): OptionDraft {
  const { own, nested } = split(node)
  const slice = sliceOf(text, own).trim()
  // GFM sees no box where nothing follows it, and leaves it in the slice where code or emphasis does.
  const empty = /^\[([ xX])\]$/.exec(slice)
  const right = node.checked ?? (empty === null ? null : empty[1] !== ' ')
  const why =
    nested === null ? null : nested.children.map((item) => sliceOf(text, item.children)).join('\n\n')
  return {
    node,
    text: right === null ? slice : slice.replace(/^\[[ \txX]\](?:[ \t]+|$)/, ''),
    right,
    why: why === '' ? null : why,
  }
}

export function readItem(text: string, node: ListItem): ItemDraft {
  return { node, text: sliceOf(text, node.children).trim(), plain: plainOf(node.children) }
}

const weightAtEnd = /\s*([×xX*✕]\s?\d+)\s*$/

export function readKeyPoint(text: string, node: ListItem): KeyPointDraft {
  const { own, nested } = split(node)
  const paragraph = own[0]?.type === 'paragraph' ? own[0] : null
  const first = paragraph?.children[0]
  const id = first?.type === 'inlineCode' ? first : null
  const end = paragraph?.position?.end.offset ?? 0
  const slice =
    paragraph === null
      ? ''
      : sliceOf(text, own.slice(0, 1)).slice(
          id === null ? 0 : id.position!.end.offset! - paragraph.position!.start.offset!,
        )
  const weightWritten = end === 0 ? '' : (weightAtEnd.exec(slice)?.[1] ?? '')
  const bullet = nested?.children[0]
  const written = bullet === undefined ? '' : plainOf(bullet.children)
  const wordings = /^[=＝]/.test(written)
    ? written
        .slice(1)
        .split(/[;；\n]/)
        .map((wording) => wording.trim())
        .filter((wording) => wording !== '')
    : []
  const stray =
    own[paragraph === null ? 0 : 1] ??
    (nested !== null && (wordings.length === 0 || nested.children.length > 1)
      ? (nested.children[wordings.length === 0 ? 0 : 1] ?? nested)
      : (node.children[own.length + 1] ?? null))
  return {
    node,
    id: id?.value ?? null,
    text: slice.replace(weightAtEnd, '').trim(),
    weight: weightWritten === '' ? 1 : weightWritten === '×2' ? 2 : weightWritten === '×3' ? 3 : null,
    weightWritten,
    wordings,
    stray,
  }
}

const quotedClaim = /^(?:"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』)/
const clauseAtEnd = /[(（][^()（）]*[)）][\s.。]*$/

export function readPitfall(text: string, node: ListItem): PitfallDraft {
  const plain = plainOf(node.children)
  const claim = quotedClaim.exec(plain)
  const clause = clauseAtEnd.exec(plain)
  const correction = plain.slice(claim?.[0].length ?? 0, clause?.index ?? plain.length)
  const paragraph = node.children.at(-1)
  const linked =
    paragraph?.type === 'paragraph' && paragraph.children.slice(-2).some(({ type }) => type === 'link')
  return {
    node,
    claim: claim === null ? null : (claim[1] ?? claim[2] ?? claim[3] ?? claim[4] ?? null),
    text: sliceOf(text, node.children).trim(),
    hasCorrection: /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(correction),
    hasClause: clause !== null && (linked || /\bRFC\s?\d+/.test(clause[0])),
  }
}

const onlyLink = (paragraph: Paragraph): Link | null => {
  const rest = paragraph.children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  return rest.length === 1 && rest[0]!.type === 'link' ? rest[0] : null
}

export function readFollowUp(text: string, node: ListItem): FollowUpDraft {
  const [only] = node.children
  const link = node.children.length === 1 && only?.type === 'paragraph' ? onlyLink(only) : null
  return {
    node,
    question: link === null ? '' : toString(link, { includeHtml: false }).trim(),
    url: link?.url ?? null,
    text: sliceOf(text, node.children).trim(),
  }
}

const rfcSource =
  /^RFC (\d{1,5}) (?:§([0-9A-Z]+(?:\.[0-9A-Z]+)*)|["“]([^"”]+)["”])(?:\s*(?:—|–|：|\(|（).*)?$/su

export function readSource(text: string, node: ListItem): SourceDraft {
  const slice = sliceOf(text, node.children).trim()
  const [only] = node.children
  const paragraph = node.children.length === 1 && only?.type === 'paragraph' ? only : null
  const first = paragraph?.children[0]
  if (first?.type === 'link' && /^https?:\/\//.test(first.url))
    return { node, text: slice, rfc: null, url: first.url }
  const rfc = paragraph === null ? null : rfcSource.exec(toString(paragraph, { includeHtml: false }).trim())
  if (rfc === null) return { node, text: slice, rfc: null, url: null }
  return { node, text: slice, rfc: { number: Number(rfc[1]), section: rfc[2] ?? rfc[3] ?? '' }, url: null }
}
