'use client'
// The DNS lab: a question, resolved in this page on virtual time or live on real sockets, to step through, to disturb,
// and to be asked about.
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem, type Problem } from '#lib/core/problem.ts'
import { captureRun } from '#lib/core/protocols/dns/capture.ts'
import { askDnsExercise, dnsExerciseKinds } from '#lib/core/protocols/dns/exercises.ts'
import { inspectMessage } from '#lib/core/protocols/dns/inspect-message.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { parseName } from '#lib/core/protocols/dns/name.ts'
import { playerFacts } from '#lib/core/protocols/dns/run-diagram.ts'
import { dnsTrace, type DnsTraceCodec } from '#lib/core/protocols/dns/trace-codec.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { mostCharacters } from '#lib/core/protocols/share-link.ts'
import { parseTrace, printTrace, recordEntries } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { callApi } from '../../../../_ui/api.ts'
import { DnsPicture } from '../../../../_ui/run-picture/dns-picture.tsx'
import { AskMe } from '../../_components/ask-me.tsx'
import { ChooseScenario } from '../../_components/choose-scenario.tsx'
import { Controls } from '../../_components/controls.tsx'
import { Forked } from '../../_components/forked.tsx'
import { Inspector } from '../../_components/inspector.tsx'
import { RunTable } from '../../_components/run-table.tsx'
import { Sentences } from '../../_components/sentences.tsx'
import { Share, type RunFile } from '../../_components/share.tsx'
import { useLab } from '../../_components/use-lab.ts'
import { useStepping } from '../../_components/use-stepping.ts'
import { AskForm, type Draft } from './ask-form.tsx'
import { CacheTable } from './cache-table.tsx'
import { isLiveHash, liveHash, parseLiveHash, toAscii, type DnsQuestion, type DnsRun } from './dns-run.ts'
import { findMessages } from './messages.ts'
import { nameOf, narrateEvent, narrateStep, sayMessage } from './narrate.ts'
import { ServerTree } from './server-tree.tsx'
import { DatagramTools, ServerTools } from './tools.tsx'
import { useLive, type ServerFault } from './use-live.ts'
import { ZoneEditor } from './zone-editor.tsx'
import '../../_components/lab.css'
import './dns.css'

/** The scenario without a script: what is asked in the form is put into it. */
const ownName = 'own-question'

interface Props {
  readonly lang: Lang
  readonly scenarios: readonly ScenarioSource[]
  readonly zones: readonly ZoneFile[]
}

export function Lab({ lang, scenarios, zones }: Props) {
  const t = useTranslations('labs')
  const td = useTranslations('dns')
  const codec = useMemo(() => dnsTrace(zones), [zones])
  const sources = useMemo((): readonly ScenarioSource[] => {
    const [title, look] = [td('ownTitle'), td('ownLook')]
    const header = ['en', 'zh'].flatMap((one) => [`title.${one}: ${title}`, `look.${one}: ${look}`])
    return [...scenarios, { name: ownName, title, look: [look], tags: [], group: 'walk', text: ['trace 1 dns', ...header, `seed: ${ownName}`, '---', ''].join('\n') }]
  }, [scenarios, td])
  const lab = useLab(codec, sources, { isForeign: isLiveHash })

  const [showsLive, setShowsLive] = useState(false)
  const [liveStep, setLiveStep] = useState(0)
  const live = useLive(zones, lang, td('unreachable'), setLiveStep)
  const [faults, setFaults] = useState<readonly ServerFault[]>([])
  const [draft, setDraft] = useState<Draft>({ name: 'www.example.com', type: 'A', where: 'page', keep: true })
  const [nameProblem, setNameProblem] = useState<Problem | null>(null)
  const mayAskInternet = useMayAskInternet()
  const [ahead, setAhead] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)

  const isLive = showsLive && live.run !== null
  const run = isLive ? live.run : lab.run
  const steps = run.log.entries.length
  const step = Math.min(isLive ? liveStep : lab.step, steps)
  const goToLive = useCallback((to: number) => { setLiveStep(Math.max(0, Math.min(steps, to))) }, [steps])
  const goTo = isLive ? goToLive : lab.goTo
  const stepping = useStepping({ step, steps, goTo })

  const readHash = useRef(() => {
    const question = parseLiveHash(window.location.hash)
    if (question === null) setShowsLive(false)
    else setDraft((now) => ({ ...now, ...question }))
  })
  useEffect(() => {
    const read = readHash.current
    read()
    window.addEventListener('hashchange', read)
    return () => { window.removeEventListener('hashchange', read) }
  }, [])

  const zonesNow = lab.run.timeline.points.at(-1)!.state.config.zones
  const edited = zonesNow.filter(({ text }, at) => text !== zones[at]?.text)
  /** The scenario, or one's own question, from its start and with these zones. */
  const runZones = (changed: readonly ZoneFile[], question: DnsQuestion | null) => {
    const asked = question ?? (lab.source.name === ownName ? { ...draft, name: toAscii(draft.name) } : null)
    if (question !== null) setDraft((now) => ({ ...now, ...question }))
    const texts = changed.map(({ name, text }) => `zone ${name} ${JSON.stringify(text)}`)
    setPicked(null)
    setShowsLive(false)
    lab.begin(asked === null ? lab.source.name : ownName, asked === null ? texts : [...texts, `stub asks ${asked.name} ${asked.type}`])
  }
  const resolve = (question: DnsQuestion) => {
    setPicked(null)
    const name = parseName(question.name)
    setNameProblem(name.ok ? null : name.problem)
    if (!name.ok) return
    if (draft.where !== 'page') {
      stepping.setPlaying(false)
      setShowsLive(true)
      const keep = draft.where === 'live' && draft.keep && live.run !== null && !live.internet
      if (!keep) setLiveStep(0)
      window.history.replaceState(window.history.state, '', liveHash(question, draft.where))
      void (draft.where === 'internet' ? live.askInternet(question) : live.ask(question, faults, keep, edited))
      setFaults([])
      return
    }
    setShowsLive(false)
    runZones(edited, question)
    stepping.setPlaying(true)
  }
  const open = (name: string) => {
    stepping.setPlaying(false)
    setPicked(null)
    setShowsLive(false)
    lab.open(name)
  }

  const facts = useMemo(() => playerFacts(run.timeline), [run])
  const messages = useMemo(() => findMessages(run), [run])
  const seen = messages.filter(({ entry }) => entry < step)
  const message = seen.find(({ id }) => picked !== null && id === Number(/^#(\d+)/.exec(picked)?.[1])) ?? seen.at(-1) ?? null
  const { points } = run.timeline
  const { state } = points[step]!
  const timeAt = (at: number) => points[at]?.entry?.at ?? 0
  const narrate = (at: number) => narrateStep(run, at, lang, td)
  const titleOf = (one: (typeof messages)[number]) => `#${one.id} ${nameOf(state, one.from, td)} → ${nameOf(state, one.to, td)}: ${sayMessage(one.message, td)}`
  const bytes = message?.bytes() ?? null
  const hasOwnZones = state.config.zones.some(({ text }, at) => text !== zones[at]?.text)
  const isTooLong = !isLive && run.edits.reduce((sum, { text }) => sum + encodeURIComponent(text).length, 200) > mostCharacters
  const fileName = isLive ? `live-${live.question?.name ?? ''}` : lab.source.name
  const files: RunFile[] = [{ name: `${fileName}.pcapng`, type: 'application/x-pcapng', label: t('pcapng'), make: () => encodePcapng(captureRun(run.timeline)) as BlobPart }]
  // A trace is replayed with the zones as they are written.
  if (isLive && !hasOwnZones) files.push({ name: `${fileName}.trace`, type: 'text/plain', label: td('traceFile'), make: () => printLive(run, live.seed, codec) })
  const running = isLive && live.status === 'running'

  return (
    <div className="lab-frame dns">
      {lab.refused === null || isLive ? null : <p className="alert" role="alert">{describeProblem(lab.refused, lang)}</p>}
      {nameProblem === null ? null : <p className="alert" role="alert">{describeProblem(nameProblem, lang)}</p>}
      {live.refused === null || !showsLive ? null : <p className="alert" role="alert">{live.refused}</p>}
      <AskForm draft={draft} onChange={setDraft} onAsk={resolve} running={showsLive && live.status === 'running'} onStop={live.stop} canKeep={live.run !== null && !live.internet} mayAskInternet={mayAskInternet} />
      <p className="small muted">{td(`${draft.where}Text`)}</p>
      {isLive ? (
        <p className="notice live" role="status">
          {running ? td('liveRunning', { name: live.question?.name ?? '' }) : td('liveEnded', { name: live.question?.name ?? '', type: live.question?.type ?? '' })}
          {live.replayed === true ? ` ${td('replayed')}` : live.replayed === false ? ` ${td('notReplayed')}` : ''}{' '}
          {running ? null : <button type="button" className="link" onClick={() => { setShowsLive(false); lab.claim() }}>{td('toScenario')}</button>}
        </p>
      ) : <ChooseScenario scenarios={sources} chosen={lab.source} onChoose={open} />}
      <Controls stepping={stepping} at={timeAt(step)} />
      {isLive ? null : (
        <Forked edits={run.edits} problems={run.problems} lang={lang} narrate={(text) => sayEdit(text)}
          onRestore={() => { stepping.setPlaying(false); lab.restore() }} />
      )}

      <div className="columns">
        <div className="picture">
          <div className="happens" aria-live="polite" aria-atomic="true">
            {step === 0 ? <p>{t('start')}</p> : <Sentences sentences={narrate(step)} />}
            {step === steps && step > 0 && !stepping.playing && !running ? <p className="small muted">{td('ended')}</p> : null}
          </div>
          <DnsPicture facts={facts} step={step} selected={message === null ? null : `#${message.id}`} onSelect={setPicked} ahead={ahead} />
          <label className="small">
            <input type="checkbox" checked={ahead} onChange={(event) => { setAhead(event.target.checked) }} /> {t('ahead')}
          </label>
        </div>
        <div className="sides">
          <ServerTree zones={state.config.zones} run={run} step={step} ports={isLive && !live.internet ? live.ports : null} />
          <CacheTable run={run} step={step} />
        </div>
      </div>

      {(isLive ? live.internet : draft.where === 'internet') ? null : (
        <section aria-labelledby="disturb" className="disturb">
          <h2 id="disturb">{t('whatIf')}</h2>
          <p className="small muted">{isLive ? td('whatIfLive') : t('whatIfText')}</p>
          <ServerTools zones={state.config.zones} planned={isLive || draft.where === 'live' ? faults : null}
            onSet={(fault) => {
              if (isLive || draft.where === 'live') setFaults([...faults.filter(({ server }) => server !== fault.server), fault])
              else lab.edit(`server ${fault.server} ${fault.mode}`)
            }} />
          {isLive ? null : (
            <>
              <DatagramTools state={state} selected={message?.id ?? null} onEdit={lab.edit} />
              <div className="row">
                <button type="button" className="button quiet" onClick={() => { lab.edit(`stub asks ${toAscii(draft.name)} ${draft.type}`) }}>{td('askHere', { name: draft.name, type: draft.type })}</button>
                <button type="button" className="button quiet" onClick={() => { lab.edit('flush') }}>{td('flush')}</button>
              </div>
            </>
          )}
        </section>
      )}

      <ZoneEditor lang={lang} original={zones} zones={zonesNow} onRun={(changed, question) => { stepping.setPlaying(false); runZones(changed, question) }} />

      {isLive || lab.source.name === ownName ? null : (
        <AskMe key={lab.source.name} source={lab.source} lang={lang} kinds={dnsExerciseKinds}
          ask={(kind, { name, text }, seed) => askDnsExercise(kind, { name, file: parseTrace(text).file, zones }, seed)} />
      )}

      <section aria-labelledby="bytes">
        <h2 id="bytes">{t('bytes')}</h2>
        {message === null || bytes === null ? <p>{td('noMessage')}</p> : (
          <>
            <p>
              <label>
                {td('message')}{' '}
                <select value={message.id} onChange={(event) => { setPicked(`#${event.target.value}`) }}>
                  {seen.map((one) => <option key={one.id} value={one.id}>{titleOf(one)}</option>)}
                </select>
              </label>
            </p>
            <Inspector key={message.id} bytes={bytes} layers={inspectMessage(bytes)} lang={lang} title={titleOf(message)} />
          </>
        )}
      </section>

      <section aria-labelledby="as-table">
        <h2 id="as-table">{t('asTable')}</h2>
        {step === 0 ? <p className="muted">{t('start')}</p> : <RunTable step={step} timeAt={timeAt} narrate={narrate} onGo={goTo} />}
      </section>

      {isTooLong ? <p className="small">{td('linkTooLong')}</p> : isLive && hasOwnZones ? <p className="small">{td('linkWithoutZones')}</p> : null}
      <Share files={files} linkable={!isTooLong} />
    </div>
  )

  function sayEdit(text: string): string {
    const event = codec.readEvent(text)
    return event.ok ? narrateEvent(event.value, state, td) : text
  }
}

/** Whether this server's administrator lets the real Internet be asked. */
function useMayAskInternet(): boolean {
  const [may, setMay] = useState(false)
  useEffect(() => {
    let alive = true
    void callApi<{ internet: boolean }>('GET', '/labs/dns').then((answer) => { if (alive && answer.kind === 'ok') setMay(answer.value.internet) })
    return () => { alive = false }
  }, [])
  return may
}

/** A live run as a file, from which the command line and the tests replay it. */
function printLive({ timeline }: DnsRun, seed: string, codec: DnsTraceCodec): string {
  const header = [{ key: 'link', value: 'live=yes', line: 0 }, { key: 'seed', value: seed, line: 0 }]
  return printTrace({ protocol: 'dns', header, entries: recordEntries(codec, timeline) })
}
