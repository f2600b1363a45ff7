// My notes: bring them, look them over (`?draft=`), see the cards of a collection (`?collection=`).
import type { Metadata } from 'next'
import Link from 'next/link'
import { NextIntlClientProvider } from 'next-intl'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findDraft, findOwnCollection, findOwnNote, findOwnNotes, findSession, findTopics } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../_ui/when-alive.tsx'
import { BringNotes } from './_components/bring-notes.tsx'
import { CollectionCards } from './_components/collection-cards.tsx'
import { ExportLinks } from './_components/export-links.tsx'
import { DeleteButton } from './_components/delete-button.tsx'
import { LookOver } from './_components/look-over.tsx'
import { OwnNote } from './_components/own-note.tsx'
import { WriteCard } from './_components/write-card.tsx'
import './_components/notes.css'

interface Props {
  params: Promise<{ lang: Lang }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'notes' })
  return { title: t('title') }
}

export default async function NotesPage({ params, searchParams }: Props) {
  const [{ lang }, { draft, collection, file }] = await Promise.all([params, searchParams])
  const client = { notes: messages[lang].notes, ownCard: messages[lang].ownCard }
  if (typeof draft === 'string') {
    const [t, view, topics] = await Promise.all([getTranslations({ locale: lang, namespace: 'notes' }), findDraft(draft, lang), findTopics(lang)])
    return (
      <div className="page">
        <p className="small"><Link href={`/${lang}/notes`} prefetch={false}>{t('back')}</Link></p>
        <h1>{t('lookOver')}</h1>
        {view === null ? <p className="alert">{t('draftGone')}</p> : (
          <NextIntlClientProvider messages={client}><WhenAlive><LookOver lang={lang} view={view} topics={topics} /></WhenAlive></NextIntlClientProvider>
        )}
      </div>
    )
  }
  if (typeof collection === 'string' && typeof file === 'string') {
    const [t, note] = await Promise.all([getTranslations({ locale: lang, namespace: 'notes' }), findOwnNote(collection, file, lang)])
    return (
      <div className="page narrow">
        <p className="small"><Link href={`/${lang}/notes?collection=${collection}`} prefetch={false}>{t('toCollection')}</Link></p>
        {note === null ? <p className="alert">{t('gone')}</p> : <OwnNote lang={lang} collection={collection} note={note} />}
      </div>
    )
  }
  if (typeof collection === 'string') {
    const [t, view, topics] = await Promise.all([getTranslations({ locale: lang, namespace: 'notes' }), findOwnCollection(collection), findTopics(lang)])
    return (
      <div className="page narrow">
        <p className="small"><Link href={`/${lang}/notes`} prefetch={false}>{t('back')}</Link></p>
        {view === null ? <p className="alert">{t('gone')}</p> : (
          <>
            <NextIntlClientProvider messages={client}><CollectionCards lang={lang} view={view} topics={topics} /></NextIntlClientProvider>
            <ExportLinks lang={lang} collection={view.collection.id} withIds={view.collection.files.some((name) => !/\.apkg$/i.test(name))} />
            <NextIntlClientProvider messages={client}>
              <WhenAlive><DeleteButton lang={lang} collection={view.collection.id} title={view.collection.title} /></WhenAlive>
            </NextIntlClientProvider>
          </>
        )}
      </div>
    )
  }
  const [t, format, { collections, drafts }, session, topics] = await Promise.all([
    getTranslations({ locale: lang, namespace: 'notes' }),
    getFormatter({ locale: lang }),
    findOwnNotes(),
    findSession(),
    findTopics(lang),
  ])
  return (
    <div className="page narrow">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <p><Link href={`/${lang}/annotations`} prefetch={false}>{messages[lang].annotations.title}</Link></p>
      {drafts.length === 0 ? null : (
        <section className="panel">
          <h2>{t('drafts')}</h2>
          <ul className="topic-list">
            {drafts.map(({ id, title }) => (
              <li key={id}>
                <Link href={`/${lang}/notes?draft=${id}`} prefetch={false}>{title}</Link>
                <NextIntlClientProvider messages={client}><WhenAlive><DeleteButton lang={lang} draft={id} title={title} /></WhenAlive></NextIntlClientProvider>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('collections')}</h2>
        {collections.length === 0 ? <p className="muted">{t('empty')}</p> : (
          <ul className="topic-list">
            {collections.map(({ id, title, cards, missing, updatedAtMs }) => (
              <li key={id}>
                <Link href={`/${lang}/notes?collection=${id}`} prefetch={false}>{title}</Link>
                <span className="muted small">
                  {t('cards', { count: cards })}
                  {missing > 0 ? ` · ${t('missing', { count: missing })}` : ''} · {t('changedOn', { date: format.dateTime(updatedAtMs, { dateStyle: 'medium', timeZone: session.settings.timeZone }) })}
                  {' · '}
                  <Link href={`/${lang}/review?topic=${id}`} prefetch={false}>{t('review')}</Link>
                </span>
              </li>
            ))}
          </ul>
        )}
        {collections.length === 0 ? null : <p className="muted small">{t('again')}</p>}
        {collections.length === 0 ? null : <ExportLinks lang={lang} collection={null} />}
      </section>
      <section className="panel">
        <h2>{t('bring')}</h2>
        <NextIntlClientProvider messages={client}><WhenAlive><BringNotes lang={lang} /></WhenAlive></NextIntlClientProvider>
        {session.email === null ? <p className="muted small">{t('guestNote')}</p> : null}
      </section>
      <NextIntlClientProvider messages={client}>
        <WhenAlive><WriteCard lang={lang} collections={collections.map(({ id, title }) => ({ id, title }))} topics={topics} /></WhenAlive>
      </NextIntlClientProvider>
    </div>
  )
}
