'use client'
// A frame built bit by bit, shown as the bytes that it will be, and sent raw by our own client.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { checkHeader, frameName, minimalLengthBits } from '#lib/core/protocols/websocket/frame.ts'
import type { LiveFrame } from '#lib/core/protocols/websocket/live.ts'
import { decodeHeader, encodeFrame } from '#lib/core/protocols/websocket/wire.ts'
import { bytesFromHex, hexFromBytes } from '#lib/core/protocols/wire/octets.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import { FrameBits } from './frame-bits.tsx'
import { plainFrame, presets } from './presets.ts'

interface Props {
  readonly lang: Lang
  readonly canSend: boolean
  readonly onSend: (frames: readonly LiveFrame[]) => void
}

const bits = ['fin', 'rsv1', 'rsv2', 'rsv3'] as const

export function FrameBuilder({ lang, canSend, onSend }: Props) {
  const t = useTranslations('websocketLab')
  const [frame, setFrame] = useState<LiveFrame>(plainFrame)
  const [key, setKey] = useState('37fa213d')
  const [payload, setPayload] = useState('Hello')
  const [asHex, setAsHex] = useState(false)
  const [claimed, setClaimed] = useState('')
  const change = (part: Partial<LiveFrame>) => { setFrame((now) => ({ ...now, ...part })) }

  const payloadBytes = asHex ? bytesFromHex(payload.replace(/\s/g, '')) : new TextEncoder().encode(payload)
  const keyNumber = /^[0-9a-f]{8}$/i.test(key) ? Number.parseInt(key, 16) : null
  const claimedLength = claimed === '' ? null : /^\d{1,15}$/.test(claimed) ? Number(claimed) : undefined
  const masked = frame.maskingKey !== null
  const wrong = payloadBytes === null ? t('notHex') : masked && keyNumber === null ? t('keyNotHex') : claimedLength === undefined ? t('notLength') : null
  const whole: LiveFrame = { ...frame, maskingKey: masked ? keyNumber : null, claimedLength: claimedLength ?? null, payload: hexFromBytes(payloadBytes ?? new Uint8Array(0)) }
  const wire = encode(whole)
  const header = decodeHeader(wire, 0, 0)
  const violations = header === null ? [] : checkHeader(header, { masked: true, compression: false })

  const load = (name: string) => {
    const [first] = presets.find((preset) => preset.name === name)?.frames ?? []
    if (first === undefined) return
    setFrame(first)
    setKey((first.maskingKey ?? 0x37fa213d).toString(16).padStart(8, '0'))
    setPayload(first.payload)
    setAsHex(true)
    setClaimed(first.claimedLength === null ? '' : String(first.claimedLength))
  }

  return (
    <form className="builder" aria-label={t('builder')} onSubmit={(event) => {
      event.preventDefault()
      if (wrong === null && canSend) onSend([whole])
    }}>
      <div className="row">
        {bits.map((bit) => (
          <label key={bit}>
            <input type="checkbox" checked={frame[bit]} onChange={(event) => { change({ [bit]: event.target.checked }) }} /> {bit.toUpperCase()}
          </label>
        ))}
        <label>
          {t('opcode')}{' '}
          <select value={frame.opcode} onChange={(event) => { change({ opcode: Number(event.target.value) }) }}>
            {Array.from({ length: 16 }, (_, opcode) => <option key={opcode} value={opcode}>0x{opcode.toString(16).toUpperCase()} {frameName(opcode).replace(/ 0x.*/, '')}</option>)}
          </select>
        </label>
      </div>
      <div className="row">
        <label>
          <input type="checkbox" checked={masked} onChange={(event) => { change({ maskingKey: event.target.checked ? 0 : null }) }} /> MASK
        </label>
        <label>
          {t('maskingKey')} <input className="key" value={key} disabled={!masked} spellCheck={false} onChange={(event) => { setKey(event.target.value) }} />
        </label>
        <label>
          {t('lengthForm')}{' '}
          <select value={frame.lengthBits ?? ''} onChange={(event) => { change({ lengthBits: event.target.value === '' ? null : (Number(event.target.value) as 7 | 16 | 64) }) }}>
            <option value="">{t('shortest', { bits: minimalLengthBits(claimedLength ?? payloadBytes?.length ?? 0) })}</option>
            <option value="16">16 bit</option>
            <option value="64">64 bit</option>
          </select>
        </label>
        <label>
          {t('claimed')} <input className="ms" inputMode="numeric" placeholder={String(payloadBytes?.length ?? 0)} value={claimed} onChange={(event) => { setClaimed(event.target.value) }} />
        </label>
      </div>
      <div className="row">
        <label className="grow">
          {t('payload')} <input value={payload} spellCheck={false} onChange={(event) => { setPayload(event.target.value) }} />
        </label>
        <label>
          <input type="checkbox" checked={asHex} onChange={(event) => { setAsHex(event.target.checked) }} /> {t('payloadIsHex')}
        </label>
      </div>
      {wrong === null ? null : <p className="alert small" role="alert">{wrong}</p>}
      <FrameBits bytes={wire} lang={lang} />
      <p className="small verdict-line" aria-live="polite">
        {violations.length === 0 ? t('legal') : violations.map(({ problem, clause, closeCode }, i) => (
          <span key={i} className="illegal">{describeProblem(problem, lang)} → {closeCode} · <Clause text={clause} /> </span>
        ))}
      </p>
      <div className="row">
        <button type="submit" className="button" disabled={!canSend || wrong !== null}>{t('sendFrame')}</button>
        <label>
          {t('preset')}{' '}
          <select value="" onChange={(event) => { load(event.target.value) }}>
            <option value="">–</option>
            {presets.filter(({ frames }) => frames.length === 1).map(({ name, code }) => <option key={name} value={name}>{code === null ? '' : `${code}: `}{t(`presets.${name}`)}</option>)}
          </select>
        </label>
      </div>
    </form>
  )
}

function encode({ payload, lengthBits, claimedLength, ...frame }: LiveFrame): Uint8Array {
  return encodeFrame({
    ...frame,
    payload: bytesFromHex(payload) ?? new Uint8Array(0),
    ...(lengthBits === null ? {} : { lengthBits }),
    ...(claimedLength === null ? {} : { claimedLength }),
  })
}
