// The opening handshake, header by header: the checks that both ends make, as a list for display. What a
// server answers stands in `server-handshake.ts`, what a client sends and makes of it in
// `client-handshake.ts`.
// Read first: RFC 6455 §4.1 and §4.2; RFC 9110 §7.8 (Upgrade).
import type { DeflateParams, Extension } from '#lib/core/protocols/websocket/extensions.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { fieldsNamed, listNamed, type Head, type HeadField } from '#lib/core/protocols/websocket/http-head.ts'
import { violation, type Violation, type ViolationCode } from '#lib/core/protocols/websocket/violation.ts'

export const WEBSOCKET_VERSION = '13'

/**
 * One line of the list that the page shows: a header field (or a part of the start line), and whether it may
 * stand.
 */
export interface HandshakeCheck {
  readonly field: string
  /** As received; null when the field is absent, or is one whose value is nobody's business here. */
  readonly value: string | null
  /** `unused`: the field asks for nothing that this endpoint knows. */
  readonly verdict: 'right' | 'wrong' | 'unused'
  readonly clause: string
  readonly violation: Violation | null
}

/** What both ends agreed on. */
export interface Agreement {
  /** The request target: path and query. */
  readonly resource: string
  readonly origin: string | null
  readonly protocol: string | null
  readonly extensions: readonly Extension[]
  readonly deflate: DeflateParams | null
}

type Params = Readonly<Record<string, string | number>>

/**
 * Collects the checks of one head. For a client no violation has a status: it can only close the connection.
 */
export class Checks {
  readonly list: HandshakeCheck[] = []
  readonly head: Head
  private readonly side: 'client' | 'server'
  private readonly clause: string
  private readonly seen = new Set<string>()

  /** `clause` stands for every check that is not given one of its own. */
  constructor(head: Head, side: 'client' | 'server', clause: string) {
    this.head = head
    this.side = side
    this.clause = clause
    for (const fault of head.faults) this.add('HTTP', null, fault, fault.clause)
  }

  add(field: string, value: string | null, wrong: Violation | null, clause = this.clause): void {
    this.seen.add(field.toLowerCase())
    const found = wrong !== null && this.side === 'client' ? { ...wrong, status: null } : wrong
    this.list.push({ field, value, verdict: found === null ? 'right' : 'wrong', clause, violation: found })
  }

  unused(field: string, value: string | null, clause = this.clause): void {
    this.seen.add(field.toLowerCase())
    this.list.push({ field, value, verdict: 'unused', clause, violation: null })
  }

  /** Adds what was not looked at, so that every line of the head is in the list. */
  rest(): void {
    for (const field of this.head.fields) {
      const name = field.name.toLowerCase()
      if (!this.seen.has(name)) this.unused(field.name, secret.has(name) ? null : field.value)
    }
  }

  /** The violation that decides: the first in the order of the checks. */
  get first(): Violation | null {
    return this.list.find((check) => check.violation !== null)?.violation ?? null
  }

  wrong(code: ViolationCode, at: number, params: Params, clause = this.clause, status?: number): Violation {
    return violation(code, at, params, status === undefined ? { clause } : { clause, status })
  }

  /** A wrong value; an empty one is shown as two quotation marks. */
  wrongValue(field: HeadField, expected: string, clause = this.clause, status?: number): Violation {
    const params = { field: field.name, unexpected: field.value || '""', expected }
    return this.wrong('ws-field-value', field.valueAt, params, clause, status)
  }

  /** An absent field has no place of its own: it is missed at the head's last byte. */
  missing(field: string, clause = this.clause, status?: number): Violation {
    return this.wrong('ws-field-missing', this.head.length - 1, { field }, clause, status)
  }

  /** A field that must stand exactly once: `judge` sees it. */
  required(name: string, judge: (field: HeadField) => Violation | null, clause = this.clause): string | null {
    if (fieldsNamed(this.head, name).length === 0) this.add(name, null, this.missing(name, clause), clause)
    return this.optional(name, judge, clause)
  }

  /** A field that may stand at most once. Gives its value. */
  optional(name: string, judge: (field: HeadField) => Violation | null, clause = this.clause): string | null {
    const fields = fieldsNamed(this.head, name)
    const [field, second] = fields
    if (field === undefined) return null
    const repeated =
      second === undefined
        ? null
        : this.wrong('ws-field-repeated', second.at, { field: name, count: fields.length }, clause)
    this.add(name, fields.map((each) => each.value).join(', '), repeated ?? judge(field), clause)
    return field.value
  }

  /** A comma-separated list that must hold a token, compared without case. */
  requiredToken(name: string, token: string, status?: number): void {
    const fields = fieldsNamed(this.head, name)
    if (fields.length === 0) {
      this.add(name, null, this.missing(name, this.clause, status))
      return
    }
    const has = listNamed(this.head, name).some((element) => element.toLowerCase() === token.toLowerCase())
    const value = fields.map((field) => field.value).join(', ')
    this.add(name, value, has ? null : this.wrongValue({ ...fields[0]!, value }, token, this.clause, status))
  }

  /** All extensions of all fields, with a check for each field's grammar (RFC 6455 §9.1). */
  extensions(): Extension[] {
    const clause = 'RFC 6455 §9.1'
    const all: Extension[] = []
    for (const field of fieldsNamed(this.head, 'Sec-WebSocket-Extensions')) {
      const { extensions, fault } = parseExtensions(field.value)
      all.push(...extensions)
      if (fault === null && extensions.length > 0) {
        this.add(field.name, field.value, null, clause)
        continue
      }
      const from = fault?.at ?? 0
      const found = { ...field, value: field.value.slice(from, from + 20), valueAt: field.valueAt + from }
      this.add(
        field.name,
        field.value,
        this.wrongValue(found, fault?.expected ?? 'an extension name', clause),
        clause,
      )
    }
    return all
  }
}

const secret = new Set(['cookie', 'authorization', 'proxy-authorization', 'set-cookie'])

/** The bytes of a header section, and what follows it. */
export function encodeHead(lines: readonly string[], body = ''): Uint8Array {
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
