import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { mutantPlugin } from './core/protocols/tcp/mutants.ts'

const mutant = process.env['PROTODECK_MUTANT'] ?? ''

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: mutant === '' ? [] : [mutantPlugin(mutant)],
  test: {
    projects: [
      // What is pure leaves nothing behind: its files share a process and the modules that it has loaded.
      { extends: true, test: { name: 'pure', include: ['tests/{app,architecture,core}/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'whole', include: ['tests/{cli,content,contract,server}/**/*.test.ts'] } },
    ],
    pool: 'forks',
    // By default one core of two would stay idle.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
