// One change of the engine for each kind of exercise that turns the answer to one question into another: so that no
// kind asks of something that the engine does not decide. `exercises.ts` says the same in words (`flippedBy`).
import { mutants } from './mutants.ts'

export interface Edit {
  /** In lib/core/protocols/tcp. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

export interface Flip {
  readonly kind: string
  readonly edit: Edit
  /** The question: what is asked stays word for word the same under the change. */
  readonly scenario: string
  readonly seed: string
  /** The change shows in the run before the question too, which must be the same otherwise. */
  readonly showsEarlier: boolean
}

const edit = (file: string, find: string, replace: string): Edit => ({ file, find, replace })
/** A change that is also a bug that a real stack had. */
const mutant = (name: string): Edit => mutants.find((one) => one.name === name)!

const gapsIgnored = edit('reassembly.ts', 'if (FIN || before(at, item.SEQ)) break', 'if (FIN) break')
const rstOutsideAnswered = edit(
  'acceptance.ts',
  "if (!acceptable && !atClosedWindow(tcb, SEG)) return drop('RST outside the window', OTHER_STATES)",
  "if (!acceptable && !atClosedWindow(tcb, SEG)) return acknowledge('outside the window', OTHER_STATES)",
)
const finTakesNoNumber = edit('reception.ts', 'const octets = data.length + (fin ? 1 : 0)', 'const octets = data.length')

const flip = (kind: string, change: Edit, scenario: string, seed: string): Flip => {
  return { kind, edit: change, scenario, seed, showsEarlier: false }
}
const flipEarly = (...given: Parameters<typeof flip>): Flip => ({ ...flip(...given), showsEarlier: true })

/** Each flips the first answer of its seed; found by trying. */
export const flips: readonly Flip[] = [
  flip('state-after', edit('transitions.ts', "row('CLOSING', 'rcv ACK of FIN', 'TIME-WAIT'", "row('CLOSING', 'rcv ACK of FIN', 'FIN-WAIT-2'"), 'simultaneous-close', 'card:4'),
  flipEarly('next-segment', finTakesNoNumber, 'data-after-close', 'card:4'),
  flip('syn-times', mutant('timer-not-backed-off'), 'syn-lost', 'card:0'),
  flip('third-ack-lost', mutant('data-in-third-ack-refused'), 'third-ack-lost', 'card:1'),
  flip('ack-number', gapsIgnored, 'reordering', 'card:0'),
  flipEarly('bytes-in-flight', edit('output.ts', 'return Math.min(U, cwnd - inFlight)', 'return U'), 'timeout-slow-start', 'card:1'),
  flip('cwnd-after', edit('congestion.ts', 'ssthresh + 3 * SMSS', 'ssthresh + 2 * SMSS'), 'newreno', 'card:22'),
  flipEarly('delivered', mutant('data-beyond-a-gap-thrown-away'), 'reordering', 'card:4'),
  flip('is-duplicate-ack', edit('acknowledgment.ts', 'if (SND.UNA === SND.NXT || SEG.ACK !== SND.UNA || SEG.CTL & (SYN | FIN)) return false', 'if (SND.UNA < SND.NXT || SEG.ACK !== SND.UNA) return false'), 'reordering', 'card:5'),
  flip('last-ack', edit('reception.ts', 'NXT: advance(NXT, octets)', "NXT: advance(NXT, tcb.state === 'FIN-WAIT-2' ? data.length : octets)"), 'close', 'card:0'),
  flipEarly('lost-segment', edit('options.ts', 'return agreed.SendMSS - (', 'return agreed.SendMSS - 40 - ('), 'fast-retransmit', 'card:0'),
  flip('next-timer', edit('draft.ts', "t.probes = 0\n    setTimer(run, 'persist'", "t.probes = 0\n    setTimer(run, 'retransmission'"), 'zero-window', 'card:1'),
  flip('resent-segment', edit('acknowledgment.ts', 'return { next: SND.UNA, until, clause }', 'return { next: until, until: SND.NXT, clause }'), 'fast-retransmit', 'card:0'),
  flip('reset-answer', mutant('any-rst-in-the-window'), 'rst-in-window', 'card:0'),
  flip('rto-after', edit('retransmission.ts', 'const K = 4', 'const K = 8'), 'rto-backoff', 'card:0'),
  flip('sack-blocks', edit('reassembly.ts', 'if (first > 0) ranges.unshift', 'if (first < 0) ranges.unshift'), 'sack-recovery', 'card:0'),
  flip('ssthresh-after', edit('congestion.ts', 'Math.max(Math.floor(flight / 2), 2 * SMSS)', 'flight'), 'tail-loss', 'card:0'),
  flip('time-wait-host', edit('transitions.ts', "row('FIN-WAIT-2', 'rcv FIN', 'TIME-WAIT'", "row('FIN-WAIT-2', 'rcv FIN', 'CLOSED'"), 'close', 'card:0'),
  flip('user-told', edit('machine.ts', "opening ? 'connection refused' : 'connection reset'", "'connection reset'"), 'connection-refused', 'card:0'),
  flip('why-discarded', rstOutsideAnswered, 'rst-outside-window', 'card:0'),
  flip('why-segment', edit('output.ts', "const reason = forced === 'probe' ? 'window probe' : length === 0 ? 'FIN' : 'data'", "const reason = length === 0 ? 'FIN' : 'data'"), 'zero-window', 'card:22'),
  flip('window-field', edit('window.ts', 'tcb.RCV.BUFF - tcb.receiveQueue.length', 'tcb.RCV.BUFF'), 'silly-window', 'card:0'),
]
