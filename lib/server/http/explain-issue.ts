// What zod found wrong with a request, in the words of problem.ts: "unexpected X, expected Y".
import type { z } from '@hono/zod-openapi'
import type { Problem } from '#lib/core/problem.ts'

/** The first issue only: the next ones are often its consequences. `whole` names what was checked. */
export function explainIssue(error: z.ZodError, whole: string): Problem {
  const issue = error.issues[0]
  const where = issue?.path.join('.') ?? ''
  const [, expected, received] = /expected (.+?)(?:, received (.+))?$/.exec(issue?.message ?? '') ?? []
  return {
    code: 'bad-request',
    params: {
      unexpected: `${received === undefined ? 'a value' : received === 'undefined' ? 'nothing' : received} for ${where === '' ? whole : `“${where}”`}`,
      expected: expected ?? issue?.message.replace(/^Invalid (?:input: )?/, 'a valid ') ?? 'the documented form',
    },
  }
}
