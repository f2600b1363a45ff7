'use client'
// The diagram of an opening: browser, resolver, servers; what was waited for stands out.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Arrow } from '#lib/core/protocols/diagram.ts'
import { drawRun, groupSent } from '#lib/core/protocols/layers/run-diagram.ts'
import type { Milestone } from '#lib/core/protocols/layers/simulation.ts'
import { Diagram, type DiagramLook } from '../../../../_ui/run-picture/diagram.tsx'
import type { LayersRun } from './narrate-layers.ts'

const lines = {
  client: { x: 92, gutter: 'left' },
  resolver: { x: 172, gutter: 'right' },
  servers: { x: 252, gutter: 'right' },
} as const
const scale = { leastGap: 34, mostGap: 84, unitsPerMs: 2 }

interface Props {
  readonly run: LayersRun
  readonly step: number
  /** Numbers of what was waited for. */
  readonly path: readonly number[]
  readonly reached: (what: Milestone, text: string) => string
  readonly selected: string | null
  readonly onSelect: (arrow: string) => void
  readonly ahead: boolean
}

export function LayersDiagram({ run, path, reached, ...rest }: Props) {
  const t = useTranslations('websocketLab.across')
  const labs = useTranslations('labs')
  const model = useMemo(() => {
    const names = { client: t('players.client'), resolver: t('players.resolver'), servers: t('players.servers') }
    const drawn = drawRun(run.timeline, { names, reached }, scale)
    const waitedFor = new Set(groupSent(run.timeline).flatMap((group) => (group.some(({ id }) => path.includes(id)) ? [`#${group[0]!.id}`] : [])))
    return { ...drawn, arrows: drawn.arrows.map((arrow) => (waitedFor.has(arrow.id) ? { ...arrow, tone: `${arrow.tone} waited` } : arrow)) }
    // `reached` is made anew with each rendering and says the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [run, path, t])
  const look = useMemo((): DiagramLook => ({
    lines, scale, labelOf, phaseOf: () => 'idle',
    endsOf: ({ from, to }) => ({ from: t(`players.${from}`), to: t(`players.${to}`) }),
    lossOf: (why) => labs(`losses.${why}`),
    title: t('picture'),
  }), [t, labs])
  return <Diagram model={model} look={look} {...rest} />
}

/** The layer above, what it says below; a flight of many messages by its first. */
function labelOf({ id, label, detail, from, to }: Arrow) {
  const room = from === 'client' && to === 'servers' || from === 'servers' && to === 'client' ? 25 : 12
  const texts = [...new Set(label.split(' + ').map((text) => text.replace(/ \(\d+–\d+\/\d+\)$/, '').replace(/^FIN /, '').replace(/ HTTP\/1\.1 \(.*$/, '').replace(/^HTTP\/1\.1 (.*) \(.*$/, '$1')))]
  const control = detail === 'TCP' ? `${id} ${texts.join(' + ')}` : `${id} ${detail}`
  return { control, numbers: detail === 'TCP' ? '' : cut(texts.filter((text) => text !== 'ACK').join(' + '), room) }
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)
