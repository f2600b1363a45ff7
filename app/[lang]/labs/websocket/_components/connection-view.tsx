'use client'
// One connection of the live run: both ends' state, everything that happened in order, the chosen frame in bits, and
// the handshake.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { inspectFrames } from '#lib/core/protocols/websocket/inspect-frame.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import { Inspector } from '../../_components/inspector.tsx'
import { FrameBits } from './frame-bits.tsx'
import { HandshakeView } from './handshake-view.tsx'
import type { LiveFrameSeen, LiveLine, LiveSocket } from './live-run.ts'
import type { PageMessage } from './page-message.ts'
import type { PageSocket } from './use-live.ts'

interface Props {
  readonly socket: LiveSocket
  /** The browser's end, where this is its connection. */
  readonly page: PageSocket | null
  readonly lang: Lang
  readonly active: boolean
}

export function ConnectionView({ socket, page, lang, active }: Props) {
  const t = useTranslations('websocketLab')
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [end, setEnd] = useState<'server' | 'client'>('server')
  const frames = socket.lines.flatMap((line) => (line.kind === 'frame' ? [line.frame] : []))
  // What was chosen, else the newest: it is what one waits for.
  const frame = frames.find(({ key }) => key === chosen) ?? frames.at(-1) ?? null
  const handshake = socket.handshakes[end] ?? socket.handshakes.server ?? socket.handshakes.client
  return (
    <div className="connection">
      <div className="ends">
        <End name={socket.raw ? t('rawClient') : page === null ? t('otherClient') : t('browser')} who="client"
          state={socket.raw ? (socket.states.client ?? 'CONNECTING') : (page?.state ?? null)}
          closed={socket.raw ? (socket.closed.client ?? null) : (page?.closed ?? null)}>
          {page === null ? null : <Received messages={page.received} />}
        </End>
        <End name={t('server')} who="server" state={socket.states.server ?? 'CONNECTING'} closed={socket.closed.server ?? null}>
          <p className="small muted">{t('counts', { in: socket.bytesIn, out: socket.bytesOut })}</p>
        </End>
      </div>

      <h3 id="frames">{t('frames')}</h3>
      {socket.lines.length === 0 ? <p className="muted">{t('noFrames')}</p> : (
        <div className="table lines" tabIndex={0} role="group" aria-labelledby="frames">
          <table>
            <thead>
              <tr><th scope="col">ms</th><th scope="col">{t('way')}</th><th scope="col">{t('frame')}</th><th scope="col">{t('bytes')}</th></tr>
            </thead>
            <tbody aria-live="polite">
              {socket.lines.map((line) => (line.kind === 'frame'
                ? <FrameRow key={line.frame.key} frame={line.frame} raw={socket.raw} chosen={line.frame.key === frame?.key} onChoose={() => { setChosen(line.frame.key) }} />
                : <RecordRow key={line.key} record={line.record} lang={lang} />))}
            </tbody>
          </table>
        </div>
      )}

      {frame === null ? null : (
        <section aria-labelledby="frame-in-bits">
          <h3 id="frame-in-bits">{t('frameInBits', { text: `${frame.way === 'in' ? '→' : '←'} ${frame.text}` })}</h3>
          <FrameBits bytes={frame.wire} lang={lang} />
          <details onToggle={(event) => { setOpen(event.currentTarget.open) }}>
            <summary>{t('allFields')}</summary>
            {frame.wire.length < frame.length ? <p className="small muted">{t('shownOf', { shown: frame.wire.length, length: frame.length })}</p> : null}
            {open && active ? <Inspector key={frame.key} bytes={frame.wire.subarray(0, 160)} layers={inspectFrames(frame.wire).slice(0, 1)} lang={lang} title={frame.text} /> : null}
          </details>
        </section>
      )}

      <section aria-labelledby="opening-handshake">
        <h3 id="opening-handshake">{t('handshake')}</h3>
        {socket.handshakes.client === undefined ? null : (
          <div className="row" role="group" aria-label={t('judgedBy')}>
            {(['server', 'client'] as const).map((one) => (
              <button key={one} type="button" className="button quiet small" aria-pressed={one === end} onClick={() => { setEnd(one) }}>{t(one === 'server' ? 'judgedByServer' : 'judgedByClient')}</button>
            ))}
          </div>
        )}
        {handshake === undefined ? <p className="muted">{t('noHandshake')}</p> : <HandshakeView handshake={handshake} lang={lang} />}
      </section>
    </div>
  )
}

interface EndProps {
  readonly name: string
  readonly who: 'client' | 'server'
  readonly state: string | null
  readonly closed: { readonly code: number; readonly reason: string; readonly clean: boolean } | null
  readonly children: React.ReactNode
}

function End({ name, who, state, closed, children }: EndProps) {
  const t = useTranslations('websocketLab')
  return (
    <section className="host panel" aria-label={name}>
      <h3>{name}</h3>
      <p className={`state ${(state ?? '').toLowerCase()}`} data-end={who} role="status">{state ?? t('unknownState')}</p>
      {closed === null ? null : (
        <p className="small">{t('told', { code: closed.code })} {closed.reason === '' ? null : <code>{closed.reason}</code>} {closed.clean ? t('clean') : t('notClean')}</p>
      )}
      {children}
    </section>
  )
}

function Received({ messages }: { messages: readonly PageMessage[] }) {
  const t = useTranslations('websocketLab')
  const last = messages.at(-1)
  if (last === undefined) return null
  return (
    <div className="received small">
      <p>onmessage: {t(`messageKinds.${last.kind}`, { bytes: last.bytes })}</p>
      <pre tabIndex={0} role="group" aria-label={t('lastMessage')}>{last.shown}</pre>
    </div>
  )
}

function FrameRow({ frame, raw, chosen, onChoose }: { frame: LiveFrameSeen; raw: boolean; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations('websocketLab')
  return (
    <tr className={chosen ? 'marked' : ''}>
      <td>{frame.at}</td>
      <td className={`way ${frame.way}`}>
        <span aria-hidden="true">{frame.way === 'in' ? '→' : '←'}</span>
        <span className="visually-hidden">{frame.way === 'in' ? t(raw ? 'fromRaw' : 'fromClient') : t('fromServer')}</span>
      </td>
      <td><button type="button" className="link" aria-pressed={chosen} onClick={onChoose}>{frame.text}</button></td>
      <td>{frame.arrived < frame.length ? `${frame.arrived} / ${frame.length}` : frame.length}</td>
    </tr>
  )
}

function RecordRow({ record, lang }: { record: Extract<LiveLine, { kind: 'record' }>['record']; lang: Lang }) {
  const t = useTranslations('websocketLab')
  const who = 'end' in record ? t(record.end === 'server' ? 'server' : 'rawClient') : ''
  return (
    <tr className={`record ${record.type}`}>
      <td>{record.at}</td>
      <td />
      <td colSpan={2}>
        {record.type === 'state' ? <>{who}: {record.from} → {record.to} · <Clause text={record.clause} /></> : null}
        {record.type === 'failed' ? record.violations.map((violation, i) => (
          <div key={i}>{who}: {describeProblem(violation.problem, lang)}{violation.problem.place?.byte === undefined ? '' : ` ${t('atByte', { byte: violation.problem.place.byte })}`} · <Clause text={violation.clause} /></div>
        )) : null}
        {record.type === 'closed' ? <>{who}: {t('told', { code: record.code })} {record.clean ? t('clean') : t('notClean')}</> : null}
        {record.type === 'skipped' ? t('skipped', { frames: record.frames }) : null}
      </td>
    </tr>
  )
}
