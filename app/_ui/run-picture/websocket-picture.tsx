'use client'
// The picture of a simulated WebSocket run: two hosts, what was written above each arrow.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { buildDiagram, type Arrow } from '#lib/core/protocols/diagram.ts'
import { Diagram, type DiagramLook } from './diagram.tsx'
import type { RunPictureProps } from './run-picture.ts'

const lines = { A: { x: 104, gutter: 'left' }, B: { x: 256, gutter: 'right' } } as const
const scale = { leastGap: 46, mostGap: 92, unitsPerMs: 2, fan: 28 }

export function WebSocketPicture({ facts, names, ...rest }: RunPictureProps) {
  const t = useTranslations('websocketLab')
  const model = useMemo(() => buildDiagram([{ id: 'A', name: names.A }, { id: 'B', name: names.B }], facts, scale), [facts, names])
  const look = useMemo((): DiagramLook => ({
    lines, scale, labelOf, phaseOf,
    endsOf: ({ from, to }) => ({ from, to }),
    lossOf: (why) => t(`losses.${why}`),
    title: t('diagramOf', { a: names.A, b: names.B }),
  }), [names, t])
  return <Diagram model={model} look={look} {...rest} />
}

/** The kind of frame above, its payload below: `#9 FIN text`, `5: "Hello"`. */
function labelOf({ id, label }: Arrow) {
  const http = /^(?:GET \S+|HTTP\/1\.1 (\d{3} ?[\w ]*))/.exec(label)
  if (http !== null) return { control: `${id} ${http[1] ?? 'GET, Upgrade'}`, numbers: '' }
  const found = /^(.*?) (\d+(?:: .*)?)$/.exec(label)
  if (found === null) return { control: `${id} ${cut(label, 26)}`, numbers: '' }
  return { control: `${id} ${cut(found[1]!, 22)}`, numbers: cut(found[2]!, 22) }
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)

function phaseOf(state: string): string {
  if (state === 'OPEN') return 'open'
  if (state === 'CLOSED') return 'idle'
  return state === 'CONNECTING' ? 'opening' : 'closing'
}
