// The kinds of TCP exercise, by name: what a card's `ask` may say, and on which scenarios.
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import { fail, type Result } from '#lib/core/problem.ts'
import { askAckNumber, ackNumberKind } from '#lib/core/protocols/tcp/exercises/ack-number.ts'
import { askBytesInFlight, bytesInFlightKind } from '#lib/core/protocols/tcp/exercises/bytes-in-flight.ts'
import { askCwndAfter, cwndAfterKind } from '#lib/core/protocols/tcp/exercises/cwnd-after.ts'
import { askDelivered, deliveredKind } from '#lib/core/protocols/tcp/exercises/delivered.ts'
import { askIsDuplicateAck, isDuplicateAckKind } from '#lib/core/protocols/tcp/exercises/is-duplicate-ack.ts'
import { askLastAck, lastAckKind } from '#lib/core/protocols/tcp/exercises/last-ack.ts'
import { askLostSegment, lostSegmentKind } from '#lib/core/protocols/tcp/exercises/lost-segment.ts'
import { askNextSegment, nextSegmentKind } from '#lib/core/protocols/tcp/exercises/next-segment.ts'
import { askNextTimer, nextTimerKind } from '#lib/core/protocols/tcp/exercises/next-timer.ts'
import { askResentSegment, resentSegmentKind } from '#lib/core/protocols/tcp/exercises/resent-segment.ts'
import { askResetAnswer, resetAnswerKind } from '#lib/core/protocols/tcp/exercises/reset-answer.ts'
import { askRtoAfter, rtoAfterKind } from '#lib/core/protocols/tcp/exercises/rto-after.ts'
import type { Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { askSackBlocks, sackBlocksKind } from '#lib/core/protocols/tcp/exercises/sack-blocks.ts'
import { askSsthreshAfter, ssthreshAfterKind } from '#lib/core/protocols/tcp/exercises/ssthresh-after.ts'
import { askStateAfter, stateAfterKind } from '#lib/core/protocols/tcp/exercises/state-after.ts'
import { askSynTimes, synTimesKind } from '#lib/core/protocols/tcp/exercises/syn-times.ts'
import { askThirdAckLost, thirdAckLostKind } from '#lib/core/protocols/tcp/exercises/third-ack-lost.ts'
import { askTimeWaitHost, timeWaitHostKind } from '#lib/core/protocols/tcp/exercises/time-wait-host.ts'
import { askUserTold, userToldKind } from '#lib/core/protocols/tcp/exercises/user-told.ts'
import { askWhyDiscarded, whyDiscardedKind } from '#lib/core/protocols/tcp/exercises/why-discarded.ts'
import { askWhySegment, whySegmentKind } from '#lib/core/protocols/tcp/exercises/why-segment.ts'
import { askWindowField, windowFieldKind } from '#lib/core/protocols/tcp/exercises/window-field.ts'

export interface ExerciseKind {
  readonly name: string
  readonly title: Bilingual
  /** Scenarios that it can be asked of; null: any. */
  readonly scenarios: readonly string[] | null
  /** The same scenario and seed: the same question. */
  readonly ask: (scenario: Scenario, seed: string) => Result<Exercise>
  /** The change of the engine that turns the answer, somewhere, into another: what the exercise is about. A test makes it. */
  readonly flippedBy: string
}

export const exerciseKinds: readonly ExerciseKind[] = [
  {
    name: stateAfterKind,
    title: { en: 'The state after a segment', zh: '收到报文段后的状态' },
    scenarios: null,
    ask: askStateAfter,
    flippedBy: 'a row of transitions.ts',
  },
  {
    name: nextSegmentKind,
    title: { en: 'The next segment', zh: '下一个报文段' },
    scenarios: null,
    ask: askNextSegment,
    flippedBy: 'the FIN taking a sequence number in taken',
  },
  {
    name: synTimesKind,
    title: { en: 'When the SYN is sent again', zh: 'SYN 的重传时刻' },
    scenarios: ['syn-lost', 'handshake'],
    ask: askSynTimes,
    flippedBy: 'the doubling in backOff',
  },
  {
    name: thirdAckLostKind,
    title: { en: 'The third ACK is lost', zh: '第三次握手丢失' },
    scenarios: ['third-ack-lost', 'third-ack-lost-then-data'],
    ask: askThirdAckLost,
    flippedBy: 'the ACK field of data segments being processed in SYN-RECEIVED',
  },
  {
    name: ackNumberKind,
    title: { en: 'The acknowledgment number', zh: '确认号' },
    scenarios: ['fast-retransmit', 'sack-recovery', 'newreno', 'reordering', 'duplicate-data', 'congestion-avoidance'],
    ask: askAckNumber,
    flippedBy: 'RCV.NXT staying at a gap in takeInOrder',
  },
  {
    name: bytesInFlightKind,
    title: { en: 'Octets in flight', zh: '在途字节数' },
    scenarios: ['slow-start', 'congestion-avoidance', 'fast-retransmit', 'newreno', 'timeout-slow-start'],
    ask: askBytesInFlight,
    flippedBy: 'cwnd limiting usableWindow',
  },
  {
    name: cwndAfterKind,
    title: { en: 'cwnd after an event', zh: '某事件之后的 cwnd' },
    scenarios: ['slow-start', 'congestion-avoidance', 'timeout-slow-start', 'newreno', 'fast-retransmit'],
    ask: askCwndAfter,
    flippedBy: 'one segment for each of three duplicates in enterRecovery',
  },
  {
    name: deliveredKind,
    title: { en: 'What the application has read', zh: '应用读到了多少' },
    scenarios: ['fast-retransmit', 'sack-recovery', 'newreno', 'reordering', 'duplicate-data'],
    ask: askDelivered,
    flippedBy: 'data beyond a gap being held in onText',
  },
  {
    name: isDuplicateAckKind,
    title: { en: 'Is it a duplicate ACK?', zh: '它是重复 ACK 吗？' },
    scenarios: ['fast-retransmit', 'newreno', 'zero-window', 'reordering', 'sack-recovery'],
    ask: askIsDuplicateAck,
    flippedBy: 'the conditions of isDuplicate',
  },
  {
    name: lastAckKind,
    title: { en: 'The last acknowledgment', zh: '最后一个确认' },
    scenarios: ['close', 'half-close', 'last-ack-lost', 'fin-lost', 'fin-ack-lost'],
    ask: askLastAck,
    flippedBy: 'the FIN taking a number in FIN-WAIT-2',
  },
  {
    name: lostSegmentKind,
    title: { en: 'Which segment was lost', zh: '丢失的是哪个报文段' },
    scenarios: ['fast-retransmit', 'newreno', 'sack-recovery', 'tail-loss', 'congestion-avoidance'],
    ask: askLostSegment,
    flippedBy: 'the size of segments in effectiveMss',
  },
  {
    name: nextTimerKind,
    title: { en: 'The next timer', zh: '下一个定时器' },
    scenarios: ['zero-window', 'window-update-lost', 'rto-backoff', 'delayed-ack', 'nagle-delayed-ack', 'tail-loss', 'last-ack-lost'],
    ask: askNextTimer,
    flippedBy: 'the timer that watchWindow sets',
  },
  {
    name: resentSegmentKind,
    title: { en: 'Which segment is sent again', zh: '重传的是哪个报文段' },
    scenarios: ['fast-retransmit', 'newreno', 'sack-recovery', 'rto-backoff', 'timeout-slow-start', 'tail-loss', 'fin-lost'],
    ask: askResentSegment,
    flippedBy: 'firstSegment beginning at SND.UNA',
  },
  {
    name: resetAnswerKind,
    title: { en: 'A RST or SYN out of place', zh: '不合时宜的 RST 或 SYN' },
    scenarios: ['rst-in-window', 'rst-outside-window', 'rst-exact', 'blind-syn', 'abort', 'time-wait-assassination', 'half-open-rst'],
    ask: askResetAnswer,
    flippedBy: 'RFC 5961’s check of RST and SYN in examineSynchronized',
  },
  {
    name: rtoAfterKind,
    title: { en: 'The RTO afterwards', zh: '随后的 RTO' },
    scenarios: ['rto-backoff', 'syn-lost', 'tail-loss'],
    ask: askRtoAfter,
    flippedBy: 'the factor 4 of RTTVAR in timeout',
  },
  {
    name: sackBlocksKind,
    title: { en: 'The SACK blocks', zh: 'SACK 块' },
    scenarios: ['sack-recovery', 'reordering', 'congestion-avoidance'],
    ask: askSackBlocks,
    flippedBy: 'the newest block coming first in sackBlocks',
  },
  {
    name: ssthreshAfterKind,
    title: { en: 'ssthresh after a loss', zh: '丢失之后的 ssthresh' },
    scenarios: ['congestion-avoidance', 'timeout-slow-start', 'newreno', 'fast-retransmit', 'sack-recovery', 'tail-loss'],
    ask: askSsthreshAfter,
    flippedBy: 'half of the flight in halveFlight',
  },
  {
    name: timeWaitHostKind,
    title: { en: 'Who ends in TIME-WAIT', zh: '谁进入 TIME-WAIT' },
    scenarios: ['close', 'simultaneous-close', 'half-close', 'last-ack-lost', 'abort', 'close-unread', 'fin-lost'],
    ask: askTimeWaitHost,
    flippedBy: 'the rows to TIME-WAIT in transitions.ts',
  },
  {
    name: userToldKind,
    title: { en: 'What the user is told', zh: '用户得到的通知' },
    scenarios: ['handshake', 'connection-refused', 'abort', 'half-open-rst', 'rst-exact', 'syn-flood', 'close', 'data-after-close'],
    ask: askUserTold,
    flippedBy: 'the signals of endByPeer',
  },
  {
    name: whyDiscardedKind,
    title: { en: 'Why a segment is not taken', zh: '为什么没有接收这个报文段' },
    scenarios: ['rst-in-window', 'rst-outside-window', 'blind-syn', 'paws', 'syn-flood', 'accept-queue-full', 'duplicate-data', 'last-ack-lost', 'data-after-close', 'half-open-rst', 'stale-syn'],
    ask: askWhyDiscarded,
    flippedBy: 'what examineSynchronized says of a RST outside the window',
  },
  {
    name: whySegmentKind,
    title: { en: 'Why a segment is sent', zh: '为什么发送这个报文段' },
    scenarios: ['fast-retransmit', 'zero-window', 'silly-window', 'delayed-ack', 'rst-in-window', 'rto-backoff', 'paws', 'duplicate-data'],
    ask: askWhySegment,
    flippedBy: 'the reasons of newSegment',
  },
  {
    name: windowFieldKind,
    title: { en: 'The window field', zh: '窗口字段' },
    scenarios: ['zero-window', 'silly-window', 'window-update-lost', 'window-scale'],
    ask: askWindowField,
    flippedBy: 'unread data taking room in freeSpace',
  },
]

/** Asks an exercise of a kind; a kind that is not known, or not of this scenario, is a problem. */
export function askExercise(kind: string, scenario: Scenario, seed: string): Result<Exercise> {
  const known = exerciseKinds.find(({ name }) => name === kind)
  if (known === undefined || known.scenarios?.includes(scenario.name) === false) {
    return fail({ code: 'exercise-unknown', params: { kind, scenario: scenario.name } })
  }
  return known.ask(scenario, seed)
}
