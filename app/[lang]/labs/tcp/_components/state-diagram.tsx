'use client'
// The states of a connection and the ways between them, drawn from the table that the machine moves by, with the
// places where the two hosts are. Only the ways of RFC 9293's Figure 5 are arrows; the list below has them all.
import { useTranslations } from 'next-intl'
import { shownState } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import { hostNames, type SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { connectionStates, transitions, type ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'
import { Clause } from '../../../../_ui/clause.tsx'
import type { Names } from './narrate.ts'

/** As in the RFC's figure: opening above, the active close on the left, the passive on the right. */
const places: Readonly<Record<ConnectionState, readonly [x: number, y: number]>> = {
  CLOSED: [180, 20],
  LISTEN: [180, 80],
  'SYN-RECEIVED': [62, 140],
  'SYN-SENT': [298, 140],
  ESTABLISHED: [180, 200],
  'FIN-WAIT-1': [62, 260],
  'CLOSE-WAIT': [298, 260],
  'FIN-WAIT-2': [62, 380],
  CLOSING: [180, 320],
  'LAST-ACK': [298, 320],
  'TIME-WAIT': [180, 420],
}
/** The ways back to CLOSED that would cross everything go round it: at this x. */
const detours: Readonly<Partial<Record<ConnectionState, number>>> = { 'TIME-WAIT': 5, 'LAST-ACK': 355 }
const half = { width: 52, height: 14 }
const drawn = transitions.filter(({ inFigure5 }) => inFigure5)
const ways = [...new Map(drawn.map(({ from, to }) => [`${from} ${to}`, { from, to }])).values()]

export function StateDiagram({ state, names }: { state: SimulationState; names: Names }) {
  const t = useTranslations('labs.states')
  const at = { A: shownState(state, 'A'), B: shownState(state, 'B') }
  const here = t('here', { a: names.A, stateA: at.A, b: names.B, stateB: at.B })
  const outs = [...new Set(hostNames.map((host) => at[host]))]
  return (
    <section className="states" aria-labelledby="states">
      <h2 id="states">{t('title')}</h2>
      <svg viewBox="0 0 360 440" role="img" aria-label={here}>
        <defs>
          <marker id="way-end" viewBox="0 0 8 8" refX="8" refY="4" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" /></marker>
        </defs>
        {ways.map(({ from, to }) => {
          return <path key={`${from} ${to}`} className={outs.includes(from) ? 'way open' : 'way'} markerEnd="url(#way-end)" d={pathOf(from, to)} />
        })}
        {connectionStates.map((name) => {
          const [x, y] = places[name]
          const who = hostNames.filter((host) => at[host] === name)
          return (
            <g key={name} className={who.length > 0 ? 'box here' : 'box'}>
              <rect x={x - half.width} y={y - half.height} width={2 * half.width} height={2 * half.height} rx="8" />
              <text x={x} y={y + 4} textAnchor="middle">{name}</text>
              {who.length > 0 ? <text className="who" x={x + half.width - 2} y={y - half.height - 3} textAnchor="end">{who.map((host) => names[host]).join(', ')}</text> : null}
            </g>
          )
        })}
      </svg>
      <p className="small">{here}</p>
      {outs.map((from) => (
        <details key={from}>
          <summary>{t('waysFrom', { state: from })}</summary>
          <ul>
            {transitions.filter((one) => one.from === from).map(({ event, to, clause, sends, only }) => (
              <li key={`${event} ${only ?? ''}`}>
                {event} → {to}{sends === '' ? null : <> ({t('sends', { what: sends })})</>} · <span className="small"><Clause text={clause} /></span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

function pathOf(from: ConnectionState, to: ConnectionState): string {
  const detour = to === 'CLOSED' ? detours[from] : undefined
  if (detour === undefined) return `M${edgeOf(from, to).join(' ')}L${edgeOf(to, from).join(' ')}`
  const [[x, y], [endX, endY]] = [places[from], places[to]]
  const side = Math.sign(detour - x) * half.width
  return `M${x + side} ${y}H${detour}V${endY}H${endX + side}`
}

/** Where the line from the middle of one box to the middle of another leaves the first. */
function edgeOf(from: ConnectionState, to: ConnectionState): readonly [number, number] {
  const [x, y] = places[from]
  const [dx, dy] = [places[to][0] - x, places[to][1] - y]
  const scale = Math.min(half.width / Math.max(1, Math.abs(dx)), half.height / Math.max(1, Math.abs(dy)))
  return [Math.round(x + dx * scale), Math.round(y + dy * scale)]
}
