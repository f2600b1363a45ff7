'use client'
// One host at the step looked at: its state, how it got there, and the variables of its TCB under the RFCs' names.
import { useTranslations } from 'next-intl'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import type { SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { timerNames, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import type { TcpRun } from './tcp-run.ts'

export function HostPanel({ run, step, host, name }: { run: TcpRun; step: number; host: HostName; name: string }) {
  const t = useTranslations('labs')
  const { points } = run.timeline
  const state = points[step]!.state
  const tcb = findTcb(state, host)
  const earlier = points[step - 1] === undefined ? null : findTcb(points[step - 1]!.state, host)
  const old = new Map(earlier === null ? [] : variablesOf(earlier))
  const last = lastTransition(run, step, host)
  return (
    <section className="host panel" aria-labelledby={`host-${host}`}>
      <h2 id={`host-${host}`}>
        {name} <span className="muted">({host})</span>
      </h2>
      <p className="state">{!state.up[host] ? t('crashed') : (tcb?.state ?? 'CLOSED')}</p>
      <p className="small muted">
        {last === null ? t('noTransition') : <>{last.from} → {last.to}: {last.event} · <Clause text={last.clause} /></>}
      </p>
      {tcb === null ? <p className="small">{t('noTcb')}</p> : (
        <dl className="variables">
          {variablesOf(tcb).map(([key, value]) => {
            const changed = old.size > 0 && old.get(key) !== value
            return (
              <div key={key} className={`${changed ? 'changed' : ''} ${key.startsWith(clock) ? 'whole' : ''}`}>
                <dt>{key}</dt>
                <dd>{value}{changed ? <span className="visually-hidden"> ({t('changed')})</span> : null}</dd>
              </div>
            )
          })}
        </dl>
      )}
    </section>
  )
}

function findTcb(state: SimulationState, name: HostName): Tcb | null {
  const host = state.hosts[name]
  return host.connections.at(-1)?.tcb ?? host.listeners.at(-1)?.tcb ?? null
}

const clock = '⏱ '

function variablesOf(tcb: Tcb): [string, string][] {
  const { SND, RCV, RTT, congestion } = tcb
  const rows: [string, string][] = []
  if (tcb.state === 'LISTEN') rows.push(['RCV.WND', String(RCV.WND)])
  else {
    rows.push(['ISS', String(tcb.ISS)], ['SND.UNA', String(SND.UNA)], ['SND.NXT', String(SND.NXT)], ['SND.WND', String(SND.WND)])
    rows.push(['IRS', String(tcb.IRS)], ['RCV.NXT', String(RCV.NXT)], ['RCV.WND', String(RCV.WND)])
    rows.push(['cwnd', String(congestion.cwnd)], ['ssthresh', congestion.ssthresh >= 0x3fffffff ? '∞' : String(congestion.ssthresh)])
    rows.push(['SRTT', RTT.SRTT === null ? '–' : `${formatMillis(RTT.SRTT)} ms`], ['RTO', `${formatMillis(RTT.RTO)} ms`])
  }
  for (const timer of timerNames) {
    const at = tcb.timers[timer]
    if (at !== null) rows.push([`${clock}${timer}`, `@ ${formatMillis(at)} ms`])
  }
  return rows
}

function lastTransition(run: TcpRun, step: number, host: HostName) {
  for (let at = step; at > 0; at--) {
    for (const effect of run.timeline.points[at]!.effects.toReversed()) {
      if (effect.kind === 'endpoint' && effect.host === host && effect.effect.kind === 'transition') return effect.effect
    }
  }
  return null
}
