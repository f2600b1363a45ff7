// One topic to read. Static: built from the notes, the same for everybody, and complete without JavaScript.
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import { langs, type Lang } from '#lib/core/notes/card.ts'
import { readTopic, readTopics } from '#lib/server/web.ts'
import './topic.css'

interface Props {
  params: Promise<{ lang: Lang; topic: string }>
}

export const dynamicParams = false

export async function generateStaticParams() {
  const all = await Promise.all(langs.map(async (lang) => (await readTopics(lang)).map(({ id }) => ({ lang, topic: id }))))
  return all.flat()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lang, topic } = await params
  const page = await readTopic(lang, topic)
  if (page === null) return {}
  return {
    title: page.title,
    description: page.sections.slice(0, 3).map(({ question }) => question).join(' '),
    alternates: { languages: { zh: `/zh/topics/${topic}`, en: `/en/topics/${topic}` } },
  }
}

export default async function TopicPage({ params }: Props) {
  const { lang, topic } = await params
  setRequestLocale(lang)
  const [t, page] = await Promise.all([getTranslations('topics'), readTopic(lang, topic)])
  if (page === null) notFound()
  return (
    <div className="page topic">
      <nav className="contents" aria-label={t('onThisPage')}>
        <details>
          <summary>{t('onThisPage')}</summary>
          <ol>
            {page.sections.map(({ id, question }) => (
              <li key={id}>
                <a href={`#${id}`}>{question}</a>
              </li>
            ))}
          </ol>
        </details>
      </nav>
      <article>
        <p className="muted small">
          {t(`layers.${page.layer}`)} · {t('levelOf', { level: page.level })} · {t('cards', { count: page.cards })}
        </p>
        <h1>{page.title}</h1>
        {page.requires.length > 0 ? (
          <p className="muted small">
            {t('requires')}{' '}
            {page.requires.map(({ id, title }) => (
              <Link key={id} href={`/${lang}/topics/${id}`} prefetch={false}>
                {title}
              </Link>
            ))}
          </p>
        ) : null}
        <div className="prose" dangerouslySetInnerHTML={{ __html: page.introductionHtml }} />
        <p className="actions">
          <a className="button" href={`/${lang}/review?topic=${topic}`}>
            {t('reviewTopic')}
          </a>
        </p>
        {page.sections.map(({ id, kind, level, questionHtml, question, bodyHtml, detailsHtml }) => (
          <section key={id} className="note" aria-labelledby={id}>
            <h2 id={id}>
              <span dangerouslySetInnerHTML={{ __html: questionHtml }} />{' '}
              <a className="anchor" href={`#${id}`} aria-label={`${t('linkTo')}: ${question}`}>
                #
              </a>
            </h2>
            <p className="muted small">
              {t('level', { level })} · {t(`kinds.${kind}`)}
            </p>
            <div className="prose" dangerouslySetInnerHTML={{ __html: bodyHtml }} />
            <div className="margin" dangerouslySetInnerHTML={{ __html: detailsHtml }} />
          </section>
        ))}
        <p className="muted small">
          {t('reviewed', { date: page.reviewed })} · {t('license')}
        </p>
        <nav className="neighbours" aria-label={t('title')}>
          {page.previous === null ? <span /> : <Link href={`/${lang}/topics/${page.previous.id}`} prefetch={false}>← {page.previous.title}</Link>}
          {page.next === null ? <span /> : <Link href={`/${lang}/topics/${page.next.id}`} prefetch={false}>{page.next.title} →</Link>}
        </nav>
      </article>
    </div>
  )
}
