// The cards of a collection as one reads them: question, answer, and where in the notes they stand.
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import type { OwnCollectionView } from '#lib/server/web.ts'

export async function CollectionCards({ lang, view: { collection, cards } }: { readonly lang: Lang; readonly view: OwnCollectionView }) {
  const t = await getTranslations({ locale: lang, namespace: 'notes' })
  return (
    <>
      <h1>{collection.title}</h1>
      <p className="muted small">
        {t('cards', { count: collection.cards })}
        {collection.missing > 0 ? ` · ${t('missing', { count: collection.missing })}` : ''}
        <span className="unverified" title={t('unverifiedHint')}>{t('unverified')}</span>
      </p>
      <p className="actions">
        <Link className="button" href={`/${lang}/review?topic=${collection.id}`} prefetch={false}>{t('review')}</Link>
      </p>
      {cards.map((card) => (
        <article key={card.id} id={card.id} className="note own-card" lang={card.lang === 'zh' ? 'zh-Hans' : 'en'}>
          <p className="muted small">
            {[...card.contextPath, `${card.file}, ${t('line', { line: card.line })}`].join(' › ')}
            {card.missing ? <strong> · {t('missingMark')}</strong> : null}
          </p>
          <h2 dangerouslySetInnerHTML={{ __html: card.view.question.html }} />
          {card.view.choice === undefined ? null : (
            <ul>
              {card.view.choice.options.map((option, at) => (
                <li key={at}>{option.right ? '✓ ' : ''}<span dangerouslySetInnerHTML={{ __html: option.html }} /></li>
              ))}
            </ul>
          )}
          <div className="prose" dangerouslySetInnerHTML={{ __html: card.view.answer.html }} />
        </article>
      ))}
    </>
  )
}
