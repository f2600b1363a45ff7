'use client'
// The TCP lab: a scenario to step through, to disturb, to fork and to be asked about. The engine runs here, in the
// browser; nothing goes over the network.
import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { cutText } from '#lib/core/protocols/lab-run.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import type { Compared } from '#lib/core/protocols/share-link.ts'
import { captureRun, encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { askExercise, exerciseKinds } from '#lib/core/protocols/tcp/exercises.ts'
import { inspectPacket } from '#lib/core/protocols/tcp/inspect-segment.ts'
import { otherHost } from '#lib/core/protocols/tcp/link.ts'
import { runFacts } from '#lib/core/protocols/tcp/run-diagram.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { TcpPicture } from '../../../../_ui/run-picture/tcp-picture.tsx'
import { AskMe } from '../../_components/ask-me.tsx'
import { ChooseScenario } from '../../_components/choose-scenario.tsx'
import { Controls } from '../../_components/controls.tsx'
import { Forked } from '../../_components/forked.tsx'
import { Inspector } from '../../_components/inspector.tsx'
import { RunTable } from '../../_components/run-table.tsx'
import { Sentences } from '../../_components/sentences.tsx'
import { Share } from '../../_components/share.tsx'
import { useLab } from '../../_components/use-lab.ts'
import { useStepping } from '../../_components/use-stepping.ts'
import { Charts } from './charts.tsx'
import { HostPanel } from './host-panel.tsx'
import { narrateEvent, narrateStep, type Names } from './narrate.ts'
import { StateDiagram } from './state-diagram.tsx'
import type { TcpRun } from './tcp-run.ts'
import { CallTools, FaultTools } from './tools.tsx'
import { findComparison, TwoRuns } from './two-runs.tsx'
import '../../_components/lab.css'

export function Lab({ lang, scenarios }: { lang: Lang; scenarios: readonly ScenarioSource[] }) {
  const t = useTranslations('labs')
  const canCompare = useCallback((compared: Compared) => findComparison(scenarios, compared) !== null, [scenarios])
  const lab = useLab(tcpTrace, scenarios, { canCompare })
  const { source, run, step, steps } = lab
  const stepping = useStepping(lab)
  const [ahead, setAhead] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const names = useMemo((): Names => {
    const [A = 'A', B = 'B'] = describeScenario(parseTrace(source.text).file.header).description[lang].names
    return { A, B }
  }, [source, lang])

  const facts = useMemo(() => runFacts(run.timeline), [run])
  const segments = useMemo(() => findSegments(run), [run])
  const seen = segments.filter(({ entry }) => entry < step)
  const segment = seen.find(({ id }) => picked !== null && id === Number(/^#(\d+)/.exec(picked)?.[1])) ?? seen.at(-1) ?? null
  const { points } = run.timeline
  const { state } = points[step]!
  const timeAt = (at: number) => points[at]!.entry?.at ?? 0
  const narrate = (at: number) => narrateStep(run, at, names, lang, t)
  const pcapng = () => encodePcapng(captureRun(run.timeline, 'A')) as BlobPart

  return (
    <div className="lab-frame">
      {lab.refused === null ? null : <p className="alert" role="alert">{describeProblem(lab.refused, lang)}</p>}
      <ChooseScenario scenarios={scenarios} chosen={source} onChoose={(name) => { stepping.setPlaying(false); setPicked(null); lab.open(name) }} />
      <Controls stepping={stepping} at={timeAt(step)} />
      <Forked edits={run.edits} problems={run.problems} lang={lang} narrate={(text) => narrateEvent(text, names, t)}
        onRestore={() => { stepping.setPlaying(false); lab.restore() }} />

      <div className="columns">
        <div className="picture">
          <div className="happens" aria-live="polite" aria-atomic="true">
            {step === 0 ? <p>{t('start')}</p> : <Sentences sentences={narrate(step)} />}
            {step === steps && !stepping.playing ? <p className="small muted">{t('ended')}</p> : null}
          </div>
          <TcpPicture facts={facts} step={step} names={names} selected={segment === null ? null : `#${segment.id}`} onSelect={setPicked} ahead={ahead} />
          <label className="small">
            <input type="checkbox" checked={ahead} onChange={(event) => { setAhead(event.target.checked) }} /> {t('ahead')}
          </label>
        </div>
        <div className="sides">
          <div className="hosts">
            <HostPanel run={run} step={step} host="A" name={names.A} />
            <HostPanel run={run} step={step} host="B" name={names.B} />
          </div>
          <StateDiagram state={state} names={names} />
          <section aria-labelledby="disturb">
            <h2 id="disturb">{t('whatIf')}</h2>
            <p className="small muted">{t('whatIfText')}</p>
            <FaultTools state={state} names={names} selected={segment?.id ?? null} onEdit={lab.edit} />
            <CallTools state={state} names={names} onEdit={lab.edit} />
            <button type="button" className="button quiet" onClick={() => { lab.edit(cutText) }}>{t('fork')}</button>
          </section>
        </div>
      </div>

      <Charts run={run} step={step} names={names} />

      <AskMe key={source.name} source={source} lang={lang} kinds={exerciseKinds} ask={askOf} />

      <section aria-labelledby="bytes">
        <h2 id="bytes">{t('bytes')}</h2>
        {segment === null ? <p>{t('noSegment')}</p> : (
          <>
            <p>
              <label>
                {t('segment')}{' '}
                <select value={segment.id} onChange={(event) => { setPicked(`#${event.target.value}`) }}>
                  {seen.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
                </select>
              </label>
            </p>
            <Inspector key={segment.title} bytes={segment.bytes} layers={inspectPacket(segment.bytes)} lang={lang} title={segment.title} />
          </>
        )}
      </section>

      <section aria-labelledby="as-table">
        <h2 id="as-table">{t('asTable')}</h2>
        {step === 0 ? <p className="muted">{t('start')}</p> : <RunTable step={step} timeAt={timeAt} narrate={narrate} onGo={lab.goTo} />}
      </section>

      <TwoRuns lang={lang} scenarios={scenarios} compared={lab.compared} linksOpened={lab.linksOpened} onCompare={lab.compare} />
      <p className="small muted">{t('tun')} <code>npm run -s cli -- trace tun</code></p>

      <Share files={[{ name: `${source.name}.pcapng`, type: 'application/x-pcapng', label: t('pcapng'), make: pcapng }]} />
    </div>
  )
}

const askOf = (kind: string, { name, text }: ScenarioSource, seed: string) => askExercise(kind, { name, file: parseTrace(text).file }, seed)

interface SentSegment {
  readonly id: number
  readonly entry: number
  readonly title: string
  readonly bytes: Uint8Array
}

/** Every segment of the run with the bytes that it is on the wire. */
function findSegments({ timeline }: TcpRun): SentSegment[] {
  return timeline.points.flatMap(({ entry, state, effects }, at) =>
    effects.flatMap((effect): SentSegment[] => {
      if (effect.kind !== 'sent' || entry === null) return []
      const source = entry.event.kind === 'inject' ? entry.event.source : state.config.hosts[effect.host].address
      const bytes = encodePacket(effect.SEG, source, state.config.hosts[otherHost(effect.host)].address, effect.id)
      return [{ id: effect.id, entry: at - 1, title: `#${effect.id} ${effect.host} → ${otherHost(effect.host)}`, bytes }]
    }),
  )
}
