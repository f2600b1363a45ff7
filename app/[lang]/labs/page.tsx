// The labs and their scenarios, each a link to where it runs.
import type { Metadata } from 'next'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { readScenarios } from '#lib/server/web.ts'
import { groupScenarios } from './_components/group-scenarios.ts'

/** Each lab with the folders of its scenarios. */
const labs = [['tcp', ['tcp']], ['dns', ['dns']], ['websocket', ['websocket', 'layers']]] as const

interface Props {
  params: Promise<{ lang: Lang }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).lang, namespace: 'labs' })
  return { title: t('title'), description: t('lead') }
}

export default async function Labs({ params }: Props) {
  const { lang } = await params
  setRequestLocale(lang)
  const t = await getTranslations('labs')
  const lists = await Promise.all(labs.map(async ([lab, folders]) => {
    const each = await Promise.all(folders.map((folder) => readScenarios(lang, folder)))
    return { lab, scenarios: each.flat() }
  }))
  return (
    <div className="page">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      {lists.map(({ lab, scenarios }) => (
        <section key={lab} aria-labelledby={`lab-${lab}`}>
          <h2 id={`lab-${lab}`}>
            <a href={`/${lang}/labs/${lab}`}>{t(`${lab}Title`)}</a>
          </h2>
          <p>{t(`${lab}Lead`)}</p>
          {groupScenarios(scenarios).map((each) => (
            <div key={each.group}>
              <h3>{t(`groups.${each.group}`)}</h3>
              <ul className="topic-list stacked columns">
                {each.scenarios.map(({ name, title, look }) => (
                  <li key={name}>
                    <a href={`/${lang}/labs/${lab}#scenario=${name}`}>{title}</a>
                    <span className="muted small">{look[0]}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}
