'use client'
// The same page in the other language. Remembered, so that `/` leads there next time.
import { usePathname } from 'next/navigation'
import type { Lang } from '#lib/core/notes/card.ts'

export function LanguageLink({ lang }: { lang: Lang }) {
  const pathname = usePathname()
  const other: Lang = lang === 'zh' ? 'en' : 'zh'
  return (
    <a
      className="language"
      lang={other === 'zh' ? 'zh-Hans' : 'en'}
      hrefLang={other}
      href={pathname.replace(/^\/(zh|en)(?=\/|$)/, `/${other}`)}
      onClick={() => {
        document.cookie = `lang=${other}; Path=/; Max-Age=31536000; SameSite=Lax`
      }}
    >
      {other === 'zh' ? '中文' : 'English'}
    </a>
  )
}
