// "Why is this segment not taken?" Outside the window, a RST out of place, a full queue, an old timestamp…
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, choiceForm, describeArrival, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import { reasons, type ReasonId } from '#lib/core/protocols/tcp/reasons.ts'

export const whyDiscardedKind = 'why-discarded'

function discardedIn({ effects, arrival }: Moment): { reason: ReasonId; clause: string } | null {
  for (const effect of effects) {
    if (effect.kind === 'endpoint' && effect.effect.kind === 'discard' && arrival?.host === effect.host)
      return effect.effect
  }
  return null
}

/** What else might be thought of an arriving segment. */
const usual: readonly ReasonId[] = [
  'outside the window',
  'RST outside the window',
  'RST not at RCV.NXT',
  'SYN in a synchronized state',
  'ACK of nothing sent',
  'old timestamp',
  'SYN queue full',
  'accept queue full',
  'repeated FIN',
  'repeated SYN',
  'data after CLOSE',
]

export function askWhyDiscarded(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    whyDiscardedKind,
    scenario,
    seed,
    (moment) => discardedIn(moment) !== null,
    (moment) => {
      const { reason, clause } = discardedIn(moment)!
      const name = hostTitles(scenario)[moment.arrival!.host]
      const arrives = describeArrival(moment)
      const why = { en: 'Not this one.', zh: '不是这个原因。' }
      const others = drawShuffled(startRandom(`${seed}/others`), usual.filter((one) => one !== reason))
      const options = others.value.slice(0, 3).map((one) => ({ text: reasons[one], why }))
      return {
        question: {
          en: `${arrives.en} at ${name.en} and is not simply processed. Why?`,
          zh: `${arrives.zh}${name.zh}，却没有被正常处理。为什么？`,
        },
        form: choiceForm(
          seed,
          { text: reasons[reason], why: { en: `By ${clause}.`, zh: `依据 ${clause}。` } },
          clause,
          options,
        ),
        explanation: reasons[reason],
        clauses: [clause],
      }
    },
  )
}
