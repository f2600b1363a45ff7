// Settings are events like everything else; the person's row holds them folded.
import { v7 } from 'uuid'
import { settingsProblems, type Settings } from '#lib/core/memory/settings.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import { settingsOf, type PersonSettings } from '#lib/server/usecases/person-settings.ts'

/** Returns all settings as they are now. */
export async function changeSettings(
  { store, timeShiftMs }: Pick<Server, 'store' | 'timeShiftMs'>,
  userId: string,
  change: Partial<Settings>,
): Promise<Result<PersonSettings>> {
  const problem = settingsProblems(change)[0]
  if (problem !== undefined) return fail(problem)
  const { nowMs } = await store.log.read(userId, [], [])
  const at = Math.floor(nowMs + timeShiftMs())
  const stored = await store.log.appendSettings(userId, {
    ...{ id: v7(), kind: 'settings', facet: null, atMs: at, receivedAtMs: at, deviceId: null, groupId: null },
    payload: change,
  })
  return ok(settingsOf(stored))
}
