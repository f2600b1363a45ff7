// "With which TTL does the stub get this answer?" The second question for a name comes after a time drawn
// from the seed: from the cache with what is left, or, when nothing is left, from the zone with the whole.
import { hashToUnit } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { typeOf } from '#lib/core/protocols/dns/record.ts'
import type { DnsEffect } from '#lib/core/protocols/dns/simulation.ts'
import type { DnsTimeline } from '#lib/core/protocols/dns/run-diagram.ts'
import { playScenario, printEntries, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import { formatMillis } from '#lib/core/protocols/trace.ts'

export const ttlLeftKind = 'ttl-left'

const clause = 'RFC 1034 §5.3.3'

type Told = Extract<DnsEffect, { kind: 'told' }>

interface Meeting {
  /** The entry with which the question begins, and the one with its answer. */
  readonly asked: number
  readonly told: number
  readonly at: number
  readonly ttl: number
  readonly key: string
}

/** Questions of the stub whose answer is one address set, with the TTL that it got. */
function findMeetings({ points }: DnsTimeline): Meeting[] {
  const open: { key: string; index: number; at: number }[] = []
  const meetings: Meeting[] = []
  points.forEach(({ entry, effects }, index) => {
    const event = entry?.event
    if (event?.kind === 'ask') open.push({ key: `${event.name} ${event.type}`, index, at: entry!.at })
    const told = effects.find((effect): effect is Told => effect.kind === 'told')
    const question = told?.message.question[0]
    if (!told || !question) return
    const key = `${question.name} ${question.type}`
    const asked = open.find((one) => one.key === key)
    if (!asked) return
    open.splice(open.indexOf(asked), 1)
    const record = told.message.answer.find(({ data }) => typeOf(data) === question.type)
    if (record) meetings.push({ asked: asked.index, told: index, at: asked.at, ttl: record.ttl, key })
  })
  return meetings
}

export function askTtlLeft(scenario: DnsScenario, seed: string): Result<Exercise> {
  const plain = findMeetings(playScenario(scenario, seed))
  const first = plain.find((one) => plain.some((other) => other.key === one.key && other.at > one.at))
  if (!first) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  // One time in four nothing is left any more.
  const share = hashToUnit(`${seed}/share`)
  const expired = hashToUnit(`${seed}/expired`) < 0.25
  const gap = Math.floor((expired ? 1 + share : 0.05 + 0.9 * share) * first.ttl) * 1000 + (expired ? 5000 : 0)
  // The scenario's other questions are moved out of the way.
  let repeats = 0
  const timeline = playScenario(scenario, seed, (entry, index) => {
    const { event } = entry
    const same = event.kind === 'ask' && `${event.name} ${event.type}` === first.key
    if (!same) return entry.at
    repeats++
    if (repeats === 1) return entry.at
    return repeats === 2 ? first.at + gap : first.at + 2 * gap + 1_000_000 * index
  })
  const [before, again] = findMeetings(timeline).filter(({ key }) => key === first.key)
  if (!before || !again) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const elapsed = Math.round((again.at - before.at) / 1000)
  const whole = String(before.ttl)
  const left = String(again.ttl)
  const why = {
    whole: {
      en: 'The cache counts down from when the set was stored; only the zone gives the whole TTL.',
      zh: '缓存从存入时刻起倒计时，只有来自区的新应答才有完整的 TTL。',
    },
    elapsed: {
      en: 'That is the time that has passed, not what is left.',
      zh: '这是已经过去的时间，不是剩余的时间。',
    },
  }
  const mistakes = [
    { value: whole, why: why.whole },
    { value: String(elapsed), why: why.elapsed },
    { value: '0', why: { en: 'A set with TTL 0 would not be handed out again.', zh: 'TTL 为 0 的记录不会再次给出。' } },
  ].filter(({ value }) => value !== left)
  return ok({
    protocol: 'dns', kind: ttlLeftKind, scenario: scenario.name, seed,
    question: {
      en: `${first.key} came with TTL ${whole}; asked again after ${elapsed} s. Which TTL is it now?`,
      zh: `${first.key} 第一次的 TTL 是 ${whole}；${elapsed} 秒后存根又问了一次，这次得到的 TTL 是多少？`,
    },
    shown: printEntries(scenario, timeline, 0, again.asked),
    outcome: printEntries(scenario, timeline, again.asked - 1, again.told),
    form: {
      kind: 'fields',
      fields: [{
        name: 'ttl', label: { en: 'TTL in seconds', zh: 'TTL（秒）' }, kind: 'number',
        // Whole seconds are counted from when the set was stored: a second more or less is rounding.
        accepted: [
          { value: left, clause },
          ...nearby(again.ttl, before.ttl).map((value) => ({ value, clause: 'RFC 2181 §8' })),
        ],
        mistakes,
      }],
    },
    explanation: expired
      ? {
          en: `After ${elapsed} s nothing of ${whole} s is left: fetched anew, the set has its whole TTL.`,
          zh: `过了 ${elapsed} 秒，${whole} 秒已用尽，重新获取后又是完整的 TTL。`,
        }
      : {
          en: `${whole} − ${elapsed} ≈ ${left}: what is left is handed out (${formatMillis(again.at)} ms).`,
          zh: `${whole} − ${elapsed} ≈ ${left}，缓存给出的是剩余时间（第 ${formatMillis(again.at)} 毫秒）。`,
        },
    clauses: [clause, 'RFC 2181 §8'],
  })
}

function nearby(ttl: number, whole: number): string[] {
  return ttl === whole ? [] : [ttl - 1, ttl + 1].filter((value) => value > 0 && value < whole).map(String)
}
