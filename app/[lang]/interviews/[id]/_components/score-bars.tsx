// Scores as bars, drawn on the server, with the same figures as a table behind them. A shared report draws them itself.
import { useFormatter, useTranslations } from 'next-intl'

export interface Score {
  readonly name: string
  readonly hint: string | null
  /** 0 to 1; null: nothing to go by. */
  readonly value: number | null
}

const width = 400
const height = 10

export function ScoreBars({ title, heading, scores }: { readonly title: string; readonly heading: string; readonly scores: readonly Score[] }) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const say = (value: number | null) => (value === null ? t('notAsked') : format.number(value, { style: 'percent', maximumFractionDigits: 0 }))
  return (
    <section className="score-bars">
      <h2>{title}</h2>
      <ul>
        {scores.map(({ name, hint, value }) => (
          <li key={name}>
            <span className="name">{name}{hint === null ? null : <span className="muted small"> {hint}</span>}</span>
            <span className="value">{say(value)}</span>
            <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${name}: ${say(value)}`}>
              <rect className="whole" width={width} height={height} />
              {value === null || value <= 0 ? null : <rect className="part" width={Math.max(height, value * width)} height={height} />}
            </svg>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('asTable')}</summary>
        <div className="table">
          <table>
            <thead><tr><th scope="col">{heading}</th><th scope="col">{t('score')}</th></tr></thead>
            <tbody>{scores.map(({ name, value }) => <tr key={name}><td>{name}</td><td>{say(value)}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
