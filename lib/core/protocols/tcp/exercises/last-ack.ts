// "Who sends the last acknowledgment of the close?" And with which number: the peer's FIN takes one.
import type { Result } from '#lib/core/problem.ts'
import type { AnswerField, Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, numberForm, sentIn, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { hostNames } from '#lib/core/protocols/tcp/simulation.ts'
import type { HostName } from '#lib/core/protocols/tcp/link.ts'
import { advance } from '#lib/core/protocols/tcp/sequence.ts'

export const lastAckKind = 'last-ack'

/** The host that goes to TIME-WAIT in this moment, by the FIN that it acknowledges. */
function waitsNow(moment: Moment): HostName | null {
  const arrives = moment.arrival?.host
  const waits = moment.effects.some((effect) => {
    return effect.kind === 'endpoint' && effect.effect.kind === 'transition' && effect.effect.to === 'TIME-WAIT'
  })
  return waits && arrives !== undefined && sentIn(moment, arrives).length > 0 ? arrives : null
}

export function askLastAck(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    lastAckKind,
    scenario,
    seed,
    (moment) => waitsNow(moment) !== null,
    (moment) => {
      const host = waitsNow(moment)!
      const { ACK } = sentIn(moment, host)[0]!.SEG
      const names = hostTitles(scenario)
      const form = numberForm('ACK', { en: 'Its ACK', zh: '它的 ACK' }, ACK, 'RFC 9293 §3.4', [
        {
          value: advance(ACK, -1),
          why: { en: 'The FIN takes a sequence number.', zh: 'FIN 占用一个序列号。' },
        },
        {
          value: advance(ACK, 1),
          why: { en: 'The FIN takes one number, not two.', zh: 'FIN 只占一个序列号，不是两个。' },
        },
      ])
      const who: AnswerField = {
        ...{ name: 'host', kind: 'word' },
        label: {
          en: `Who (A = ${names.A.en}, B = ${names.B.en})`,
          zh: `哪一方（A = ${names.A.zh}，B = ${names.B.zh}）`,
        },
        accepted: [{ value: host, clause: 'RFC 9293 §3.6' }],
        mistakes: hostNames
          .filter((name) => name !== host)
          .map((value) => ({
            value,
            why: {
              en: 'It sent the last FIN; the other side acknowledges it.',
              zh: '它发出的是最后一个 FIN，由另一方确认。',
            },
          })),
      }
      return {
        question: {
          en: 'One segment of the close is still to be sent: the last acknowledgment. Who sends it, and with which ACK number?',
          zh: '关闭过程还剩一个报文段：最后的确认。由哪一方发出？确认号是多少？',
        },
        form: form.kind === 'fields' ? { kind: 'fields', fields: [who, ...form.fields] } : form,
        explanation: {
          en: `${names[host].en} sends ACK=${ACK} and goes to TIME-WAIT, because this ACK may be lost.`,
          zh: `${names[host].zh}发出 ACK=${ACK} 并进入 TIME-WAIT，因为这个 ACK 可能丢失。`,
        },
        clauses: ['RFC 9293 §3.6', 'RFC 9293 §3.10.7.4'],
      }
    },
  )
}
