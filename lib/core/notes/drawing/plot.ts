// A quantity over time: phases that follow each other, and what ends them. The source:
//
//     round trips, cwnd
//     slow start: 0 1, 1 2, 2 4, 3 8
//     avoidance: 3 8, 7 12
//     7 12 -> 7 6: three duplicate ACKs
//     -- 0 8, 7 8: ssthresh
//
// The first line names the axes. A phase is a line through its points (time, quantity), named below the axis; an arrow is
// a jump at one moment; `--` is a level from one moment to another.
import type { Element } from 'hast'
import { arrowHead, line, shape, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

interface Point {
  readonly x: number
  readonly y: number
}
interface Item {
  readonly kind: 'phase' | 'jump' | 'level'
  readonly points: readonly Point[]
  readonly text: string
}

const most = 99
const height = 150
const width = 372
const left = 26
const top = 34
const letterHeight = 14

export function drawPlot(source: readonly string[]): Drawn {
  const [across = '', up = '', ...others] = (source[0] ?? '').split(/[,，]/).map((name) => name.trim())
  if (across === '' || up === '' || others.length > 0) return refuse(source, 0)
  const items: Item[] = []
  for (const [i, text] of source.entries()) {
    if (i === 0) continue
    const item = readItem(text.trim())
    if (item === null) return refuse(source, i)
    items.push(item)
  }
  const phases = items.filter(({ kind }) => kind === 'phase')
  if (phases.length === 0) return refuse(source, source.length - 1)

  const all = items.flatMap(({ points }) => points)
  const [maxX, maxY] = [Math.max(...all.map(({ x }) => x), 1), Math.max(...all.map(({ y }) => y), 1)]
  const at = ({ x, y }: Point): Point => ({ x: left + (x / maxX) * width, y: top + height - (y / maxY) * height })
  const bottom = top + height
  const axes = [line(left, top - 10, left, bottom, 'quiet'), line(left, bottom, left + width, bottom, 'quiet'), writing(up, { x: 0, y: 12, anchor: 'start', className: 'quiet' })]
  const levels = new Set(all.map(({ y }) => y))
  const ticks = [...levels].filter((y) => ![...levels].some((other) => other > y && ((other - y) / maxY) * height < letterHeight)).map((y) => writing(String(y), { x: left - 4, y: at({ x: 0, y }).y + 4, anchor: 'end', className: 'quiet' }))

  const [marks, labels, names]: [Element[], Element[], Element[]] = [[], [], []]
  let rows = 0
  for (const [i, { kind, points, text }] of items.entries()) {
    const places = points.map(at)
    const [first, last] = [places[0]!, places.at(-1)!]
    if (kind === 'level') {
      marks.push(line(first.x, first.y, last.x, last.y, 'dashed'))
      labels.push(writing(text, { x: first.x + 3, y: first.y - 5, anchor: 'start' }))
    } else if (kind === 'jump') {
      marks.push(line(first.x, first.y, last.x, last.y), arrowHead(first.x, first.y, last.x, last.y))
      const half = textWidth(text) / 2 + 3
      labels.push(writing(text, { x: Math.min(Math.max(first.x, left + half), left + width - half), y: first.y - 6 }))
    } else {
      marks.push(shape('polyline', { points: places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') }))
      const lines = linesOf(text, last.x - first.x)
      if (lines === null) return refuse(source, i + 1)
      rows = Math.max(rows, lines.length)
      names.push(line(first.x, bottom, first.x, bottom + 5, 'quiet'), line(last.x, bottom, last.x, bottom + 5, 'quiet'))
      names.push(...lines.map((words, row) => writing(words, { x: (first.x + last.x) / 2, y: bottom + 15 + row * letterHeight })))
    }
  }
  const foot = bottom + rows * letterHeight + 22
  names.push(writing(across, { x: left + width, y: foot, anchor: 'end', className: 'quiet' }))
  const said = items.map(({ points, text }) => `${text}: ${points.map(({ x, y }) => `${x} ${y}`).join(', ')}`)
  return { ok: true, value: { width: left + width + 8, height: foot + 5, children: [...axes, ...ticks, ...marks, ...labels, ...names], said: [`${up} / ${across}`, ...said] } }
}

function readItem(text: string): Item | null {
  const [, dashes, jump, end] = /^(-- )?(\d.*?)[:：] *(\S.*)$/.exec(text) ?? []
  if (jump !== undefined && end !== undefined) {
    const points = readPoints(jump, dashes === undefined ? / -> / : /[,，] */)
    const isOne = points?.length === 2 && (dashes === undefined ? points[0]!.x === points[1]!.x && points[0]!.y !== points[1]!.y : points[0]!.y === points[1]!.y && points[0]!.x < points[1]!.x)
    return points !== null && isOne ? { kind: dashes === undefined ? 'jump' : 'level', points, text: end } : null
  }
  const [, name, list] = /^(\D[^:：]*?)[:：] *(\d.*)$/.exec(text) ?? []
  const points = list === undefined ? null : readPoints(list, /[,，] */)
  if (name === undefined || points === null || points.length < 2 || points.some(({ x }, i) => i > 0 && x <= points[i - 1]!.x)) return null
  return { kind: 'phase', points, text: name }
}

function readPoints(list: string, between: RegExp): readonly Point[] | null {
  const points = list.trim().split(between).map((pair) => /^(\d{1,2}) (\d{1,2})$/.exec(pair.trim()))
  return points.some((pair) => pair === null) ? null : points.map((pair) => ({ x: Math.min(most, Number(pair![1])), y: Math.min(most, Number(pair![2])) }))
}

/** The words in at most two lines of that width; null where they need more. */
function linesOf(text: string, room: number): readonly string[] | null {
  const fits = (words: string) => textWidth(words) <= room
  if (fits(text)) return [text]
  const words = text.split(' ')
  for (let count = words.length - 1; count > 0; count--) {
    const lines = [words.slice(0, count).join(' '), words.slice(count).join(' ')]
    if (lines.every(fits)) return lines
  }
  return null
}

function refuse(source: readonly string[], at: number): Drawn {
  return { ok: false, fault: { line: at + 1, text: source[at] ?? '' } }
}
