'use client'
// Deletes a collection at the second press, and throws a draft away at the first.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { callApi } from '../../../_ui/api.ts'

interface Props {
  readonly lang: Lang
  readonly collection?: string
  readonly draft?: string
  readonly title: string
}

export function DeleteButton({ lang, collection, draft, title }: Props) {
  const t = useTranslations('notes')
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const go = async () => {
    if (collection !== undefined && !asked) {
      setAsked(true)
      return
    }
    const answer = await callApi('DELETE', '/notes', collection === undefined ? { draft } : { collection }, lang)
    if (answer.kind === 'ok') window.location.assign(`/${lang}/notes`)
    else setFailed(answer.kind === 'problem' ? answer.problem.detail : t('noNetwork'))
  }
  return (
    <div className="delete">
      <p role="status" className={asked ? 'alert' : ''}>{failed ?? (asked ? t('deleteSure', { title }) : '')}</p>
      <button className="button quiet" onClick={() => void go()}>{collection === undefined ? t('discard') : t('delete')}</button>
    </div>
  )
}
