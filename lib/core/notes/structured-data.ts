// A topic as search engines read it: schema.org's FAQPage, questions with their key points. Data, never executed, but it
// stands inside a script element: nothing in it may end that.
import type { Lang } from '#lib/core/notes/card.ts'

interface Asked {
  readonly question: string
  /** '' where there is nothing short to say: left out. */
  readonly summary: string
}

/** JSON-LD, safe between `<script type="application/ld+json">` and its end. https://schema.org/FAQPage */
export function describeTopic(lang: Lang, title: string, cards: readonly Asked[]): string {
  const mainEntity = cards.flatMap(({ question, summary }) =>
    summary === '' ? [] : [{ '@type': 'Question', name: question, acceptedAnswer: { '@type': 'Answer', text: summary } }],
  )
  const page = { '@context': 'https://schema.org', '@type': 'FAQPage', name: title, inLanguage: lang === 'zh' ? 'zh-Hans' : 'en', license: 'https://creativecommons.org/licenses/by-sa/4.0/', mainEntity }
  return JSON.stringify(page).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
