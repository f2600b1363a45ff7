// A server of a benchmark in a process of its own, ready when it prints a line.
import { spawn } from 'node:child_process'

export interface BenchServer {
  readonly line: string
  /** Sends a line to its standard input and waits for one back. */
  readonly ask: (line: string) => Promise<string>
  readonly stop: () => void
}

export function startBenchServer(file: string, ...args: string[]): Promise<BenchServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const nextLine = (): Promise<string> => new Promise((resolve) => {
    child.stdout.once('data', (bytes: Buffer) => { resolve(bytes.toString().trim()) })
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => { reject(new Error(`${file} ended with ${code ?? 'a signal'}`)) })
    void nextLine().then((line) => {
      resolve({
        line,
        ask: (request) => {
          const answer = nextLine()
          child.stdin.write(`${request}\n`)
          return answer
        },
        stop: () => { child.kill() },
      })
    })
  })
}
