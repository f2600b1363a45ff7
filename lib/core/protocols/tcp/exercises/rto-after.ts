// "How long is the RTO afterwards?" A measurement by RFC 6298, a timeout that doubles it, or an ACK that measures
// nothing (Karn). The path's delay is drawn, and the least RTO is set low, so that there is something to compute.
import { drawInteger, startRandom } from '#lib/core/engine/random.ts'
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, newestTcb, numberForm, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, withSettings, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'

export const rtoAfterKind = 'rto-after'

function senderIn({ before, after }: Moment) {
  const [old, now] = [newestTcb(before, 'A'), newestTcb(after, 'A')]
  return old === null || now === null || old.RTT === now.RTT ? null : { old: old.RTT, now: now.RTT }
}

export function askRtoAfter(scenario: Scenario, seed: string): Result<Exercise> {
  const delay = drawInteger(startRandom(`${seed}/delay`), 20).value * 10 + 50
  return askMoment(
    rtoAfterKind,
    scenario,
    seed,
    (moment) => {
      const sender = senderIn(moment)
      if (sender === null) return false
      const { old, now } = sender
      return old.RTO !== now.RTO || old.SRTT !== now.SRTT || now.backoffs < old.backoffs
    },
    (moment) => {
      const { old, now } = senderIn(moment)!
      const name = hostTitles(scenario).A
      const measured = now.SRTT !== old.SRTT
      const expired = now.backoffs > old.backoffs
      const R = old.timing === null ? null : moment.ms - old.timing.sentAtMs
      const event = measured
        ? { en: `An ACK measures a round trip of ${R} ms`, zh: `一个 ACK 测得往返时间 ${R} 毫秒` }
        : expired
          ? { en: 'The retransmission timer goes off', zh: '重传定时器到期' }
          : {
              en: 'An ACK arrives for a segment that was sent more than once',
              zh: '一个 ACK 到达，它确认的报文段曾被多次发送',
            }
      const clause = measured ? 'RFC 6298 §2' : expired ? 'RFC 6298 §5 (5.5)' : 'RFC 6298 §3'
      const [SRTT, RTTVAR] = [old.SRTT ?? 'unset', old.RTTVAR]
      const value = Math.round(now.RTO)
      return {
        question: {
          en: `${event.en} at ${name.en}. Before it: SRTT ${SRTT}, RTTVAR ${RTTVAR}, RTO ${Math.round(old.RTO)} ms (least RTO 100 ms, G 1 ms). How long is the RTO afterwards, in ms?`,
          zh: `${name.zh}：${event.zh}。此前 SRTT 为 ${SRTT}，RTTVAR 为 ${RTTVAR}，RTO 为 ${Math.round(old.RTO)} 毫秒（RTO 下限 100 毫秒，G 为 1 毫秒）。随后 RTO 是多少毫秒？`,
        },
        form: numberForm('RTO', { en: 'RTO in ms', zh: 'RTO（毫秒）' }, value, clause, [
          {
            value: Math.round(old.RTO),
            why: { en: 'A measurement or a timeout changes it.', zh: '测量或超时都会改变它。' },
          },
          {
            value: Math.round(old.RTO * 2),
            why: { en: 'It doubles when the timer goes off, not otherwise.', zh: '只有定时器到期才加倍。' },
          },
          {
            value: Math.round((R ?? 0) * 2),
            why: {
              en: 'RTO = SRTT + max(G, 4·RTTVAR), and the first RTTVAR is R/2.',
              zh: 'RTO = SRTT + max(G, 4·RTTVAR)，首次 RTTVAR 为 R/2。',
            },
          },
        ]),
        explanation: measured
          ? {
              en: `SRTT ${now.SRTT}, RTTVAR ${now.RTTVAR}: RTO = SRTT + max(G, 4·RTTVAR) = ${value} ms.`,
              zh: `SRTT ${now.SRTT}，RTTVAR ${now.RTTVAR}：RTO = SRTT + max(G, 4·RTTVAR) = ${value} 毫秒。`,
            }
          : expired
            ? { en: `The timer backs off: ${value} ms.`, zh: `定时器退避：${value} 毫秒。` }
            : {
                en: `Karn: nobody knows which transmission it answers, so nothing is measured; ${value} ms.`,
                zh: `Karn 算法：不知道它回应的是哪一次发送，因此不作测量；${value} 毫秒。`,
              },
        clauses: [clause, 'RFC 9293 §3.8.1 (MUST-18)'],
      }
    },
    (log) => {
      const link = { ...log.config.link, delayMs: delay }
      const entries = log.entries.map((entry) => (entry.at <= 10 ? entry : { ...entry, at: entry.at + 1000 }))
      return withSettings({ ...log, entries, config: { ...log.config, link } }, { rtoMinMs: 100 })
    },
  )
}
