// What can happen in an interview. Events are facts with a time from the server's clock; drafts are none of
// them.
import type { QuestionId } from '#lib/core/interview/blueprint.ts'
import type { Verdict } from '#lib/core/answers/verdict.ts'

/**
 * What was handed in. Kinds that can be judged at once carry their verdict, so that a replay gives the same
 * report.
 */
export type GivenAnswer =
  | { readonly kind: 'explain'; readonly text: string }
  | { readonly kind: 'typed'; readonly text: string; readonly verdict: Verdict }
  | { readonly kind: 'choice'; readonly chosen: readonly number[]; readonly verdict: Verdict }
  | { readonly kind: 'order'; readonly order: readonly number[]; readonly verdict: Verdict }
  | { readonly kind: 'exercise'; readonly given: string; readonly verdict: Verdict }

/** A person's own mark of their answer: which points they think they made, by key-point id. */
export interface SelfMark {
  readonly points: Readonly<Record<string, 'yes' | 'no'>>
}

export type InterviewEvent =
  | { readonly type: 'start' }
  | {
      readonly type: 'submit'
      readonly question: QuestionId
      readonly answer: GivenAnswer
      /** How long the person spoke, where they did; thinking is the rest of the question's time. */
      readonly spokenMs?: number
    }
  | { readonly type: 'hint'; readonly question: QuestionId }
  | { readonly type: 'skip'; readonly question: QuestionId }
  /** Asks a follow-up of a question that has an answer; what was being asked waits. */
  | { readonly type: 'follow-up'; readonly question: QuestionId }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Dated at the deadline by whoever first notices that it has passed. */
  | { readonly type: 'time-over' }
  | { readonly type: 'finish' }
  // After the answer; also after the end.
  | {
      readonly type: 'self-mark'
      readonly question: QuestionId
      readonly when: 'before' | 'after'
      readonly mark: SelfMark
    }
  /** What a partner who asked the question heard; beside the mark, never in its place. */
  | { readonly type: 'partner-mark'; readonly question: QuestionId; readonly mark: SelfMark }
  /** The person sets points right; recorded as such beside the machine's mark. */
  | { readonly type: 'correct'; readonly question: QuestionId; readonly mark: SelfMark }
  | { readonly type: 'include-late'; readonly question: QuestionId; readonly included: boolean }
