// "Why is this segment sent?" New data, a repetition, an acknowledgment that is due, a probe, a challenge.
import type { Result } from '#lib/core/problem.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, choiceForm, sentIn, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import type { SendReason } from '#lib/core/protocols/tcp/output.ts'
import { timeoutClause } from '#lib/core/protocols/tcp/retransmission.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import { hostNames } from '#lib/core/protocols/tcp/simulation.ts'

export const whySegmentKind = 'why-segment'

const words: Readonly<Partial<Record<SendReason, Bilingual>>> = {
  data: { en: 'New data may be sent', zh: '可以发送新数据' },
  retransmission: { en: 'The retransmission timer went off', zh: '重传定时器到期' },
  'fast retransmission': { en: 'Duplicate ACKs tell of a loss', zh: '重复 ACK 表明有丢失' },
  ACK: { en: 'An acknowledgment is due', zh: '应当发送确认' },
  'duplicate ACK': { en: 'An unacceptable segment has to be answered', zh: '必须回应不可接受的报文段' },
  'challenge ACK': { en: 'A RST or SYN is challenged', zh: '质询一个 RST 或 SYN' },
  'window update': { en: 'The window has opened', zh: '窗口打开了' },
  'window probe': { en: 'A closed window is probed', zh: '探测已关闭的窗口' },
}

/** What slow start or an opened window sends again was let go by neither a timer nor duplicates: not asked. */
const about = (moment: Moment) => {
  const sent = hostNames.flatMap((name) => sentIn(moment, name))
  return sent.find(({ reason, clause }) => reason in words && (reason !== 'retransmission' || clause === timeoutClause))
}

export function askWhySegment(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    whySegmentKind,
    scenario,
    seed,
    (moment) => moment.ms > 40 && about(moment) !== undefined,
    (moment) => {
      const { SEG, host, reason, clause, id } = about(moment)!
      const name = hostTitles(scenario)[host]
      const why = { en: `That would be another segment.`, zh: '那会是另一个报文段。' }
      const option = (one: SendReason) => ({ text: words[one]!, why })
      const right = { text: words[reason as SendReason]!, why: { en: `By ${clause}.`, zh: `依据 ${clause}。` } }
      return {
        question: {
          en: `${name.en} sends #${id} ${printBrief(SEG)} (window ${SEG.WND}) at ${moment.ms} ms. Why?`,
          zh: `${name.zh}在第 ${moment.ms} 毫秒发出 #${id} ${printBrief(SEG)}（窗口 ${SEG.WND}）。为什么？`,
        },
        form: choiceForm(seed, right, clause, (Object.keys(words) as SendReason[]).map(option)),
        explanation: { en: `${right.text.en} (${clause}).`, zh: `${right.text.zh}（${clause}）。` },
        clauses: [clause],
      }
    },
  )
}
