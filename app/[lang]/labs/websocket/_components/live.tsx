'use client'
// The live half: the browser's own WebSocket and our raw client against our endpoint, and what the endpoint sees.
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { liveModes, type LiveFrame, type LiveMode } from '#lib/core/protocols/websocket/live.ts'
import { CloseCodes, type Provoked } from './close-codes.tsx'
import { ConnectionView } from './connection-view.tsx'
import { FrameBuilder } from './frame-builder.tsx'
import { PageSender } from './page-sender.tsx'
import { presets, type Preset } from './presets.ts'
import { useLive } from './use-live.ts'

const clients = ['browser', 'raw'] as const

/** What the raw client's request can be made to say; the first is an honest one. */
const requests: readonly { readonly name: string; readonly fields: Readonly<Record<string, string | null>> }[] = [
  { name: 'honest', fields: {} },
  { name: 'version', fields: { 'Sec-WebSocket-Version': '8' } },
  { name: 'noKey', fields: { 'Sec-WebSocket-Key': null } },
  { name: 'shortKey', fields: { 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZQ==' } },
  { name: 'noUpgrade', fields: { Upgrade: null } },
  { name: 'noConnection', fields: { Connection: 'keep-alive' } },
  { name: 'origin', fields: { Origin: 'https://evil.example' } },
  { name: 'protocols', fields: { 'Sec-WebSocket-Protocol': 'soap, json' } },
  { name: 'deflate', fields: { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits=10' } },
]

/** `active`: in sight; the run goes on when it is not. */
export function Live({ lang, active }: { lang: Lang; active: boolean }) {
  const t = useTranslations('websocketLab')
  const live = useLive()
  const { run, control, page } = live
  const [client, setClient] = useState<(typeof clients)[number]>('browser')
  const [mode, setMode] = useState<LiveMode>('echo')
  const [compression, setCompression] = useState(false)
  const [request, setRequest] = useState('honest')
  const [picked, setPicked] = useState<number | null>(null)
  const [address, setAddress] = useState<string | null>(null)

  const socket = run.sockets.find(({ id }) => id === picked) ?? run.sockets.at(-1) ?? null
  const raw = run.sockets.findLast((one) => one.raw) ?? null
  const rawOpen = control === 'open' && raw?.states.client === 'OPEN'
  const pageOpen = control === 'open' && page?.state === 'OPEN'

  const connectRaw = async (wanted: LiveMode, fields: Readonly<Record<string, string | null>>): Promise<boolean> => {
    setPicked(null)
    const opened = live.next((record) => record.type === 'handshake' && record.end === 'client')
    if (!(await live.tell({ do: 'connect', mode: wanted, fields }))) return false
    const answer = await opened
    return answer?.type === 'handshake' && answer.accept !== null && answer.checks.every(({ verdict }) => verdict !== 'wrong')
  }
  const sendFrames = (frames: readonly LiveFrame[]) => { void live.tell({ do: 'frames', frames }) }
  const provoke = async ({ mode: wanted, frames }: Preset): Promise<Provoked | null> => {
    if (!(await connectRaw(wanted, {}))) return null
    let failed: Provoked['failed'] = null
    const closed = live.next((record) => {
      if (record.type === 'failed' && record.end === 'server') failed = record
      return record.type === 'closed' && record.end === 'client'
    })
    sendFrames(frames)
    const record = await closed
    return record?.type === 'closed' ? { code: record.code, failed } : null
  }
  const connect = () => {
    setPicked(null)
    if (client === 'browser') void live.connectPage(mode, compression)
    else void connectRaw(mode, requests.find(({ name }) => name === request)?.fields ?? {})
  }
  const pingInside = presets.find(({ name }) => name === 'pingInside')!

  return (
    <div className="live">
      <p>{t('live.lead')}</p>
      <div className="live-columns">
        <div className="controls-column">
          <section className="panel" aria-labelledby="connect">
            <h2 id="connect">{t('connect')}</h2>
            <div className="row segmented" role="radiogroup" aria-label={t('client')}>
              {clients.map((one) => (
                <label key={one} className={one === client ? 'chosen' : ''}>
                  <input type="radio" name="client" checked={one === client} onChange={() => { setClient(one) }} /> {t(`clients.${one}`)}
                </label>
              ))}
            </div>
            <p className="small muted">{t(client === 'browser' ? 'browserText' : 'rawText')}</p>
            <div className="row">
              <label className="grow">
                {t('mode')}
                <select value={mode} onChange={(event) => { setMode(event.target.value as LiveMode) }}>
                  {liveModes.map((one) => <option key={one} value={one}>{t(`modes.${one}`)}</option>)}
                </select>
              </label>
            </div>
            {client === 'browser' ? (
              <div className="row">
                <label>
                  <input type="checkbox" checked={compression} onChange={(event) => { setCompression(event.target.checked) }} /> {t('compression')}
                </label>
              </div>
            ) : (
              <div className="row">
                <label className="grow">
                  {t('rawRequest')}
                  <select value={request} onChange={(event) => { setRequest(event.target.value) }}>
                    {requests.map(({ name }) => <option key={name} value={name}>{t(`requests.${name}`)}</option>)}
                  </select>
                </label>
              </div>
            )}
            <div className="row">
              <button type="button" className="button" onClick={() => { connect() }}>{t(client === 'browser' ? 'connectBrowser' : 'connectRaw')}</button>
            </div>
            <p className={control === 'open' || control === 'none' || control === 'opening' ? 'small muted' : 'alert small'} role="status">{t(`control.${control}`)}</p>
            {run.problem === null ? null : <p className="alert" role="alert">{describeProblem(run.problem, lang)}</p>}
            <details>
              <summary>{t('ownClient')}</summary>
              <p className="small">{t('ownClientText')}</p>
              <div className="row">
                <button type="button" className="button quiet" onClick={() => { void live.invite(mode).then(setAddress) }}>{t('giveAddress')}</button>
              </div>
              {address === null ? null : <p className="address" role="status"><code>{address}</code></p>}
            </details>
          </section>

          {client === 'browser' ? (
            <PageSender open={pageOpen} onSend={live.sendPage} onClose={live.closePage} port={live.port} />
          ) : (
            <section className="panel" aria-labelledby="raw">
              <h2 id="raw">{t('send')}</h2>
              {rawOpen ? null : <p className="small muted">{t('rawNotOpen')}</p>}
              <div className="row">
                <button type="button" className="button quiet" disabled={!rawOpen} onClick={() => { sendFrames(pingInside.frames) }}>{t('presets.pingInside')}</button>
                <button type="button" className="button quiet" disabled={!rawOpen} onClick={() => { void live.tell({ do: 'close', code: 1000, reason: '' }) }}>{t('closeProperly')}</button>
                <button type="button" className="button quiet" disabled={!rawOpen} onClick={() => { void live.tell({ do: 'drop' }) }}>{t('dropTcp')}</button>
              </div>
              <h3>{t('builder')}</h3>
              <FrameBuilder lang={lang} canSend={rawOpen} onSend={sendFrames} />
            </section>
          )}
        </div>

        <section className="endpoint-sees" aria-labelledby="connections">
          <h2 id="connections">{t('connections')}</h2>
          {socket === null ? <p className="muted">{t('noConnections')}</p> : (
            <>
              <label>
                {t('connection')}{' '}
                <select value={socket.id} onChange={(event) => { setPicked(Number(event.target.value)) }}>
                  {run.sockets.map((one) => (
                    <option key={one.id} value={one.id}>
                      #{one.id} {one.raw ? t('rawClient') : one.ask === page?.ask ? t('browser') : t('otherClient')} · {t(`modes.${one.mode}`)}
                    </option>
                  ))}
                </select>
              </label>
              <ConnectionView key={socket.id} socket={socket} page={socket.ask !== null && socket.ask === page?.ask ? page : null} lang={lang} active={active} />
            </>
          )}
        </section>
      </div>

      <section aria-labelledby="close-codes">
        <h2 id="close-codes">{t('closeCodes')}</h2>
        <p className="muted">{t('closeCodesText')}</p>
        <CloseCodes lang={lang} onProvoke={provoke} />
      </section>
    </div>
  )
}
