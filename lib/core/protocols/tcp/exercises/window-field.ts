// "Which window does it offer?" The application may read slowly or not at all.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, numberForm, sentIn } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'

export const windowFieldKind = 'window-field'

export function askWindowField(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    windowFieldKind,
    scenario,
    seed,
    (moment) => moment.ms > 50 && sentIn(moment, 'B').length > 0,
    (moment) => {
      const [sent] = sentIn(moment, 'B')
      const { WND } = sent!.SEG
      const { RCV, receiveQueue, agreed } = moment.after.hosts.B.connections.at(-1)!.tcb
      const name = hostTitles(scenario).B
      return {
        question: {
          en: `${name.en} sends the next segment. What stands in its window field? (RCV.BUFF is ${RCV.BUFF}, shift ${agreed.RcvWindShift})`,
          zh: `${name.zh}即将发出下一个报文段。它的窗口字段是多少？（RCV.BUFF 为 ${RCV.BUFF}，移位为 ${agreed.RcvWindShift}）`,
        },
        form: numberForm('WND', { en: 'Window', zh: '窗口' }, WND, 'RFC 9293 §3.8.6.2.2', [
          {
            value: RCV.BUFF,
            why: {
              en: 'Data that nobody has read takes room in the buffer; with a shift the field is smaller.',
              zh: '未被读取的数据占用缓冲区；有移位时字段值更小。',
            },
          },
          {
            value: RCV.BUFF - receiveQueue.length,
            why: {
              en: 'Small gains are not offered (silly windows), and a shift divides.',
              zh: '不通告很小的增量（糊涂窗口），移位还会再除。',
            },
          },
        ]),
        explanation: {
          en: `${receiveQueue.length} octets wait to be read; the offer is ${WND}, and the right edge never moves left.`,
          zh: `还有 ${receiveQueue.length} 个字节未被读取；通告值为 ${WND}，右边界从不左移。`,
        },
        clauses: ['RFC 9293 §3.8.6', 'RFC 9293 §3.8.6.2.2'],
      }
    },
  )
}
