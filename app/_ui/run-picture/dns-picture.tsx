'use client'
// The picture of a DNS run: stub, resolver, and everything beyond it, each server named where its arrow ends.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Arrow } from '#lib/core/protocols/diagram.ts'
import { drawLanes, readSaid, resolverLane, serversLane, stubLane } from '#lib/core/protocols/dns/lanes.ts'
import { Diagram, type DiagramLook } from './diagram.tsx'
import type { RunPictureProps } from './run-picture.ts'

const lines = {
  [stubLane]: { x: 34, gutter: 'right' },
  [resolverLane]: { x: 134, gutter: 'left' },
  [serversLane]: { x: 258, gutter: 'right' },
} as const
const scale = { leastGap: 40, mostGap: 92, unitsPerMs: 1.6, fan: 28 }

export function DnsPicture({ facts, ...rest }: Omit<RunPictureProps, 'names'>) {
  const t = useTranslations('dns')
  const { diagram, ends } = useMemo(() => drawLanes(facts, {
    stub: t('stub'), resolver: t('resolver'), servers: t('servers'),
    note: (id) => (t.has(`notes.${id}`) ? t(`notes.${id}`) : id),
    mode: (mode) => t(`modes.${mode}`),
  }, scale), [facts, t])
  const look = useMemo((): DiagramLook => {
    const nameOf = (player: string) => (player === stubLane || player === resolverLane ? t(player) : player)
    return {
      lines, scale, phaseOf: () => 'idle',
      labelOf: (arrow) => labelOf(arrow, t),
      endsOf: ({ id }) => ({ from: nameOf(ends.get(id)?.from ?? ''), to: nameOf(ends.get(id)?.to ?? '') }),
      lossOf: (why) => t(`losses.${why}`),
      title: t('diagram'),
    }
  }, [ends, t])
  return <Diagram model={diagram} look={look} {...rest} />
}

function labelOf({ id, label, detail }: Arrow, t: (key: string) => string) {
  const { kind, aa, name, type, brief } = readSaid(detail)
  const tcp = label.endsWith(' (TCP)') ? ' TCP' : ''
  if (kind === 'query') return { control: `${id} ${type}?${tcp}`, numbers: shorten(name) }
  const control = `${id} ${kind === 'failure' ? shorten(brief) : t(`kinds.${kind}`)}${aa ? ' AA' : ''}${tcp}`
  return { control, numbers: kind === 'failure' ? '' : shorten(brief.replace(/^NODATA$/, name)) }
}

/** What has room between two lines. */
const shorten = (text: string): string => (text.length <= 21 ? text : `${text.slice(0, 20)}…`)
