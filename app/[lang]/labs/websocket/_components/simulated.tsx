'use client'
// The simulated half: a scenario to step through, to disturb, to fork and to be asked about. The engine runs here, in
// the browser; nothing goes over the network.
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { cutText } from '#lib/core/protocols/lab-run.ts'
import { encodePcapng } from '#lib/core/protocols/pcapng.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { captureRun } from '#lib/core/protocols/websocket/capture.ts'
import { askExercise, exerciseKinds } from '#lib/core/protocols/websocket/exercises.ts'
import { isHandshake } from '#lib/core/protocols/websocket/frame-text.ts'
import { inspectFrames } from '#lib/core/protocols/websocket/inspect-frame.ts'
import { inspectHandshake } from '#lib/core/protocols/websocket/inspect-handshake.ts'
import { runFacts } from '#lib/core/protocols/websocket/run-diagram.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import type { ScenarioSource } from '#lib/server/web.ts'
import { WebSocketPicture } from '../../../../_ui/run-picture/websocket-picture.tsx'
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
import { EndpointPanel } from './endpoint-panel.tsx'
import { FrameBits } from './frame-bits.tsx'
import { narrateEvent, narrateStep } from './narrate.ts'
import { findWritten, type Names } from './websocket-run.ts'
import { WebSocketTools } from './websocket-tools.tsx'

/** More is no help to the eye, and a page of elements to the browser. */
const BYTES_SHOWN = 320

export default function Simulated({ lang, scenarios }: { lang: Lang; scenarios: readonly ScenarioSource[] }) {
  const t = useTranslations('labs')
  const own = useTranslations('websocketLab')
  const lab = useLab(websocketTrace, scenarios)
  const { source, run, step, steps } = lab
  const stepping = useStepping(lab)
  const [ahead, setAhead] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const names = useMemo((): Names => {
    const [A = 'A', B = 'B'] = describeScenario(parseTrace(source.text).file.header).description[lang].names
    return { A, B }
  }, [source, lang])

  const facts = useMemo(() => runFacts(run.timeline), [run])
  const written = useMemo(() => findWritten(run), [run])
  const seen = written.filter(({ entry }) => entry < step)
  const chosen = seen.find(({ id }) => picked === `#${id}`) ?? seen.at(-1) ?? null
  const { points } = run.timeline
  const timeAt = (at: number) => points[at]!.entry?.at ?? 0
  const texts = { labs: t, own }
  const narrate = (at: number) => narrateStep(run, at, names, lang, texts)
  const pcapng = () => encodePcapng(captureRun(run.timeline, 'A')) as BlobPart
  const shown = chosen?.bytes.subarray(0, BYTES_SHOWN) ?? new Uint8Array(0)
  const handshake = chosen !== null && isHandshake(chosen.bytes)

  return (
    <>
      <p>{own('simulated.lead')}</p>
      {lab.refused === null ? null : <p className="alert" role="alert">{describeProblem(lab.refused, lang)}</p>}
      <ChooseScenario scenarios={scenarios} chosen={source} onChoose={(name) => { stepping.setPlaying(false); setPicked(null); lab.open(name) }} />
      <Controls stepping={stepping} at={timeAt(step)} />
      <Forked edits={run.edits} problems={run.problems} lang={lang} narrate={(text) => narrateEvent(text, names, texts)}
        onRestore={() => { stepping.setPlaying(false); lab.restore() }} />

      <div className="columns">
        <div className="picture">
          <div className="happens" aria-live="polite" aria-atomic="true">
            {step === 0 ? <p>{t('start')}</p> : <Sentences sentences={narrate(step)} />}
            {step === steps && !stepping.playing ? <p className="small muted">{t('ended')}</p> : null}
          </div>
          <WebSocketPicture facts={facts} step={step} names={names} selected={chosen === null ? null : `#${chosen.id}`} onSelect={setPicked} ahead={ahead} />
          <label className="small">
            <input type="checkbox" checked={ahead} onChange={(event) => { setAhead(event.target.checked) }} /> {t('ahead')}
          </label>
        </div>
        <div className="sides">
          <div className="hosts">
            <EndpointPanel run={run} step={step} host="A" name={names.A} />
            <EndpointPanel run={run} step={step} host="B" name={names.B} />
          </div>
          <section aria-labelledby="disturb">
            <h2 id="disturb">{t('whatIf')}</h2>
            <p className="small muted">{t('whatIfText')}</p>
            <WebSocketTools state={points[step]!.state} names={names} onEdit={lab.edit} />
            <button type="button" className="button quiet" onClick={() => { lab.edit(cutText) }}>{t('fork')}</button>
          </section>
        </div>
      </div>

      {exerciseKinds.some((kind) => kind.scenarios.includes(source.name))
        ? <AskMe key={source.name} source={source} lang={lang} kinds={exerciseKinds} ask={askOf} />
        : null}

      <section aria-labelledby="written">
        <h2 id="written">{t('bytes')}</h2>
        {chosen === null ? <p>{own('nothingWritten')}</p> : (
          <>
            <p>
              <label>
                {own('write')}{' '}
                <select value={chosen.id} onChange={(event) => { setPicked(`#${event.target.value}`) }}>
                  {seen.map(({ id, title }) => <option key={id} value={id}>{title.slice(0, 80)}</option>)}
                </select>
              </label>
            </p>
            {handshake ? null : <FrameBits bytes={chosen.bytes} lang={lang} />}
            {shown.length < chosen.bytes.length ? <p className="small muted">{own('shownOf', { shown: shown.length, length: chosen.bytes.length })}</p> : null}
            <Inspector key={chosen.id} bytes={shown} layers={layersOf(handshake ? chosen.bytes : shown, handshake)} lang={lang} title={chosen.title} />
          </>
        )}
      </section>

      <section aria-labelledby="as-table">
        <h2 id="as-table">{t('asTable')}</h2>
        {step === 0 ? <p className="muted">{t('start')}</p> : <RunTable step={step} timeAt={timeAt} narrate={narrate} onGo={lab.goTo} />}
      </section>

      <Share files={[{ name: `${source.name}.pcapng`, type: 'application/x-pcapng', label: t('pcapng'), make: pcapng }]} />
    </>
  )
}

function layersOf(bytes: Uint8Array, handshake: boolean) {
  const layer = handshake ? inspectHandshake(bytes) : null
  return handshake ? (layer === null ? [] : [layer]) : inspectFrames(bytes)
}

const askOf = (kind: string, { name, text }: ScenarioSource, seed: string) => askExercise(kind, { name, file: parseTrace(text).file }, seed)
