// The resolver's machine on real sockets, for any client on this machine: what `lab dns` serves. It asks the embedded
// Internet's servers at their loopback ports and nobody else; an address without a server counts as silent.
// Read first: RFC 1035 §7; the machine is `core/protocols/dns/resolver.ts`.
import { performance } from 'node:perf_hooks'
import type { Seed } from '#lib/core/engine/machine.ts'
import { defaultUdpSize } from '#lib/core/protocols/dns/authority.ts'
import { makeResponse } from '#lib/core/protocols/dns/message.ts'
import { nextDeadline, resolver } from '#lib/core/protocols/dns/resolver.ts'
import type { ResolverConfig, ResolverEffect, ResolverEvent } from '#lib/core/protocols/dns/resolver-state.ts'
import { decodeMessage, decodePart, encodeMessage, headerOctets, tcpOctets, udpOctets } from '#lib/core/protocols/dns/wire.ts'
import { askServer, type Asking } from '#lib/server/labs/dns/ask-server.ts'
import { openServer, type Arrived, type OneServer, type Place } from '#lib/server/labs/dns/loopback-servers.ts'

/** Questions under way at once; beyond that, silence, as a full queue would be. */
const mostClients = 500

interface Client {
  readonly limit: number
  readonly send: (bytes: Uint8Array) => void
}

/** Opens it at a place. `servers`: where each virtual address really listens. */
export async function openResolver(address: string, config: ResolverConfig, seed: Seed, servers: ReadonlyMap<string, Place>, wanted: Place): Promise<OneServer> {
  const clients = new Map<string, Client>()
  const askings = new Map<number, Asking>()
  let state = resolver.start(config, seed)
  let timer: NodeJS.Timeout | undefined
  let nextClient = 1

  const step = (event: ResolverEvent): void => {
    const result = resolver.step(state, event, Math.floor(performance.now()))
    if (!result.ok) return
    state = result.value.state
    for (const effect of result.value.effects) act(effect)
    for (const [number, asking] of askings) {
      if (Object.hasOwn(state.outgoing, number)) continue
      asking.close()
      askings.delete(number)
    }
    clearTimeout(timer)
    const due = nextDeadline(state)
    if (due !== null) timer = setTimeout(() => { step({ kind: 'tick' }) }, Math.max(1, Math.ceil(due - performance.now()))).unref()
  }

  const act = (effect: ResolverEffect): void => {
    if (effect.kind === 'answer') {
      const client = clients.get(effect.client)
      clients.delete(effect.client)
      client?.send(encodeMessage(effect.message, client.limit))
    } else if (effect.kind === 'send') {
      const { outgoing, to, port, transport, message } = effect
      const real = servers.get(to)
      const failed = () => { step({ kind: 'failed', outgoing, silent: true }) }
      if (real === undefined) {
        setImmediate(failed)
        return
      }
      askings.set(outgoing, askServer(real, transport, encodeMessage(message), {
        onPort: () => undefined,
        onFailure: failed,
        onMessage: (bytes) => {
          const decoded = decodeMessage(bytes)
          if (decoded.ok) step({ kind: 'received', from: to, port, transport, message: decoded.value })
          else failed()
        },
      }))
    }
  }

  const take = ({ transport, bytes }: Arrived, send: (bytes: Uint8Array) => void): void => {
    if (bytes.length < headerOctets || clients.size >= mostClients) return
    const { message, problem } = decodePart(bytes)
    if (message.qr) return
    if (problem !== null) {
      send(encodeMessage(makeResponse(message, { rcode: 'FORMERR' })))
      return
    }
    const size = message.edns === null ? udpOctets : Math.max(udpOctets, Math.min(message.edns.udpSize, defaultUdpSize))
    const id = String(nextClient++)
    clients.set(id, { limit: transport === 'tcp' ? tcpOctets : size, send })
    step({ kind: 'query', client: id, message })
  }

  const front = await openServer(address, take, wanted)
  return {
    ...front,
    close: async () => {
      clearTimeout(timer)
      for (const asking of askings.values()) asking.close()
      await front.close()
    },
  }
}
