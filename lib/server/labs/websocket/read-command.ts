// A page's message on the control channel → a command of the lab, or what is wrong with it.
import { z } from 'zod'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { comparisonBounds, liveModes, type LiveCommand } from '#lib/core/protocols/websocket/live.ts'

const mode = z.enum(liveModes)
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/i).max(60_000)
const uint32 = z.number().int().min(0).max(0xffffffff)

/** What the raw client may say otherwise than it would: nothing that could make the request another one. */
const fields = z.partialRecord(
  z.enum(['Upgrade', 'Connection', 'Origin', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions']),
  z.string().regex(/^[\x20-\x7e]*$/).max(300).nullable(),
)

const frame = z.object({
  fin: z.boolean(),
  rsv1: z.boolean(),
  rsv2: z.boolean(),
  rsv3: z.boolean(),
  opcode: z.number().int().min(0).max(15),
  maskingKey: uint32.nullable(),
  lengthBits: z.union([z.literal(7), z.literal(16), z.literal(64)]).nullable(),
  claimedLength: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
  payload: hex,
})

const comparison = {
  messages: z.number().int().min(1).max(comparisonBounds.messages),
  bytes: z.number().int().min(comparisonBounds.leastBytes).max(comparisonBounds.bytes),
  everyMs: z.number().int().min(0).max(comparisonBounds.everyMs),
}

const command = z.discriminatedUnion('do', [
  z.object({ do: z.literal('invite'), ask: uint32, mode }),
  z.object({ do: z.literal('connect'), mode, fields }),
  z.object({ do: z.literal('frames'), frames: z.array(frame).min(1).max(200) }),
  z.object({ do: z.literal('bytes'), bytes: hex }),
  z.object({ do: z.literal('close'), code: z.number().int().min(0).max(0xffff).nullable(), reason: z.string().max(123) }),
  z.object({ do: z.literal('drop') }),
  z.object({ do: z.literal('capture'), ask: uint32, socket: uint32 }),
  z.object({ do: z.literal('clock'), ask: uint32 }),
  z.object({ do: z.literal('compare'), ask: uint32, ...comparison }),
])

/** Problem: lab-command. */
export function readCommand(text: string): Result<LiveCommand> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail({ code: 'lab-command', params: { unexpected: 'a message that is not JSON' } })
  }
  const read = command.safeParse(json)
  if (read.success) return ok(read.data as LiveCommand)
  const [issue] = read.error.issues
  return fail({ code: 'lab-command', params: { unexpected: `“${issue?.path.join('.') ?? ''}”: ${issue?.message ?? ''}`.slice(0, 200) } })
}
