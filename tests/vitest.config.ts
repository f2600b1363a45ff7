import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { mutantPlugin } from './core/protocols/tcp/mutants.ts'

const mutant = process.env['PROTODECK_MUTANT'] ?? ''

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: mutant === '' ? [] : [mutantPlugin(mutant)],
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/bench/**', 'node_modules/**'],
    pool: 'forks',
    // By default one core of two would stay idle.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
