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
import { arrowHead, line, polyline, refuse, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

interface Point {
  readonly x: number
  readonly y: number
}
interface Item {
  readonly kind: 'phase' | 'jump' | 'level'
  readonly points: readonly Point[]
  readonly text: string
}

const height = 150
const width = 372
const left = 26
const top = 34
const letterHeight = 14

export function drawPlot(source: readonly string[]): Drawn {
  const [across = '', up = '', ...others] = (source[0] ?? '').split(/[,，]/).map((name) => name.trim())
  if (across === '' || up === '' || others.length > 0 || [across, up].some((name) => textWidth(name) > width)) return refuse(source, 0)
  const items: Item[] = []
  for (const [i, text] of source.entries()) {
    if (i === 0) continue
    const item = readItem(text.trim())
    if (item === null) return refuse(source, i)
    items.push(item)
  }
  if (!items.some(({ kind }) => kind === 'phase')) return refuse(source, source.length - 1)

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
    if (textWidth(text) > (kind === 'level' ? left + width - first.x : width)) return refuse(source, i + 1)
    if (kind === 'level') {
      marks.push(line(first.x, first.y, last.x, last.y, 'dashed'))
      labels.push(writing(text, { x: first.x + 3, y: first.y - 5, anchor: 'start' }))
    } else if (kind === 'jump') {
      marks.push(line(first.x, first.y, last.x, last.y), arrowHead(first.x, first.y, last.x, last.y))
      const half = textWidth(text) / 2 + 3
      labels.push(writing(text, { x: Math.min(Math.max(first.x, left + half), left + width - half), y: Math.min(first.y, last.y) - 6 }))
    } else {
      marks.push(polyline(places))
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
  const [, level, levelName] = /^-- (\d[^:：]*)[:：] *(\S.*)$/.exec(text) ?? []
  const [, jump, jumpName] = /^(\d[^:：]*)[:：] *(\S.*)$/.exec(text) ?? []
  const [, phaseName, phase] = /^(\D[^:：]*?)[:：] *(\d.*)$/.exec(text) ?? []
  if (level !== undefined) return itemOf('level', level, levelName!, ([from, to, third]) => third === undefined && from!.y === to!.y && from!.x < to!.x)
  if (jump !== undefined) return itemOf('jump', jump.replace(' -> ', ','), jumpName!, ([from, to, third]) => third === undefined && from!.x === to!.x && from!.y !== to!.y)
  if (phase !== undefined) return itemOf('phase', phase, phaseName!, (points) => points.every(({ x }, i) => i === 0 || x > points[i - 1]!.x))
  return null
}

function itemOf(kind: Item['kind'], list: string, text: string, holds: (points: readonly Point[]) => boolean): Item | null {
  const points = readPoints(list)
  return points !== null && points.length > 1 && holds(points) ? { kind, points, text } : null
}

function readPoints(list: string): readonly Point[] | null {
  const points = list.split(/[,，]/).map((pair) => /^(\d{1,2}) (\d{1,2})$/.exec(pair.trim()))
  return points.some((pair) => pair === null) ? null : points.map((pair) => ({ x: Number(pair![1]), y: Number(pair![2]) }))
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
