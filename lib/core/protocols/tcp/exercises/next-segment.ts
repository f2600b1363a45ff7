// "Which segment comes next?" The run is cut before an event upon which a host sends; SEQ, ACK and control
// bits of what it sends are asked. Known mistakes: SYN and FIN take a number, a bare ACK does not.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { AnswerField, Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  hostTitles,
  pick,
  playScenario,
  printEntries,
  varyScenario,
  type Scenario,
  type TcpTimeline,
} from '#lib/core/protocols/tcp/exercises/run.ts'
import { printBrief } from '#lib/core/protocols/tcp/segment-text.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'
import { nextDue, type SimulationEffect, type SimulationState } from '#lib/core/protocols/tcp/simulation.ts'
import { tcpTrace } from '#lib/core/protocols/tcp/trace-codec.ts'
import { ACK, describeControlBits, PSH } from '#lib/core/protocols/tcp/wire.ts'

export const nextSegmentKind = 'next-segment'

type Sent = Extract<SimulationEffect, { kind: 'sent' }>

interface Cut {
  readonly at: number
  readonly sent: Sent
}

/** Entries with exactly one segment sent, so that "the next segment" is one. */
function findCuts({ points }: TcpTimeline): Cut[] {
  const cuts: Cut[] = []
  for (let at = 1; at < points.length; at++) {
    const sent = points[at]!.effects.filter((effect): effect is Sent => effect.kind === 'sent')
    if (sent.length === 1 && sent[0]!.reason !== 'injected') cuts.push({ at: at - 1, sent: sent[0]! })
  }
  return cuts
}

export function askNextSegment(scenario: Scenario, seed: string): Result<Exercise> {
  const timeline = playScenario(scenario, varyScenario(scenario, seed))
  const cut = pick(findCuts(timeline), `${seed}/cut`)
  if (cut === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { SEG, host, reason, clause } = cut.sent
  const before = timeline.points[cut.at]!.state
  const { entry } = timeline.points[cut.at + 1]!
  const name = hostTitles(scenario)[host]
  const cause = describeCause(before, entry === null ? '' : tcpTrace.printEvent(entry.event, before))
  const fields: AnswerField[] = [
    numberField('SEQ', SEG.SEQ, clause, mistakesAround(SEG.SEQ)),
    ...(SEG.CTL & ACK ? [numberField('ACK', SEG.ACK, clause, mistakesAround(SEG.ACK))] : []),
    flagsField(SEG.CTL, clause),
  ]
  return ok({
    ...{ protocol: 'tcp', kind: nextSegmentKind, scenario: scenario.name, seed },
    question: {
      en: `${cause.en} Which segment does ${name.en} send then?`,
      zh: `${cause.zh}此时${name.zh}发出怎样的报文段？`,
    },
    shown: printEntries(scenario, timeline, 0, cut.at),
    outcome: printEntries(scenario, timeline, cut.at, cut.at + 1),
    form: { kind: 'fields', fields },
    explanation: {
      en: `${printBrief(SEG)}: ${reason} (${clause}).`,
      zh: `${printBrief(SEG)}：${reason}（${clause}）。`,
    },
    clauses: [clause],
  })
}

function describeCause(before: SimulationState, event: string): Bilingual {
  const due = nextDue(before)
  if (due?.what === 'arrival' && event.includes('takes')) {
    const flight = before.flights.find(({ held }) => !held)!
    const brief = printBrief(flight.SEG)
    return { en: `#${flight.id} ${brief} arrives.`, zh: `#${flight.id} ${brief} 到达。` }
  }
  const words = event.slice(2)
  if (event.includes(' timer '))
    return { en: `The timer goes off: ${words.slice(6)}.`, zh: `定时器到期：${words.slice(6)}。` }
  return { en: `The user calls: ${words}.`, zh: `用户调用：${words}。` }
}

function numberField(
  name: 'SEQ' | 'ACK',
  value: number,
  clause: string,
  mistakes: AnswerField['mistakes'],
): AnswerField {
  const label = { en: name, zh: name }
  return { name, label, kind: 'number', accepted: [{ value: String(value), clause }], mistakes }
}

function mistakesAround(value: number): AnswerField['mistakes'] {
  return [
    {
      value: String(advance(value, -1)),
      why: {
        en: 'One too few: SYN and FIN each take a sequence number.',
        zh: '少了 1：SYN 和 FIN 各占用一个序列号。',
      },
    },
    {
      value: String(advance(value, 1)),
      why: {
        en: 'One too many: an ACK by itself takes no sequence number.',
        zh: '多了 1：单独的 ACK 不占用序列号。',
      },
    },
  ]
}

/** PSH is asked of nobody: RFC 9293 leaves it to the sender where more data follows. */
function flagsField(CTL: number, clause: string): AnswerField {
  const accepted = [{ value: describeControlBits(CTL), clause }]
  if (CTL & PSH) accepted.push({ value: describeControlBits(CTL & ~PSH), clause: 'RFC 9293 §3.9.1.2' })
  const mistakes: AnswerField['mistakes'] =
    CTL & ACK
      ? [
          {
            value: describeControlBits(CTL & ~ACK),
            why: {
              en: 'Only the very first SYN and some RSTs go without ACK.',
              zh: '只有最初的 SYN 和部分 RST 不带 ACK。',
            },
          },
        ]
      : []
  return { name: 'CTL', label: { en: 'Control bits', zh: '控制位' }, kind: 'flags', accepted, mistakes }
}
