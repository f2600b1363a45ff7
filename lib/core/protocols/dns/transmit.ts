// A task's query on its way: id, port and spelling that nobody can foresee, and how long to wait.
// Read first: RFC 5452 §9.2; draft-vixie-dnsext-dns0x20 for the spelling.
import { hashToUnit } from '#lib/core/engine/random.ts'
import { makeQuery } from '#lib/core/protocols/dns/message.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import type { Outgoing, Task } from '#lib/core/protocols/dns/resolver-state.ts'
import { timeoutFor } from '#lib/core/protocols/dns/server-choice.ts'
import { draw, drawName, type Draft } from '#lib/core/protocols/dns/tasks.ts'
import { formatIpv6, parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'

/**
 * Puts a task's query on its way, under an id, a port and a spelling that nobody can foresee (RFC 5452 §9.2).
 */
export function transmit(
  draft: Draft, task: Task, address: string, transport: Outgoing['transport'], withEdns: boolean,
  mixedCase = true,
): void {
  const { config } = draft
  const number = draft.nextOutgoing++
  const name = config.mixedCase && mixedCase ? mixCase(task.asked.name, drawName(draft)) : task.asked.name
  const question = { ...task.asked, name }
  const id = draw(draft, 0x10000)
  const port = 1024 + draw(draft, 0x10000 - 1024)
  const waits = timeoutFor(draft.memory, address, draft.now)
  draft.outgoing[number] = {
    task: task.key, address, transport, id, port, question, waits, withEdns, caseMissed: false,
    sentAt: draft.now, deadline: draft.now + waits,
  }
  task.outgoing = number
  const edns = withEdns ? { udpSize: config.udpSize, version: 0, dnssecOk: false, options: [] } : null
  const message = makeQuery(id, question, { rd: task.recursion || task.recursionOnce, edns })
  const to = reachedAt(address, config.families.ipv4 ? null : config.families.nat64)
  const zone = task.delegation!.zone
  const { purpose } = task
  draft.effects.push({ kind: 'send', outgoing: number, to, port, transport, message, purpose, zone })
}

/**
 * An IPv4 address behind NAT64 is reached at the prefix with the address in its last 32 bits (RFC 6052 §2.2).
 */
export function reachedAt(address: string, nat64: string | null): string {
  if (nat64 === null || address.includes(':')) return address
  const octets = parseIpv6(nat64)
  const last = parseIpv4(address)
  return octets && last ? formatIpv6([...octets.slice(0, 12), ...last]) : address
}

function mixCase(name: DnsName, seed: string): DnsName {
  let mixed = ''
  for (let i = 0; i < name.length; i++) {
    const upper = hashToUnit(`${seed}:${i}`) < 0.5
    mixed += upper ? name[i]!.toUpperCase() : name[i]!.toLowerCase()
  }
  return mixed as DnsName
}
