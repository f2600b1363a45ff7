// Between the page and `core/notes/annotate`: the text of a card as one string, and ranges of it as ranges of the
// document. Changes nothing in the document: highlights are painted over it.
import { anchor, describeRange, type QuoteSelector } from '#lib/core/notes/annotate/anchor.ts'
import { sectionOf } from './place.ts'

interface TextOf {
  readonly text: string
  readonly nodes: readonly { readonly node: Text; readonly start: number }[]
}

function regionOf(card: string | null): HTMLElement | null {
  return card === null ? document.querySelector('.topic .introduction') : (sectionOf(card)?.querySelector<HTMLElement>('.answer') ?? null)
}

function readText(region: HTMLElement): TextOf {
  const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
  const nodes: { node: Text; start: number }[] = []
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node: node as Text, start: text.length })
    text += (node as Text).data
  }
  return { text, nodes }
}

/** Where a passage stands on this page; null: it cannot be placed. */
export function findPassage(card: string | null, quote: QuoteSelector): Range | null {
  const region = regionOf(card)
  if (region === null) return null
  const { text, nodes } = readText(region)
  const found = anchor(text, quote)
  if (found === null) return null
  const range = document.createRange()
  const first = nodes.findLast(({ start }) => start <= found.start)
  const last = nodes.findLast(({ start }) => start < found.end)
  if (first === undefined || last === undefined) return null
  range.setStart(first.node, found.start - first.start)
  range.setEnd(last.node, found.end - last.start)
  return range
}

export interface Passage {
  readonly card: string | null
  readonly quote: QuoteSelector
  readonly place: DOMRect
}

/** What is selected, if it lies within one card's answer or the introduction; its end is cut where it leaves that. */
export function selectedPassage(): Passage | null {
  const selection = document.getSelection()
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const from = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement
  const region = from?.closest<HTMLElement>('.topic .introduction, .note .answer') ?? null
  if (region === null) return null
  const { text, nodes } = readText(region)
  const offsetOf = (container: Node, offset: number): number => {
    const own = nodes.find(({ node }) => node === container)
    if (own !== undefined) return own.start + offset
    // An element's boundary: the first text that begins after it.
    const point = document.createRange()
    point.setStart(container, offset)
    return nodes.find(({ node }) => point.comparePoint(node, 0) >= 0)?.start ?? text.length
  }
  const quote = describeRange(text, offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset))
  return quote === null ? null : { card: region.closest<HTMLElement>('.note')?.dataset['card'] ?? null, quote, place: range.getBoundingClientRect() }
}

const name = 'annotation'

export function paint(ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) return
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}

export function pointOf(event: MouseEvent): { readonly node: Node; readonly offset: number } | null {
  if (!('caretPositionFromPoint' in document)) return null
  const position = document.caretPositionFromPoint(event.clientX, event.clientY)
  return position === null ? null : { node: position.offsetNode, offset: position.offset }
}
