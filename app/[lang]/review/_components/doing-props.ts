// What each kind of card gets that has something to do: choose, type, put in order, answer an exercise.
import type { Verdict } from '#lib/core/answers/verdict.ts'
import type { QueueCard } from '#lib/server/web.ts'

export interface DoingProps {
  readonly card: QueueCard
  readonly answered: boolean
  readonly onJudge: (verdict: Verdict, record: object) => void
  readonly onReveal: () => void
}
