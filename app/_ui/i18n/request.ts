// Which messages a page gets: the language is the first part of its path.
import { getRequestConfig } from 'next-intl/server'
import type { Lang } from '#lib/core/notes/card.ts'
import { messages } from './messages.ts'

export default getRequestConfig(async ({ requestLocale }) => {
  const lang: Lang = (await requestLocale) === 'zh' ? 'zh' : 'en'
  return { locale: lang, messages: messages[lang], timeZone: 'UTC' }
})
