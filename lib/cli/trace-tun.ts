// `trace tun`: our TCP on a TUN device, talking to this machine's own kernel, until it is interrupted. It sends back
// what it reads; every segment and every transition is told as it happens.
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { printSegment } from '#lib/core/protocols/tcp/segment-text.ts'
import { openTunHost, type TunEvent } from '#lib/server/labs/tcp/tun-host.ts'

export const traceTun: Command = {
  name: 'trace tun',
  usage: '[--port N] [--loss 0..0.9] [--seed TEXT] [--json]',
  summary: 'our TCP on a TUN device talks to this machine’s kernel (root, Linux, python3): an echo server, every segment shown',
  async run({ options }, say) {
    const { port = '7', loss = '0', seed = 'tun' } = options
    if (typeof port !== 'string' || !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
      return wrongCall(traceTun, '--port takes a port from 1 to 65535.')
    }
    if (typeof loss !== 'string' || !/^0(\.\d+)?$/.test(loss) || Number(loss) > 0.9) return wrongCall(traceTun, '--loss takes a chance from 0 to 0.9.')
    if (typeof seed !== 'string') return wrongCall(traceTun, '--seed takes a text.')
    const json = options['json'] === true
    const host = await openTunHost({
      ...{ port: Number(port), loss: Number(loss), seed },
      onEvent: (event, atMs) => { if (!json) process.stdout.write(`${Math.round(atMs)} ${describeEvent(event)}\n`) },
    })
    if (typeof host === 'string') {
      const text = `No TUN device can be had here: ${host}. It takes Linux, root, /dev/net/tun and python3.`
      return { exitCode: 1, value: { error: text }, text }
    }
    const { ownAddress, kernelAddress } = host
    const hint = `nc ${ownAddress} ${port}`
    if (json) process.stdout.write(`${JSON.stringify({ ownAddress, kernelAddress, port: Number(port) })}\n`)
    say(`${ownAddress}:${port} sends back what it reads: ${hint}. Ctrl-C ends it.`)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() })
    })
    await host.close()
    return { exitCode: 0, value: null, text: '', printed: true }
  },
}

function describeEvent(event: TunEvent): string {
  if (event.kind === 'state') return `  ${event.from} -> ${event.to} | ${event.clause}`
  const what = `${event.kind} ${printSegment(event.SEG, true)}`
  const why = event.reason === '' ? '' : ` | ${event.reason}`
  return `${what}${why}${event.lost ? ' (lost)' : ''}`
}
