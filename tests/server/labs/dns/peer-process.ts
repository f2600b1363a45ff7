// Other people's DNS programs as processes of the tests: each is ended by its own handle, and what it wrote to its
// own folder goes with it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import { root } from '#lib/core/protocols/dns/name.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { askServer } from '#lib/server/labs/dns/ask-server.ts'
import type { Place } from '#lib/server/labs/dns/loopback-servers.ts'

/** Servers of Debian stand in sbin, where not every shell looks. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` }

export const has = (tool: string): boolean => spawnSync(tool, ['-v'], { env }).error === undefined

/** What a tool prints. Not spawnSync: the servers answer in this process. */
export function run(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { env })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
    child.on('close', () => { resolve(out) })
  })
}

/** The answer's octets; null after `ms`, or where nobody listens. */
export function exchange(place: Place, transport: 'udp' | 'tcp', bytes: Uint8Array, ms = 1000): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const end = (answer: Uint8Array | null) => {
      clearTimeout(timer)
      asking.close()
      resolve(answer)
    }
    const asking = askServer(place, transport, bytes, {
      onPort: () => undefined,
      onMessage: end,
      onFailure: () => { end(null) },
    })
    const timer = setTimeout(() => { end(null) }, ms)
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => { resolve(port) })
    })
  })
}

export interface Peer {
  readonly place: Place
  readonly stop: () => Promise<void>
}

/** A server with files of its own; `files` by name, of which the first is its configuration (`%DIR%`, `%PORT%`: its own). */
export async function startPeer(
  program: string, args: readonly string[], files: Readonly<Record<string, string>>,
): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), `dns-${program}-`))
  const place = { host: '127.0.0.1', port: await freePort() }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text.replaceAll('%DIR%', folder).replaceAll('%PORT%', String(place.port)))
  }
  const child = spawn(program, [...args, join(folder, Object.keys(files)[0]!)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const stop = async (): Promise<void> => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  const question = encodeMessage(makeQuery(1, { name: root, type: 'NS', class: 'IN' }))
  const giveUp = Date.now() + 8000
  while (child.exitCode === null && Date.now() < giveUp) {
    await pause(40)
    if ((await exchange(place, 'udp', question, 400)) !== null) return { place, stop }
  }
  await stop()
  throw new Error(`${program} does not answer: ${said.slice(-400)}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => { child.kill('SIGKILL') }, 2000)
  await ended
  clearTimeout(late)
}

/** One NSD with zones of its own. */
export function startNsd(zones: readonly { readonly origin: string; readonly text: string }[]): Promise<Peer> {
  const server = [
    'server:', ' ip-address: 127.0.0.1@%PORT%', ' do-ip6: no', ' server-count: 1', ' username: ""', ' zonesdir: "%DIR%"',
    ' pidfile: "%DIR%/nsd.pid"', ' database: ""', ' xfrdfile: "%DIR%/xfrd.state"', ' xfrdir: "%DIR%"', ' zonelistfile: "%DIR%/zone.list"',
    ' rrl-ratelimit: 0', 'remote-control:', ' control-enable: no',
  ]
  const served = zones.flatMap(({ origin }, at) => ['zone:', ` name: "${origin}"`, ` zonefile: "${at}.zone"`])
  const files = Object.fromEntries(zones.map(({ text }, at) => [`${at}.zone`, text]))
  return startPeer('nsd', ['-d', '-c'], { 'nsd.conf': [...server, ...served, ''].join('\n'), ...files })
}

/** An unbound that knows one root server and nothing else. */
export function startUnbound(rootServer: string): Promise<Peer> {
  const configuration = [
    'server:', ' interface: 127.0.0.1@%PORT%', ' directory: "%DIR%"', ' chroot: ""', ' username: ""', ' pidfile: "%DIR%/unbound.pid"',
    ' do-ip6: no', ' do-daemonize: no', ' use-syslog: no', ' do-not-query-localhost: no', ' module-config: "iterator"',
    ' root-hints: "%DIR%/hints"', ' num-threads: 1', 'remote-control:', ' control-enable: no', '',
  ]
  const hints = `. 518400 NS a.root-servers.net.\na.root-servers.net. 518400 A ${rootServer}\n`
  return startPeer('unbound', ['-d', '-c'], { 'unbound.conf': configuration.join('\n'), hints })
}
