// What a step of a run says: the first sentence is what happened, the others what came of it.
import { Clause } from '../../../_ui/clause.tsx'

export interface Sentence {
  readonly text: string
  /** The clause that asks for it. */
  readonly clause: string | null
}

export function Sentences({ sentences, as: Line = 'p' }: { sentences: readonly Sentence[]; as?: 'p' | 'div' }) {
  return sentences.map(({ text, clause }, i) => (
    <Line key={i} className={i === 0 ? 'event' : 'effect'}>
      {text}{clause === null ? null : <span className="small"> · <Clause text={clause} /></span>}
    </Line>
  ))
}
