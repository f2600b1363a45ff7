// One topic to read. Static: built from the notes, the same for everybody, and complete without JavaScript. What is
// personal is fetched by the parts under _components.
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import { langs, type Lang } from '#lib/core/notes/card.ts'
import { escapeHtml } from '#lib/core/notes/escape-html.ts'
import { describeTopic } from '#lib/core/notes/structured-data.ts'
import { readTopic, readTopics, type TopicSection } from '#lib/server/web.ts'
import { messages } from '../../../_ui/i18n/messages.ts'
import { WhenAlive } from '../../../_ui/when-alive.tsx'
import { Annotations } from './_components/annotations.tsx'
import { Contents } from './_components/contents.tsx'
import { CoveredCards } from './_components/covered-cards.tsx'
import { MemoryMarks } from './_components/memory-marks.tsx'
import { ReportCards } from './_components/report-cards.tsx'
import { TopicContext } from './_components/topic-context.tsx'
import { TopicTools } from './_components/topic-tools.tsx'
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
    alternates: { types: { 'application/atom+xml': `/${lang}/feed.xml` } },
  }
}

export default async function TopicPage({ params }: Props) {
  const { lang, topic } = await params
  setRequestLocale(lang)
  const [t, page] = await Promise.all([getTranslations('topics'), readTopic(lang, topic)])
  if (page === null) notFound()
  const { topicPage, recall, review, annotations, report } = messages[lang]
  const { howDidItGo, grades, inMinutes, inDays, inMonths, inYears } = review
  const cards = page.sections.map(({ id, version, question, cues }) => ({ id, version, question, cues }))
  const listHtml = cards.map(({ id, question }) => `<li><a href="#${id}"><span class="dot" aria-hidden="true"></span><span>${escapeHtml(question)}</span></a></li>`).join('')
  const link = ({ id, title }: { id: string; title: string }) => (
    <Link key={id} href={`/${lang}/topics/${id}`} prefetch={false}>
      {title}
    </Link>
  )
  return (
    <TopicContext lang={lang} topic={topic} cards={cards} words={topicPage} reportWords={report} recallWords={{ recall, review: { howDidItGo, grades, inMinutes, inDays, inMonths, inYears } }}>
      {/* For whoever is sent a link. Next would make the address of the picture whole with a name that it guesses. */}
      <meta property="og:title" content={page.title} />
      <meta property="og:type" content="article" />
      <meta property="og:image" content={`${process.env['PUBLIC_URL'] ?? ''}/${lang}/topics/${topic}/picture.png`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta name="twitter:card" content="summary_large_image" />
      {/* Data for search engines: not a script that runs. */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: describeTopic(lang, page.title, page.sections) }} />
      <div className="page topic">
        <Contents listHtml={listHtml} />
        <article>
          <header>
            <p className="muted small">
              {t(`layers.${page.layer}`)} · {t('levelOf', { level: page.level })} · {t('cards', { count: page.cards })}
            </p>
            <h1>{page.title}</h1>
            {page.requires.length > 0 ? <p className="muted small named">{t('requires')} {page.requires.map(link)}</p> : null}
          </header>
          <div className="prose introduction" dangerouslySetInnerHTML={{ __html: page.introductionHtml }} />
          <div className="tools">
            <WhenAlive>
              <TopicTools reviewLabel={t('reviewTopic')} />
            </WhenAlive>
          </div>
          {page.sections.map((section) => (
            <Card key={section.id} lang={lang} {...section} />
          ))}
          <CoveredCards />
          <MemoryMarks />
          <ReportCards />
          <Annotations lang={lang} topic={topic} words={annotations} />
          <footer>
            <p className="muted small">
              {t('reviewed', { date: page.reviewed })} · {t('license')}
            </p>
            {page.leadsTo.length > 0 ? <p className="named">{t('leadsTo')} {page.leadsTo.map(link)}</p> : null}
            <nav className="neighbours" aria-label={t('neighbours')}>
              {page.previous === null ? null : (
                <Link className="previous" rel="prev" href={`/${lang}/topics/${page.previous.id}`} prefetch={false}>
                  <span className="muted small">← {t('previous')}</span> {page.previous.title}
                </Link>
              )}
              {page.next === null ? null : (
                <Link className="next" rel="next" href={`/${lang}/topics/${page.next.id}`} prefetch={false}>
                  <span className="muted small">{t('next')} →</span> {page.next.title}
                </Link>
              )}
            </nav>
          </footer>
        </article>
      </div>
    </TopicContext>
  )
}

/** One card, as HTML that React does not walk through. What moves in it finds its place by class. */
async function Card({ lang, id, kind, level, question, questionHtml, bodyHtml, marginHtml, pitfalls }: TopicSection & { lang: Lang }) {
  const t = await getTranslations({ locale: lang, namespace: 'topics' })
  const margin = marginHtml === '' ? '' : `<details class="margin"><summary>${escapeHtml(t('pitfallCount', { count: pitfalls }))}</summary><div>${marginHtml}</div></details>`
  const html = `<h2 id="${id}"><span>${questionHtml}</span> <a class="anchor" href="#${id}" aria-label="${escapeHtml(`${t('linkTo')}: ${question}`)}">#</a></h2>
<p class="meta muted small"><span>${escapeHtml(t('level', { level }))}</span><span>${escapeHtml(t(`kinds.${kind}`))}</span><span class="memory"></span></p>
<div class="before"></div>
<div class="answer" tabindex="-1"><div class="prose">${bodyHtml}</div>${margin}</div>
<div class="after"></div>
<p class="report small"><button type="button" class="link js report-mistake muted" disabled>${escapeHtml(messages[lang].report.open)}</button></p>`
  return <section className={`note room-${roomFor(question, bodyHtml)}`} data-card={id} aria-labelledby={id} dangerouslySetInnerHTML={{ __html: html }} />
}

/**
 * How much room a card takes on a phone until it has been laid out, in steps of 20 rem (`topic.css`): rather too much
 * than too little, or what reads the page aloud finds one card upon the next.
 */
function roomFor(question: string, bodyHtml: string): number {
  const blocks = bodyHtml.match(/<(p|li|h[1-6]|tr|pre|figure)\b/g)?.length ?? 0
  const drawn = [...bodyHtml.matchAll(/<svg [^>]*height="(\d+)"/g)].reduce((sum, [, px]) => sum + Number(px) / 16 + 4, 0)
  const wide = (text: string) => text.match(/[\u2e80-\uffef]/g)?.length ?? 0
  const linesOf = (text: string) => (text.length + wide(text)) / 40
  const code = (bodyHtml.match(/<pre.*?<\/pre>/gs) ?? []).reduce((sum, block) => sum + block.split('\n').length, 0)
  const text = bodyHtml.replace(/<svg.*?<\/svg>/gs, '').replace(/<[^>]*>/g, '')
  const rem = 15 + linesOf(question) * 2.5 + linesOf(text) * 1.9 + blocks * 1.7 + code * 1.4 + drawn + 3
  return Math.min(12, Math.ceil(rem / 20))
}
