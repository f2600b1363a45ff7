// A file that was brought, as a page to read: titles, prose, and its cards in their places with where they stand.
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Lang } from '#lib/core/notes/card.ts'
import type { OwnNoteView } from '#lib/server/web.ts'

const langTag = (lang: Lang) => (lang === 'zh' ? 'zh-Hans' : 'en')

export async function OwnNote({ lang, collection, note: { title, file, parts } }: { readonly lang: Lang; readonly collection: string; readonly note: OwnNoteView }) {
  const t = await getTranslations({ locale: lang, namespace: 'notes' })
  return (
    <article className="own-note">
      <h1>{title}</h1>
      <p className="muted small">{file} · {t('cards', { count: parts.length })} <span className="unverified" title={t('unverifiedHint')}>{t('unverified')}</span></p>
      <nav aria-label={t('contents')} className="panel">
        <ol>{parts.map(({ card }) => <li key={card.id}><a href={`#${card.id}`}>{card.view.question.text}</a></li>)}</ol>
      </nav>
      {parts.map(({ headings, prose, card }, at) => {
        // Below a title of the file's own, else right below the page's.
        const Question = parts.slice(0, at + 1).some((part) => part.headings.length > 0) ? 'h3' : 'h2'
        return (
          <section key={card.id} lang={langTag(card.lang)}>
            {headings.map(({ depth, text }) => <p key={depth} className={`note-title depth-${Math.min(depth, 3)}`} role="heading" aria-level={2}>{text}</p>)}
            {prose === '' ? null : <div className="prose" dangerouslySetInnerHTML={{ __html: prose }} />}
            <Question id={card.id} className="question" dangerouslySetInnerHTML={{ __html: card.view.question.html }} />
            {card.view.choice === undefined ? null : (
              <ul>{card.view.choice.options.map((option, at) => <li key={at}>{option.right ? '✓ ' : ''}<span dangerouslySetInnerHTML={{ __html: option.html }} /></li>)}</ul>
            )}
            <div className="prose" dangerouslySetInnerHTML={{ __html: card.view.answer.html }} />
            <p className="muted small">
              {t('line', { line: card.line })}
              {card.tags.map((tag) => <span key={tag}> · {tag}</span>)}
              {card.tiedTopic === null ? null : <> · <Link href={`/${lang}/topics/${card.tiedTopic}`} prefetch={false}>{t('ourTopic')}</Link></>}
              {' · '}<Link href={`/${lang}/notes?collection=${collection}#${card.id}`} prefetch={false}>{t('toCard')}</Link>
            </p>
          </section>
        )
      })}
    </article>
  )
}
