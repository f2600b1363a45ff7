// What one mock interview asks: sections with time, questions of rising difficulty, follow-ups. Plain data,
// so that two people can take the same one. This file has the types and the plan's rules; choosing is
// `plan-blueprint.ts`.
import type { CardId, CardKind, Lang, Layer, Level, TopicId } from '#lib/core/notes/card.ts'
import type { Millis, Seed } from '#lib/core/engine/machine.ts'

export const interviewMinutes = [10, 20, 30, 45, 60] as const
export type InterviewMinutes = (typeof interviewMinutes)[number]

export const interviewModes = ['mixed', 'explain', 'quick-fire', 'whiteboard'] as const
export type InterviewMode = (typeof interviewModes)[number]

export const interviewRoles = ['backend', 'frontend', 'network'] as const
export type InterviewRole = (typeof interviewRoles)[number]

/** Which cards may be asked. */
export type InterviewScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'topics'; readonly topics: readonly TopicId[] }
  | { readonly kind: 'role'; readonly role: InterviewRole }

export interface BlueprintRequest {
  readonly minutes: InterviewMinutes
  readonly level: Level
  readonly scope: InterviewScope
  readonly lang: Lang
  readonly mode: InterviewMode
  readonly mayPause: boolean
  /**
   * Whether this person's memories count: what was just seen is avoided, what is weak favoured. Off: the same
   * for all.
   */
  readonly personal: boolean
  readonly seed: Seed
}

/** `q1`, its follow-ups `q1.1`, `q1.2`, and theirs `q1.1.1`. */
export type QuestionId = string

export interface PlannedQuestion {
  readonly id: QuestionId
  readonly card: CardId
  readonly topic: TopicId
  /** As the interviewer asks it: the card's own question, or a follow-up's wording. */
  readonly question: string
  readonly kind: CardKind
  readonly level: Level
  readonly importance: 1 | 2 | 3
  readonly plannedMs: Millis
  readonly followUps: readonly PlannedQuestion[]
}

export const sectionKinds = ['warm-up', 'core', 'deep', 'quick-fire', 'board'] as const
export type SectionKind = (typeof sectionKinds)[number]

export interface Section {
  readonly kind: SectionKind
  /** Sum of its questions and their follow-ups. */
  readonly plannedMs: Millis
  readonly questions: readonly PlannedQuestion[]
}

export interface Blueprint {
  readonly format: 1
  readonly request: BlueprintRequest
  /** Sum of the sections, and the interview's length. */
  readonly totalMs: Millis
  /** Time that pauses may take in all; 0: none. */
  readonly pauseMs: Millis
  readonly sections: readonly Section[]
}

export const minuteMs = 60_000
/** Pauses in all, where the blueprint allows any. */
export const pauseBudgetMs = 5 * minuteMs

/**
 * How long an answer of each kind takes at a level, in seconds: what a good candidate needs, spoken or typed.
 */
export function usualSeconds(kind: CardKind, level: Level, isFollowUp: boolean): number {
  switch (kind) {
    case 'explain':
      return isFollowUp ? 60 + 15 * level : 120 + 30 * level
    case 'exercise':
      return 180 + 30 * level
    case 'order':
      return 75
    case 'choice':
      return 40 + 5 * level
    case 'cloze':
    case 'typed':
      return 30
  }
}

/** The layers that each role is asked about, the first ones most. */
export const layersOfRole: Readonly<Record<InterviewRole, readonly Layer[]>> = {
  backend: ['application', 'transport', 'security', 'general'],
  frontend: ['application', 'security', 'general'],
  network: ['network', 'link', 'transport', 'general'],
}

interface SectionPlan {
  readonly kind: SectionKind
  /** Of the interview's time. */
  readonly share: number
  /** Added to the interview's level, within 1 to 3. */
  readonly levelShift: -1 | 0 | 1
  readonly kinds: readonly CardKind[]
}

const quick: readonly CardKind[] = ['choice', 'typed', 'order']

/** The sections of each mode, in the order in which they are asked; the shares sum to 1. */
export const sectionPlans: Readonly<Record<InterviewMode, readonly SectionPlan[]>> = {
  mixed: [
    { kind: 'warm-up', share: 0.2, levelShift: -1, kinds: ['choice', 'typed', 'explain'] },
    { kind: 'core', share: 0.5, levelShift: 0, kinds: ['explain', 'order', 'exercise'] },
    { kind: 'deep', share: 0.3, levelShift: 1, kinds: ['explain', 'exercise'] },
  ],
  explain: [
    { kind: 'warm-up', share: 0.25, levelShift: -1, kinds: ['explain'] },
    { kind: 'core', share: 0.45, levelShift: 0, kinds: ['explain'] },
    { kind: 'deep', share: 0.3, levelShift: 1, kinds: ['explain'] },
  ],
  'quick-fire': [{ kind: 'quick-fire', share: 1, levelShift: 0, kinds: quick }],
  whiteboard: [
    { kind: 'core', share: 0.25, levelShift: 0, kinds: ['explain'] },
    // Runs of the labs, to be worked out: what is computed by the engine can be marked by it.
    { kind: 'board', share: 0.75, levelShift: 0, kinds: ['exercise'] },
  ],
}

/** Every question of a blueprint with its follow-ups, in the order of the plan. */
export function allQuestions(blueprint: Blueprint): readonly PlannedQuestion[] {
  return blueprint.sections.flatMap((section) => section.questions.flatMap(withFollowUps))
}

export function withFollowUps(question: PlannedQuestion): readonly PlannedQuestion[] {
  return [question, ...question.followUps.flatMap(withFollowUps)]
}
