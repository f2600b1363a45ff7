// "When is the SYN sent?" Nobody answers; the times of the first transmissions are asked, in seconds.
import { drawInteger, startRandom } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import {
  hostTitles,
  playScenario,
  printEntries,
  varyScenario,
  withSettings,
  type Scenario,
  type TcpLog,
} from '#lib/core/protocols/tcp/exercises/run.ts'

export const synTimesKind = 'syn-times'

const waitsNotTimes = {
  en: 'These are the waits; the times are their sums.',
  zh: '这是各次等待的时长，时刻应为它们的累加。',
}

const seconds = (times: readonly number[]): string => times.map((at) => String(at / 1000)).join(' ')

export function askSynTimes(scenario: Scenario, seed: string): Result<Exercise> {
  const many = drawInteger(startRandom(`${seed}/many`), 3)
  const first = drawInteger(many.random, 3)
  const count = 3 + many.value
  // RFC 6298's initial RTO mostly; now and then another, so that the rule is asked and not the row of
  // numbers.
  const rtoInitialMs = [1000, 1000, 3000][first.value]!
  const varied = varyScenario(scenario, seed)
  const openAt = varied.entries.find(({ event }) => event.kind === 'call' && event.call.name === 'open')?.at
  if (openAt === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  // Every SYN is dropped: the scenario's own faults give way to these.
  const kept = varied.entries.filter(({ event }) => event.kind !== 'fault')
  const drops: TcpLog['entries'] = Array.from({ length: 8 }, (_, at) => {
    return { at: openAt, event: { kind: 'fault', segment: at + 1, fault: { do: 'drop' } } }
  })
  // In the order of time: what the scenario does later must not let the first SYN through before it is dropped.
  const entries = [...kept, ...drops].sort((a, b) => a.at - b.at)
  const log = withSettings({ ...varied, entries }, { rtoInitialMs })
  const longer = { ...scenario, file: { ...scenario.file, header: untilLater(scenario) } }
  const timeline = playScenario(longer, log)
  const times = timeline.points.flatMap(({ entry, effects }) => {
    const sent = effects.filter((effect) => effect.kind === 'sent')
    return entry === null ? [] : sent.map(() => entry.at - openAt)
  })
  const right = times.slice(0, count)
  const cut = timeline.points.findIndex(({ effects }) => effects.some((effect) => effect.kind === 'sent'))
  const name = hostTitles(scenario).A
  const even = right.map((_, at) => at * rtoInitialMs)
  const waits = right.map((_, at) => rtoInitialMs * 2 ** (at - 1)).slice(1)
  const initial = rtoInitialMs / 1000
  return ok({
    ...{ protocol: 'tcp', kind: synTimesKind, scenario: scenario.name, seed },
    question: {
      en:
        `Nobody answers ${name.en}’s SYN, sent at 0 s; the initial RTO is ${initial} s. ` +
        `At which times (in s) are the first ${count} SYNs sent?`,
      zh:
        `${name.zh}在第 0 秒发出 SYN，始终没有应答，初始 RTO 为 ${initial} 秒。` +
        `前 ${count} 个 SYN 分别在第几秒发出？`,
    },
    shown: printEntries(longer, timeline, 0, cut),
    outcome: printEntries(longer, timeline, cut, timeline.points.length - 1),
    form: {
      kind: 'fields',
      fields: [
        {
          name: 'times',
          label: { en: 'Times in s', zh: '时刻（秒）' },
          kind: 'numbers',
          accepted: [
            { value: seconds(right), clause: 'RFC 6298 §5 (5.5)' },
            { value: seconds(right.slice(1)), clause: 'RFC 6298 §5 (5.5)' },
          ],
          mistakes: [
            {
              value: seconds(even),
              why: { en: 'The timer is doubled each time.', zh: '定时器每次加倍。' },
            },
            {
              value: seconds([0, ...waits]),
              why: waitsNotTimes,
            },
            {
              value: seconds(waits),
              why: waitsNotTimes,
            },
          ],
        },
      ],
    },
    explanation: {
      en: `The RTO starts at ${initial} s and doubles at each timeout, so the SYNs go out at ${seconds(right)} s.`,
      zh: `RTO 从 ${initial} 秒开始，每次超时加倍，因此 SYN 在第 ${seconds(right)} 秒发出。`,
    },
    clauses: ['RFC 6298 §2 (2.1)', 'RFC 6298 §5 (5.5)', 'RFC 9293 §3.8.1 (MUST-19)'],
  })
}

const untilLater = (scenario: Scenario): Scenario['file']['header'] => {
  return [
    ...scenario.file.header.filter(({ key }) => key !== 'until'),
    { key: 'until', value: '170000', line: 0 },
  ]
}
