import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'

export default async function NotFound() {
  const t = await getTranslations('notFound')
  const lang = await getLocale()
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <p>{t('text')}</p>
      <p className="actions">
        <Link className="button" href={`/${lang}`}>
          {t('home')}
        </Link>
        <Link className="button quiet" href={`/${lang}/topics`}>
          {t('topics')}
        </Link>
      </p>
    </div>
  )
}
