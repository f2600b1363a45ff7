'use client'
// What the page sends over its own WebSocket: text, JSON, bytes, a file in chunks, and a Close.
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { bytesFromHex } from '#lib/core/protocols/wire/octets.ts'
import { compactJson } from './page-message.ts'
import { fileBytesMost, sendFile, type FileProgress, type PagePort } from './send-file.ts'

interface Props {
  readonly open: boolean
  readonly onSend: (data: string | Uint8Array<ArrayBuffer>) => void
  /** What the browser says against it; null when it does it. */
  readonly onClose: (code: number | null, reason: string) => string | null
  readonly port: () => PagePort | null
}

const manyBytes = [300, 65_536, 65_537] as const
const chunkSizes = [1_024, 16_384, 65_536, 65_537] as const

export function PageSender({ open, onSend, onClose, port }: Props) {
  const t = useTranslations('websocketLab')
  const [text, setText] = useState('Hello 你好')
  const [hex, setHex] = useState('00 ff 80')
  const [code, setCode] = useState('1000')
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const bytes = bytesFromHex(hex.replace(/\s/g, ''))
  return (
    <section className="panel" aria-labelledby="browser">
      <h2 id="browser">{t('send')}</h2>
      {open ? null : <p className="small muted">{t('browserNotOpen')}</p>}
      <form className="row" onSubmit={(event) => { event.preventDefault(); if (open) onSend(text) }}>
        <label className="grow">{t('text')} <input value={text} onChange={(event) => { setText(event.target.value) }} /></label>
        <button type="submit" className="button" disabled={!open}>{t('sendText')}</button>
      </form>
      <form className="row" onSubmit={(event) => { event.preventDefault(); if (open && bytes !== null) onSend(Uint8Array.from(bytes)) }}>
        <label className="grow">{t('bytesHex')} <input value={hex} spellCheck={false} onChange={(event) => { setHex(event.target.value) }} /></label>
        <button type="submit" className="button" disabled={!open || bytes === null}>{t('sendBinary')}</button>
      </form>
      <div className="row">
        {manyBytes.map((count) => (
          <button key={count} type="button" className="button quiet" disabled={!open} onClick={() => { onSend(new Uint8Array(count)) }}>{t('sendMany', { bytes: count })}</button>
        ))}
      </div>
      <JsonSender open={open} onSend={onSend} />
      <FileSender open={open} port={port} />
      <form className="row" onSubmit={(event) => { event.preventDefault(); setRefused(onClose(code === '' ? null : Number(code), reason)) }}>
        <label>{t('code')} <input className="ms" inputMode="numeric" value={code} onChange={(event) => { setCode(event.target.value) }} /></label>
        <label className="grow">{t('reason')} <input value={reason} onChange={(event) => { setReason(event.target.value) }} /></label>
        <button type="submit" className="button quiet" disabled={!open}>{t('close')}</button>
      </form>
      {refused === null ? null : <p className="alert small" role="alert">{t('browserRefuses')} <code>{refused}</code></p>}
    </section>
  )
}

function JsonSender({ open, onSend }: Pick<Props, 'open' | 'onSend'>) {
  const t = useTranslations('websocketLab')
  const id = useId()
  const [json, setJson] = useState('{\n  "type": "chat",\n  "text": "你好"\n}')
  const compact = compactJson(json)
  const fault = 'fault' in compact ? compact.fault : null
  return (
    <details>
      <summary>JSON</summary>
      <form className="json-sender" onSubmit={(event) => { event.preventDefault(); if (open && 'text' in compact) onSend(compact.text) }}>
        <label htmlFor={id}>{t('json')}</label>
        <textarea id={id} rows={4} spellCheck={false} value={json} aria-invalid={fault !== null} onChange={(event) => { setJson(event.target.value) }} />
        {fault === null ? null : <p className="alert small" role="status">{t('notJson')} <code>{fault}</code></p>}
        <button type="submit" className="button quiet" disabled={!open || fault !== null}>{t('sendJson')}</button>
      </form>
    </details>
  )
}

function FileSender({ open, port }: Pick<Props, 'open' | 'port'>) {
  const t = useTranslations('websocketLab')
  const [file, setFile] = useState<File | null>(null)
  const [chunkBytes, setChunkBytes] = useState(16_384)
  const [progress, setProgress] = useState<FileProgress | null>(null)
  const busy = progress?.state === 'sending'
  const tooBig = file !== null && file.size > fileBytesMost
  const send = () => {
    const connection = port()
    if (file !== null && connection !== null) void sendFile(connection, file, chunkBytes, setProgress)
  }
  return (
    <details>
      <summary>{t('file')}</summary>
      <div className="file-sender">
        <p className="small muted">{t('fileText')}</p>
        <label>{t('chooseFile')} <input type="file" onChange={(event) => { setFile(event.target.files?.[0] ?? null) }} /></label>
        {tooBig ? <p className="alert small" role="alert">{t('fileTooBig', { most: fileBytesMost })}</p> : null}
        <label>
          {t('chunkBytes')}{' '}
          <select value={chunkBytes} onChange={(event) => { setChunkBytes(Number(event.target.value)) }}>
            {chunkSizes.map((size) => <option key={size} value={size}>{t('chunkSize', { size })}</option>)}
          </select>
        </label>
        <button type="button" className="button quiet" disabled={!open || file === null || tooBig || busy} onClick={send}>{t('sendFile')}</button>
        {progress === null ? null : (
          <>
            <progress value={progress.back} max={Math.max(1, progress.chunks)} aria-label={t('fileProgress', { name: progress.name })} />
            <p className={progress.state === 'different' ? 'alert small' : 'small'} role="status">{t(`fileStates.${progress.state}`, { ...progress })}</p>
          </>
        )}
      </div>
    </details>
  )
}
