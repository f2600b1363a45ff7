'use client'
// The sender's variables over time, where they have something to tell: cwnd and ssthresh, RTT and RTO, the windows.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { chartsThatMatter, chartVariables, mainSender, sampleHost } from '#lib/core/protocols/tcp/series.ts'
import { LineChart } from '../../_components/line-chart.tsx'
import type { Names } from './narrate.ts'
import type { TcpRun } from './tcp-run.ts'

export function Charts({ run, step, names }: { run: TcpRun; step: number; names: Names }) {
  const t = useTranslations('labs.charts')
  const { host, samples, shown } = useMemo(() => {
    const sender = mainSender(run.timeline)
    return { host: sender, samples: sampleHost(run.timeline, sender), shown: chartsThatMatter(run.timeline, sender) }
  }, [run])
  if (shown.length === 0) return null
  const reached = samples.filter((sample) => sample.step <= step).length
  const times = samples.map(({ at }) => at)
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">{t('title', { host: names[host] })}</h2>
      <p className="small muted">{reached === 0 ? t('nothing') : t('text')}</p>
      <div className="charts">
        {shown.map((chart) => (
          <LineChart key={chart} title={t(`names.${chart}`)} unit={chart === 'roundTrip' ? 'ms' : t('octets')}
            times={times} untilMs={times.at(-1) ?? 0} reached={reached}
            lines={chartVariables[chart].map((name) => ({ name, values: samples.map(({ values }) => rounded(values[name])) }))} />
        ))}
      </div>
    </section>
  )
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10)
