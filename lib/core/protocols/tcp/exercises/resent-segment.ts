// "Which segment is sent again?" The first unacknowledged one, the next gap, or a SYN or FIN.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, newestTcb, numberForm, sentIn } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'

export const resentSegmentKind = 'resent-segment'

export function askResentSegment(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    resentSegmentKind,
    scenario,
    seed,
    (moment) => sentIn(moment, 'A').some(({ reason }) => reason.endsWith('retransmission')),
    (moment) => {
      const { SEG, clause } = sentIn(moment, 'A').find(({ reason }) => reason.endsWith('retransmission'))!
      const old = newestTcb(moment.before, 'A')!
      const name = hostTitles(scenario).A
      const cause =
        moment.arrival === null
          ? { en: 'The retransmission timer goes off', zh: '重传定时器到期' }
          : describeArrival(moment)
      return {
        question: {
          en: `${cause.en} at ${name.en}, and something is sent again. With which SEQ does the first repeated segment begin?`,
          zh: `${name.zh}：${cause.zh}，于是有内容被重传。第一个重传报文段的 SEQ 是多少？`,
        },
        form: numberForm('SEQ', { en: 'SEQ', zh: 'SEQ' }, SEG.SEQ, clause, [
          {
            value: old.SND.NXT,
            why: { en: 'That would be new data.', zh: '那是新数据。' },
          },
          {
            value: old.SND.UNA,
            why: {
              en: 'The first unacknowledged one was sent again already: the next gap is due.',
              zh: '第一个未确认的报文段已经重传过：该轮到下一个缺口了。',
            },
          },
        ]),
        explanation: {
          en: `SEQ=${SEG.SEQ} (${clause}): SND.UNA was ${old.SND.UNA}, SND.NXT ${old.SND.NXT}.`,
          zh: `SEQ=${SEG.SEQ}（${clause}）：当时 SND.UNA 为 ${old.SND.UNA}，SND.NXT 为 ${old.SND.NXT}。`,
        },
        clauses: [clause, 'RFC 9293 §3.8.1'],
      }
    },
  )
}
