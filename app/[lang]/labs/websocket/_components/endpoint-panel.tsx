'use client'
// One end at the step looked at: its state, how it got there, and what it remembers.
import { useTranslations } from 'next-intl'
import type { EndpointState } from '#lib/core/protocols/websocket/endpoint.ts'
import { frameName } from '#lib/core/protocols/websocket/frame.ts'
import type { HostName } from '#lib/core/protocols/websocket/simulation.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import type { WebSocketRun } from './websocket-run.ts'

export function EndpointPanel({ run, step, host, name }: { run: WebSocketRun; step: number; host: HostName; name: string }) {
  const t = useTranslations('labs')
  const own = useTranslations('websocketLab')
  const { points } = run.timeline
  const state = points[step]!.state.hosts[host]
  const earlier = points[step - 1]?.state.hosts[host] ?? null
  const old = new Map(earlier === null ? [] : variablesOf(earlier))
  const last = lastTransition(run, step, host)
  return (
    <section className="host panel" aria-labelledby={`host-${host}`}>
      <h2 id={`host-${host}`}>{name} <span className="muted">({host})</span></h2>
      <p className="state">{state?.state ?? 'CLOSED'}</p>
      <p className="small muted">{last === null ? t('noTransition') : <>{last.from} → {last.to}: {last.on} · <Clause text={last.clause} /></>}</p>
      {state === null ? <p className="small">{own('notConnected')}</p> : (
        <dl className="variables">
          {variablesOf(state).map(([key, value]) => {
            const changed = old.size > 0 && old.get(key) !== value
            return (
              <div key={key} className={changed ? 'changed' : ''}>
                <dt>{own(`variables.${key}`)}</dt>
                <dd>{value}{changed ? <span className="visually-hidden"> ({t('changed')})</span> : null}</dd>
              </div>
            )
          })}
        </dl>
      )}
    </section>
  )
}

function variablesOf(state: EndpointState): [string, string][] {
  const { message, closeSent, closeReceived, failed, agreement, deadlines, reader } = state
  const code = (body: { code: number | null } | null) => (body === null ? '–' : (body.code?.toString() ?? '1005'))
  const rows: [string, string][] = [
    ['read', `${reader.at}`],
    ['message', message === null ? '–' : `${frameName(message.opcode)} ${message.size}/${message.announced}`],
    ['closeSent', code(closeSent)],
    ['closeReceived', code(closeReceived)],
    ['failed', failed === null ? '–' : (failed.closeCode ?? failed.status ?? 1006).toString()],
  ]
  if (agreement !== null) rows.push(['agreed', [agreement.protocol, ...agreement.extensions.map(({ name }) => name)].filter((one) => one !== null).join(', ') || '–'])
  for (const timer of ['handshake', 'idle', 'ping', 'pong', 'close'] as const) {
    const at = deadlines[timer]
    if (at !== undefined) rows.push([timer, `⏱ ${formatMillis(at)} ms`])
  }
  return rows
}

function lastTransition(run: WebSocketRun, step: number, host: HostName) {
  for (let at = step; at > 0; at--) {
    for (const effect of run.timeline.points[at]!.effects.toReversed()) {
      if (effect.kind === 'endpoint' && effect.host === host && effect.effect.type === 'transition') return effect.effect
    }
  }
  return null
}
