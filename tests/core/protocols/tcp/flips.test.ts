import { build, type Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import * as engine from '#lib/core/protocols/tcp/exercises.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'
import { flips, type Edit, type Flip } from './flips.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The exercises with another engine under them: bundled from source, with the change in it. */
async function withEdit({ file, find, replace }: Edit): Promise<typeof engine> {
  const change: Plugin = {
    name: 'edit',
    setup: (bundle) => {
      bundle.onLoad({ filter: new RegExp(`/protocols/tcp/${file}$`) }, ({ path }) => {
        const code = readFileSync(path, 'utf8')
        if (code.split(find).length !== 2) throw new Error(`“${find}” does not stand once in ${file}`)
        return { contents: code.replace(find, () => replace), loader: 'ts' }
      })
    },
  }
  const entryPoints = [`${root}lib/core/protocols/tcp/exercises.ts`]
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'esm', plugins: [change], absWorkingDir: root })
  const text = Buffer.from(outputFiles[0]!.contents).toString('base64')
  return (await import(`data:text/javascript;base64,${text}`)) as typeof engine
}

function ask({ askExercise }: typeof engine, { kind, scenario, seed }: Flip): Exercise {
  const text = readFileSync(`${root}content/scenarios/tcp/${scenario}.trace`, 'utf8')
  const asked = askExercise(kind, { name: scenario, file: parseTrace(text).file }, seed)
  if (!asked.ok) throw new Error(asked.problem.code)
  return asked.value
}

const answerOf = ({ form }: Exercise) =>
  form.kind === 'choice'
    ? form.choices.filter(({ verdict }) => verdict === 'right').map(({ text }) => text.en)
    : form.fields.map(({ accepted }) => accepted[0]!.value)

describe('the engine decides', () => {
  it('every kind of exercise has a change that flips it', () => {
    expect(flips.map(({ kind }) => kind)).toEqual(engine.exerciseKinds.map(({ name }) => name))
  })

  it.each(flips)('$kind: $edit.file changed, $scenario asked, another answer', async (flip) => {
    const [before, after] = [ask(engine, flip), ask(await withEdit(flip.edit), flip)]
    expect(after.question).toEqual(before.question)
    expect(after.shown !== before.shown).toBe(flip.showsEarlier)
    expect(answerOf(after)).not.toEqual(answerOf(before))
  })
})
