'use client'
// The tree of zones and their servers, with the walk on it: which query went where, who is being asked now, who
// misbehaves. Of a live run also the real port of each.
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { readableName } from '#lib/core/protocols/dns/u-label.ts'
import { drawTree, type TreeServer } from '#lib/core/protocols/dns/walk-tree.ts'
import type { DnsRun } from './dns-run.ts'

interface Props {
  readonly zones: readonly ZoneFile[]
  readonly run: DnsRun
  readonly step: number
  readonly ports: Readonly<Record<string, number>> | null
}

export function ServerTree({ zones, run, step, ports }: Props) {
  const t = useTranslations('dns')
  const tree = useMemo(() => drawTree(zones, run.timeline, step), [zones, run, step])
  return (
    <section className="tree" aria-labelledby="tree">
      <h2 id="tree">{t('tree')}</h2>
      <p className="small muted">{ports === null ? t('treeText') : t('treeLive')}</p>
      <ul className="zones">
        {tree.map(({ origin, depth, servers, visited }) => (
          <li key={origin} className={visited ? 'visited' : ''} data-depth={Math.min(depth, 4)}>
            <span className="origin">{origin === '.' ? t('rootZone') : origin}{readableName(origin) === null ? null : <span className="muted"> {readableName(origin)}</span>}</span>
            <ul className="servers" aria-label={t('serversOf', { zone: origin })}>
              {servers.map((server) => <Server key={server.name + server.address} server={server} port={ports?.[server.address] ?? null} />)}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Server({ server: { name, address, visits, busy, mode }, port }: { server: TreeServer; port: number | null }) {
  const t = useTranslations('dns')
  return (
    <li className={`server ${visits.length > 0 ? 'asked' : ''} ${busy ? 'busy' : ''} ${mode === 'answers' && address !== '' ? '' : 'faulty'}`}
      title={port === null ? address : `${address} = 127.0.0.1:${port}`}>
      {name}
      {visits.length === 0 ? null : <span className="visits"><span className="visually-hidden">{t('askedBy')} </span>{visits.map((id) => `#${id}`).join(' ')}</span>}
      {address === '' ? <span className="mode">{t('noAddress')}</span> : null}
      {mode === 'answers' ? null : <span className="mode">{t(`modes.${mode}`)}</span>}
      {port === null || visits.length === 0 ? null : <span className="port">:{port}</span>}
    </li>
  )
}
