// "How large is cwnd afterwards?" An ACK or a timeout; slow start, congestion avoidance or recovery.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, newestTcb, numberForm } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { effectiveMss } from '#lib/core/protocols/tcp/options.ts'

export const cwndAfterKind = 'cwnd-after'

export function askCwndAfter(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    cwndAfterKind,
    scenario,
    seed,
    ({ before, after, ms }) => {
      const [old, now] = [newestTcb(before, 'A'), newestTcb(after, 'A')]
      return ms > 50 && old !== null && now !== null && old.congestion !== now.congestion
    },
    (moment) => {
      const old = newestTcb(moment.before, 'A')!
      const { congestion } = newestTcb(moment.after, 'A')!
      const { cwnd, ssthresh, phase, ackedOctets } = old.congestion
      const SMSS = effectiveMss(old)
      const name = hostTitles(scenario).A
      const event =
        moment.arrival === null ? { en: 'The timer goes off', zh: '定时器到期' } : describeArrival(moment)
      const clause =
        moment.arrival === null || phase !== 'fast recovery' ? 'RFC 5681 §3.1' : 'RFC 5681 §3.2'
      return {
        question: {
          en: `${event.en}. At ${name.en} cwnd is ${cwnd}, ssthresh ${ssthresh}, SMSS ${SMSS} (${phase}, ${ackedOctets} octets acknowledged towards the next increase). How large is cwnd afterwards?`,
          zh: `${event.zh}。${name.zh}的 cwnd 为 ${cwnd}，ssthresh 为 ${ssthresh}，SMSS 为 ${SMSS}（${phase}，向下一次增加累计了 ${ackedOctets} 字节）。随后 cwnd 是多少？`,
        },
        form: numberForm('cwnd', { en: 'cwnd', zh: 'cwnd' }, congestion.cwnd, clause, [
          {
            value: cwnd * 2,
            why: {
              en: 'Each ACK adds at most one segment; it doubles only over a whole round trip.',
              zh: '每个 ACK 至多增加一个报文段；整整一个往返才加倍。',
            },
          },
          {
            value: Math.floor(cwnd / 2),
            why: {
              en: 'It is ssthresh that is halved, from what is in flight.',
              zh: '减半的是 ssthresh，而且依据的是在途量。',
            },
          },
          {
            value: cwnd + SMSS,
            why: {
              en: 'One segment more for each new ACK holds in slow start only.',
              zh: '每个新 ACK 加一个报文段只在慢启动中成立。',
            },
          },
          {
            value: cwnd,
            why: { en: 'This event does change cwnd.', zh: '这个事件会改变 cwnd。' },
          },
          { value: SMSS, why: { en: 'One segment is for timeouts.', zh: '只有超时才降到一个报文段。' } },
        ]),
        explanation: {
          en: `cwnd goes from ${cwnd} to ${congestion.cwnd} (${congestion.phase}).`,
          zh: `cwnd 由 ${cwnd} 变为 ${congestion.cwnd}（${congestion.phase}）。`,
        },
        clauses: [clause, 'RFC 9293 §3.8.2'],
      }
    },
  )
}
