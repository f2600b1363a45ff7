// What a layer adds to what it carries: the headers that stand before the data there. A picture for the eye alone; the
// layer's name says it in words.
import type { Layer } from '#lib/core/notes/card.ts'

/** What stands before and after the data, outermost first. */
const wrappings: Partial<Record<Layer, { readonly before: readonly string[]; readonly after: readonly string[] }>> = {
  application: { before: [], after: [] },
  security: { before: ['TLS'], after: [] },
  transport: { before: ['TCP', 'TLS'], after: [] },
  network: { before: ['IP', 'TCP', 'TLS'], after: [] },
  link: { before: ['ETH', 'IP', 'TCP', 'TLS'], after: ['FCS'] },
}
const [boxWidth, dataWidth, height] = [32, 44, 22]
const width = 5 * boxWidth + dataWidth

export function Encapsulation({ layer }: { layer: Layer }) {
  const wrapping = wrappings[layer]
  if (wrapping === undefined) return null
  const { before, after } = wrapping
  // The data stands in one column through all layers.
  const dataX = width - boxWidth - dataWidth
  const boxes = [
    ...before.map((text, i) => ({ text, x: dataX - (before.length - i) * boxWidth, width: boxWidth, own: i === 0 })),
    { text: 'DATA', x: dataX, width: dataWidth, own: before.length === 0 },
    ...after.map((text, i) => ({ text, x: dataX + dataWidth + i * boxWidth, width: boxWidth, own: true })),
  ]
  return (
    <svg className="encapsulation" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {boxes.map((box) => (
        <g key={box.text} className={box.own ? 'own' : ''}>
          <rect x={box.x + 1} y={1} width={box.width - 2} height={height - 2} rx={3} />
          <text x={box.x + box.width / 2} y={height / 2 + 4} textAnchor="middle">{box.text}</text>
        </g>
      ))}
    </svg>
  )
}
