'use client'
// What the resolver's cache holds at the step looked at, with ages: what has just come stands first.
import { useTranslations } from 'next-intl'
import { listCache } from '#lib/core/protocols/dns/cache-view.ts'
import { readableName } from '#lib/core/protocols/dns/u-label.ts'
import type { DnsRun } from './dns-run.ts'

export function CacheTable({ run, step }: { run: DnsRun; step: number }) {
  const t = useTranslations('dns')
  const { state, entry } = run.timeline.points[step]!
  const now = entry?.at ?? 0
  const lines = listCache(state.resolver.cache, now)
  const before = run.timeline.points[step - 1]
  const known = new Set(before === undefined ? [] : listCache(before.state.resolver.cache, now).map(({ key }) => key))
  return (
    <section aria-labelledby="cache">
      <h2 id="cache">{t('cache')}</h2>
      {lines.length === 0 ? <p className="muted">{t('cacheEmpty')}</p> : (
        <div className="table cache" tabIndex={0} role="group" aria-label={t('cache')}>
          <table>
            <thead>
              <tr><th scope="col">{t('name')}</th><th scope="col">{t('type')}</th><th scope="col">{t('data')}</th><th scope="col">{t('left')}</th></tr>
            </thead>
            <tbody>
              {lines.map(({ key, name, type, data, age, left, trust, rcode }) => (
                <tr key={key} className={known.has(key) ? '' : 'new'}>
                  <th scope="row">{name}{readableName(name) === null ? null : <span className="muted"> {readableName(name)}</span>}</th>
                  <td>{type}</td>
                  <td>{rcode === null ? data.map((one) => <span className="datum" key={one}>{one}</span>) : <strong>{rcode}</strong>} <span className={`trust ${trust}`}>{rcode === null ? t(`trust.${trust}`) : t('negative')}</span></td>
                  <td className="left">{t('seconds', { left })}{age > 0 ? <span className="muted"> {t('age', { age })}</span> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
