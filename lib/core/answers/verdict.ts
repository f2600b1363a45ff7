// What every marking of an answer comes to. `partly` proposes neither Again nor Good: the person decides.

export type Verdict = 'right' | 'partly' | 'wrong'

/** Right if all parts are, wrong if none is; nothing to judge is wrong. */
export function verdictOf(rightParts: number, parts: number): Verdict {
  return parts > 0 && rightParts === parts ? 'right' : rightParts > 0 ? 'partly' : 'wrong'
}
