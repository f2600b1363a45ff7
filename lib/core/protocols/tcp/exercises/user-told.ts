// "What is the user told?" Connected, refused, reset, closing, closed or timed out.
import type { Result } from '#lib/core/problem.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import type { Signal } from '#lib/core/protocols/tcp/effects.ts'
import { askMoment, choiceForm, describeArrival, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'

export const userToldKind = 'user-told'

const meanings: Readonly<Partial<Record<Signal, Bilingual>>> = {
  connected: { en: 'Both SYNs are acknowledged.', zh: '双方的 SYN 都已确认。' },
  'connection refused': {
    en: 'A RST during the opening.',
    zh: '建立过程中收到 RST。',
  },
  'connection reset': { en: 'A RST on an open connection.', zh: '在已建立的连接上收到 RST。' },
  'connection closing': { en: 'The peer’s FIN has arrived.', zh: '对方的 FIN 已到达。' },
  'connection timed out': { en: 'Nobody answered for too long.', zh: '太久没有应答。' },
  closed: { en: 'Both directions are closed and acknowledged.', zh: '两个方向都已关闭并得到确认。' },
}

function toldIn({ effects }: Moment): { host: HostName; signal: Signal; clause: string } | null {
  for (const effect of effects) {
    if (effect.kind !== 'endpoint' || effect.effect.kind !== 'signal') continue
    const { signal, clause } = effect.effect
    if (signal in meanings) return { host: effect.host, signal, clause }
  }
  return null
}

export function askUserTold(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    userToldKind,
    scenario,
    seed,
    (moment) => toldIn(moment) !== null,
    (moment) => {
      const { host, signal, clause } = toldIn(moment)!
      const name = hostTitles(scenario)[host]
      const event =
        moment.arrival === null ? { en: 'The next timer goes off', zh: '下一个定时器到期' } : describeArrival(moment)
      const option = (one: Signal) => ({ text: { en: one, zh: one }, why: meanings[one]! })
      return {
        question: {
          en: `${event.en} at ${name.en}. What is its user told?`,
          zh: `${name.zh}：${event.zh}。它的用户会得到什么通知？`,
        },
        form: choiceForm(seed, option(signal), clause, (Object.keys(meanings) as Signal[]).map(option)),
        explanation: { en: `“${signal}”: ${meanings[signal]!.en}`, zh: `“${signal}”：${meanings[signal]!.zh}` },
        clauses: [clause, 'RFC 9293 §3.9.1'],
      }
    },
  )
}
