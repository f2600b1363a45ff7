// The cards of a collection as one reads them: question, answer, and where in the notes they stand.
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import type { OwnCollectionView } from '#lib/server/web.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { EditCard, SuspendGroups, UndoJoin, type CardGroup } from './card-tools.tsx'

interface Props {
  readonly lang: Lang
  readonly view: OwnCollectionView
  readonly topics: readonly { readonly id: string; readonly title: string }[]
}

export async function CollectionCards({ lang, view: { collection, cards, joins }, topics }: Props) {
  const titles = new Map(topics.map(({ id, title }) => [id, title]))
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
      {collection.files.length === 0 ? null : (
        <p className="small">
          {t('readFiles')}{' '}
          {collection.files.map((file, at) => <span key={file}>{at === 0 ? '' : ' · '}<Link href={`/${lang}/notes?collection=${collection.id}&file=${encodeURIComponent(file)}`} prefetch={false}>{file}</Link></span>)}
        </p>
      )}
      {joins.length === 0 ? null : (
        <details className="panel">
          <summary><h2>{t('joinsTitle', { count: joins.length })}</h2></summary>
          <p className="muted small">{t('joinsHint')}</p>
          <ul>
            {joins.map(({ card, before, now }) => (
              <li key={card}>
                <del>{before.split('\n')[0]}</del> → <ins>{now.split('\n')[0]}</ins>{' '}
                <WhenAlive><UndoJoin lang={lang} collection={collection.id} card={card} question={now.split('\n')[0] ?? ''} /></WhenAlive>
              </li>
            ))}
          </ul>
        </details>
      )}
      <WhenAlive><SuspendGroups lang={lang} groups={groupsOf(cards, titles)} /></WhenAlive>
      {cards.map((card) => (
        <article key={card.id} id={card.id} className="note own-card" lang={card.lang === 'zh' ? 'zh-Hans' : 'en'}>
          <p className="muted small">
            {[...card.contextPath, `${card.file}, ${t('line', { line: card.line })}`].join(' › ')}
            {card.tags.map((tag) => <span key={tag}> · {tag}</span>)}
            {card.tiedTopic === null ? null : <> · <Link href={`/${lang}/topics/${card.tiedTopic}`} prefetch={false}>{titles.get(card.tiedTopic) ?? card.tiedTopic}</Link></>}
            {card.missing ? <strong> · {t('missingMark')}</strong> : null}
            {card.suspended ? <strong> · {t('suspendedMark')}</strong> : null}
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
          <WhenAlive><EditCard lang={lang} collection={collection.id} card={card.id} question={card.view.question.text} topics={topics} /></WhenAlive>
        </article>
      ))}
    </>
  )
}

/** Cards by tag, by the topic of ours that they were put to, and by file. */
function groupsOf(cards: OwnCollectionView['cards'], titles: ReadonlyMap<string, string>): readonly CardGroup[] {
  const groups = new Map<string, { label: string; kind: CardGroup['kind']; facets: string[]; suspended: number }>()
  for (const { facet, tags, tiedTopic, file, suspended, missing } of cards) {
    if (missing) continue
    const names: [CardGroup['kind'], string][] = [...tags.map((tag): [CardGroup['kind'], string] => ['tag', tag]), ['file', file]]
    if (tiedTopic !== null) names.push(['topic', titles.get(tiedTopic) ?? tiedTopic])
    for (const [kind, label] of names) {
      const group = groups.get(`${kind} ${label}`) ?? { label, kind, facets: [], suspended: 0 }
      groups.set(`${kind} ${label}`, { ...group, facets: [...group.facets, facet], suspended: group.suspended + (suspended ? 1 : 0) })
    }
  }
  return [...groups.values()]
}
