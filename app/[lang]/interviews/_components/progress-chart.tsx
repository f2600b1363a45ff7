// How interviews went over time, overall and by dimension: a small chart for each, drawn on the server, with the same
// figures as a table behind them.
import { useFormatter, useTranslations } from 'next-intl'
import type { Dimensions } from '#lib/core/interview/report.ts'
import type { InterviewSummary } from '#lib/server/web.ts'

const width = 300
const height = 90
const margin = 8
const most = 20
const measures = ['overall', 'correctness', 'depth', 'clarity', 'time'] as const
type Measure = (typeof measures)[number]

export interface PastReport {
  readonly id: string
  readonly atMs: number
  readonly figures: Dimensions & { readonly overall: number | null }
}

/** Those that were reported, oldest first, the newest twenty. */
export const toReports = (interviews: readonly InterviewSummary[]): readonly PastReport[] =>
  interviews
    .flatMap(({ id, createdAtMs, overall, dimensions, status }) => (status !== 'finished' || overall === null || dimensions === null ? [] : [{ id, atMs: createdAtMs, figures: { overall, ...dimensions } }]))
    .slice(0, most)
    .reverse()

interface Props {
  readonly reports: readonly PastReport[]
  /** The interview that is looked at. */
  readonly here: string | null
  readonly timeZone: string
}

export function ProgressChart({ reports, here, timeZone }: Props) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  if (reports.length < 2) return null
  const percent = (value: number | null) => (value === null ? t('notAsked') : format.number(value, { style: 'percent', maximumFractionDigits: 0 }))
  const nameOf = (measure: Measure) => (measure === 'overall' ? t('overall') : t(`dimensions.${measure}`))
  const date = (atMs: number) => format.dateTime(atMs, { dateStyle: 'medium', timeZone })
  return (
    <section className="chart progress-charts" aria-labelledby="progress-title">
      <h2 id="progress-title">{t('progress20')}</h2>
      <p className="muted small">{t('progressFromTo', { count: reports.length, from: date(reports[0]!.atMs), to: date(reports.at(-1)!.atMs) })}</p>
      <ul>
        {measures.map((measure) => {
          const points = reports.flatMap(({ id, figures }, i) => (figures[measure] === null ? [] : [{ id, x: margin + (i / (reports.length - 1)) * (width - 2 * margin), y: margin + (1 - figures[measure]) * (height - 2 * margin), value: figures[measure] }]))
          const last = points.find(({ id }) => id === here) ?? points.at(-1)
          if (points.length < 2 || last === undefined) return null
          return (
            <li key={measure}>
              <span className="name">{nameOf(measure)}</span> <strong className="value">{percent(last.value)}</strong>
              <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('progressOf', { measure: nameOf(measure), values: points.map(({ value }) => percent(value)).join(', ') })}>
                {[0, 0.5, 1].map((share) => <line key={share} className="axis" x1="0" x2={width} y1={margin + share * (height - 2 * margin)} y2={margin + share * (height - 2 * margin)} />)}
                <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
                {points.map((point) => <circle key={point.id} cx={point.x} cy={point.y} r={point === last ? 5 : 2.5} className={point === last ? 'here' : ''} />)}
              </svg>
            </li>
          )
        })}
      </ul>
      <details>
        <summary>{t('asTable')}</summary>
        <div className="table" role="region" tabIndex={0} aria-label={t('asTable')}>
          <table>
            <thead><tr><th scope="col">{t('date')}</th>{measures.map((measure) => <th key={measure} scope="col">{nameOf(measure)}</th>)}</tr></thead>
            <tbody>
              {reports.map(({ id, atMs, figures }) => (
                <tr key={id}><th scope="row">{date(atMs)}{id === here ? ` · ${t('thisOne')}` : ''}</th>{measures.map((measure) => <td key={measure}>{percent(figures[measure])}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
