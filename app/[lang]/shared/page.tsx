// What a link to an interview opens. The token stands behind the #, which no browser sends: this page is the same for all.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { pictureMessages } from '../../_ui/run-picture/picture-messages.ts'
import { Shared } from './_components/shared.tsx'
import '../interviews/_components/interviews.css'

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'interviews' })
  return { title: t('sharedTitle'), robots: { index: false } }
}

export default async function SharedPage({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const { interviews, exercise } = messages[lang]
  return (
    <NextIntlClientProvider messages={{ interviews, exercise: { ...exercise, check: interviews.handIn }, ...pictureMessages(messages[lang]) }}>
      <Shared lang={lang} />
    </NextIntlClientProvider>
  )
}
