// Packets as rows of what they are made of, outermost first. The source, a packet a line:
//
//     [] = encrypted
//     transport mode: IP | ESP | [TCP | data | trailer] | ICV
//     frame: destination (6) | source (6) | type (2) | data (46–1500) | FCS (4)
//
// What stands in parentheses at the end of a part is written below it; `[ ]` marks parts, and the first line says as what.
import type { Element } from 'hast'
import { box, refuse, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

const rowHeight = 28

interface Part {
  readonly name: string
  readonly below: string
  readonly marked: boolean
}

export function drawPacket(source: readonly string[]): Drawn {
  const children: Element[] = []
  const said: string[] = []
  let [y, width, meaning] = [2, 0, '']
  for (const [i, text] of source.entries()) {
    const legend = /^\[\] = (\S.*)$/.exec(text.trim())?.[1]
    if (legend !== undefined && i === 0) {
      meaning = legend
      continue
    }
    const [, label = '', rest = ''] = /^(?:([^|:[\]]+): +)?(\S.*)$/.exec(text.trim()) ?? []
    const parts = readParts(rest)
    if (parts === null || (parts.some(({ marked }) => marked) && meaning === '')) return refuse(source, i)
    if (label !== '') {
      children.push(writing(label, { x: 1, y: y + 12, anchor: 'start', className: 'quiet' }))
      y += 18
    }
    let x = 1
    for (const { name, below, marked } of parts) {
      const partWidth = Math.max(textWidth(name), textWidth(below)) + 12
      children.push(box(x, y, partWidth, rowHeight, marked ? 'marked' : undefined), writing(name, { x: x + partWidth / 2, y: y + rowHeight / 2 + 4 }))
      if (below !== '') children.push(writing(below, { x: x + partWidth / 2, y: y + rowHeight + 14, className: 'quiet' }))
      x += partWidth
    }
    width = Math.max(width, x + 1, textWidth(label) + 2)
    y += rowHeight + (parts.some(({ below }) => below !== '') ? 20 : 0) + 10
    said.push(`${label === '' ? '' : `${label}: `}${parts.map(({ name, below, marked }) => `${name}${below === '' ? '' : ` (${below})`}${marked ? ` [${meaning}]` : ''}`).join(', ')}`)
  }
  if (said.length === 0) return refuse(source, 0)
  if (meaning !== '') {
    children.push(box(1, y, 14, 14, 'marked'), writing(meaning, { x: 22, y: y + 11, anchor: 'start', className: 'quiet' }))
    width = Math.max(width, textWidth(meaning) + 24)
    y += 26
  }
  return { ok: true, value: { width, height: y - 8, children, said } }
}

/** Null where brackets do not match, or a part has no name. */
function readParts(text: string): readonly Part[] | null {
  const parts: Part[] = []
  let marked = false
  for (const written of text.split('|').map((part) => part.trim())) {
    const opens = written.startsWith('[')
    const closes = written.endsWith(']')
    if (opens && marked) return null
    marked ||= opens
    if (closes && !marked) return null
    const [, name = '', below = ''] = /^(.*?)(?: +\(([^()]*)\))?$/.exec(written.replace(/^\[|\]$/g, '').trim()) ?? []
    if (name === '' || /[[\]]/.test(name)) return null
    parts.push({ name, below, marked })
    if (closes) marked = false
  }
  return marked ? null : parts
}
