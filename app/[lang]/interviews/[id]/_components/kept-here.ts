// What this device keeps of an interview until the server has it: texts that are not sent yet, and an action under way.
// A tab is a device of its own: two of them write two drafts.
import { v7 } from 'uuid'

export interface KeptText {
  readonly question: string
  readonly deviceId: string
  readonly number: number
  readonly text: string
}

const prefix = (interview: string) => `protodeck-interview-${interview}`

function store(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** Kept over reloads, not over a new tab. */
export function tabId(): string {
  try {
    const known = sessionStorage.getItem('protodeck-tab')
    if (known !== null) return known
    const made = v7()
    sessionStorage.setItem('protodeck-tab', made)
    return made
  } catch {
    return 'a tab without storage'
  }
}

export function keepText(interview: string, kept: KeptText): void {
  try {
    store()?.setItem(`${prefix(interview)} text ${kept.question} ${kept.deviceId}`, JSON.stringify(kept))
  } catch {
    // Full or closed to us: the server's draft is what there is.
  }
}

/** The server has this text, or a later one of it. */
export function forgetText(interview: string, { question, deviceId, number }: Omit<KeptText, 'text'>): void {
  const key = `${prefix(interview)} text ${question} ${deviceId}`
  const kept = JSON.parse(store()?.getItem(key) ?? 'null') as KeptText | null
  if (kept !== null && kept.number <= number) store()?.removeItem(key)
}

/** Texts for a question that some tab of this browser could not send. */
export function keptTexts(interview: string, question: string): readonly KeptText[] {
  const local = store()
  if (local === null) return []
  const keys = Array.from({ length: local.length }, (_, i) => local.key(i) ?? '').filter((key) => key.startsWith(`${prefix(interview)} text ${question} `))
  return keys.flatMap((key) => (JSON.parse(local.getItem(key) ?? 'null') as KeptText | null) ?? [])
}

/** How long somebody spoke on a question, in milliseconds: kept beside the text that came of it. */
export function keepSpoken(interview: string, question: string, spokenMs: number): void {
  try {
    store()?.setItem(`${prefix(interview)} spoken ${question}`, String(Math.round(spokenMs)))
  } catch {
    // The time is lost with a reload, the text is not.
  }
}

export function keptSpoken(interview: string, question: string): number {
  const spokenMs = Number(store()?.getItem(`${prefix(interview)} spoken ${question}`) ?? 0)
  return Number.isFinite(spokenMs) ? Math.max(0, spokenMs) : 0
}

/** The interview is finished: its log has the times. */
export function forgetSpoken(interview: string): void {
  const local = store()
  if (local === null) return
  const keys = Array.from({ length: local.length }, (_, i) => local.key(i) ?? '')
  for (const key of keys) if (key.startsWith(`${prefix(interview)} spoken `)) local.removeItem(key)
}

/** An action whose answer has not come: sent again under the same id, also after a reload. */
export function keepCommand(interview: string, command: Readonly<Record<string, unknown>> | null): void {
  try {
    if (command === null) store()?.removeItem(`${prefix(interview)} command`)
    else store()?.setItem(`${prefix(interview)} command`, JSON.stringify(command))
  } catch {
    // As above.
  }
}

export function keptCommand(interview: string): Readonly<Record<string, unknown>> | null {
  return JSON.parse(store()?.getItem(`${prefix(interview)} command`) ?? 'null') as Readonly<Record<string, unknown>> | null
}
