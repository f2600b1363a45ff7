// What a navigation without network gets where nothing better was kept.
import Link from 'next/link'
import { getTranslations, setRequestLocale } from 'next-intl/server'

export default async function Offline({ params }: { params: Promise<{ lang: string }> }) {
  const { lang } = await params
  setRequestLocale(lang)
  const t = await getTranslations('offline')
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <p>{t('text')}</p>
      <p className="actions">
        <Link className="button" href={`/${lang}/review`} prefetch={false}>
          {t('review')}
        </Link>
      </p>
    </div>
  )
}
