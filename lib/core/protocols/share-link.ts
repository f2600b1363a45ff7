// A lab's run in the hash of an address: scenario, step, changes, and the name of the run that they make; and what is
// compared beside it. The name is what finds out a link that was tampered with, or one of a version in which the run
// goes otherwise.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { mostEdits, type Edit } from '#lib/core/protocols/lab-run.ts'

export interface SharedRun {
  /** `third-ack-lost`, without folder and ending. */
  readonly scenario: string
  readonly step: number
  readonly edits: readonly Edit[]
  /** What `nameRun` said; null in a link that only names a scenario and a step. */
  readonly run: string | null
  /** Two runs side by side, where the lab has such. */
  readonly compared: Compared | null
}

export interface Compared {
  readonly name: string
  /** How many of the two runs' moments have passed; null: all of them. */
  readonly at: number | null
}

/** Longer ones are refused unread: room for an edited zone or two. */
export const mostCharacters = 24_000

/** `scenario=third-ack-lost&step=9&edit=8:drop+%233&run=…&compare=sack&at=12`, without `#`. */
export function printSharedRun({ scenario, step, edits, run, compared }: SharedRun): string {
  const pairs: [string, string][] = [['scenario', scenario]]
  if (step > 0) pairs.push(['step', String(step)])
  for (const edit of edits) pairs.push(['edit', `${edit.step}:${edit.text}`])
  if (run !== null) pairs.push(['run', run])
  if (compared !== null) pairs.push(['compare', compared.name])
  if (compared !== null && compared.at !== null) pairs.push(['at', String(compared.at)])
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%20', '+')}`).join('&')
}

/**
 * Reads a hash, with or without `#`. A part that is not known is refused, and so are changes without the name
 * of their run and a moment of no comparison.
 */
export function parseSharedRun(hash: string): Result<SharedRun> {
  const refuse = (part: string): Result<never> => fail({ code: 'lab-link', params: { part: part.slice(0, 60) } })
  if (hash.length > mostCharacters) return refuse(hash)
  let scenario = ''
  let step = 0
  let run: string | null = null
  let compared: string | null = null
  let at: number | null = null
  const edits: Edit[] = []
  for (const pair of hash.replace(/^#/, '').split('&')) {
    const equals = pair.indexOf('=')
    const value = decode(pair.slice(equals + 1))
    if (equals < 0 || value === null) return refuse(pair)
    const key = pair.slice(0, equals)
    const edit = /^(\d{1,6}):(.{1,12000})$/s.exec(value)
    if (key === 'scenario' && /^[a-z0-9-]{1,60}$/.test(value)) scenario = value
    else if (key === 'step' && /^\d{1,6}$/.test(value)) step = Number(value)
    else if (key === 'compare' && /^[a-z0-9-]{1,60}$/.test(value)) compared = value
    else if (key === 'at' && /^\d{1,6}$/.test(value)) at = Number(value)
    else if (key === 'run' && /^[0-9a-f]{12}$/.test(value)) run = value
    else if (key === 'edit' && edit !== null && edits.length < mostEdits)
      edits.push({ step: Number(edit[1]), text: edit[2]! })
    else return refuse(pair)
  }
  if (scenario === '') return refuse('scenario')
  if (edits.length > 0 && run === null) return refuse('run')
  if (at !== null && compared === null) return refuse('compare')
  return ok({ scenario, step, edits, run, compared: compared === null ? null : { name: compared, at } })
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
