// Signing in and signing up; after signing in, the question about the reviews a guest made here.
import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findSession } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { SignInForm } from './_components/sign-in-form.tsx'

interface Props {
  params: Promise<{ lang: Lang }>
  searchParams: Promise<Record<string, string | undefined>>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'signIn' })
  return { title: t('title') }
}

export default async function SignInPage({ params, searchParams }: Props) {
  const [{ lang }, query] = await Promise.all([params, searchParams])
  const session = await findSession()
  return (
    <div className="page narrow">
      <NextIntlClientProvider messages={{ signIn: messages[lang].signIn }}>
        <SignInForm lang={lang} session={session} isNew={query['new'] !== undefined} />
      </NextIntlClientProvider>
    </div>
  )
}
