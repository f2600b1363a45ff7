'use client'
// The diagram of a DNS run: stub, resolver, and everything beyond it, each server named where its arrow ends.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Arrow } from '#lib/core/protocols/diagram.ts'
import { drawLanes, serversLane } from '#lib/core/protocols/dns/run-diagram.ts'
import { resolverAddress, stubAddress } from '#lib/core/protocols/dns/simulation.ts'
import { Diagram, type DiagramLook } from '../../_components/diagram.tsx'
import type { DnsRun } from './dns-run.ts'
import { kindOf, nameOf, type MessageKind } from './narrate.ts'
import { findMessages } from './messages.ts'

const lines = {
  [stubAddress]: { x: 34, gutter: 'right' },
  [resolverAddress]: { x: 134, gutter: 'left' },
  [serversLane]: { x: 258, gutter: 'right' },
} as const
const scale = { leastGap: 40, mostGap: 92, unitsPerMs: 1.6 }

interface Props {
  readonly run: DnsRun
  readonly step: number
  readonly selected: string | null
  readonly onSelect: (arrow: string) => void
  readonly ahead: boolean
}

export function DnsDiagram({ run, ...rest }: Props) {
  const t = useTranslations('dns')
  const model = useMemo(() => drawLanes(run.timeline, {
    stub: t('stub'), resolver: t('resolver'), servers: t('servers'),
    note: (id) => (t.has(`notes.${id}`) ? t(`notes.${id}`) : id),
    mode: (mode) => t(`modes.${mode}`),
  }, scale), [run, t])
  const look = useMemo((): DiagramLook => {
    const state = run.timeline.points.at(-1)!.state
    const sent = new Map(findMessages(run).map((message) => [`#${message.id}`, message]))
    const of = ({ id }: Arrow) => sent.get(id.replace(/ again$/, ''))
    return {
      lines, scale, phaseOf: () => 'idle',
      labelOf: (arrow) => {
        const message = of(arrow)?.message
        if (message === undefined) return { control: arrow.id, numbers: '' }
        const { name = '', type = '' } = message.question[0] ?? {}
        const kind: MessageKind = kindOf(message)
        const control = kind === 'query' ? `${arrow.id} ${type}?` : `${arrow.id} ${kind === 'failure' ? shorten(arrow.label) : t(`kinds.${kind}`)}${message.aa ? ' AA' : ''}`
        const numbers = kind === 'query' ? name : kind === 'failure' ? '' : arrow.label.replace(/^NODATA$/, name)
        return { control: control + (of(arrow)?.transport === 'tcp' ? ' TCP' : ''), numbers: shorten(numbers) }
      },
      endsOf: (arrow) => ({ from: nameOf(state, of(arrow)?.from ?? '', t), to: nameOf(state, of(arrow)?.to ?? '', t) }),
      lossOf: (why) => t(`losses.${why}`),
      title: t('diagram'),
    }
  }, [run, t])
  return <Diagram model={model} look={look} {...rest} />
}

/** What has room between two lines. */
const shorten = (text: string): string => (text.length <= 21 ? text : `${text.slice(0, 20)}…`)
