// "Which acknowledgment number does it send?" A data segment arrives, in order, beyond a gap or a second time.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, numberForm, sentIn } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'
import { segmentLength } from '#lib/core/protocols/tcp/wire.ts'

export const ackNumberKind = 'ack-number'

export function askAckNumber(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    ackNumberKind,
    scenario,
    seed,
    (moment) => {
      const { arrival } = moment
      return arrival !== null && arrival.SEG.data !== '' && sentIn(moment, arrival.host).length > 0
    },
    (moment) => {
      const { SEG, host } = moment.arrival!
      const { ACK } = sentIn(moment, host)[0]!.SEG
      const name = hostTitles(scenario)[host]
      const arrives = describeArrival(moment)
      const end = advance(SEG.SEQ, segmentLength(SEG))
      return {
        question: {
          en: `${arrives.en} at ${name.en}, which answers at once. With which acknowledgment number?`,
          zh: `${arrives.zh}${name.zh}，对方立即应答。应答的确认号是多少？`,
        },
        form: numberForm('ACK', { en: 'ACK', zh: 'ACK' }, ACK, 'RFC 9293 §3.4', [
          {
            value: end,
            why: {
              en: 'The number is cumulative: it cannot pass a gap, nor go back behind what is here already.',
              zh: '确认号是累积的：既不能越过缺口，也不会退回已收到的数据之前。',
            },
          },
          {
            value: SEG.SEQ,
            why: { en: 'It names the next octet that is expected.', zh: '确认号是期待的下一个字节。' },
          },
          {
            value: advance(end, -1),
            why: {
              en: 'Not the last octet received, but the one after it.',
              zh: '不是收到的最后一个字节，而是它之后的那个。',
            },
          },
        ]),
        explanation: {
          en: `RCV.NXT is ${ACK}: everything before it has arrived, whatever arrived beyond.`,
          zh: `RCV.NXT 为 ${ACK}：它之前的数据全部到达，之后到了什么不影响它。`,
        },
        clauses: ['RFC 9293 §3.4', 'RFC 9293 §3.10.7.4'],
      }
    },
  )
}
