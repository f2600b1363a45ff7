// Mock interviews, the log of each, and what is being typed. Every function takes the person's id; nobody sees
// another's. What the events mean is core's business (`core/interview`); here they are only kept.
import type { Blueprint, QuestionId } from '#lib/core/interview/blueprint.ts'
import type { CardId, Lang } from '#lib/core/notes/card.ts'
import type { InterviewEvent } from '#lib/core/interview/event.ts'
import type { Dimensions } from '#lib/core/interview/report.ts'

/** What is fixed when an interview is made: the same events give the same report whatever becomes of the notes. */
export interface InterviewSetup {
  readonly blueprint: Blueprint
  /** Key-point ids by question. */
  readonly points: Readonly<Record<QuestionId, readonly string[]>>
  /** Which text of each card is asked. */
  readonly versions: readonly { readonly card: CardId; readonly lang: Lang; readonly hash: string }[]
}

/** 0 to 1; null: nothing to go by. */
export interface Figures {
  readonly overall: number | null
  readonly dimensions: Dimensions
}

export interface InterviewRecord {
  readonly id: string
  readonly createdAtMs: number
  readonly setup: InterviewSetup
  /** A cache of the report's figures; null: not reported yet. */
  readonly figures: Figures | null
}

export interface StoredInterviewEvent {
  readonly id: string
  readonly atMs: number
  readonly deviceId: string | null
  readonly event: InterviewEvent
}

export interface InterviewLog {
  /** The database's clock. */
  readonly nowMs: number
  readonly record: InterviewRecord
  /** In the order in which they were accepted. */
  readonly events: readonly StoredInterviewEvent[]
}

export interface InterviewDraft {
  readonly question: QuestionId
  readonly deviceId: string
  /** Counted by the device: a later one overwrites an earlier one, whichever arrives first. */
  readonly number: number
  readonly text: string
}

export type KeptDraft = InterviewDraft & { readonly savedAtMs: number }

/** What a device is told when its draft is kept: enough to notice that another one has moved on. */
export interface DraftReceipt {
  readonly nowMs: number
  /** How many events the log has. */
  readonly seq: number
  /** The newest draft that another device has for this question. */
  readonly other: { readonly deviceId: string; readonly savedAtMs: number } | null
}

export const linkKinds = ['report', 'interviewer', 'candidate'] as const
/** What a link opens: the report, or an interview under way as the one who asks or the one who answers. */
export type LinkKind = (typeof linkKinds)[number]

export interface InterviewLink {
  readonly id: string
  readonly kind: LinkKind
  /** Of a report: whether the answers are shown as they were given. */
  readonly withAnswers: boolean
  readonly createdAtMs: number
  readonly expiresAtMs: number
}

export interface FoundLink extends InterviewLink {
  readonly userId: string
  readonly interviewId: string
  /** The database's clock. */
  readonly nowMs: number
}

/** Of one interview; who needs more withdraws some. */
export const mostLinks = 20

/** Of one interview: bytes of text and rows that its drafts may take. */
export const draftBytes = 4 << 20
export const draftRows = 200

export interface InterviewStore {
  /** The database's clock. */
  clock(): Promise<number>
  /** False: the person has an interview of this id already. */
  create(userId: string, interview: Omit<InterviewRecord, 'figures'>): Promise<boolean>
  /** Newest first. */
  list(userId: string, limit: number): Promise<readonly InterviewLog[]>
  read(userId: string, id: string): Promise<InterviewLog | null>
  /** All of `events` or none: false where the log has another length than `seen`, or no such interview is there. */
  append(userId: string, id: string, seen: number, events: readonly StoredInterviewEvent[]): Promise<boolean>
  keepFigures(userId: string, id: string, figures: Figures): Promise<void>
  /** Newest first. */
  drafts(userId: string, id: string): Promise<readonly KeptDraft[]>
  /** `unknown`: no such interview; `full`: its drafts would take more than `draftBytes` or `draftRows`. */
  putDraft(userId: string, id: string, draft: InterviewDraft): Promise<DraftReceipt | 'unknown' | 'full'>
  dropDraft(userId: string, id: string, question: QuestionId, deviceId: string): Promise<void>
  /** Under the token's hash. False: no such interview, or it has `mostLinks`. */
  addLink(userId: string, id: string, hash: string, link: InterviewLink): Promise<boolean>
  /** Newest first, expired ones too. */
  links(userId: string, id: string): Promise<readonly InterviewLink[]>
  dropLink(userId: string, id: string, link: string): Promise<void>
  /** Whoever's it is: a link is opened by people without an account. */
  findLink(hash: string): Promise<FoundLink | null>
}
