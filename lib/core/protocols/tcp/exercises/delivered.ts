// "How much has the application read by then?" Octets beyond a gap wait; octets that come twice count once.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, numberForm } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario, type TcpTimeline } from '#lib/core/protocols/tcp/exercises/run.ts'

export const deliveredKind = 'delivered'

/** Octets read by B's application in the first `count` entries. */
function readBy({ points }: TcpTimeline, count: number): number {
  let octets = 0
  for (const { effects } of points.slice(0, count + 1)) {
    for (const effect of effects) {
      if (effect.kind !== 'endpoint' || effect.host !== 'B' || effect.effect.kind !== 'reply') continue
      octets += effect.effect.data?.length ?? 0
    }
  }
  return octets
}

export function askDelivered(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    deliveredKind,
    scenario,
    seed,
    ({ arrival }) => arrival?.host === 'B' && arrival.SEG.data !== '',
    (moment, timeline) => {
      const { SEG } = moment.arrival!
      const [before, after] = [readBy(timeline, moment.at), readBy(timeline, moment.at + 1)]
      const name = hostTitles(scenario).B
      const arrives = describeArrival(moment)
      return {
        question: {
          en: `${arrives.en} at ${name.en}, whose application reads whatever it can. How many octets has it read in all by then?`,
          zh: `${arrives.zh}${name.zh}，其应用会读走一切可读的数据。至此它总共读到了多少字节？`,
        },
        form: numberForm('octets', { en: 'Octets', zh: '字节数' }, after, 'RFC 9293 §3.10.7.4', [
          {
            value: before + SEG.data.length,
            why: {
              en: 'Only what is in order is delivered, and each octet once.',
              zh: '只有按序的数据才会交付，每个字节只交付一次。',
            },
          },
          {
            value: before,
            why: {
              en: 'The segment fills a gap: what waited behind it is delivered too.',
              zh: '这个报文段补上了缺口：等在后面的数据也一并交付。',
            },
          },
        ]),
        explanation: {
          en: `${after} octets: ${after - before} become readable by this segment of ${SEG.data.length}.`,
          zh: `共 ${after} 字节：这个 ${SEG.data.length} 字节的报文段使 ${after - before} 字节可读。`,
        },
        clauses: ['RFC 9293 §3.10.7.4', 'RFC 9293 §3.8 (SHLD-31)'],
      }
    },
  )
}
