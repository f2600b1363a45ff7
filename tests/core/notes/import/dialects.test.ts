// Golden pairs, one for each dialect and each refusal: `tests/fixtures/import/<name>.md` and what is read from it, `.json`.
// `UPDATE=1` rewrites the goldens; under CI a missing one fails. Every card's place must point at its own question.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { describeProblem } from '#lib/core/problem.ts'
import { describeRepairs } from '#lib/core/notes/import/repair.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const folder = fileURLToPath(new URL('../../../fixtures/import/', import.meta.url))
const sources = readdirSync(folder)
  .filter((name) => !name.endsWith('.json'))
  .sort()

/** What a golden shows: cards as people judge them, problems and repairs as sentences. */
function show(name: string): unknown {
  const read = readNotes(readFileSync(folder + name), { file: name })
  return {
    cards: read.cards.map(
      ({
        id,
        place,
        lines,
        tier,
        dialect,
        kind,
        question,
        answer,
        contextPath,
        context,
        options,
        explicitId,
        repairs,
      }) => ({
        lines: `${place.line}-${lines.to}`,
        tier,
        dialect,
        kind,
        ...(explicitId ? { id } : {}),
        contextPath: contextPath.join(' › '),
        question,
        answer,
        ...(options === undefined
          ? {}
          : { options: options.map((option) => `${option.right ? 'x' : ' '} ${option.text}`) }),
        ...(context === '' ? {} : { context }),
        ...(repairs.length === 0 ? {} : { repairs }),
      }),
    ),
    problems: read.problems.map((problem) =>
      `${problem.place?.line ?? ''} ${problem.code}: ${describeProblem(problem, 'en')}`.trim(),
    ),
    repairs: describeRepairs(read.repairs, 'en'),
  }
}

describe('one golden pair a dialect', () => {
  for (const source of sources) {
    const golden = folder + source.replace(/\.\w+$/, '.json')
    it(source, () => {
      const shown = show(source)
      if (process.env['UPDATE'] === '1' || (!existsSync(golden) && process.env['CI'] === undefined)) {
        writeFileSync(golden, `${JSON.stringify(shown, null, 2)}\n`)
      }
      expect(shown).toEqual(JSON.parse(readFileSync(golden, 'utf8')))
    })
  }
})
