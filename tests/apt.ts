// Debian's packages, where they can be had: as root or by sudo without a password. Elsewhere nothing happens.
import { spawnSync } from 'node:child_process'

/** Other people's programs that tests hold ours against. A test whose program is missing is skipped and says so. */
const peers: readonly { readonly program: string; readonly module?: string; readonly packages: readonly string[] }[] = [
  { program: 'tshark', packages: ['tshark'] },
  { program: 'dig', packages: ['bind9-dnsutils'] },
  { program: 'kdig', packages: ['knot-dnsutils'] },
  { program: 'drill', packages: ['ldnsutils'] },
  { program: 'unbound', packages: ['unbound'] },
  { program: 'nsd', packages: ['nsd'] },
  { program: 'libwebsockets-test-server', packages: ['libwebsockets-test-server'] },
  // Python's have no program; the system's own interpreter finds them, whatever other one comes first in PATH.
  ...(['websockets', 'wsproto', 'autobahn'] as const).map((module) => ({ program: `python3-${module}`, module, packages: [`python3-${module}`] })),
]

const asRoot = (): string[] => (process.getuid?.() === 0 ? [] : ['sudo', '-n'])

export const hasApt = (): boolean => run('sh', ['-c', 'command -v apt-get'])

/** True: the packages are there now. */
export function installPackages(packages: readonly string[]): boolean {
  const apt = (...args: string[]) => run('env', [...asRoot(), 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-qq', ...args])
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

/** Installs the peers that are missing, all at once. */
export function installPeers(say: (line: string) => void): void {
  const isThere = (module: string | undefined, program: string) =>
    module === undefined ? run('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`]) : run('/usr/bin/python3', ['-c', `import ${module}`])
  const missing = peers.filter(({ program, module }) => !isThere(module, program))
  if (missing.length === 0 || !hasApt()) return
  say(`Installing ${missing.map(({ program }) => program).join(', ')} for the tests…`)
  // Debian starts a server that it installs, at every start of the machine: the tests want the program only.
  const servers = missing.flatMap(({ program, packages }) => (program === 'unbound' || program === 'nsd' ? packages : []))
  const systemctl = (...args: string[]) => servers.length > 0 && run('env', [...asRoot(), 'systemctl', ...args, ...servers])
  systemctl('mask', '--runtime')
  const installed = installPackages(missing.flatMap(({ packages }) => packages))
  systemctl('disable')
  if (!installed)
    say('That did not work: the tests that need them are skipped.')
}

/** Runs a program without showing what it prints; true when it ended well. */
export function run(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 600_000 }).status === 0
}
