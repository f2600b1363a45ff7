// "A RST or a SYN out of place arrives: what happens?" Believed, challenged, dropped or answered.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  askMoment,
  choiceForm,
  describeArrival,
  newestTcb,
  sentIn,
  type Moment,
  type Option,
} from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { RST, SYN } from '#lib/core/protocols/tcp/wire.ts'

export const resetAnswerKind = 'reset-answer'

type Answer = 'ends' | 'challenge' | 'silence' | 'RST'

const options: Readonly<Record<Answer, Option>> = {
  ends: {
    text: { en: 'The connection ends at once, without an answer', zh: '连接立即结束，不作应答' },
    why: {
      en: 'A RST is believed at RCV.NXT only; a SYN never ends a connection by RFC 5961.',
      zh: '只有正好在 RCV.NXT 的 RST 才被采信；按 RFC 5961，SYN 从不结束连接。',
    },
  },
  challenge: {
    text: { en: 'It is answered by an ACK (challenge), the connection stays', zh: '回以 ACK（质询），连接保留' },
    why: {
      en: 'A challenge is for a RST inside the window but not at RCV.NXT, and for any SYN.',
      zh: '质询针对窗口内但不等于 RCV.NXT 的 RST，以及任何 SYN。',
    },
  },
  silence: {
    text: { en: 'It is dropped in silence, the connection stays', zh: '静默丢弃，连接保留' },
    why: {
      en: 'Silence is for a RST outside the window, or one that answers nothing that was sent.',
      zh: '静默丢弃针对窗口外的 RST，或并非回应已发内容的 RST。',
    },
  },
  RST: {
    text: { en: 'It is answered by a RST', zh: '回以 RST' },
    why: {
      en: 'A RST is never answered by a RST, and a SYN on an open connection is not either.',
      zh: '从不用 RST 回应 RST；对已建立连接上的 SYN 也不是。',
    },
  },
}

function judge(moment: Moment): Answer {
  const { host } = moment.arrival!
  const answer = sentIn(moment, host)[0]
  if (answer !== undefined) return answer.SEG.CTL & RST ? 'RST' : 'challenge'
  const moved = moment.effects.some(({ kind }, at) => {
    const effect = moment.effects[at]
    return kind === 'endpoint' && effect?.kind === 'endpoint' && effect.effect.kind === 'transition'
  })
  return moved ? 'ends' : 'silence'
}

export function askResetAnswer(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    resetAnswerKind,
    scenario,
    seed,
    ({ arrival, before, ms }) => {
      return (
        arrival !== null && ms > 60 && (arrival.SEG.CTL & (RST | SYN)) !== 0 && newestTcb(before, arrival.host) !== null
      )
    },
    (moment) => {
      const right = judge(moment)
      const { host, SEG } = moment.arrival!
      const { state, RCV } = newestTcb(moment.before, host)!
      const name = hostTitles(scenario)[host]
      const arrives = describeArrival(moment)
      const clauses = moment.effects.flatMap((effect) => {
        if (effect.kind !== 'endpoint' || !('clause' in effect.effect)) return []
        return effect.effect.clause.startsWith('RFC') ? [effect.effect.clause] : []
      })
      const clause = clauses[0] ?? (SEG.CTL & RST ? 'RFC 5961 §3.2' : 'RFC 5961 §4.2')
      const why = {
        en: `RCV.NXT is ${RCV.NXT}, RCV.WND ${RCV.WND} (${clause}).`,
        zh: `RCV.NXT 为 ${RCV.NXT}，RCV.WND 为 ${RCV.WND}（${clause}）。`,
      }
      return {
        question: {
          en: `${arrives.en} at ${name.en}, which is in ${state} with RCV.NXT=${RCV.NXT} and RCV.WND=${RCV.WND}. What happens?`,
          zh: `${arrives.zh}${name.zh}，后者处于 ${state}，RCV.NXT=${RCV.NXT}，RCV.WND=${RCV.WND}。会怎样？`,
        },
        form: choiceForm(seed, { text: options[right].text, why }, clause, Object.values(options)),
        explanation: { en: `${options[right].text.en}. ${why.en}`, zh: `${options[right].text.zh}。${why.zh}` },
        clauses: [...new Set([clause, ...clauses])],
      }
    },
  )
}
