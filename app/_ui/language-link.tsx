'use client'
// The same page in the other language, at the same place: what the address says behind the path goes along as it stands
// when the link is used, because the labs and shared reports write it without the router. Remembered, so that `/` leads
// there next time. A plain link where no scripts run.
import { usePathname } from 'next/navigation'
import type { Lang } from '#lib/core/notes/card.ts'

export function LanguageLink({ lang }: { lang: Lang }) {
  const pathname = usePathname()
  const other: Lang = lang === 'zh' ? 'en' : 'zh'
  const path = pathname.replace(/^\/(zh|en)(?=\/|$)/, `/${other}`)
  return (
    <a
      className="language"
      lang={other === 'zh' ? 'zh-Hans' : 'en'}
      hrefLang={other}
      href={path}
      onPointerDown={(event) => { keepPlace(event.currentTarget, path) }}
      onClick={(event) => {
        keepPlace(event.currentTarget, path)
        document.cookie = `lang=${other}; Path=/; Max-Age=31536000; SameSite=Lax`
      }}
    >
      {other === 'zh' ? '中文' : 'English'}
    </a>
  )
}

function keepPlace(link: HTMLAnchorElement, path: string): void {
  link.href = path + window.location.search + window.location.hash
}
