// Taking one's own cards away: plain links, which work without scripts too.
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { exportFormats } from '#lib/core/notes/export/exported.ts'

/** `collection` null: all of them. */
export async function ExportLinks({ lang, collection }: { readonly lang: Lang; readonly collection: string | null }) {
  const t = await getTranslations({ locale: lang, namespace: 'notes' })
  return (
    <section className="export">
      <h2>{collection === null ? t('exportAll') : t('export')}</h2>
      <p className="muted small">{t('exportHint')}</p>
      <ul className="actions">
        {exportFormats.map((format) => (
          <li key={format}>
            <a className="button quiet" href={`/api/v1/notes/export?format=${format}${collection === null ? '' : `&collection=${collection}`}`} download>
              {t(`formats.${format}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
