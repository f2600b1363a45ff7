'use client'
// The way to search from every page: a link that opens a dialog where there are scripts, and so does `/`. Everything
// else is loaded then.
import { useEffect, useState, type ComponentType } from 'react'
import type { SearchDialogProps } from './search-dialog.tsx'

export function SearchButton({ lang, words }: Omit<SearchDialogProps, 'onClose'>) {
  const [Dialog, setDialog] = useState<ComponentType<SearchDialogProps> | null>(null)
  const [isOpen, setOpen] = useState(false)
  const page = `/${lang}/search`

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (target?.closest('input, textarea, select, [contenteditable]') != null || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [])

  useEffect(() => {
    if (!isOpen || Dialog !== null) return
    // Where that part cannot be loaded the page does the same.
    import('./search-dialog.tsx').then(({ SearchDialog }) => { setDialog(() => SearchDialog) }, () => { window.location.assign(page) })
  }, [isOpen, Dialog, page])

  return (
    <>
      <a className="search-link" href={page} aria-keyshortcuts="/" onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        setOpen(true)
      }}>
        <svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" /><path d="m13 13 5 5" /></svg>
        <span>{words.title}</span>
      </a>
      {isOpen && Dialog !== null ? <Dialog lang={lang} words={words} onClose={() => { setOpen(false) }} /> : null}
    </>
  )
}
