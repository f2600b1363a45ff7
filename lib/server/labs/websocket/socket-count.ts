// How many sockets are open, in all and by person: the two bounds that no single connection can hold.
import type { Problem } from '#lib/core/problem.ts'
import type { LabLimits } from '#lib/server/labs/websocket/lab-limits.ts'

export interface SocketCount {
  /** Counts one more, or says why not. */
  take(person: string): Problem | null
  release(person: string): void
  readonly all: number
}

export function createSocketCount({ sockets, socketsPerPerson }: LabLimits): SocketCount {
  const byPerson = new Map<string, number>()
  let all = 0
  return {
    take(person) {
      const own = byPerson.get(person) ?? 0
      if (socketsPerPerson !== null && own >= socketsPerPerson) return { code: 'lab-sockets-person', params: { limit: socketsPerPerson } }
      if (all >= sockets) return { code: 'lab-sockets-all', params: { limit: sockets } }
      byPerson.set(person, own + 1)
      all++
      return null
    },
    release(person) {
      const left = (byPerson.get(person) ?? 1) - 1
      if (left > 0) byPerson.set(person, left)
      else byPerson.delete(person)
      all--
    },
    get all() {
      return all
    },
  }
}
