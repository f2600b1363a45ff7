'use client'
// The link to the step looked at, which the address bar has too, and files made of the run.
import { useTranslations } from 'next-intl'
import { useState } from 'react'

export interface RunFile {
  /** `third-ack-lost.pcapng` */
  readonly name: string
  readonly type: string
  readonly label: string
  readonly make: () => BlobPart
}

export function Share({ files, linkable = true }: { files: readonly RunFile[]; linkable?: boolean }) {
  const t = useTranslations('labs')
  const [copied, setCopied] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href)
      setCopied(t('copied'))
    } catch {
      // No permission, or no secure context: the address bar has the same link.
      setCopied(t('notCopied'))
    }
  }
  return (
    <p className="actions">
      {linkable ? <button type="button" className="button quiet" onClick={() => { void copy() }}>{t('copyLink')}</button> : null}
      {files.map((file) => (
        <button key={file.name} type="button" className="button quiet" onClick={() => { download(file) }}>{file.label}</button>
      ))}
      <span role="status" className="small">{copied}</span>
    </p>
  )
}

function download({ name, type, make }: RunFile): void {
  const url = URL.createObjectURL(new Blob([make()], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
