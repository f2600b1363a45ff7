// Debian's packages, where they can be had: as root or by sudo without a password. Elsewhere nothing happens.
import { spawnSync } from 'node:child_process'

/** Other people's programs that tests hold ours against. A test whose program is missing is skipped and says so. */
const peers: readonly { readonly program: string; readonly module?: string; readonly packages: readonly string[] }[] = [
  { program: 'tshark', packages: ['tshark'] },
  { program: 'dig', packages: ['bind9-dnsutils'] },
  { program: 'kdig', packages: ['knot-dnsutils'] },
  { program: 'libwebsockets-test-server', packages: ['libwebsockets-test-server'] },
  // Python's have no program; the system's own interpreter finds them, whatever other one comes first in PATH.
  ...(['websockets', 'wsproto', 'autobahn'] as const).map((module) => ({ program: `python3-${module}`, module, packages: [`python3-${module}`] })),
]

/** True: the packages are there now. */
export function installPackages(packages: readonly string[]): boolean {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]) => run('env', [...sudo, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args])
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

/** Installs the peers that are missing, all at once. */
export function installPeers(say: (line: string) => void): void {
  const missing = peers.filter(({ program, module }) => !(module === undefined ? run('sh', ['-c', `command -v ${program}`]) : run('/usr/bin/python3', ['-c', `import ${module}`])))
  if (missing.length === 0 || !run('sh', ['-c', 'command -v apt-get'])) return
  say(`Installing ${missing.map(({ program }) => program).join(', ')} for the tests…`)
  if (!installPackages(missing.flatMap(({ packages }) => packages)))
    say('That did not work: the tests that need them are skipped.')
}

/** Runs a program without showing what it prints; true when it ended well. */
export function run(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 600_000 }).status === 0
}
