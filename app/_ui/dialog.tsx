'use client'
// A modal dialog on the browser's own element: focus stays inside, Escape closes, focus goes back where it was.
import { useEffect, useId, useRef, type ReactNode } from 'react'

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={onClose} onClick={(event) => { if (event.target === dialog.current) onClose() }}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
