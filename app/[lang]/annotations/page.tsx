// Every note that one has written on a passage, by topic, with the way back to it.
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { findAnnotations } from '#lib/server/web.ts'
import { messages } from '../../_ui/i18n/messages.ts'
import '../topics/[topic]/_components/annotate.css'

interface Props {
  params: Promise<{ lang: Lang }>
}

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'annotations' })
  return { title: t('title'), robots: { index: false } }
}

export default async function AnnotationsPage({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const topics = await findAnnotations(lang)
  const words = messages[lang].annotations
  return (
    <div className="page narrow">
      <h1>{words.title}</h1>
      {topics.length === 0 ? (
        <>
          <p className="lead">{words.empty}</p>
          <p><Link className="button" href={`/${lang}/topics`} prefetch={false}>{words.browse}</Link></p>
        </>
      ) : <p className="muted">{words.private}</p>}
      {topics.map(({ id, title, annotations }) => (
        <section key={id} className="annotations" aria-labelledby={`topic-${id}`}>
          <h2 id={`topic-${id}`}>{title}</h2>
          <ul>
            {annotations.map(({ id: note, card, lang: written, quote, note: text, question }) => (
              <li key={note}>
                <blockquote lang={written === 'zh' ? 'zh-Hans' : 'en'}>{quote.exact}</blockquote>
                {text === '' ? null : <p className="own-note">{text}</p>}
                <p className="small">
                  {card !== null && question === null ? <span className="lost">{words.cardGone}</span> : (
                    <Link href={`/${written}/topics/${id}?note=${note}${card === null ? '' : `#${card}`}`} prefetch={false}>{question ?? words.introduction}</Link>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
