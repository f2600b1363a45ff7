// What the drawings of the notes are made of: SVG as a tree with classes, no style attributes, and texts whose width is
// known without a browser, since they are set in one pitch. Colours and fonts are the page's (app/_ui/drawing.css).
import type { Element, ElementContent, Properties } from 'hast'

/** A picture in its own units (CSS pixels at full size), and what it says, for who does not see it. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly children: readonly Element[]
  /** One sentence for each thing that is drawn. */
  readonly said: readonly string[]
}

/** A line of the source that could not be understood: its number within the block, 1-based. */
export interface DrawingFault {
  readonly line: number
  readonly text: string
}

export type Drawn = { readonly ok: true; readonly value: Drawing } | { readonly ok: false; readonly fault: DrawingFault }

/** The line with that index is not understood. */
export function refuse(source: readonly string[], at: number): Drawn {
  return { ok: false, fault: { line: at + 1, text: source[at] ?? '' } }
}

/** Of every letter, in px: smaller ones nobody reads. */
export const fontSize = 12

/** Width of a text in px, set in one pitch: Han and full-width characters take an em, others six tenths. */
export function textWidth(text: string): number {
  let ems = 0
  for (const character of text) ems += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(character) ? 1 : 0.605
  return ems * fontSize
}

export function shape(tagName: string, properties: Properties, ...children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}

export interface TextPlace {
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly className?: string
}

export function writing(text: string, { x, y, anchor = 'middle', className }: TextPlace): Element {
  return shape(
    'text',
    { x: round(x), y: round(y), ...(anchor === 'start' ? {} : { textAnchor: anchor }), ...(className === undefined ? {} : { className: [className] }) },
    { type: 'text', value: text },
  )
}

/** As `writing`, on a ground of its own: what it stands on does not shine through. */
export function covering(text: string, place: TextPlace): readonly [Element, Element] {
  const { x, y, anchor = 'middle' } = place
  const width = textWidth(text) + 6
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width + 3 : x - 3
  return [box(left, y - fontSize * 0.85, width, fontSize * 1.15, 'ground'), writing(text, place)]
}

export function line(x1: number, y1: number, x2: number, y2: number, className?: string): Element {
  return shape('line', { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...(className === undefined ? {} : { className: [className] }) })
}

export function polyline(points: readonly { readonly x: number; readonly y: number }[]): Element {
  return shape('polyline', { points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') })
}

export function box(x: number, y: number, width: number, height: number, className?: string): Element {
  return shape('rect', { x: round(x), y: round(y), width: round(width), height: round(height), rx: '2', ...(className === undefined ? {} : { className: [className] }) })
}

/** The head of an arrow that ends at (x, y) and comes from the direction of (fromX, fromY). */
export function arrowHead(fromX: number, fromY: number, x: number, y: number): Element {
  const length = Math.hypot(x - fromX, y - fromY) || 1
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length]
  const at = (back: number, aside: number) => `${round(x - ux * back - uy * aside)},${round(y - uy * back + ux * aside)}`
  return shape('polygon', { points: `${round(x)},${round(y)} ${at(8, 3.5)} ${at(8, -3.5)}` })
}

const round = (value: number) => String(Math.round(value * 10) / 10)
