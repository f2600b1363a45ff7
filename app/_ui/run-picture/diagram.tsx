'use client'
// The time–space diagram: lifelines with their states, arrows that slant, cross or get lost, drawn as far as the step
// looked at. 360 units wide, one unit a pixel on a phone. What stands on an arrow and where the lines are, each lab says.
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import type { Arrow, Diagram as Model, MarkKind, Scale } from '#lib/core/protocols/diagram.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import './diagram.css'

const width = 360
const top = 26

/** Where a lifeline stands, and on which side of it there is room for its states and marks; units of the picture. */
export interface LinePlace {
  readonly x: number
  readonly gutter: 'left' | 'right'
}

export interface DiagramLook {
  /** By the lifelines' ids, from left to right. */
  readonly lines: Readonly<Record<string, LinePlace>>
  /** The scale that the model was built with. */
  readonly scale: Scale
  /** What stands above an arrow, and what below. */
  readonly labelOf: (arrow: Arrow) => { readonly control: string; readonly numbers: string }
  /** Who sends and who receives, for those who hear the picture. */
  readonly endsOf: (arrow: Arrow) => { readonly from: string; readonly to: string }
  /** `idle`, `opening`, `open` or `closing`: how a state is coloured. */
  readonly phaseOf: (state: string) => string
  /** Why an arrow was lost, in the page's language. */
  readonly lossOf: (why: string) => string
  /** The whole picture in words. */
  readonly title: string
}

interface Props {
  readonly model: Model
  readonly look: DiagramLook
  readonly step: number
  readonly selected?: string | null
  /** Without it the picture is only looked at: nothing in it takes the focus. */
  readonly onSelect?: ((arrow: string) => void) | undefined
  /** Draw what comes after the step, faintly. */
  readonly ahead?: boolean
  /** Where a question cut the run, in entries: a line across. */
  readonly cut?: number | undefined
}

export function Diagram({ model, look, step, selected = null, onSelect, ahead = false, cut }: Props) {
  const t = useTranslations('labs')
  const { lines, scale } = look
  const labels = useMemo(() => placeLabels(model.arrows, look), [model, look])
  const nowY = placeOfStep(model, step, scale)
  const places = Object.values(lines).map(({ x }) => x)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = frame.current
    if (box === null) return
    const unit = box.scrollWidth / width
    // What has just happened stays in sight, with some room below it.
    box.scrollTop = Math.max(0, (nowY + top + 90) * unit - box.clientHeight)
  }, [nowY, model])
  const shown = (entry: number) => entry < step
  const [left, right] = [Math.min(...places), Math.max(...places)]
  return (
    <div className="diagram" ref={frame} tabIndex={0} role="group" aria-label={t('diagram')}>
      <svg viewBox={`0 0 ${width} ${model.height + top + 20}`} role={onSelect === undefined ? 'img' : 'group'} aria-label={look.title}>
        {model.lifelines.map(({ id, name, spans }) => (
          <g key={id} className="lifeline" aria-hidden="true">
            <text className="name" x={lines[id]?.x} y={14} textAnchor="middle">{name}</text>
            <line x1={lines[id]?.x} x2={lines[id]?.x} y1={top} y2={model.height + top + 14} />
            {spans.map((span, i) => {
              if (!shown(span.entry) && !(ahead && span.entry >= 0)) return null
              const end = Math.min(span.to.y, ahead ? span.to.y : nowY + 10)
              return (
                <rect key={i} className={`span ${look.phaseOf(span.state)} ${shown(span.entry) ? '' : 'ahead'}`}
                  x={lines[id]!.x - 3} width={6} y={span.from.y + top} height={Math.max(0, end - span.from.y)} />
              )
            })}
          </g>
        ))}
        <Gaps model={model} scale={scale} x={(left + right) / 2} nowY={nowY} ahead={ahead} />
        {model.arrows.map((arrow) => {
          if (!shown(arrow.entry) && !ahead) return null
          return (
            <ArrowView key={arrow.id} arrow={arrow} look={look} step={step} nowY={nowY} label={labels.get(arrow.id)!}
              selected={arrow.id === selected}
              onSelect={onSelect === undefined ? undefined : () => { onSelect(arrow.id) }} />
          )
        })}
        {model.lifelines.map(({ id }) => <Gutter key={id} model={model} id={id} place={lines[id]!} step={step} ahead={ahead} />)}
        {cut === undefined || cut <= 0 || cut >= step ? null : <CutLine left={left} right={right} y={placeOfStep(model, cut, scale) + top + 16} />}
        {step > 0 && cut === undefined ? <line className="now" x1={left} x2={right} y1={nowY + top + 12} y2={nowY + top + 12} aria-hidden="true" /> : null}
      </svg>
    </div>
  )
}

/** Where the question was asked. */
function CutLine({ left, right, y }: { left: number; right: number; y: number }) {
  return <line className="cut" x1={left} x2={right} y1={y} y2={y} aria-hidden="true" />
}

/** How far down the newest thing of a step is. */
function placeOfStep({ lifelines, arrows, marks }: Model, step: number, scale: Scale): number {
  let y = scale.leastGap
  const see = (entry: number | null, at: number) => {
    if (entry !== null && entry < step) y = Math.max(y, at)
  }
  for (const { spans } of lifelines) for (const span of spans) see(span.entry, span.from.y)
  for (const mark of marks) see(mark.entry, mark.at.y)
  for (const { entry, arrivalEntry, lossEntry, leaves, ends } of arrows) {
    see(entry, leaves.y)
    see(arrivalEntry, ends.y)
    see(lossEntry, ends.y)
  }
  return y
}

interface Label {
  readonly x: number
  readonly y: number
  readonly control: string
  /** In one line, or, where that is wider than the space between the lines, in two. */
  readonly numbers: readonly string[]
  /** From the middle to the sides, and up and down from `y`: what no other label may cover. */
  readonly left: number
  readonly right: number
  readonly up: number
  readonly down: number
}

/** Letters that fit between the lines. */
const mostNumbers = 21
/** Latin letters are about half as wide as Chinese ones. */
function widthOf(text: string, unit: number): number {
  let width = 0
  for (const letter of text) width += letter > '\u2e80' ? 12 : unit
  return width
}

/** Control bits above an arrow, numbers below; along it, or a little lower, wherever it lies least upon earlier labels. */
function placeLabels(arrows: readonly Arrow[], { lines, labelOf, lossOf }: DiagramLook): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>()
  // Those of lost arrows have one place only, so that they take theirs first.
  const order = [...arrows.filter(({ fate }) => fate === 'lost'), ...arrows.filter(({ fate }) => fate !== 'lost')]
  for (const arrow of order) {
    const [x1, far] = [lines[arrow.from]!.x, lines[arrow.to]!.x]
    const [y1, y2] = [arrow.leaves.y + top, arrow.ends.y + top]
    const { control, numbers: line } = labelOf(arrow)
    const numbers = line === '' ? [] : line.length <= mostNumbers ? [line] : line.split(' ')
    const half = Math.max(widthOf(control, 8), ...numbers.map((words) => widthOf(words, 6.8))) / 2
    const arrived = arrow.fate === 'arrived'
    const lost = arrow.fate === 'lost'
    // The reason stands beside the cross, on the side that the arrow was going to.
    const reason = lost ? 9 + widthOf(lossOf(arrow.why ?? ''), 6.5) : 0
    const [left, right] = far > x1 ? [half, Math.max(half, reason)] : [Math.max(half, reason), half]
    const [up, down] = lost ? [20, 7 + 13 * numbers.length] : [16, 5 + 13 * numbers.length]
    const ways = arrived ? [0.5, 0.36, 0.64, 0.25, 0.75, 0.85, 0.15] : lost ? [0] : [0, 8, 16, 24]
    const along = ways.map((way): Label => {
      const y = arrived ? y1 + (y2 - y1) * way : y2 + way
      return { x: x1 + (far - x1) * (arrived ? way : 0.5), y, control, numbers, left, right, up, down }
    })
    const covers = (label: Label) => [...labels.values()].filter((other) => {
      const apart = label.y + label.down < other.y - other.up || other.y + other.down < label.y - label.up
      return !apart && label.x - label.left < other.x + other.right && other.x - other.left < label.x + label.right
    }).length
    // Where nothing stands below the arrow, what stands above it can.
    const candidates = arrived && numbers.length === 0 ? [...along, { ...along[0]!, y: along[0]!.y + 20 }] : along
    labels.set(arrow.id, candidates.toSorted((one, other) => covers(one) - covers(other))[0]!)
  }
  return labels
}

interface ArrowProps {
  readonly arrow: Arrow
  readonly look: DiagramLook
  readonly label: Label
  readonly step: number
  readonly nowY: number
  readonly selected: boolean
  readonly onSelect: (() => void) | undefined
}

function ArrowView({ arrow, look, label, step, nowY, selected, onSelect }: ArrowProps) {
  const t = useTranslations('labs')
  const future = arrow.entry >= step
  const lost = arrow.lossEntry !== null && (future || arrow.lossEntry < step)
  const arrived = arrow.arrivalEntry !== null && (future || arrow.arrivalEntry < step)
  const done = future || lost || arrived
  const [x1, far] = [look.lines[arrow.from]!.x, look.lines[arrow.to]!.x]
  const x2 = arrow.fate === 'arrived' ? far : (x1 + far) / 2
  const [y1, y2] = [arrow.leaves.y + top, arrow.ends.y + top]
  // What never arrives in this run is seen to have set out; the rest goes as far as the time has come.
  const way = done ? 1 : arrow.fate === 'on its way' ? 0.8 : Math.min(0.92, Math.max(0.2, (nowY + top - y1) / Math.max(1, y2 - y1)))
  const [x, y] = [x1 + (x2 - x1) * way, y1 + (y2 - y1) * way]
  const fate = lost ? 'lost' : arrived ? 'arrived' : 'onItsWay'
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  const presses = onSelect === undefined ? {} : {
    role: 'button', tabIndex: 0, 'aria-pressed': selected, onClick: onSelect,
    'aria-label': t('arrow', { ...look.endsOf(arrow), control: label.control, numbers: label.numbers.join(' '), fate: t(`fates.${fate}`) }),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      event.stopPropagation()
      onSelect()
    },
  }
  return (
    <g className={`arrow ${arrow.tone} ${selected ? 'selected' : ''} ${future ? 'ahead' : ''}`} {...presses}>
      <line className="reach" x1={x1} y1={y1} x2={x} y2={y} />
      <line className={`shaft ${done ? '' : 'flying'}`} x1={x1} y1={y1} x2={x} y2={y} />
      {lost ? (
        <>
          <path className="cross" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />
          <text className="why" x={x + (far > x1 ? 9 : -9)} y={y + 3} textAnchor={far > x1 ? 'start' : 'end'}>{look.lossOf(arrow.why ?? '')}</text>
        </>
      ) : (
        <path className="head" d="M0 0l-9 -4v8z" transform={`translate(${x} ${y}) rotate(${angle})`} />
      )}
      <text className="control" x={label.x} y={label.y - (lost ? 9 : 5)} textAnchor="middle">{label.control}</text>
      <text className="numbers" textAnchor="middle" y={label.y + (lost ? 17 : 14)}>
        {label.numbers.map((words, i) => <tspan key={i} x={label.x} dy={i === 0 ? 0 : 12}>{words}</tspan>)}
      </text>
    </g>
  )
}

interface GutterItem {
  readonly y: number
  readonly entry: number
  readonly rank: number
  readonly text: string
  readonly kind: MarkKind | 'state'
}

const ranks: Readonly<Record<MarkKind | 'state', number>> = { call: 0, timer: 0, fault: 0, power: 0, discard: 1, state: 2, signal: 3 }
const signs: Readonly<Record<MarkKind | 'state', string>> = { call: '', timer: '⏱ ', fault: '✂ ', power: '⏻ ', discard: '✕ ', state: '', signal: '“' }

/** States, calls and signals beside a line, kept from lying upon one another. */
function Gutter({ model, id, place, step, ahead }: { model: Model; id: string; place: LinePlace; step: number; ahead: boolean }) {
  const spans = model.lifelines.find((one) => one.id === id)?.spans ?? []
  const items: GutterItem[] = [
    ...spans.map(({ from, entry, state }) => ({ y: from.y, entry, rank: ranks.state, text: state, kind: 'state' as const })),
    ...model.marks.filter(({ lifeline }) => lifeline === id).map(({ at, entry, mark, text }) => ({ y: at.y, entry, rank: ranks[mark], text, kind: mark })),
  ].sort((a, b) => a.entry - b.entry || a.rank - b.rank)
  const left = place.gutter === 'left'
  const x = place.x + (left ? -9 : 9)
  let free = 0
  return (
    <g className="gutter" aria-hidden="true">
      {items.map((item, i) => {
        const words = wrap(`${signs[item.kind]}${item.text}${item.kind === 'signal' ? '”' : ''}`)
        const y = Math.max(item.y + top + 3, free)
        free = y + words.length * 13
        if (item.entry >= step && !ahead) return null
        return (
          <text key={i} className={`${item.kind} ${item.entry >= step ? 'ahead' : ''}`} textAnchor={left ? 'end' : 'start'} y={y}>
            {words.map((line, at) => <tspan key={at} x={x} dy={at === 0 ? 0 : 13}>{line}</tspan>)}
          </text>
        )
      })}
    </g>
  )
}

/** Lines of at most 13 characters, which is what a gutter has room for. */
function wrap(text: string): string[] {
  const out: string[] = []
  const words = text.split(' ').flatMap(breakName)
  for (const word of words) {
    const last = out.at(-1)
    if (last !== undefined && last.length + word.length < 13) out[out.length - 1] = `${last} ${word}`
    else out.push(word.slice(0, 15))
  }
  return out.slice(0, 3)
}

/** A long name has no blanks: it is broken behind a dot. */
function breakName(word: string): string[] {
  if (word.length <= 14) return [word]
  const out: string[] = []
  for (const label of word.split(/(?<=\.)/)) {
    const last = out.at(-1)
    if (last !== undefined && last.length + label.length <= 14) out[out.length - 1] = last + label
    else out.push(label)
  }
  return out
}

/** Silences that the picture shortens say how long they were. */
function Gaps({ model, scale, x, nowY, ahead }: { model: Model; scale: Scale; x: number; nowY: number; ahead: boolean }) {
  const t = useTranslations('labs')
  const places = new Map<number, number>()
  for (const { spans } of model.lifelines) for (const { from, entry } of spans) if (entry >= 0) places.set(from.y, from.at)
  for (const { at } of model.marks) places.set(at.y, at.at)
  for (const { leaves, ends, fate } of model.arrows) {
    places.set(leaves.y, leaves.at)
    if (fate !== 'on its way') places.set(ends.y, ends.at)
  }
  const sorted = [...places].sort(([a], [b]) => a - b)
  return (
    <g className="gaps" aria-hidden="true">
      {sorted.map(([y, at], i) => {
        const [beforeY, before] = sorted[i - 1] ?? [y, at]
        if ((at - before) * scale.unitsPerMs <= scale.mostGap || (y > nowY && !ahead)) return null
        return <text key={y} x={x} y={(y + beforeY) / 2 + top + 12} textAnchor="middle">{t('later', { ms: formatMillis(at - before) })}</text>
      })}
    </g>
  )
}
