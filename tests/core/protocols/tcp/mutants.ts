// Mutants of the TCP engine: each is one edit, resembles a bug that a real stack had, and names the test that sees it.
// `vitest.config.ts` applies the one that PROTODECK_MUTANT names.

export interface Mutant {
  readonly name: string
  /** In lib/core/protocols/tcp. */
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Where the real bug is told. */
  readonly resembles: string
  readonly killedBy: { readonly file: string; readonly test: string }
}

const scenario = (name: string): Mutant['killedBy'] => {
  return { file: 'scenarios.test.ts', test: `scenario ${name}.trace runs exactly as it is written` }
}
const figure = (number: number): Mutant['killedBy'] => {
  return { file: 'rfc9293-figures.test.ts', test: `RFC 9293 Figure ${number}:` }
}
const rfc2525 = (section: string): string => `https://www.rfc-editor.org/rfc/rfc2525#section-2.${section}`
const issue = (path: string): string => `https://github.com/${path}`

export const mutants: readonly Mutant[] = [
  {
    name: 'syn-dropped-in-silence',
    file: 'acceptance.ts',
    find: "if (!returns) return acknowledge('SYN in a synchronized state', 'RFC 5961 §4.2', true)",
    replace: "if (!returns) return drop('SYN in a synchronized state', 'RFC 5961 §4.2')",
    resembles: issue('google/gvisor/issues/1132'),
    killedBy: scenario('blind-syn'),
  },
  {
    name: 'rst-with-ack-of-a-bad-ack',
    file: 'acceptance.ts',
    find: 'return { SEQ: SEG.ACK, ACK: 0, CTL: RST }',
    replace: 'return { SEQ: SEG.ACK, ACK: advance(SEG.SEQ, segmentLength(SEG)), CTL: RST | ACK }',
    resembles: issue('google/gvisor/issues/7199'),
    killedBy: figure(8),
  },
  {
    name: 'rst-completes-cookie-handshake',
    file: 'host.ts',
    find: '(SEG.CTL & (ACK | SYN | RST)) === ACK',
    replace: '(SEG.CTL & (ACK | SYN)) === ACK',
    resembles: issue('google/gvisor/issues/6076'),
    killedBy: { file: 'host.test.ts', test: 'a listener’s queues with SYN cookies' },
  },
  {
    name: 'no-simultaneous-open',
    file: 'acceptance.ts',
    find: "if (SEG.CTL & SYN) return { do: 'synchronize', clause: SYN_SENT_STATE }",
    replace: "if (SEG.CTL & SYN && SEG.CTL & ACK) return { do: 'synchronize', clause: SYN_SENT_STATE }",
    resembles: issue('smoltcp-rs/smoltcp/pull/1001'),
    killedBy: figure(7),
  },
  {
    name: 'syn-ack-refused-in-syn-received',
    file: 'acceptance.ts',
    find: "if (CTL & SYN && CTL & ACK && tcb.state === 'SYN-RECEIVED' && SEG.SEQ === tcb.IRS) {",
    replace: 'if (CTL < 0) {',
    resembles: issue('inet-framework/inet/issues/92'),
    killedBy: figure(7),
  },
  {
    name: 'old-data-not-acknowledged',
    file: 'acceptance.ts',
    find: "return acknowledge(RCV.WND === 0 ? 'zero window' : 'outside the window', OTHER_STATES, (CTL & SYN) !== 0)",
    replace: "return drop('outside the window', OTHER_STATES)",
    resembles: issue('smoltcp-rs/smoltcp/issues/21'),
    killedBy: scenario('duplicate-data'),
  },
  {
    name: 'bad-ack-in-syn-sent-ignored',
    file: 'acceptance.ts',
    find: "return answerRst('ACK of nothing sent', SYN_SENT_STATE)",
    replace: "return drop('ACK of nothing sent', SYN_SENT_STATE)",
    resembles: issue('smoltcp-rs/smoltcp/pull/552'),
    killedBy: figure(9),
  },
  {
    name: 'rst-does-not-count-the-syn',
    file: 'acceptance.ts',
    find: 'return { SEQ: 0, ACK: advance(SEG.SEQ, segmentLength(SEG)), CTL: RST | ACK }',
    replace: 'return { SEQ: 0, ACK: SEG.SEQ, CTL: RST | ACK }',
    resembles: issue('zephyrproject-rtos/zephyr/pull/90087'),
    killedBy: scenario('connection-refused'),
  },
  {
    name: 'rst-in-syn-sent-ignored',
    file: 'acceptance.ts',
    find: "return { do: 'end', event: 'rcv RST', sendRst: false, clause: SYN_SENT_STATE }",
    replace: "return drop('RST without ACK of SYN', SYN_SENT_STATE)",
    resembles: issue('scylladb/seastar/issues/1334'),
    killedBy: scenario('connection-refused'),
  },
  {
    name: 'any-rst-in-the-window',
    file: 'config.ts',
    find: "rstCheck: 'rfc5961',",
    replace: "rstCheck: 'rfc793',",
    resembles: 'https://nvd.nist.gov/vuln/detail/CVE-2004-0230',
    killedBy: scenario('rst-in-window'),
  },
  {
    name: 'data-in-third-ack-refused',
    file: 'acceptance.ts',
    find: 'if (before(SND.UNA, SEG.ACK) && upTo(SEG.ACK, SND.NXT)) return process(SEG, clause, cut)',
    replace:
      "if (before(SND.UNA, SEG.ACK) && upTo(SEG.ACK, SND.NXT) && SEG.data === '') return process(SEG, clause, cut)",
    resembles: issue('tass-belgium/picotcp/issues/37'),
    killedBy: scenario('third-ack-lost-then-data'),
  },
  {
    name: 'no-initial-slow-start',
    file: 'congestion.ts',
    find: 'return Math.min(segments * SMSS, Math.max(2 * SMSS, segments * 1460))',
    replace: 'return 1 << 20',
    resembles: rfc2525('1'),
    killedBy: scenario('slow-start'),
  },
  {
    name: 'no-slow-start-after-timeout',
    file: 'congestion.ts',
    find: "cwnd: SMSS,\n    phase: 'slow start',",
    replace: "cwnd: congestion.cwnd,\n    phase: 'slow start',",
    resembles: rfc2525('2'),
    killedBy: scenario('timeout-slow-start'),
  },
  {
    name: 'data-beyond-a-gap-thrown-away',
    file: 'reception.ts',
    find: 'const held = hold(tcb.held, { SEQ: SEG.SEQ, data: SEG.data, FIN: hasFin })',
    replace: "const held = hold(tcb.held, { SEQ: SEG.SEQ, data: '', FIN: false })",
    resembles: rfc2525('5'),
    killedBy: scenario('fast-retransmit'),
  },
  {
    name: 'extra-constant-in-congestion-avoidance',
    file: 'congestion.ts',
    find: 'changed.cwnd = full ? cwnd + SMSS : cwnd',
    replace: 'changed.cwnd = (full ? cwnd + SMSS : cwnd) + (SMSS >> 3)',
    resembles: rfc2525('6'),
    killedBy: scenario('congestion-avoidance'),
  },
  {
    name: 'initial-rto-too-low',
    file: 'config.ts',
    find: 'rtoInitialMs: 1000,',
    replace: 'rtoInitialMs: 300,',
    resembles: rfc2525('7'),
    killedBy: scenario('syn-lost'),
  },
  {
    name: 'timer-not-backed-off',
    file: 'retransmission.ts',
    find: 'const RTO = Math.min(config.rtoMaxMs, RTT.RTO * 2)',
    replace: 'const RTO = RTT.RTO',
    resembles: rfc2525('10'),
    killedBy: scenario('rto-backoff'),
  },
  {
    name: 'window-probe-deadlock',
    file: 'machine.ts',
    find: "setTimer(run, 'persist', now + probeIntervalMs(t, t.probes))",
    replace: '',
    resembles: rfc2525('12'),
    killedBy: scenario('window-update-lost'),
  },
  {
    name: 'stretch-acks',
    file: 'reception.ts',
    find: 'const second = tcb.ackDue > 0 && data.length > 0',
    replace: 'const second = false',
    resembles: rfc2525('13'),
    killedBy: scenario('delayed-ack'),
  },
  {
    name: 'timeout-resends-everything',
    file: 'output.ts',
    find: 'const room = Math.max(congestion.cwnd, SMSS) - offset',
    replace: 'const room = 1 << 20',
    resembles: rfc2525('14'),
    killedBy: scenario('timeout-slow-start'),
  },
  {
    name: 'no-rst-after-half-duplex-close',
    file: 'machine.ts',
    find: "sendRst(run, resetFor(SEG), 'RFC 9293 §3.6.1 (SHLD-3)')",
    replace: '',
    resembles: rfc2525('16'),
    killedBy: scenario('data-after-close'),
  },
  {
    name: 'no-rst-with-data-unread',
    file: 'machine.ts',
    find: "if (synchronized && t.receiveQueue !== '' && t.config.resetUnread) {",
    replace: "if (synchronized && t.receiveQueue === 'never') {",
    resembles: rfc2525('17'),
    killedBy: scenario('close-unread'),
  },
]

/** A plugin for vitest that applies one mutant; a name that is not known, or a place that has changed, throws. */
export function mutantPlugin(name: string) {
  const mutant = mutants.find((one) => one.name === name)
  if (mutant === undefined) throw new Error(`there is no mutant ${name}`)
  return {
    name: 'mutant',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | null {
      if (!id.endsWith(`/lib/core/protocols/tcp/${mutant.file}`)) return null
      if (code.split(mutant.find).length !== 2) throw new Error(`${name} does not fit ${mutant.file} any more`)
      return code.replace(mutant.find, () => mutant.replace)
    },
  }
}
