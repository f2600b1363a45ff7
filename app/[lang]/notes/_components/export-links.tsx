// Taking one's own cards away: plain links, which work without scripts too.
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { exportFormats } from '#lib/core/notes/export/exported.ts'

/** `collection` null: all of them. `withIds`: there are files of its person, into which ids can be put. */
export async function ExportLinks({ lang, collection, withIds = false }: { readonly lang: Lang; readonly collection: string | null; readonly withIds?: boolean }) {
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
      {collection === null || !withIds ? null : (
        <>
          <p className="muted small">{t('withIdsHint')}</p>
          <p className="actions"><a className="button quiet" href={`/api/v1/notes/with-ids?collection=${collection}`} download>{t('withIds')}</a></p>
        </>
      )}
    </section>
  )
}
