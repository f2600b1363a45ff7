// The README tells the truth about the tree, the commands and the words of the command line; the lock is whole.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '#lib/cli/commands.ts'

const root = process.cwd()
const readme = readFileSync(join(root, 'README.md'), 'utf8')

describe('README', () => {
  it('draws the tree as it stands on the disk', () => {
    const tree = /## The house\n\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    let parent = ''
    const named: string[] = []
    for (const line of tree.split('\n').filter((text) => text.trim() !== '')) {
      const path = /^(\s*)(\S+)/.exec(line)!
      if (path[1] === '') parent = path[2]!.endsWith('/') ? path[2]! : ''
      const names = path[1] === '' ? [path[2]!] : [...line.matchAll(/(?<=^|\s)([a-z.-]+\/|[a-z-]+\.ts)(?=\s)/g)].map(([, name]) => name!)
      for (const name of names) named.push(path[1] === '' ? name : join(parent, name))
    }
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
    const top = execFileSync('git', ['ls-tree', '--name-only', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
    const tools = /^(LICENSE|package-lock\.json|tsconfig\.json|eslint\.config\.mjs|\.[a-z.-]+)$/
    const drawn = new Set(named.map((path) => path.split('/')[0]!))
    expect(top.filter((name) => !tools.test(name) && !drawn.has(name))).toEqual([])
  })

  it('lists the commands that there are', () => {
    const rows = commands.map(({ name, usage, summary }) => `| \`${name} ${usage.replaceAll('|', '\\|')}\` | ${summary} |`)
    const table = ['<!-- commands: made from lib/cli/commands.ts, checked by tests/architecture -->', '| `npm run -s cli -- …` | |', '|---|---|', ...rows, '<!-- /commands -->'].join('\n')
    const whole = /<!-- commands:[\s\S]*<!-- \/commands -->/
    if (process.env['UPDATE'] === '1') writeFileSync(join(root, 'README.md'), readme.replace(whole, table))
    else expect(whole.exec(readme)?.[0]).toBe(table)
  })
})

describe('package-lock.json', () => {
  // `npm ci` refuses a lock without them; npm itself leaves out those that a registry in use did not have.
  it('names the packages of every platform', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> }
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(wanted.length).toBeGreaterThan(50)
    expect(wanted.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([])
  })
})

interface LockedPackage {
  optionalDependencies?: Record<string, string>
}
