// The layout of a header, as RFCs draw it: a row of so many bits, fields in their order. The source:
//
//     32 bits
//     16 source port
//     16 destination port
//     * options
//
// A field of more than a row is a whole number of rows; `*` is a field of any length. RFC 791 §3.1 is drawn like that.
import { box, fontSize, line, refuse, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'
import type { Element } from 'hast'

const width = 384
const rowHeight = 30
const top = 18

export function drawHeader(source: readonly string[]): Drawn {
  const rowBits = Number(/^(8|16|32|64) bits$/.exec(source[0]?.trim() ?? '')?.[1] ?? 0)
  if (rowBits === 0) return refuse(source, 0)
  const unit = width / rowBits
  const children: Element[] = []
  const said: string[] = []
  const starts = new Set<number>([0])
  let [row, column] = [0, 0]
  for (const [i, text] of source.entries()) {
    if (i === 0) continue
    const [, count = '', name = ''] = /^(\*|[1-9]\d{0,3}) +(\S.*)$/.exec(text.trim()) ?? []
    const bits = count === '*' ? rowBits : Number(count)
    const rows = bits / rowBits
    const fits = bits <= rowBits ? column + bits <= rowBits : column === 0 && Number.isInteger(rows) && rows <= 8
    if (name === '' || !fits || (count === '*' && column !== 0)) return refuse(source, i)
    const [x, boxWidth] = [1 + column * unit, Math.min(bits, rowBits) * unit]
    // An address of four rows is drawn as two: it is the order that matters.
    const height = rowHeight * (rows > 1 ? Math.min(2, rows) : 1)
    const isStacked = name.length === 2 && textWidth(name) > boxWidth
    if (!isStacked && textWidth(name) > boxWidth - 1) return refuse(source, i)
    children.push(box(x, top + row * rowHeight, boxWidth, height, count === '*' ? 'open' : undefined))
    const middle = { x: x + boxWidth / 2, y: top + row * rowHeight + height / 2 + fontSize / 3 }
    // Two letters for one bit stand above each other.
    if (isStacked) children.push(writing(name[0]!, { ...middle, y: middle.y - 6 }), writing(name[1]!, { ...middle, y: middle.y + 6 }))
    else children.push(writing(name, middle))
    said.push(count === '*' ? name : `${name} (${bits})`)
    if (row === 0) starts.add(column)
    column += bits
    if (column >= rowBits) {
      column = 0
      row += height / rowHeight
    }
  }
  if (said.length === 0 || column !== 0) return refuse(source, source.length - 1)
  for (const bit of [...starts, rowBits - 1]) {
    const x = 1 + (bit + 0.5) * unit
    children.push(writing(String(bit), { x, y: 11, className: 'quiet' }), line(x, 13.5, x, 16.5, 'quiet'))
  }
  return { ok: true, value: { width: width + 2, height: top + row * rowHeight + 1, children, said } }
}
