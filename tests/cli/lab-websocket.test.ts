// The endpoint alone: prints where it is, echoes, and says goodbye when it is interrupted.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { labWebSocket } from '#lib/cli/lab-websocket.ts'

it('runs until it is interrupted', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', "import('#lib/cli/main.ts').then(({ main }) => main(['lab', 'websocket', '--json']))"])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  while (!said.includes('\n')) await once(child.stdout, 'data')
  const { address, addresses } = JSON.parse(said) as { address: string; addresses: Record<string, string> }
  expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/$/)

  const client = new WebSocket(addresses['upper']!)
  await once(client, 'open')
  client.send('hello')
  expect(String((await once(client, 'message'))[0])).toBe('HELLO')
  const status = await fetch(address.replace(/^ws/, 'http'))
  expect(status.status).toBe(426)
  expect((await fetch(`${address.replace(/^ws/, 'http')}nothing`)).status).toBe(404)

  child.kill('SIGINT')
  const [[code], [exitCode]] = (await Promise.all([once(client, 'close'), once(child, 'exit')])) as [[number], [number]]
  expect([code, exitCode]).toEqual([1001, 0])
  // One JSON value, and no other.
  expect(said.trim().split('\n')).toHaveLength(1)
})

it.each([[{ port: 'x' }], [{ port: '70000' }], [{ port: true }]] as const)('says how it is called when given %j', async (options) => {
  const outcome = await labWebSocket.run({ args: [], options }, () => undefined)
  expect(outcome.exitCode).toBe(2)
})
