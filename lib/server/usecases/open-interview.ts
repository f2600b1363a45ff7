// An interview as it stands now: the fold of its log, by Postgres's clock. There is no timer; whoever comes first
// after the deadline writes that the time is over, dated at the deadline.
import { randomUUID } from 'node:crypto'
import { replayLog } from '#lib/core/engine/log.ts'
import { dueTimeOverMs, type InterviewState } from '#lib/core/interview/interview-state.ts'
import { interviewMachine } from '#lib/core/interview/machine.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import type { InterviewLog } from '#lib/server/store/interviews.ts'

export type InterviewDeps = Pick<Server, 'store' | 'timeShiftMs'>

export interface OpenInterview extends InterviewLog {
  readonly state: InterviewState
}

/** How often two writers may get in each other's way before that counts as a fault. */
export const attempts = 6

/** `unknown-interview` where this person has none of that id. `userId` null: nobody, who has none. */
export async function openInterview(deps: InterviewDeps, userId: string | null, id: string): Promise<Result<OpenInterview>> {
  if (userId === null) return fail({ code: 'unknown-interview' })
  for (let attempt = 0; attempt < attempts; attempt++) {
    const log = await deps.store.interviews.read(userId, id)
    if (log === null) return fail({ code: 'unknown-interview' })
    const open = foldInterview(log, Math.floor(log.nowMs + deps.timeShiftMs()))
    const overMs = dueTimeOverMs(open.state, open.nowMs)
    if (overMs === null) return ok(open)
    const over = { id: randomUUID(), atMs: overMs, deviceId: null, event: { type: 'time-over' } } as const
    await deps.store.interviews.append(userId, id, open.events.length, [over])
  }
  throw new Error(`interview ${id} could not be settled`)
}

/** The state of a log; one that the machine refuses is a bug, or another release's. */
export function foldInterview(log: InterviewLog, nowMs: number): OpenInterview {
  const { blueprint, points } = log.record.setup
  const folded = replayLog(interviewMachine, {
    config: { blueprint, points },
    seed: blueprint.request.seed,
    entries: log.events.map(({ event, atMs }) => ({ event, at: atMs })),
  })
  if (!folded.ok) throw new Error(`interview ${log.record.id}: entry ${folded.problem.index} is refused: ${folded.problem.problem.code}`)
  return { ...log, nowMs, state: folded.value }
}
