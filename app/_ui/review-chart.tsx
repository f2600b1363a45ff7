// Reviews a day as bars, drawn on the server, with the same figures as a table behind it.
import { getTranslations } from 'next-intl/server'
import { formatStudyDay } from '#lib/core/memory/study-day.ts'

const width = 640
const height = 120
const foot = 20

export async function ReviewChart({ days }: { days: readonly { readonly day: number; readonly reviews: number }[] }) {
  const t = await getTranslations('today')
  const most = Math.max(1, ...days.map(({ reviews }) => reviews))
  const total = days.reduce((sum, { reviews }) => sum + reviews, 0)
  if (days.length === 0 || total === 0) return <p className="muted">{t('chartEmpty')}</p>
  const step = width / days.length
  const summary = t('chartSummary', { total, days: days.filter(({ reviews }) => reviews > 0).length })
  const label = (day: number) => formatStudyDay(day).slice(5)
  return (
    <section className="chart" aria-labelledby="chart-title">
      <h2 id="chart-title">{t('chartTitle')}</h2>
      <svg viewBox={`0 0 ${width} ${height + foot}`} role="img" aria-label={`${t('chartTitle')}: ${summary}`}>
        <line x1="0" x2={width} y1={height + 0.5} y2={height + 0.5} className="axis" />
        {days.map(({ day, reviews }, i) => {
          const tall = (reviews / most) * (height - 16)
          return (
            <g key={day}>
              {reviews > 0 ? <rect x={i * step + 3} width={step - 6} y={height - tall} height={tall} rx="2" /> : null}
              {reviews === most ? (
                <text x={(i + 0.5) * step} y={height - tall - 4} textAnchor="middle">
                  {reviews}
                </text>
              ) : null}
            </g>
          )
        })}
        <text x="2" y={height + 16}>
          {label(days[0]!.day)}
        </text>
        <text x={width - 2} y={height + 16} textAnchor="end">
          {label(days.at(-1)!.day)}
        </text>
      </svg>
      <p className="muted small">{summary}</p>
      <details>
        <summary>{t('chartTable')}</summary>
        <div className="table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('chartDay')}</th>
                <th scope="col">{t('chartReviews')}</th>
              </tr>
            </thead>
            <tbody>
              {days
                .filter(({ reviews }) => reviews > 0)
                .map(({ day, reviews }) => (
                  <tr key={day}>
                    <td>{formatStudyDay(day)}</td>
                    <td>{reviews}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
