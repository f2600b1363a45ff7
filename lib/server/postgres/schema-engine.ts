// Prisma's schema engine as WebAssembly: it reads schema.prisma and speaks to Postgres through our own driver,
// so that nothing has to be downloaded. Everything about migrations goes through here.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'

const require = createRequire(import.meta.url)

// Once a process: the package's glue keeps views of the memory of the first instance that it was given.
let loaded: Promise<typeof SchemaEngine> | null = null

async function loadEngine(): Promise<typeof SchemaEngine> {
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as {
    __wbg_set_wasm: (exports: WebAssembly.Exports) => void
    SchemaEngine: typeof SchemaEngine
  }
  // The package's own entry imports the .wasm file as a module, which Node 20 cannot do.
  const file = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
  return glue.SchemaEngine
}

/** Runs `use` with an engine bound to the database at `url`, and frees it. */
export async function withSchemaEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= loadEngine()
  const Engine = await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }))
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, adapter)
  try {
    return await use(engine)
  } finally {
    engine.free()
  }
}
