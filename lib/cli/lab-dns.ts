// `lab dns`: the embedded Internet's servers and our resolver on 127.0.0.1, for dig and its like, until it is ended.
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { openInternet, type ServedName } from '#lib/server/labs/dns/embedded-internet.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'

export const labDns: Command = {
  name: 'lab dns',
  usage: '[--port N] [--spread] [--json]',
  summary: 'serve the DNS lab’s Internet and a resolver on 127.0.0.1 for dig; --spread: over 127/8, all at one port',
  async run({ options }, say) {
    const { port = '0' } = options
    if (typeof port !== 'string' || !/^\d{1,5}$/.test(port) || Number(port) > 65535) return wrongCall(labDns, '--port takes a port of the resolver.')
    const spread = options['spread'] === true
    const internet = await openInternet(await readZones(), Number(port), spread).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error))
    if (typeof internet === 'string') return wrongCall(labDns, `${spread ? '127.0.0.0/8' : '127.0.0.1'}:${port} cannot be listened on (${internet}).`)
    const value = { host: '127.0.0.1', servers: internet.served }
    // Whoever reads this wants the addresses now, not when it is over.
    process.stdout.write(options['json'] === true ? `${JSON.stringify(value)}\n` : print(internet.served, spread))
    say('Ctrl-C ends it.')
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() })
    })
    await internet.close()
    process.exit(0)
  },
}

function print(served: readonly ServedName[], spread: boolean): string {
  const rows = served.map(({ name, virtual, host, port, zones }) =>
    `${name.padEnd(22)} ${virtual.padEnd(16)} ${`${host}:${port}`.padEnd(20)} ${zones.join(' ')}`.trimEnd())
  const resolver = served[0]!.port
  const root = served.find(({ zones }) => zones.includes('.'))
  const lines = [...rows, '', `dig @127.0.0.1 -p ${resolver} www.example.com`, `dig @${root?.host ?? ''} -p ${root?.port ?? 0} +norecurse www.example.com`]
  // The tool that walks by itself wants the root in a file.
  if (spread) lines.push(`printf '. 60 IN NS ${root?.name}.\\n${root?.name}. 60 IN A ${root?.host}\\n' > root.hints`, `drill -4 -T -r root.hints -p ${root?.port ?? 0} www.example.com`)
  return `${lines.join('\n')}\n`
}
