// The daily review. A static shell: the cards come from the API, or from what this device has kept.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readTopics } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { pictureMessages } from '../../_ui/run-picture/picture-messages.ts'
import { Review } from './_components/review.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'review' })
  return { title: t('title') }
}

export default async function ReviewPage({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const topics = await readTopics(lang)
  return (
    <NextIntlClientProvider messages={{ review: messages[lang].review, exercise: messages[lang].exercise, ownCard: messages[lang].ownCard, ...pictureMessages(messages[lang]) }}>
      <Review lang={lang} reportWords={messages[lang].report} topics={Object.fromEntries(topics.map(({ id, title, cardIds }) => [id, { title, cardIds }]))} />
    </NextIntlClientProvider>
  )
}
