// Notes on passages that the server does not have yet: kept on this device, so that none is lost to a closed tab or a
// missing network. What was tried to be saved is tried again.
import type { Annotation } from '#lib/server/web.ts'

export interface Unsent {
  readonly annotation: Annotation
  /** False: it was being written when its window was closed. */
  readonly tried: boolean
}

const key = 'protodeck-annotations-unsent'

function readAll(): readonly Unsent[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown
    return Array.isArray(kept) ? (kept as Unsent[]) : []
  } catch {
    return []
  }
}

function writeAll(all: readonly Unsent[]): void {
  try {
    if (all.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(all))
  } catch {
    // Storage is closed to us: what is on the screen stays there.
  }
}

export const unsentOf = (topic: string): readonly Unsent[] => readAll().filter(({ annotation }) => annotation.topic === topic)
export const hasUnsent = (topic: string): boolean => unsentOf(topic).length > 0

export function keepUnsent(unsent: Unsent): void {
  writeAll([...readAll().filter(({ annotation }) => annotation.id !== unsent.annotation.id), unsent])
}

export function forgetUnsent(id: string): void {
  writeAll(readAll().filter(({ annotation }) => annotation.id !== id))
}
