// "Who ends in TIME-WAIT?" Whoever closes actively; both, or nobody when a RST ends it.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, choiceForm, type Option } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario, type TcpTimeline } from '#lib/core/protocols/tcp/exercises/run.ts'
import { hostNames } from '#lib/core/protocols/tcp/simulation.ts'

export const timeWaitHostKind = 'time-wait-host'

function waitsIn({ points }: TcpTimeline): string {
  const waiting = hostNames.filter((name) => {
    return points.some(({ effects }) => {
      return effects.some((effect) => {
        const moved = effect.kind === 'endpoint' && effect.host === name && effect.effect.kind === 'transition'
        return moved && effect.effect.to === 'TIME-WAIT'
      })
    })
  })
  return waiting.join('')
}

export function askTimeWaitHost(scenario: Scenario, seed: string): Result<Exercise> {
  const names = hostTitles(scenario)
  const option = (en: string, zh: string, why: Option['why']): Option => ({ text: { en, zh }, why })
  const wrong = {
    en: 'TIME-WAIT is reached by whoever sent a FIN before it had received one, and then received one.',
    zh: '先发出 FIN（此前未收到对方 FIN）并随后收到对方 FIN 的一方进入 TIME-WAIT。',
  }
  const options: Readonly<Record<string, Option>> = {
    A: option(`${names.A.en} alone`, `只有${names.A.zh}`, wrong),
    B: option(`${names.B.en} alone`, `只有${names.B.zh}`, wrong),
    AB: option('Both', '双方', wrong),
    '': option('Neither', '都不会', wrong),
  }
  return askMoment(
    timeWaitHostKind,
    scenario,
    seed,
    ({ effects, arrival }) => {
      return arrival === null && effects.some((one) => one.kind === 'sent' && one.reason !== 'injected')
    },
    (_, timeline) => {
      const right = waitsIn(timeline)
      const why = {
        en: right === '' ? 'A RST ends a connection without TIME-WAIT.' : 'The active closer waits 2 MSL.',
        zh: right === '' ? 'RST 结束的连接不经过 TIME-WAIT。' : '主动关闭的一方等待 2MSL。',
      }
      const calls = timeline.points.flatMap(({ entry }) => {
        if (entry?.event.kind !== 'call') return []
        const { host, call } = entry.event
        if (call.name !== 'shutdown' && call.name !== 'close' && call.name !== 'abort') return []
        return [{ host, call: call.name, at: entry.at }]
      })
      const told = (lang: 'en' | 'zh'): string => {
        return calls.map(({ host, call, at }) => `${names[host][lang]} ${call} (${at} ms)`).join(', ')
      }
      return {
        question: {
          en: `The users go on to call: ${told('en')}. Which side passes through TIME-WAIT?`,
          zh: `随后用户依次调用：${told('zh')}。哪一方会经过 TIME-WAIT？`,
        },
        form: choiceForm(seed, { text: options[right]!.text, why }, 'RFC 9293 §3.6', Object.values(options)),
        explanation: why,
        clauses: ['RFC 9293 §3.6', 'RFC 9293 §3.6.1 (MUST-13)'],
      }
    },
  )
}
