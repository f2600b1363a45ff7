// Starts the product as a child process, as a person would, but through the tests' own entry file.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface TestServer {
  readonly url: string
  readonly child: ChildProcess
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Resolves when the server says that it is ready. */
export async function startTestServer(options: {
  dataDir: string
  port?: number
  env?: NodeJS.ProcessEnv
}): Promise<TestServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/server-entry.ts'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(options.port ?? 0), DATA_DIR: options.dataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000)
    })
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /Ready on (http:\/\/\S+)/.exec(chunk.toString())
      if (found !== null) resolve(found[1]!)
    })
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code ?? 'a signal'}:\n${said}`)) })
  })
  return {
    url,
    child,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve()
        child.once('exit', () => { resolve() })
        child.kill('SIGTERM')
      }),
  }
}
