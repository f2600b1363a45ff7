// A person's settings as stored (a cache of their `settings` and `weights` events), with the defaults filled in.
import { defaultWeights, parseWeights, type Weights } from '#lib/core/memory/fsrs.ts'
import { dayClock, type DayClock } from '#lib/core/memory/study-day.ts'
import { defaultSettings, type Settings } from '#lib/core/memory/settings.ts'
import { ok, type Result } from '#lib/core/problem.ts'

export interface PersonSettings extends Settings {
  /** False until the person has a zone of their own: then the browser's applies. */
  readonly zoneChosen: boolean
}

type StoredSettings = Partial<Settings> & { readonly weights?: { readonly id: string; readonly weights: readonly number[] } }

/** `stored` is the JSON of the person's row; null or undefined: nobody yet. */
export function settingsOf(stored: unknown): PersonSettings {
  const { weights: _, ...settings } = (stored ?? {}) as StoredSettings
  return { ...defaultSettings, ...settings, zoneChosen: settings.timeZone !== undefined }
}

// One array for one set of weights: the scheduler keeps what it has computed of an array it has seen before.
const parsedWeights = new Map<string, Weights>()

/** The person's newest weights; the defaults where there are none. */
export function weightsOf(stored: unknown): Weights {
  const own = (stored as StoredSettings | null)?.weights
  if (own === undefined) return defaultWeights
  let weights = parsedWeights.get(own.id)
  if (weights === undefined) {
    const parsed = parseWeights(own.weights)
    weights = parsed.ok ? parsed.value : defaultWeights
    if (parsedWeights.size > 10_000) parsedWeights.clear()
    parsedWeights.set(own.id, weights)
  }
  return weights
}

/** Provenance for a review: the event that brought the weights. */
export function weightsIdOf(stored: unknown): string | null {
  return (stored as StoredSettings | null)?.weights?.id ?? null
}

/** The clock of a request: the person's own zone, else the browser's. Problem: `unknown-time-zone`, of the browser's. */
export function clockForRequest(settings: PersonSettings, browserZone: string | undefined): Result<DayClock> {
  const zone = settings.zoneChosen ? settings.timeZone : (browserZone ?? settings.timeZone)
  const clock = dayClock(zone, settings.rolloverHour)
  return clock.ok || !settings.zoneChosen ? clock : ok(clockOf(zone, settings.rolloverHour))
}

/** The clock of a person's days. An unknown zone, which only an old row could hold, counts as UTC. */
export function clockOf(timeZone: string, rolloverHour: number): DayClock {
  const clock = dayClock(timeZone, rolloverHour)
  if (clock.ok) return clock.value
  const utc = dayClock('UTC', rolloverHour)
  if (!utc.ok) throw new Error(`rollover hour ${rolloverHour}`)
  return utc.value
}
