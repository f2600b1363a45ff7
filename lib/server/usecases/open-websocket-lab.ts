// A person asks for the live WebSocket lab: a ticket that opens one control channel. Guests may; nothing is stored.
import type { Result } from '#lib/core/problem.ts'
import type { ControlTicket } from '#lib/server/labs/websocket/lab.ts'
import type { Server } from '#lib/server/server.ts'

/** Problem: too-many-requests. */
export function openWebSocketLab({ labs }: Pick<Server, 'labs'>, person: string): Promise<Result<ControlTicket>> {
  return Promise.resolve(labs.websocket.admit(person))
}
