// The whole program as people start it, in a process group of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Started {
  readonly child: ChildProcess
  /** From the command to the line that says `Ready`. */
  readonly ms: number
  readonly said: string
}

/** Without the settings of whoever runs this, which must not decide what is measured. */
export function environmentFor(dataDir: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, PUBLIC_URL: _public, NODE_ENV: _mode, ...inherited } = process.env
  return { ...inherited, NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir }
}

/** Starts a program in a process group of its own and waits until it says that it is ready. */
export function startProgram(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Started> {
  const begun = performance.now()
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/^Ready.*\n/m.test(said)) resolve({ child, ms: performance.now() - begun, said })
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code ?? 'a signal'}: ${said}`)))
  })
}

/** SIGTERM to the group: npm, its shell, and the process that serves. */
export function stopProgram(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('close', () => { resolve() })
    process.kill(-child.pid!, 'SIGTERM')
  })
}
