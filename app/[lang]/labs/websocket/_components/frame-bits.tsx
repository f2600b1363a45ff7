'use client'
// One frame in bits: a box for each field of its header, and the payload as it is unmasked, byte by byte.
import { useTranslations } from 'next-intl'
import type { Lang } from '#lib/core/notes/card.ts'
import type { InspectedField } from '#lib/core/protocols/inspect.ts'
import { inspectFrame } from '#lib/core/protocols/websocket/inspect-frame.ts'
import { decodeHeader, unmask } from '#lib/core/protocols/websocket/wire.ts'

/** As many payload bytes as fit the picture; the inspector has the rest. */
const SHOWN = 12
const headerFields = new Set(['FIN', 'RSV1', 'RSV2', 'RSV3', 'Opcode', 'Mask', 'Payload length', 'Extended payload length', 'Masking-key'])

const hex = (byte: number) => byte.toString(16).padStart(2, '0')

export function FrameBits({ bytes, lang }: { bytes: Uint8Array; lang: Lang }) {
  const t = useTranslations('websocketLab')
  const layer = inspectFrame(bytes)
  const header = decodeHeader(bytes, 0, 0)
  if (layer === null || header === null) return <p className="muted">{t('noHeader')}</p>
  const fields = layer.fields.filter(({ name }) => headerFields.has(name))
  const wire = bytes.subarray(header.headerLength)
  return (
    <div className="frame-bits">
      <ol className="bit-fields" aria-label={t('headerInBits')}>
        {fields.map((field) => (
          <li key={field.name} title={field.meaning[lang]}>
            <span className="name">{field.name}</span>
            <code>{bitsOf(bytes, field)}</code>
            <span className="value">{field.value}</span>
          </li>
        ))}
      </ol>
      {wire.length === 0 ? null : (
        <Payload wire={wire} plain={header.masked ? unmask(wire, header.maskingKey) : null} maskingKey={header.maskingKey} length={header.payloadLength} />
      )}
    </div>
  )
}

/** `1000 0001`, in fours. */
function bitsOf(bytes: Uint8Array, { bit, bits }: InspectedField): string {
  let text = ''
  for (let at = bit; at < bit + bits; at++) {
    const offset = at - bit
    if (offset > 0 && (bits - offset) % 4 === 0) text += ' '
    text += String(((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
  }
  return text
}

function Payload({ wire, plain, maskingKey, length }: { wire: Uint8Array; plain: Uint8Array | null; maskingKey: number; length: number }) {
  const t = useTranslations('websocketLab')
  const shown = Array.from(wire.subarray(0, SHOWN))
  const key = [24, 16, 8, 0].map((shift) => (maskingKey >>> shift) & 0xff)
  const read = plain ?? wire
  const more = length - shown.length
  return (
    <div className="table" tabIndex={0} role="group" aria-label={t('payload')}>
      <table className="payload">
        <caption>{more > 0 ? t('payloadFirst', { shown: shown.length, length }) : t('payload')}</caption>
        <tbody>
          {plain === null ? null : (
            <>
              <tr><th scope="row">{t('onTheWire')}</th>{shown.map((byte, i) => <td key={i}><code>{hex(byte)}</code></td>)}</tr>
              <tr><th scope="row">⊕ {t('maskingKey')}</th>{shown.map((_, i) => <td key={i} className="key"><code>{hex(key[i % 4]!)}</code></td>)}</tr>
            </>
          )}
          <tr><th scope="row">{plain === null ? t('bytes') : `= ${t('unmasked')}`}</th>{shown.map((_, i) => <td key={i}><code>{hex(read[i]!)}</code></td>)}</tr>
          <tr><th scope="row">{t('asText')}</th>{shown.map((_, i) => <td key={i}>{printable(read[i]!)}</td>)}</tr>
        </tbody>
      </table>
    </div>
  )
}

const printable = (byte: number) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? '␣' : '·')
