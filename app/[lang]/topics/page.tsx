// All topics, by layer.
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readTopics } from '#lib/server/web.ts'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'topics' })
  return { title: t('title'), description: t('lead') }
}

const layers = ['general', 'application', 'security', 'transport', 'network', 'link'] as const

export default async function Topics({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, topics] = await Promise.all([getTranslations('topics'), readTopics(lang)])
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      {layers.map((layer) => {
        const here = topics.filter((topic) => topic.layer === layer)
        return here.length === 0 ? null : (
          <section key={layer} className="layer" aria-labelledby={`layer-${layer}`}>
            <h2 id={`layer-${layer}`}>{t(`layers.${layer}`)}</h2>
            <ul className="topic-list">
              {here.map(({ id, title, cards, level }) => (
                <li key={id}>
                  <Link href={`/${lang}/topics/${id}`} prefetch={false}>
                    {title}
                  </Link>
                  <span className="muted small">
                    {t('cards', { count: cards })} · {t('level', { level })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
