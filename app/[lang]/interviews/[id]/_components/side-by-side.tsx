// Two interviews of one draw: each question's score then and now.
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Comparison } from '#lib/server/web.ts'

const dimensions = ['correctness', 'depth', 'clarity', 'time'] as const

export function SideBySide({ lang, comparison, timeZone }: { readonly lang: Lang; readonly comparison: Comparison; readonly timeZone: string }) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const { here, other, questions } = comparison
  const percent = (value: number | null | undefined) => (value == null ? t('notAsked') : format.number(value, { style: 'percent', maximumFractionDigits: 0 }))
  const date = (atMs: number) => format.dateTime(atMs, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (
    <section className="side-by-side">
      <h2>{t('sameDraw')}</h2>
      <p className="muted">{t('sameDrawText')} <Link href={`/${lang}/interviews/${other.id}`} prefetch={false}>{date(other.createdAtMs)}</Link></p>
      <div className="table" role="region" tabIndex={0} aria-label={t('sameDraw')}>
        <table>
          <thead><tr><td /><th scope="col">{date(other.createdAtMs)}</th><th scope="col">{t('thisOne')}</th></tr></thead>
          <tbody>
            <tr><th scope="row">{t('overall')}</th><td>{percent(other.overall)}</td><td>{percent(here.overall)}</td></tr>
            {dimensions.map((name) => <tr key={name}><th scope="row">{t(`dimensions.${name}`)}</th><td>{percent(other.dimensions[name])}</td><td>{percent(here.dimensions[name])}</td></tr>)}
            {questions.map(({ card, text }) => <tr key={card}><th scope="row">{text}</th><td>{percent(other.scores[card])}</td><td>{percent(here.scores[card])}</td></tr>)}
          </tbody>
        </table>
      </div>
    </section>
  )
}
