'use client'
// The bytes of one packet as it stands on the wire, and its fields, which the protocol's inspector found. Pointing at
// a field marks its bytes, pointing at a byte its field; by keyboard the arrow keys walk through the bytes.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InspectedField, InspectedLayer } from '#lib/core/protocols/inspect.ts'
import { Clause } from '../../../_ui/clause.tsx'

interface Props {
  readonly bytes: Uint8Array
  readonly layers: readonly InspectedLayer[]
  readonly lang: Lang
  readonly title: string
}

const covers = ({ bit, bits }: InspectedField, byte: number): boolean => byte >= bit >> 3 && byte <= (bit + bits - 1) >> 3

export function Inspector({ bytes, layers, lang, title }: Props) {
  const t = useTranslations('labs')
  const fields = layers.flatMap((layer) => layer.fields)
  const [marked, setMarked] = useState<number | null>(null)
  const [byte, setByte] = useState(0)
  const field = marked === null ? undefined : fields[marked]
  const markByte = (at: number) => {
    setByte(at)
    const found = fields.findIndex((one) => covers(one, at))
    setMarked(found < 0 ? null : found)
  }
  const layerOf = (at: number) => layers.findIndex(({ offset, length }) => at >= offset && at < offset + length)
  return (
    <div className="inspector">
      <p className="small muted">{t('inspectorHelp')}</p>
      <div className="bytes" role="application" tabIndex={0} aria-label={t('bytesOf', { title })} aria-describedby="byte-field"
        onFocus={() => { markByte(Math.min(byte, bytes.length - 1)) }}
        onMouseLeave={() => { setMarked(null) }}
        onKeyDown={(event) => {
          const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 16, ArrowUp: -16 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          event.stopPropagation()
          markByte(Math.max(0, Math.min(bytes.length - 1, byte + by)))
        }}>
        {Array.from(bytes, (value, at) => (
          <span key={at} className={`byte layer-${layerOf(at)} ${field !== undefined && covers(field, at) ? 'marked' : ''}`}
            onMouseEnter={() => { markByte(at) }} onClick={() => { markByte(at) }}>
            {value.toString(16).padStart(2, '0')}
          </span>
        ))}
      </div>
      <p id="byte-field" className="small" role="status">
        {field === undefined ? t('noField') : `${field.name} = ${field.value}: ${field.meaning[lang]}`}
      </p>
      {layers.map((layer) => (
        <div className="table" key={`${layer.name}-${layer.offset}`} tabIndex={0} role="group" aria-label={t('fieldsOf', { layer: layer.name })}>
          <table>
            <caption>{layer.name}</caption>
            <thead>
              <tr><th scope="col">{t('field')}</th><th scope="col">{t('value')}</th><th scope="col">{t('meaning')}</th><th scope="col">{t('definedIn')}</th></tr>
            </thead>
            <tbody>
              {layer.fields.map((one) => {
                const at = fields.indexOf(one)
                return (
                  <tr key={at} className={at === marked ? 'marked' : ''} onMouseEnter={() => { setMarked(at) }} onMouseLeave={() => { setMarked(null) }}>
                    <th scope="row">
                      <button type="button" className="link" aria-pressed={at === marked} onFocus={() => { setMarked(at) }} onClick={() => { setMarked(at) }}>{one.name}</button>
                    </th>
                    <td><code>{one.value}</code></td>
                    <td>{one.meaning[lang]}</td>
                    <td><Clause text={one.clause} /></td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ))}
    </div>
  )
}
