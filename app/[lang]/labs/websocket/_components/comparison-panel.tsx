'use client'
// The same messages three ways, measured: bytes as the server's sockets counted them, times as this page saw them.
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { transportNames, type ComparisonPlan, type TransportName } from '#lib/core/protocols/websocket/live.ts'
import { clockOffset, quantile, readStamp, type ClockSample } from './latencies.ts'
import { receiveMessages } from './receive-messages.ts'
import type { Live } from './use-live.ts'

const choices = { messages: [10, 50, 200], bytes: [32, 256, 4_096], everyMs: [0, 20, 100, 200] } as const
const CLOCK_SAMPLES = 7

interface Measured {
  readonly plan: ComparisonPlan
  readonly withinMs: number
  /** Milliseconds from the server's sending to the page's script, message by message. */
  readonly latencies: Readonly<Record<TransportName, readonly number[]>>
}

type Phase = 'none' | 'running' | 'done' | 'failed'

export function ComparisonPanel({ live }: { live: Live }) {
  const t = useTranslations('websocketLab.compare')
  const [plan, setPlan] = useState<ComparisonPlan>({ messages: 50, bytes: 32, everyMs: 20 })
  const [phase, setPhase] = useState<Phase>('none')
  const [measured, setMeasured] = useState<Measured | null>(null)
  const stopping = useRef<AbortController | null>(null)
  useEffect(() => () => { stopping.current?.abort() }, [])

  const run = async () => {
    setPhase('running')
    stopping.current?.abort()
    const stop = new AbortController()
    stopping.current = stop
    await live.leave()
    const clock = clockOffset(await askClock(live))
    const ask = live.nextAsk()
    const offered = live.next((record) => record.type === 'comparison' && record.ask === ask)
    if (clock === null || !(await live.tell({ do: 'compare', ask, ...plan }))) {
      setPhase('failed')
      return
    }
    const offer = await offered
    if (offer?.type !== 'comparison') {
      setPhase('failed')
      return
    }
    const latencies: Record<TransportName, number[]> = { websocket: [], sse: [], poll: [] }
    await receiveMessages({
      ...{ paths: offer.paths, pollKey: offer.pollKey, messages: plan.messages, signal: stop.signal },
      onMessage(transport, text, atMs) {
        const stamp = readStamp(text)
        if (stamp !== null) latencies[transport].push(Math.max(0, atMs + clock.offsetMs - stamp.sentMs))
      },
    })
    if (stop.signal.aborted) return
    setMeasured({ plan, withinMs: clock.withinMs, latencies })
    setPhase(transportNames.every((transport) => latencies[transport].length === plan.messages) ? 'done' : 'failed')
  }

  const choose = (what: keyof typeof choices) => (
    <label>
      {t(what)}{' '}
      <select value={plan[what]} onChange={(event) => { setPlan({ ...plan, [what]: Number(event.target.value) }) }}>
        {choices[what].map((value) => <option key={value} value={value}>{value}</option>)}
      </select>
    </label>
  )
  return (
    <section className="comparison" aria-labelledby="compare">
      <h2 id="compare">{t('title')}</h2>
      <p className="muted">{t('text')}</p>
      <form className="row" onSubmit={(event) => { event.preventDefault(); void run() }}>
        {choose('messages')}
        {choose('bytes')}
        {choose('everyMs')}
        <button type="submit" className="button" disabled={phase === 'running'}>{t('run')}</button>
      </form>
      <p role="status" className={phase === 'failed' ? 'alert small' : 'small muted'}>{t(`phases.${phase}`)}</p>
      {measured === null ? null : <Results measured={measured} costs={live.run.costs} />}
    </section>
  )
}

async function askClock(live: Live): Promise<ClockSample[]> {
  const samples: ClockSample[] = []
  // The first opens the control channel, where there is none.
  for (let at = 0; at <= CLOCK_SAMPLES; at++) {
    const ask = live.nextAsk()
    const answer = live.next((record) => record.type === 'clock' && record.ask === ask)
    const askedMs = performance.now()
    if (!(await live.tell({ do: 'clock', ask }))) return []
    const record = await answer
    if (record?.type === 'clock' && at > 0) samples.push({ askedMs, answeredMs: performance.now(), serverMs: record.ms })
  }
  return samples
}

function Results({ measured, costs }: { measured: Measured; costs: Live['run']['costs'] }) {
  const t = useTranslations('websocketLab.compare')
  const { plan, withinMs, latencies } = measured
  const most = Math.max(1, ...transportNames.map((transport) => (costs[transport]?.up ?? 0) + (costs[transport]?.down ?? 0)))
  return (
    <>
      <div className="table" tabIndex={0} role="group" aria-label={t('results')}>
        <table className="compared">
          <caption>{t('caption', { messages: plan.messages, bytes: plan.bytes, everyMs: plan.everyMs })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('way')}</th><th scope="col">{t('requests')}</th><th scope="col">{t('down')}</th><th scope="col">{t('up')}</th>
              <th scope="col">{t('overhead')}</th><th scope="col">{t('median')}</th><th scope="col">{t('worst')}</th>
            </tr>
          </thead>
          <tbody>
            {transportNames.map((transport) => {
              const { requests = 0, up = 0, down = 0 } = costs[transport] ?? {}
              const times = latencies[transport]
              return (
                <tr key={transport} data-transport={transport}>
                  <th scope="row">
                    {t(`ways.${transport}`)}
                    <span className="bar" aria-hidden="true"><span className="down" style={{ inlineSize: `${(100 * down) / most}%` }} /><span className="up" style={{ inlineSize: `${(100 * up) / most}%` }} /></span>
                    {requests === 0 ? null : <span className="small muted each">{t('upEach', { value: Math.round(up / requests) })}</span>}
                    {times.length < plan.messages ? <span className="small"> {t('missing', { count: plan.messages - times.length })}</span> : null}
                  </th>
                  <td>{t('number', { value: requests })}</td>
                  <td>{t('number', { value: down })}</td>
                  <td>{t('number', { value: up })}</td>
                  <td>{t('number', { value: Math.round(((up + down) / plan.messages - plan.bytes) * 10) / 10 })}</td>
                  <td>{t('ms', { ms: roundMs(quantile(times, 0.5)) })}</td>
                  <td>{t('ms', { ms: roundMs(quantile(times, 1)) })}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="small muted">{t('howCounted', { within: roundMs(withinMs) })}</p>
    </>
  )
}

const roundMs = (ms: number | null) => (ms === null ? 0 : Math.round(ms * 10) / 10)
