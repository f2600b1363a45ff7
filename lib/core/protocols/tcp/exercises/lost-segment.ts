// "Which segment was lost?" Only what the hosts saw is shown: the acknowledgments tell.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, newestTcb, numberForm, sentIn, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario, type TcpTimeline } from '#lib/core/protocols/tcp/exercises/run.ts'
import type { Segment } from '#lib/core/protocols/tcp/wire.ts'

export const lostSegmentKind = 'lost-segment'

/** A's segments that were lost before a moment, without their repetitions. */
function lostBefore({ points }: TcpTimeline, { at }: Moment): Segment[] {
  const sent = new Map<number, Segment>()
  const lost: Segment[] = []
  for (const { effects } of points.slice(0, at + 1)) {
    for (const effect of effects) {
      if (effect.kind === 'sent' && effect.host === 'A') sent.set(effect.id, effect.SEG)
      if (effect.kind === 'lost' && effect.from === 'A' && sent.has(effect.id)) lost.push(sent.get(effect.id)!)
    }
  }
  return lost
}

export function askLostSegment(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    lostSegmentKind,
    scenario,
    seed,
    // Before the first repetition: afterwards there is nothing to find out.
    (moment, timeline) => {
      const again = sentIn(moment, 'A').some(({ reason }) => reason.endsWith('retransmission'))
      const first = lostBefore(timeline, moment)[0]
      return again && first !== undefined && newestTcb(moment.before, 'A')?.SND.UNA === first.SEQ
    },
    (moment, timeline) => {
      const [{ SEQ }] = lostBefore(timeline, moment) as [Segment]
      const { SND } = newestTcb(moment.before, 'A')!
      const names = hostTitles(scenario)
      return {
        question: {
          en: `${names.A.en} is about to send something again. Judging by what came back: with which SEQ did the first segment begin that never reached ${names.B.en}?`,
          zh: `${names.A.zh}即将重传。根据返回的内容判断：第一个没有到达${names.B.zh}的报文段，其 SEQ 是多少？`,
        },
        form: numberForm('SEQ', { en: 'SEQ', zh: 'SEQ' }, SEQ, 'RFC 5681 §3.2', [
          {
            value: SND.NXT,
            why: { en: 'That was not sent yet.', zh: '那里还没有发送过。' },
          },
          {
            value: SEQ - 1,
            why: {
              en: 'The acknowledgment number names the missing octet itself, not the one before it.',
              zh: '确认号正是缺少的那个字节，而不是它的前一个。',
            },
          },
        ]),
        explanation: {
          en: `The acknowledgments stop at ${SEQ}: that octet is missing.`,
          zh: `确认号停在 ${SEQ}：缺的就是这个字节。`,
        },
        clauses: ['RFC 5681 §3.2', 'RFC 9293 §3.4'],
        conceals: /^\s*(lost #|\d\S* drop #)/,
      }
    },
  )
}
