'use client'
// A few quantities over time as stairs, drawn as far as the step looked at, with the same figures as a table behind
// it. 360 units wide, one unit a pixel on a phone.
import { useTranslations } from 'next-intl'
import { formatMillis } from '#lib/core/protocols/trace.ts'

const width = 360
const height = 130
const margin = { left: 46, right: 8, top: 10, bottom: 22 }

export interface ChartLine {
  readonly name: string
  /** null: no value then; the line is broken. */
  readonly values: readonly (number | null)[]
}

interface Props {
  readonly title: string
  readonly unit: string
  /** When each value was taken, milliseconds, in order; the scale goes to `untilMs`. */
  readonly times: readonly number[]
  readonly untilMs: number
  /** How many of the values have been reached. */
  readonly reached: number
  readonly lines: readonly ChartLine[]
}

export function LineChart({ title, unit, times, untilMs, reached, lines }: Props) {
  const t = useTranslations('labs.charts')
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.flatMap((value) => value ?? [])))
  const from = times[0] ?? 0
  const x = (at: number) => margin.left + ((at - from) / Math.max(1, untilMs - from)) * (width - margin.left - margin.right)
  const y = (value: number) => margin.top + (1 - value / most) * (height - margin.top - margin.bottom)
  const now = lines.map(({ name, values }) => `${name} ${values[reached - 1] ?? '–'}`).join(', ')
  const foot = height - margin.bottom
  return (
    <figure className="line-chart">
      <figcaption>
        <strong>{title}</strong> <span className="muted small">({unit})</span>
        <ul className="legend">
          {lines.map(({ name, values }, i) => (
            <li key={name}>
              <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path className={`line line-${i}`} d="M0 4H24" /></svg>{' '}
              {name} <span className="muted">{reached === 0 ? '–' : (values[reached - 1] ?? '–')}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={reached === 0 ? t('nothing') : t('summary', { title, now })}>
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <line className="grid" x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
            <text x={margin.left - 4} y={y(value) + 4} textAnchor="end">{Math.round(value)}</text>
          </g>
        ))}
        <text x={margin.left} y={foot + 15}>{formatMillis(from)} ms</text>
        <text x={width - margin.right} y={foot + 15} textAnchor="end">{formatMillis(untilMs)} ms</text>
        {lines.map(({ name, values }, i) => (
          <path key={name} className={`line line-${i}`} d={stairs(times.slice(0, reached), values, x, y)} />
        ))}
      </svg>
      <details>
        <summary>{t('table')}</summary>
        <div className="table" tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr><th scope="col">ms</th>{lines.map(({ name }) => <th key={name} scope="col">{name}</th>)}</tr>
            </thead>
            <tbody>
              {times.slice(0, reached).map((at, row) => (
                <tr key={row}><td>{formatMillis(at)}</td>{lines.map(({ name, values }) => <td key={name}>{values[row] ?? '–'}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

/** A value holds until the next one. */
function stairs(times: readonly number[], values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  let path = ''
  let open = false
  for (const [i, at] of times.entries()) {
    const value = values[i] ?? null
    if (open) path += `H${x(at).toFixed(1)}`
    if (value !== null) path += `${open ? 'V' : `M${x(at).toFixed(1)} `}${y(value).toFixed(1)}`
    open = value !== null
  }
  return open ? `${path}h3` : path
}
