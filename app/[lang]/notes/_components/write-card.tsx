'use client'
// One card written by hand, folded away until it is wanted; afterwards it says where the card went.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { OwnCardForm } from '../../../_ui/own-card-form.tsx'

interface Named {
  readonly id: string
  readonly title: string
}

export function WriteCard({ lang, collections, topics }: { readonly lang: Lang; readonly collections: readonly Named[]; readonly topics: readonly Named[] }) {
  const t = useTranslations('ownCard')
  const [written, setWritten] = useState<{ readonly collection: string; readonly count: number } | null>(null)
  return (
    <details className="panel write-card">
      <summary><h2>{t('write')}</h2></summary>
      <OwnCardForm key={written?.count ?? 0} lang={lang} card={null} collections={collections} topics={topics}
        onDone={(_, collection) => { setWritten({ collection, count: (written?.count ?? 0) + 1 }) }} />
      <p role="status">
        {written === null ? '' : <>{t('written')} <a href={`/${lang}/notes?collection=${written.collection}`}>{t('see')}</a></>}
      </p>
    </details>
  )
}
