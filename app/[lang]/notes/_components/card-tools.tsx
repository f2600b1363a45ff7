'use client'
// What may be done with cards of a collection: one is changed in place; all of a tag, a topic or a file are suspended or let
// back; a join that was none is taken back.
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { Lang } from '#lib/core/notes/card.ts'
import { callApi } from '../../../_ui/api.ts'
import { OwnCardForm } from '../../../_ui/own-card-form.tsx'
import { browserZone } from '../../../_ui/whoami.ts'

interface Named {
  readonly id: string
  readonly title: string
}

export function EditCard({ lang, collection, card, question, topics }: { readonly lang: Lang; readonly collection: string; readonly card: string; readonly question: string; readonly topics: readonly Named[] }) {
  const t = useTranslations('ownCard')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  if (!open) return <button className="button quiet small" aria-label={t('editNamed', { question })} onClick={() => { setOpen(true) }}>{t('edit')}</button>
  return <OwnCardForm lang={lang} card={{ collection, card }} topics={topics} onDone={(saved) => { setOpen(false); if (saved !== null) router.refresh() }} />
}

export interface CardGroup {
  readonly label: string
  readonly kind: 'tag' | 'topic' | 'file'
  readonly facets: readonly string[]
  readonly suspended: number
}

const actionsAtOnce = 500

export function SuspendGroups({ lang, groups }: { readonly lang: Lang; readonly groups: readonly CardGroup[] }) {
  const t = useTranslations('ownCard')
  const router = useRouter()
  const [said, setSaid] = useState('')
  const go = async ({ label, facets }: CardGroup, kind: 'suspend' | 'unsuspend') => {
    for (let from = 0; from < facets.length; from += actionsAtOnce) {
      const actions = facets.slice(from, from + actionsAtOnce).map((facet) => ({ id: v7(), kind, facet, at: Date.now(), timeZone: browserZone() }))
      const answer = await callApi('POST', '/actions', { actions, sentAt: Date.now() }, lang)
      if (answer.kind !== 'ok') {
        setSaid(answer.kind === 'problem' ? answer.problem.detail : t('noNetwork'))
        return
      }
    }
    setSaid(t(kind === 'suspend' ? 'suspended' : 'unsuspended', { label, count: facets.length }))
    router.refresh()
  }
  return (
    <details className="panel">
      <summary><h2>{t('groups')}</h2></summary>
      <p className="muted small">{t('groupsHint')}</p>
      <ul className="topic-list">
        {groups.map((group) => (
          <li key={`${group.kind} ${group.label}`}>
            <span>{t(`groupKinds.${group.kind}`)}: {group.label} <span className="muted small">{t('groupCount', { count: group.facets.length, suspended: group.suspended })}</span></span>
            <span>
              {group.suspended < group.facets.length ? <button className="button quiet small" onClick={() => void go(group, 'suspend')}>{t('suspendGroup', { label: group.label })}</button> : null}{' '}
              {group.suspended > 0 ? <button className="button quiet small" onClick={() => void go(group, 'unsuspend')}>{t('unsuspendGroup', { label: group.label })}</button> : null}
            </span>
          </li>
        ))}
      </ul>
      <p role="status">{said}</p>
    </details>
  )
}

export function UndoJoin({ lang, collection, card, question }: { readonly lang: Lang; readonly collection: string; readonly card: string; readonly question: string }) {
  const t = useTranslations('ownCard')
  const router = useRouter()
  const [failed, setFailed] = useState<string | null>(null)
  const go = async () => {
    const answer = await callApi('POST', '/notes/undo-join', { collection, card }, lang)
    if (answer.kind === 'ok') router.refresh()
    else setFailed(answer.kind === 'problem' ? answer.problem.detail : t('noNetwork'))
  }
  return (
    <>
      <button className="button quiet small" aria-label={t('undoJoinNamed', { question })} onClick={() => void go()}>{t('undoJoin')}</button>
      {failed === null ? null : <p role="alert" className="alert">{failed}</p>}
    </>
  )
}
