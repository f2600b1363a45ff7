// "Which timer goes off next, and when?" Retransmission, persist, delayed ACK or 2MSL.
import type { Result } from '#lib/core/problem.ts'
import type { AnswerField, Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, numberForm, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { nextDue } from '#lib/core/protocols/tcp/simulation.ts'
import type { TimerName } from '#lib/core/protocols/tcp/tcb.ts'
import { dueTimer } from '#lib/core/protocols/tcp/timers.ts'

export const nextTimerKind = 'next-timer'

const clauses: Readonly<Record<TimerName, string>> = {
  retransmission: 'RFC 6298 §5',
  persist: 'RFC 9293 §3.8.6.1',
  'delayed ACK': 'RFC 9293 §3.8.6.3',
  '2MSL': 'RFC 9293 §3.6.1',
  'FIN-WAIT-2': 'RFC 9293 §3.6.1',
  'keep-alive': 'RFC 9293 §3.8.4',
  open: 'RFC 9293 §3.8.3',
}

function firesIn({ before, after, ms }: Moment): { host: HostName; timer: TimerName } | null {
  const due = nextDue(before)
  if (due?.what !== 'timers' || after.now !== due.at) return null
  for (const { tcb } of before.hosts[due.host].connections) {
    const timer = dueTimer(tcb, ms)
    if (timer !== null) return { host: due.host, timer }
  }
  return null
}

export function askNextTimer(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    nextTimerKind,
    scenario,
    seed,
    (moment) => firesIn(moment) !== null,
    (moment) => {
      const { host, timer } = firesIn(moment)!
      const { now } = moment.before
      const wait = Math.round(moment.ms - now)
      const name = hostTitles(scenario)[host]
      const clause = clauses[timer]
      const which: AnswerField = {
        ...{ name: 'timer', kind: 'word' },
        label: {
          en: 'Timer (retransmission, persist, delayed ACK, 2MSL)',
          zh: '定时器（retransmission、persist、delayed ACK、2MSL）',
        },
        accepted: [{ value: timer, clause }],
        mistakes: [
          {
            value: timer === 'persist' ? 'retransmission' : 'persist',
            why: {
              en: 'The persist timer runs while the window is closed and nothing is outstanding; the retransmission timer while something is.',
              zh: '窗口关闭且没有未确认的数据时运行 persist 定时器；有未确认的数据时运行重传定时器。',
            },
          },
        ],
      }
      const form = numberForm('ms', { en: 'After how many ms', zh: '多少毫秒之后' }, wait, clause, [
        {
          value: wait * 2,
          why: { en: 'The doubling comes with the next timeout.', zh: '加倍发生在下一次超时。' },
        },
        { value: wait / 2, why: { en: 'It has doubled already.', zh: '它已经加倍过了。' } },
      ])
      return {
        question: {
          en: `It is ${now} ms, and nothing arrives until a timer goes off at ${name.en}. Which one, and after how many ms from now?`,
          zh: `现在是 ${now} 毫秒，此后没有任何报文到达，直到${name.zh}的一个定时器到期。是哪一个？从现在起多少毫秒之后？`,
        },
        form: form.kind === 'fields' ? { kind: 'fields', fields: [which, ...form.fields] } : form,
        explanation: {
          en: `The ${timer} timer, at ${moment.ms} ms (${clause}).`,
          zh: `${timer} 定时器，在第 ${moment.ms} 毫秒（${clause}）。`,
        },
        clauses: [clause],
      }
    },
  )
}
