// Debian's packages, where they can be had: as root or by sudo without a password. Elsewhere nothing happens.
import { spawnSync } from 'node:child_process'

/** Other people's programs that tests hold ours against. A test whose program is missing is skipped and says so. */
const peers = [
  { program: 'tshark', packages: ['tshark'] },
  { program: 'dig', packages: ['bind9-dnsutils'] },
  { program: 'kdig', packages: ['knot-dnsutils'] },
  { program: 'drill', packages: ['ldnsutils'] },
  { program: 'unbound', packages: ['unbound'] },
  { program: 'nsd', packages: ['nsd'] },
] as const

const asRoot = (): string[] => (process.getuid?.() === 0 ? [] : ['sudo', '-n'])

/** True: the packages are there now. */
export function installPackages(packages: readonly string[]): boolean {
  const apt = (...args: string[]) => run('env', [...asRoot(), 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args])
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

/** Installs the peers that are missing, all at once. */
export function installPeers(say: (line: string) => void): void {
  const missing = peers.filter(({ program }) => !run('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`]))
  if (missing.length === 0 || !run('sh', ['-c', 'command -v apt-get'])) return
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
