// What an interview may ask this person: the sheets of the notes with what the scheduler knows of each card.
import type { Candidate } from '#lib/core/interview/candidate.ts'
import { modelOf } from '#lib/core/memory/fsrs.ts'
import type { Memory } from '#lib/core/memory/memory.ts'
import type { FacetName, Lang } from '#lib/core/notes/card.ts'
import { makeFacetId } from '#lib/core/notes/facets.ts'
import type { Server } from '#lib/server/server.ts'
import type { SheetRecord } from '#lib/server/store/content.ts'
import { canAsk } from '#lib/server/usecases/ask-exercise.ts'
import { clockOf, settingsOf, weightsOf } from '#lib/server/usecases/person-settings.ts'

type CandidateOf = Candidate & Pick<SheetRecord, 'lang' | 'hash'>

/** Everything that can be asked in a language. */
export async function findCandidates(
  { store, timeShiftMs }: Pick<Server, 'store' | 'timeShiftMs'>,
  userId: string,
  lang: Lang,
): Promise<{ readonly candidates: readonly CandidateOf[]; readonly nowMs: number }> {
  const sheets = (await store.content.sheets(lang)).filter(isAskable)
  // Exercises keep schedules of another name, and are drawn anew each time: having seen one says little.
  const facets = sheets.map(({ card }) => makeFacetId(card, 'main' as FacetName))
  const reading = await store.log.read(userId, facets, [])
  const nowMs = Math.floor(reading.nowMs + timeShiftMs())
  const settings = settingsOf(reading.settings)
  const today = clockOf(settings.timeZone, settings.rolloverHour).studyDay(nowMs)
  const model = modelOf(weightsOf(reading.settings))
  const summary = (memory: Memory | undefined): Candidate['memory'] =>
    memory === undefined || memory.state === 'new'
      ? null
      : {
          recall: model.recall(Math.max(0, today - memory.lastDay), memory.stability),
          lapses: memory.lapses,
          lastSeenAtMs: memory.lastAtMs,
        }
  const candidates = sheets.map((sheet, i) => ({
    ...toCandidate(sheet),
    ...{ lang: sheet.lang, hash: sheet.hash, memory: summary(reading.memories.get(facets[i]!)?.memory) },
  }))
  return { candidates, nowMs }
}

const isAskable = ({ kind, protocol }: SheetRecord): boolean =>
  kind !== 'cloze' && (kind !== 'exercise' || (protocol !== null && canAsk(protocol)))

/** A sheet as the core asks and marks it, apart from anybody's memory. */
export function toCandidate({ card, topic, layer, tags, level, kind, question, sheet }: SheetRecord): Candidate {
  return { card, topic, layer, tags, level, kind, question, ...sheet, memory: null }
}
