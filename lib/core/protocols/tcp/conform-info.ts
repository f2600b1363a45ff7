// TCP_INFO as scripts ask for it: `%{ assert tcpi_state == TCPI_ESTABLISHED }%`. Each field is one of our
// variables; a field that is not listed is not modelled.
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import type { Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import type { ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'

/** FreeBSD numbers the states in this order (tcp_fsm.h). */
const stateNumbers = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'CLOSE-WAIT',
  'FIN-WAIT-1',
  'CLOSING',
  'LAST-ACK',
  'FIN-WAIT-2',
  'TIME-WAIT',
] as const satisfies readonly ConnectionState[]

const stateConstants: Readonly<Record<string, number>> = Object.fromEntries(
  stateNumbers.flatMap((state, number) => {
    const name = state.replaceAll('-', '_')
    return [
      [`TCPI_${name}`, number],
      [`TCPS_${name}`, number],
    ]
  }),
)

export const infoFields: Readonly<Record<string, (tcb: Tcb) => number>> = {
  tcpi_state: (tcb) => stateNumbers.indexOf(tcb.state),
  tcpi_snd_cwnd: (tcb) => tcb.congestion.cwnd,
  tcpi_snd_ssthresh: (tcb) => tcb.congestion.ssthresh,
  tcpi_snd_wnd: (tcb) => tcb.SND.WND,
  tcpi_rcv_space: (tcb) => tcb.RCV.WND,
  tcpi_snd_mss: effectiveMss,
  tcpi_rcv_mss: effectiveMss,
  tcpi_snd_wscale: (tcb) => tcb.agreed.SndWindShift,
  tcpi_rcv_wscale: (tcb) => tcb.agreed.RcvWindShift,
  tcpi_rto: (tcb) => tcb.RTT.RTO * 1000,
  tcpi_rtt: (tcb) => (tcb.RTT.SRTT ?? 0) * 1000,
  tcpi_rttvar: (tcb) => tcb.RTT.RTTVAR * 1000,
  tcpi_options: ({ agreed }) => (agreed.timestamps ? 1 : 0) + (agreed.sack ? 2 : 0) + (agreed.scaling ? 4 : 0) + (agreed.ecn ? 8 : 0),
}

/** A number, or the name of a state; null: anything else. */
export function infoValue(text: string): number | null {
  const value = stateConstants[text] ?? Number(text)
  return Number.isNaN(value) ? null : value
}

export interface Assertion {
  readonly field: string
  readonly operator: string
  readonly value: number
}

/** The assertions of a code block; null when it holds anything else. */
export function parseAssertions(code: string): Assertion[] | null {
  const assertions: Assertion[] = []
  for (const statement of code.split(/[;\n]/)) {
    const text = statement.trim()
    if (text === '') continue
    // A message behind the condition is for whoever reads a failure.
    const match = /^assert\s*\(?\s*(tcpi_\w+)\s*(==|!=|<=|>=|<|>)\s*(\w+)\s*\)?(?:\s*,\s*(?:"[^"]*"|'[^']*'|tcpi_\w+))?$/.exec(text)
    if (match === null) return null
    const value = infoValue(match[3]!)
    if (value === null) return null
    assertions.push({ field: match[1]!, operator: match[2]!, value })
  }
  return assertions
}

/** What an assertion finds otherwise, or null when it holds. */
export function checkAssertion(code: string, tcb: Tcb | null): string | null {
  if (tcb === null) return 'TCP_INFO of a descriptor without a connection'
  for (const { field, operator, value } of parseAssertions(code) ?? []) {
    const found = infoFields[field]?.(tcb) ?? Number.NaN
    if (!holds(found, operator, value)) return `unexpected ${field} ${found}, expected ${operator} ${value}`
  }
  return null
}

function holds(found: number, operator: string, value: number): boolean {
  switch (operator) {
    case '==':
      return found === value
    case '!=':
      return found !== value
    case '<':
      return found < value
    case '>':
      return found > value
    case '<=':
      return found <= value
    default:
      return found >= value
  }
}
