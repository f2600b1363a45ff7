'use client'
// The bar under which a run is stepped through; it stays in sight.
import { useTranslations } from 'next-intl'
import type { Millis } from '#lib/core/engine/machine.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'
import { speeds, type Stepping } from './use-stepping.ts'

/** `at`: the run's time at the step looked at. */
export function Controls({ stepping, at }: { stepping: Stepping; at: Millis }) {
  const t = useTranslations('labs')
  const { step, steps, playing, speed, jump } = stepping
  return (
    <div className="controls" role="group" aria-label={t('controls')}>
      <button type="button" className="button quiet" onClick={() => { jump(step - 1) }} disabled={step === 0}>
        {t('back')} <kbd aria-hidden="true">←</kbd>
      </button>
      <button type="button" className="button" onClick={() => { jump(step + 1) }} disabled={step === steps}>
        {t('step')} <kbd aria-hidden="true">→</kbd>
      </button>
      <button type="button" className="button quiet" onClick={() => { stepping.setPlaying(!playing) }} disabled={!playing && step === steps}>
        {playing ? t('pause') : t('play')} <kbd aria-hidden="true">{t('space')}</kbd>
      </button>
      <label className="speed">
        {t('speed')}{' '}
        <select value={speed} onChange={(event) => { stepping.setSpeed(Number(event.target.value)) }}>
          {speeds.map((one) => <option key={one} value={one}>{one}×</option>)}
        </select>
      </label>
      <input type="range" min={0} max={steps} value={step} aria-label={t('position')} aria-valuetext={t('stepOf', { step, steps })}
        onChange={(event) => { jump(Number(event.target.value)) }} />
      <span className="count small muted">{t('stepOf', { step, steps })} · {formatMillis(at)} ms</span>
    </div>
  )
}
