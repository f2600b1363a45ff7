// "Is this a duplicate ACK?" Not every ACK with an old number is one: RFC 5681 has five conditions.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  askMoment,
  choiceForm,
  describeArrival,
  newestTcb,
  type Moment,
  type Option,
} from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { flightSize } from '#lib/core/protocols/tcp/tcb.ts'
import { ACK, FIN, RST, SYN } from '#lib/core/protocols/tcp/wire.ts'

export const isDuplicateAckKind = 'is-duplicate-ack'

type Case = 'counted' | 'news' | 'window' | 'idle'

const options: Readonly<Record<Case, Option>> = {
  counted: {
    text: { en: 'Yes: it counts as a duplicate ACK', zh: '是：计为重复 ACK' },
    why: { en: 'Not counted here.', zh: '这里不计数。' },
  },
  news: {
    text: { en: 'No: it acknowledges new data', zh: '不是：它确认了新数据' },
    why: { en: 'Its number is SND.UNA: nothing new.', zh: '它的确认号等于 SND.UNA：没有新内容。' },
  },
  window: {
    text: { en: 'No: it only changes the window', zh: '不是：它只改变窗口' },
    why: { en: 'That is not what makes the difference here.', zh: '这里的关键不在窗口。' },
  },
  idle: {
    text: { en: 'No: nothing is outstanding', zh: '不是：没有未确认的数据' },
    why: { en: 'That is not what makes the difference here.', zh: '这里的关键不在有无在途数据。' },
  },
}

function judge({ before, after }: Moment): Case {
  const [old, now] = [newestTcb(before, 'A')!, newestTcb(after, 'A')!]
  if (now.congestion.duplicateAcks > old.congestion.duplicateAcks) return 'counted'
  if (now.SND.UNA !== old.SND.UNA) return 'news'
  return flightSize(old) === 0 ? 'idle' : 'window'
}

export function askIsDuplicateAck(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    isDuplicateAckKind,
    scenario,
    seed,
    ({ arrival, before, after, ms }) => {
      const tcb = newestTcb(before, 'A')
      const plain = arrival !== null && (arrival.SEG.CTL & (ACK | SYN | FIN | RST)) === ACK
      const quiet = tcb !== null && tcb.congestion.phase !== 'fast recovery' && newestTcb(after, 'A') !== null
      return ms > 60 && plain && quiet && arrival.host === 'A' && arrival.SEG.data === ''
    },
    (moment) => {
      const right = judge(moment)
      const { SND } = newestTcb(moment.before, 'A')!
      const name = hostTitles(scenario).A
      const arrives = describeArrival(moment)
      const why = {
        en: `SND.UNA=${SND.UNA}, SND.NXT=${SND.NXT}, SND.WND=${SND.WND} before it.`,
        zh: `此前 SND.UNA=${SND.UNA}，SND.NXT=${SND.NXT}，SND.WND=${SND.WND}。`,
      }
      return {
        question: {
          en: `${arrives.en} at ${name.en} (window ${moment.arrival!.SEG.WND}). Is it a duplicate ACK?`,
          zh: `${arrives.zh}${name.zh}（窗口 ${moment.arrival!.SEG.WND}）。它是重复 ACK 吗？`,
        },
        form: choiceForm(
          seed,
          { text: options[right].text, why },
          'RFC 5681 §2',
          Object.values(options),
        ),
        explanation: {
          en: `${options[right].text.en}. ${why.en}`,
          zh: `${options[right].text.zh}。${why.zh}`,
        },
        clauses: ['RFC 5681 §2', 'RFC 6675 §2'],
      }
    },
  )
}
