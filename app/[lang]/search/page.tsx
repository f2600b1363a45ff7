// Search over the notes as a page: shareable, and complete without JavaScript.
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findNotes } from '#lib/server/web.ts'
import { fill } from '../../_ui/fill.ts'
import { FoundParts, langTag } from '../../_ui/found-parts.tsx'
import { messages } from '../../_ui/i18n/messages.ts'
import '../../_ui/search.css'

interface Props {
  params: Promise<{ lang: Lang }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'search' })
  return { title: t('title'), robots: { index: false } }
}

export default async function SearchPage({ params, searchParams }: Props) {
  const [{ lang }, { q }] = await Promise.all([params, searchParams])
  setRequestLocale(lang)
  const words = messages[lang].search
  const query = typeof q === 'string' ? q.slice(0, 200) : ''
  const answer = query.trim() === '' ? null : await findNotes(query, lang)
  return (
    <div className="page narrow search">
      <h1>{words.title}</h1>
      <form role="search" action={`/${lang}/search`}>
        <input type="search" name="q" defaultValue={query} aria-label={words.label} placeholder={words.placeholder} maxLength={200} />
        <button className="button">{words.submit}</button>
      </form>
      <p className="muted small" role="status">
        {answer === null ? words.hint : answer.total === 0 ? fill(words.none, { query: query.trim() }) : fill(words.count, { count: answer.total })}
      </p>
      {answer === null || answer.total > 0 ? null : <p><Link href={`/${lang}/topics`} prefetch={false}>{words.browse}</Link></p>}
      {answer === null || answer.total === 0 ? null : (
        <ul className="found-list">
          {answer.results.map(({ kind, id, topic, href, title, snippet }) => (
            <li key={`${kind} ${id}`}>
              <Link href={href} prefetch={false}><FoundParts parts={title} /></Link>
              <span className="muted small">{kind === 'topic' ? words.topic : kind === 'own' ? `${words.mine} · ${topic.title}` : topic.title}{snippet.field === 'pitfalls' ? ` · ${words.pitfall}` : ''}</span>
              <span className="small snippet" lang={langTag(snippet.lang)}><FoundParts parts={snippet.parts} /></span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
