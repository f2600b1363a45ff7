'use client'
// Fetches the reader's own notes on passages once the page is there, and loads what shows and makes them when there is
// one, or when something is selected. The page itself knows nothing of them.
import { useEffect, useState, type ComponentType } from 'react'
import { callApi } from '../../../../_ui/api.ts'
import type { KeptAnnotation } from '#lib/server/web.ts'
import { hasUnsent } from './unsent-annotations.ts'
import type { AnnotateProps } from './annotate.tsx'

export function Annotations(props: Omit<AnnotateProps, 'kept'>) {
  const { topic, words } = props
  const [Annotate, setAnnotate] = useState<ComponentType<AnnotateProps> | null>(null)
  const [kept, setKept] = useState<readonly KeptAnnotation[] | null | 'asking'>('asking')
  const [isWanted, setWanted] = useState(false)
  const [hasFailed, setFailed] = useState(false)

  useEffect(() => {
    let alive = true
    void callApi<{ annotations: readonly KeptAnnotation[] }>('GET', `/annotations?topic=${topic}`).then((answer) => {
      if (!alive) return
      const found = answer.kind === 'ok' ? answer.value.annotations : null
      setKept(found)
      if ((found?.length ?? 0) > 0 || hasUnsent(topic)) setWanted(true)
    })
    const onSelect = () => {
      const selection = document.getSelection()
      if (selection !== null && !selection.isCollapsed && selection.anchorNode?.parentElement?.closest('.topic article') != null) setWanted(true)
    }
    document.addEventListener('selectionchange', onSelect)
    return () => {
      alive = false
      document.removeEventListener('selectionchange', onSelect)
    }
  }, [topic])

  useEffect(() => {
    if (!isWanted) return
    import('./annotate.tsx').then(({ Annotate: part }) => { setAnnotate(() => part) }, () => { setFailed(true) })
  }, [isWanted])

  if (hasFailed) return <p className="alert" role="alert">{words.loadFailed}</p>
  return Annotate === null || kept === 'asking' ? null : <Annotate {...props} kept={kept} />
}
