// Fenced blocks of the notes that are drawn: ```header, ```packet, ```sequence, ```graph, ```plot. Elsewhere they are code
// like any other, and stay readable as such. Each kind says in its own file how it is written.
import type { Element } from 'hast'
import type { Lang } from '#lib/core/notes/card.ts'
import { drawHeader } from '#lib/core/notes/drawing/header.ts'
import { drawPacket } from '#lib/core/notes/drawing/packet.ts'
import { drawPlot } from '#lib/core/notes/drawing/plot.ts'
import { drawSequence } from '#lib/core/notes/drawing/sequence.ts'
import { drawGraph } from '#lib/core/notes/drawing/graph.ts'
import { shape, type Drawing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

const kinds: Readonly<Record<string, (source: readonly string[]) => Drawn>> = {
  header: drawHeader,
  packet: drawPacket,
  sequence: drawSequence,
  graph: drawGraph,
  plot: drawPlot,
}
const mostLines = 60
const mostCharacters = 120

/** Null for a language that is not drawn; else the picture, or the first line that is not understood. */
export function drawBlock(language: string, code: string): Drawn | null {
  const draw = Object.hasOwn(kinds, language) ? kinds[language] : undefined
  if (draw === undefined) return null
  const source = code.replace(/\n+$/, '').split('\n')
  const long = source.findIndex((text, i) => text.length > mostCharacters || i >= mostLines)
  return long === -1 ? draw(source) : { ok: false, fault: { line: long + 1, text: source[long]! } }
}

const label: Readonly<Record<Lang, string>> = { en: 'Diagram', zh: '示意图' }

/** As a figure that scrolls by itself where it is too wide; read aloud, it is a list of what is drawn. */
export function figureOf({ width, height, children, said }: Drawing, lang: Lang): Element {
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  const svg = shape(
    'svg',
    { viewBox: `0 0 ${w} ${h}`, width: w, height: h, role: 'img', ariaLabel: `${label[lang]}: ${said.join(lang === 'zh' ? '；' : '; ')}` },
    ...children,
  )
  return shape('figure', { className: ['drawing', ...(w > 420 ? ['wide'] : [])], tabIndex: 0, role: 'group', ariaLabel: label[lang] }, svg)
}
