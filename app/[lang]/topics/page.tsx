// The map of all topics. Static: the same for everybody, and a list of links without JavaScript.
import type { Metadata } from 'next'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readTopics } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { TopicMap } from './_components/topic-map.tsx'
import './map.css'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'topics' })
  return { title: t('title'), description: t('lead') }
}

export default async function Topics({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const [t, topics] = await Promise.all([getTranslations('topics'), readTopics(lang)])
  const { topicMap, topics: { layers } } = messages[lang]
  const onMap = topics.map(({ id, title, layer, level, cards, requires }) => ({
    ...{ id, title, layer, level, cards, requires },
    about: `${t('level', { level })} · ${t('cards', { count: cards })}`,
  }))
  return (
    <div className="page map">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <TopicMap lang={lang} topics={onMap} words={{ ...topicMap, layers }} />
    </div>
  )
}
