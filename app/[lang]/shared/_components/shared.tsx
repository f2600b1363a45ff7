'use client'
// Opens the link in the address: a report, or a part in an interview. Asks nobody who they are.
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { SharedView } from '#lib/server/web.ts'
import { callApi } from '../../../_ui/api.ts'
import { browserZone } from '../../../_ui/whoami.ts'
import { linkDoor, type Door } from '../../interviews/[id]/_components/door.ts'
import { Report } from '../../interviews/[id]/_components/report.tsx'
import { TakeInterview } from '../../interviews/[id]/_components/take-interview.tsx'
import { Interviewer } from './interviewer.tsx'

type State = { readonly kind: 'opening' | 'unreachable' } | { readonly kind: 'refused'; readonly why: string } | { readonly kind: 'open'; readonly token: string; readonly shared: SharedView; readonly door: Door }

export function Shared({ lang }: { readonly lang: Lang }) {
  const t = useTranslations('interviews')
  const [state, setState] = useState<State>({ kind: 'opening' })
  const open = useCallback(async () => {
    const token = window.location.hash.slice(1)
    if (token === '') {
      setState({ kind: 'refused', why: t('sharedNothing') })
      return
    }
    const answer = await callApi<SharedView>('POST', '/shared', { token: token.slice(0, 200) }, lang)
    if (answer.kind === 'ok') setState({ kind: 'open', token, shared: answer.value, door: linkDoor(token, () => void open()) })
    else setState(answer.kind === 'problem' ? { kind: 'refused', why: answer.problem.detail } : { kind: 'unreachable' })
  }, [lang, t])
  useEffect(() => {
    void open()
    const again = () => void open()
    window.addEventListener('hashchange', again)
    return () => { window.removeEventListener('hashchange', again) }
  }, [open])

  if (state.kind === 'open' && state.shared.kind === 'candidate') return <TakeInterview key={state.token} lang={lang} initial={state.shared.view} door={state.door} />
  return (
    <div className="page narrow interviews">
      {state.kind === 'open' ? (
        state.shared.kind === 'report' ? <Report lang={lang} view={state.shared.report} own={null} timeZone={browserZone()} />
          : state.shared.kind === 'interviewer' ? <Interviewer key={state.token} lang={lang} token={state.token} initial={state.shared.view} /> : null
      ) : (
        <>
          <h1>{t('sharedTitle')}</h1>
          {state.kind === 'opening' ? <p role="status">{t('sharedOpening')}</p> : null}
          {state.kind === 'refused' ? <p className="notice" role="status">{state.why}</p> : null}
          {state.kind === 'unreachable' ? (
            <>
              <p className="notice" role="status">{t('noNetwork')}</p>
              <p className="actions"><button className="button" onClick={() => void open()}>{t('again')}</button></p>
            </>
          ) : null}
        </>
      )}
    </div>
  )
}
