// Boxes and arrows: the states of a machine, or who hands what to whom. First where each box stands on a grid (column,
// row), then what leads from one to another. The source:
//
//     INIT at 1 1
//     SELECTING at 2 1
//     INIT -> SELECTING: DISCOVER
//
// An arrow that would run through a third box goes around it.
import type { Element } from 'hast'
import { arrowHead, box, covering, polyline, refuse, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

interface Node {
  readonly name: string
  readonly column: number
  readonly row: number
}
interface Edge {
  readonly from: number
  readonly to: number
  readonly label: string
}
interface Point {
  readonly x: number
  readonly y: number
}

const height = 28
const rowGap = 46

export function drawGraph(source: readonly string[]): Drawn {
  const nodes: Node[] = []
  const edges: Edge[] = []
  for (const [i, written] of source.entries()) {
    const text = written.trim()
    const [, name, column, row] = /^(\S.*?) at ([1-9]) ([1-9])$/.exec(text) ?? []
    const [, from, to, label] = /^(\S.*?) -> ([^:：]+?) *(?:[:：] *(\S.*))?$/.exec(text) ?? []
    const index = (wanted: string | undefined) => nodes.findIndex((node) => node.name === wanted)
    const isFree = !nodes.some((node) => node.name === name || (node.column === Number(column) && node.row === Number(row)))
    if (name !== undefined && isFree && edges.length === 0) nodes.push({ name, column: Number(column), row: Number(row) })
    else if (index(from) >= 0 && index(to) >= 0 && from !== to) edges.push({ from: index(from), to: index(to), label: label ?? '' })
    else return { ok: false, fault: { line: i + 1, text } }
  }
  if (edges.length === 0) return refuse(source, source.length - 1)

  const { centres, widths, size } = place(nodes, edges)
  const rects = nodes.map((_, i) => ({ x: centres[i]!.x - widths[i]! / 2, y: centres[i]!.y - height / 2, width: widths[i]!, height }))
  const arrows = edges.flatMap(({ from, to, label }) => {
    const isAnswered = edges.some((other) => other.from === to && other.to === from)
    const others = rects.filter((_, i) => i !== from && i !== to)
    const bend = findBend(centres[from]!, centres[to]!, others, isAnswered ? 16 : 0)
    const curve = curveOf(centres[from]!, centres[to]!, bend)
    const [start, end] = [leave(curve, rects[from]!, 0), leave(curve, rects[to]!, 1)]
    const points = Array.from({ length: 25 }, (_, i) => curve(start + ((end - start) * i) / 24))
    const tip = points.at(-1)!
    const before = curve(end - (end - start) * 0.04)
    const middle = curve((start + end) / 2)
    return [
      polyline(points),
      arrowHead(before.x, before.y, tip.x, tip.y),
      ...(label === '' ? [] : covering(label, { x: middle.x, y: middle.y + 3.5 })),
    ]
  })
  const boxes = rects.flatMap((rect, i) => [box(rect.x, rect.y, rect.width, rect.height), writing(nodes[i]!.name, { x: centres[i]!.x, y: centres[i]!.y + 4 })])
  const said = edges.map(({ from, to, label }) => `${nodes[from]!.name} → ${nodes[to]!.name}${label === '' ? '' : `: ${label}`}`)
  // Arrows first, then what is written on them, then the boxes.
  const isText = ({ tagName }: Element) => tagName === 'text' || tagName === 'rect'
  return { ok: true, value: { ...size, children: [...arrows.filter((element) => !isText(element)), ...arrows.filter(isText), ...boxes], said } }
}

function place(nodes: readonly Node[], edges: readonly Edge[]) {
  const widths = nodes.map(({ name }) => textWidth(name) + 18)
  const columns = Math.max(...nodes.map(({ column }) => column))
  const rows = Math.max(...nodes.map(({ row }) => row))
  const columnWidth = Array.from({ length: columns }, (_, i) => Math.max(24, ...nodes.flatMap(({ column }, at) => (column === i + 1 ? [widths[at]!] : []))))
  const gap = Array.from({ length: columns - 1 }, (_, i) =>
    Math.max(34, ...edges.flatMap(({ from, to, label }) => {
      const [a, b] = [nodes[from]!, nodes[to]!]
      return a.row === b.row && Math.min(a.column, b.column) === i + 1 && Math.abs(a.column - b.column) === 1 ? [textWidth(label) + 30] : []
    })),
  )
  const margin = 22
  const x = (column: number) => margin + columnWidth.slice(0, column - 1).reduce((sum, width, i) => sum + width + gap[i]!, 0) + columnWidth[column - 1]! / 2
  const y = (row: number) => margin + (row - 1) * (height + rowGap) + height / 2
  const total = columnWidth.reduce((sum, width) => sum + width, 0) + gap.reduce((sum, width) => sum + width, 0) + 2 * margin
  return {
    widths,
    centres: nodes.map(({ column, row }): Point => ({ x: x(column), y: y(row) })),
    size: { width: total, height: y(rows) + height / 2 + margin },
  }
}

type Curve = (share: number) => Point

/** A quadratic Bézier whose middle stands `bend` px to the right of the straight line. */
function curveOf(from: Point, to: Point, bend: number): Curve {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const control = {
    x: (from.x + to.x) / 2 - ((to.y - from.y) / length) * bend * 2,
    y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * bend * 2,
  }
  return (t) => ({
    x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * control.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * control.y + t ** 2 * to.y,
  })
}

interface Rect extends Point {
  readonly width: number
  readonly height: number
}

const isWithin = ({ x, y }: Point, rect: Rect, margin: number) =>
  x > rect.x - margin && x < rect.x + rect.width + margin && y > rect.y - margin && y < rect.y + rect.height + margin

/** The smallest bend that keeps clear of the others. */
function findBend(from: Point, to: Point, others: readonly Rect[], least: number): number {
  const isClear = (bend: number) => {
    const curve = curveOf(from, to, bend)
    return Array.from({ length: 41 }, (_, i) => curve(i / 40)).every((point) => others.every((rect) => !isWithin(point, rect, 5)))
  }
  for (let bend = least; bend <= 160; bend += 8) {
    if (isClear(bend)) return bend
    if (least === 0 && isClear(-bend)) return -bend
  }
  return least
}

/** Where the curve leaves the box at its beginning (`end` 0), or comes into the one at its end (1). */
function leave(curve: Curve, rect: Rect, end: 0 | 1): number {
  for (let i = 0; i <= 200; i++) {
    const share = end === 0 ? i / 200 : 1 - i / 200
    if (!isWithin(curve(share), rect, 0)) return share
  }
  return 0.5
}
