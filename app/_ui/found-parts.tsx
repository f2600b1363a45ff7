// A text with what was found marked; the same on the search page and in its dialog.
import type { SearchResult } from '#lib/server/web.ts'

export function FoundParts({ parts }: { parts: SearchResult['title'] }) {
  return parts.map(({ text, found }, at) => (found ? <mark key={at}>{text}</mark> : text))
}

export const langTag = (lang: 'zh' | 'en'): string => (lang === 'zh' ? 'zh-Hans' : 'en')
