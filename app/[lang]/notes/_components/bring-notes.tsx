'use client'
// Files, a folder or pasted text, sent in requests that add to one draft: text in batches of at most 1 MiB, zips, packages
// and pictures one by one as they are. Then the look-over opens, unless all of it was an export of ours.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { isPictureName } from '#lib/core/notes/picture-type.ts'
import type { Restored } from '#lib/server/web.ts'
import { callApi, uploadFile, type ApiAnswer } from '../../../_ui/api.ts'
import { fetchSession } from '../../../_ui/whoami.ts'

interface SentFile {
  readonly name: string
  readonly text?: string
  readonly base64?: string
}

const requestBytes = 950_000
const fileBytes = 700_000
const uploadBytes = 24 << 20
const noteNames = /\.(?:md|markdown|mdx|txt|tsv|csv)$/i
const packedNames = /\.(?:zip|apkg|colpkg|json)$/i

export function BringNotes({ lang }: { readonly lang: Lang }) {
  const t = useTranslations('notes')
  const [files, setFiles] = useState<readonly File[]>([])
  const [folder, setFolder] = useState<readonly File[]>([])
  const [pasted, setPasted] = useState('')
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [restored, setRestored] = useState<Restored | null>(null)
  const [alert, setAlert] = useState<string | null>(null)

  const send = async () => {
    const chosen = [...files, ...folder.filter(({ name }) => noteNames.test(name) || isPictureName(name))]
    const asTheyAre = chosen.filter(({ name, size }) => packedNames.test(name) || isPictureName(name) || size > fileBytes)
    const tooLarge = asTheyAre.find(({ size }) => size > uploadBytes)
    if (chosen.length === 0 && pasted.trim() === '') return t('nothing')
    if (tooLarge !== undefined) return t('fileTooLarge', { name: tooLarge.name })
    const all = await Promise.all(chosen.filter((file) => !asTheyAre.includes(file)).map(toSent))
    if (pasted.trim() !== '') all.push({ name: `${pastedNameOf(pasted)}.md`, text: pasted })
    let draft: string | undefined
    let restored: Restored | null = null
    let done = 0
    const total = all.length + asTheyAre.length
    // Notes first: a draft of pictures alone would have nothing to show.
    for (const part of [...inBatches(all), ...asTheyAre]) {
      setProgress({ done, total })
      const answer: ApiAnswer<{ draft?: string; restored?: Restored }> =
        part instanceof File
          ? await uploadFile('/notes/upload', { name: nameOf(part), ...(draft === undefined ? {} : { draft }) }, part, lang)
          : await callApi('POST', '/notes/read', { files: part, ...(draft === undefined ? {} : { draft }) }, lang)
      if (answer.kind !== 'ok') return answer.kind === 'problem' ? t('failed', { reason: answer.problem.detail }) : t('noNetwork')
      draft = answer.value.draft ?? draft
      restored = answer.value.restored ?? restored
      done += part instanceof File ? 1 : part.length
    }
    await fetchSession()
    if (draft !== undefined) window.location.assign(`/${lang}/notes?draft=${draft}`)
    else if (restored !== null) {
      setProgress(null)
      setRestored(restored)
    }
    return null
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setAlert(null)
        void send().then((said) => {
          setAlert(said)
          if (said !== null) setProgress(null)
        })
      }}
    >
      <div className="field">
        <label htmlFor="note-files">{t('files')}</label>
        <input id="note-files" type="file" multiple accept=".md,.markdown,.mdx,.txt,.tsv,.csv,.zip,.apkg,.colpkg,.json,image/png,image/jpeg,image/gif,image/webp,text/*" aria-describedby="note-files-hint" onChange={(event) => { setFiles([...(event.target.files ?? [])]) }} />
        <p id="note-files-hint" className="hint">{t('filesHint')}</p>
      </div>
      <div className="field">
        <label htmlFor="note-folder">{t('folder')}</label>
        <input id="note-folder" type="file" ref={(input) => { input?.setAttribute('webkitdirectory', '') }} onChange={(event) => { setFolder([...(event.target.files ?? [])]) }} />
      </div>
      <div className="field">
        <label htmlFor="note-paste">{t('paste')}</label>
        <textarea id="note-paste" rows={6} value={pasted} aria-describedby="note-paste-hint" onChange={(event) => { setPasted(event.target.value) }} />
        <p id="note-paste-hint" className="hint">{t('pasteHint')}</p>
      </div>
      <p className="actions">
        <button className="button" disabled={progress !== null}>{t('read')}</button>
      </p>
      <p role="status">{progress === null ? '' : t('reading', progress)}</p>
      {restored === null ? null : (
        <p role="status" className="notice">
          {t('restored', { cards: restored.cards, changed: restored.changed, events: restored.events })}{' '}
          {restored.collections.map(({ id, title }) => <a key={id} href={`/${lang}/notes?collection=${id}`}>{title}</a>)}
        </p>
      )}
      {alert === null ? null : <p role="alert" className="alert">{alert}</p>}
    </form>
  )
}

/** As text where it is UTF-8, its byte order mark too: the file is kept byte for byte. The rest is for the server to recognise. */
async function toSent(file: File): Promise<SentFile> {
  const name = nameOf(file)
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { name, base64: btoa(binary) }
  }
}

const nameOf = (file: File): string => (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath)

function* inBatches(files: readonly SentFile[]): Generator<readonly SentFile[]> {
  let batch: SentFile[] = []
  let size = 0
  for (const file of files) {
    const bytes = new TextEncoder().encode(JSON.stringify(file)).length
    if (batch.length > 0 && (size + bytes > requestBytes || batch.length >= 200)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(file)
    size += bytes
  }
  if (batch.length > 0) yield batch
}

/** `pasted` and the first words, so that two pastes are two files. */
function pastedNameOf(text: string): string {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu)?.slice(0, 5).join('-') ?? ''
  return `pasted-${words.slice(0, 40)}`
}
