// "How many octets are in flight?" By the sender's books: SND.NXT − SND.UNA, whatever has really arrived.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, newestTcb, numberForm } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { flightSize } from '#lib/core/protocols/tcp/tcb.ts'

export const bytesInFlightKind = 'bytes-in-flight'

export function askBytesInFlight(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    bytesInFlightKind,
    scenario,
    seed,
    ({ arrival, after }) => {
      const tcb = newestTcb(after, 'A')
      return arrival?.host === 'A' && tcb !== null && flightSize(tcb) > 0
    },
    (moment) => {
      const tcb = newestTcb(moment.after, 'A')!
      const flight = flightSize(tcb)
      const before = flightSize(newestTcb(moment.before, 'A')!)
      const name = hostTitles(scenario).A
      const arrives = describeArrival(moment)
      return {
        question: {
          en: `${arrives.en} at ${name.en}, and it sends what it may. How large is its FlightSize then?`,
          zh: `${arrives.zh}${name.zh}，它随即发出允许发送的内容。此时它的 FlightSize 是多少？`,
        },
        form: numberForm('FlightSize', { en: 'Octets', zh: '字节数' }, flight, 'RFC 5681 §2', [
          {
            value: before,
            why: {
              en: 'That was before: the ACK takes away, what is sent adds.',
              zh: '那是之前的值：ACK 使其减少，新发送使其增加。',
            },
          },
          {
            value: tcb.congestion.cwnd,
            why: { en: 'cwnd is only the limit.', zh: 'cwnd 只是上限。' },
          },
        ]),
        explanation: {
          en: `SND.NXT − SND.UNA = ${tcb.SND.NXT} − ${tcb.SND.UNA} = ${flight}.`,
          zh: `SND.NXT − SND.UNA = ${tcb.SND.NXT} − ${tcb.SND.UNA} = ${flight}。`,
        },
        clauses: ['RFC 5681 §2', 'RFC 9293 §3.3.1'],
      }
    },
  )
}
