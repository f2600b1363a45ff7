// `conform tcp|dns|resolver|websocket [PATH]`: runs third-party scripts, or our own case table, in process.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { wrongCall, type Command, type Outcome } from '#lib/cli/command.ts'
import { conformAuthority } from '#lib/core/protocols/dns/conform-authority.ts'
import { conformResolver } from '#lib/core/protocols/dns/conform-resolver.ts'
import { runScript } from '#lib/core/protocols/tcp/conform.ts'
import { conformWebSocket } from '#lib/core/protocols/websocket/conform.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'

interface Verdict {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'unsupported'
  readonly reason?: string
}

export const conform: Command = {
  name: 'conform',
  usage: 'tcp|dns|resolver|websocket [PATH] [--json]',
  summary: 'run a conformance suite against our machines',
  async run({ args }, say) {
    const [suite, path] = args
    if (suite === 'websocket' && path === undefined) {
      const { groups, ...sums } = conformWebSocket(createEndpoint(plainDeflate))
      const shown = groups.map(({ name, title, counts, failures }) => ({ name, title, counts, ...(failures.length > 0 ? { failures } : {}) }))
      const lines = shown.map(({ name, title, counts }) => `${name.padEnd(4)} ${title}: ${counts.passed} passed, ${counts.failed} failed`)
      return outcome({ ...sums, groups: shown }, lines)
    }
    if (path === undefined || !['tcp', 'dns', 'resolver'].includes(suite ?? ''))
      return Promise.resolve(wrongCall(conform, 'Which suite, and where is it?'))
    const place = resolve(path)
    if (suite === 'dns') {
      const { groups, ...sums } = conformAuthority(readFileSync(place, 'utf8'))
      const lines = groups.filter((group) => group.outcome !== 'passed').map(line)
      return outcome({ ...sums, groups }, lines)
    }
    if (suite === 'resolver') {
      const named = filesUnder(place, '.rpl').map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }))
      const { groups, ...sums } = conformResolver(named)
      return outcome({ ...sums, files: groups }, groups.filter((group) => group.outcome !== 'passed').map(line))
    }
    const scripts = filesUnder(place, '.pkt')
    const files = scripts.map((file, i): Verdict => {
      if (i % 100 === 0) say(`${i} of ${scripts.length}…`)
      const name = statSync(place).isFile() ? file : relative(place, file)
      return { name, ...runScript(readFileSync(file, 'utf8')) }
    })
    return outcome({ ...count(files), files }, files.filter((file) => file.outcome !== 'passed').map(line))
  },
}

interface Sums {
  readonly passed: number
  readonly failed: number
  readonly unsupported: number
}

function outcome(value: Sums & { readonly groups?: unknown; readonly files?: unknown }, lines: readonly string[]): Promise<Outcome> {
  const { passed, failed, unsupported } = value
  const text = [...lines, `${passed} passed, ${failed} failed, ${unsupported} unsupported`].join('\n')
  return Promise.resolve({ exitCode: failed > 0 ? 1 : 0, value, text })
}

function count(verdicts: readonly Verdict[]) {
  const of = (wanted: Verdict['outcome']) => verdicts.filter(({ outcome: was }) => was === wanted).length
  return { passed: of('passed'), failed: of('failed'), unsupported: of('unsupported') }
}

const line = ({ name, outcome: was, reason }: Verdict) => `${was} ${name}${reason === undefined ? '' : `: ${reason}`}`

function filesUnder(place: string, ending: string): string[] {
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(place, name))
}
