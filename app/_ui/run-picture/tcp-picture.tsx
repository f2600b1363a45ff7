'use client'
// The picture of a TCP run: two hosts, control bits and the length of data above each arrow, numbers below.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { buildDiagram, type Arrow } from '#lib/core/protocols/diagram.ts'
import { Diagram, type DiagramLook } from './diagram.tsx'
import type { RunPictureProps } from './run-picture.ts'

const lines = { A: { x: 107, gutter: 'left' }, B: { x: 253, gutter: 'right' } } as const
/** `fan`: an arrow's two lines of words fit between it and the next. */
const scale = { leastGap: 46, mostGap: 92, unitsPerMs: 2, fan: 40 }

export function TcpPicture({ facts, names, ...rest }: RunPictureProps) {
  const t = useTranslations('labs')
  const model = useMemo(() => buildDiagram([{ id: 'A', name: names.A }, { id: 'B', name: names.B }], facts, scale), [facts, names])
  const look = useMemo((): DiagramLook => ({
    lines, scale, labelOf, phaseOf,
    endsOf: ({ from, to }) => ({ from, to }),
    lossOf: (why) => t(`losses.${why}`),
    title: t('diagramOf', { a: names.A, b: names.B }),
  }), [names, t])
  return <Diagram model={model} look={look} {...rest} />
}

function labelOf({ id, label }: Arrow) {
  const numbers = [...label.matchAll(/<(SEQ|ACK)=(\d+)>/g)].map(([, key = '', value = '']) => `${key}=${value}`)
  // Beside the control bits, because all three numbers in a row are wider than the space between the lines.
  const data = /<DATA=\d+>/.exec(label)?.[0].replace(/[<>]/g, ' ').trimEnd() ?? ''
  return { control: `${id} ${/<CTL=([^>]*)>/.exec(label)?.[1] ?? ''}${data}`, numbers: numbers.join(' ') }
}

function phaseOf(state: string): string {
  if (state === 'ESTABLISHED') return 'open'
  if (state === 'CLOSED' || state === 'LISTEN') return 'idle'
  return state.startsWith('SYN') ? 'opening' : 'closing'
}
