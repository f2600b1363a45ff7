// "What does ssthresh become?" Upon a loss: half of what is in flight, at least two segments.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, newestTcb, numberForm } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'
import { flightSize } from '#lib/core/protocols/tcp/tcb.ts'

export const ssthreshAfterKind = 'ssthresh-after'

export function askSsthreshAfter(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    ssthreshAfterKind,
    scenario,
    seed,
    ({ before, after }) => {
      const [old, now] = [newestTcb(before, 'A'), newestTcb(after, 'A')]
      return old !== null && now !== null && old.congestion.ssthresh !== now.congestion.ssthresh
    },
    (moment) => {
      const old = newestTcb(moment.before, 'A')!
      const { ssthresh } = newestTcb(moment.after, 'A')!.congestion
      const { cwnd } = old.congestion
      const flight = flightSize(old)
      const SMSS = effectiveMss(old)
      const name = hostTitles(scenario).A
      const loss =
        moment.arrival === null
          ? { en: 'The retransmission timer goes off', zh: '重传定时器到期' }
          : { en: 'The third duplicate ACK arrives', zh: '第三个重复 ACK 到达' }
      return {
        question: {
          en: `${loss.en} at ${name.en}: SND.UNA=${old.SND.UNA}, SND.NXT=${old.SND.NXT}, cwnd=${cwnd}, SMSS=${SMSS}. What does ssthresh become?`,
          zh: `${name.zh}：${loss.zh}，SND.UNA=${old.SND.UNA}，SND.NXT=${old.SND.NXT}，cwnd=${cwnd}，SMSS=${SMSS}。ssthresh 变为多少？`,
        },
        form: numberForm('ssthresh', { en: 'ssthresh', zh: 'ssthresh' }, ssthresh, 'RFC 5681 §3.1 (4)', [
          {
            value: Math.floor(cwnd / 2),
            why: {
              en: 'Half of FlightSize, not of cwnd: cwnd may be larger than what was sent.',
              zh: '是在途量 FlightSize 的一半，而不是 cwnd 的一半。',
            },
          },
          {
            value: Math.floor(flight / 2),
            why: { en: 'It is never less than two segments.', zh: '它不会小于两个报文段。' },
          },
          {
            value: SMSS,
            why: { en: 'One segment is cwnd after a timeout.', zh: '一个报文段是超时后的 cwnd。' },
          },
        ]),
        explanation: {
          en: `max(FlightSize/2, 2·SMSS) = max(${flight}/2, ${2 * SMSS}) = ${ssthresh}.`,
          zh: `max(FlightSize/2, 2·SMSS) = max(${flight}/2, ${2 * SMSS}) = ${ssthresh}。`,
        },
        clauses: ['RFC 5681 §3.1 (4)', 'RFC 5681 §3.2'],
      }
    },
  )
}
