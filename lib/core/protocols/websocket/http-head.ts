// An HTTP/1.1 header section from bytes, incrementally: start line, fields with the byte at which each
// stands, and every fault of syntax. No bodies, no chunks, no meaning: `handshake.ts` judges what the fields
// say.
// Read first: RFC 9112 §2.2 (parsing), §5.1 (field lines); RFC 9110 §5.6.2 (tokens).
import { violation, type Violation } from '#lib/core/protocols/websocket/violation.ts'

/** What has arrived of a header section: a value. */
export interface HeadReader {
  readonly pending: Uint8Array
  /** How many of these bytes were already searched for the end. */
  readonly searched: number
}

export interface HeadField {
  /** As written. */
  readonly name: string
  /** Without the white space around it; bytes above 0x7F as U+0080 to U+00FF. */
  readonly value: string
  /** The stream's byte at which the line begins, and at which the value does. */
  readonly at: number
  readonly valueAt: number
}

export interface Head {
  readonly startLine: string
  readonly fields: readonly HeadField[]
  /** Bytes, the empty line included. */
  readonly length: number
  readonly faults: readonly Violation[]
}

export type ReadHead =
  | { readonly kind: 'more'; readonly reader: HeadReader }
  /** `next`: where in the given bytes the stream goes on behind the head. */
  | { readonly kind: 'head'; readonly head: Head; readonly next: number }
  /** Given up before the end: too large, or not HTTP at all. */
  | { readonly kind: 'fault'; readonly violation: Violation }

export const startHead: HeadReader = { pending: new Uint8Array(0), searched: 0 }

const CR = 0x0d
const LF = 0x0a

/** Reads on; `limit` is the longest header section in bytes, null for no bound. */
export function readHead(reader: HeadReader, bytes: Uint8Array, limit: number | null): ReadHead {
  const before = reader.pending.length
  // One byte beyond the limit is enough to know that it is too long.
  const usable = limit === null ? bytes.length : Math.min(bytes.length, Math.max(0, limit + 1 - before))
  const all = new Uint8Array(before + usable)
  all.set(reader.pending)
  all.set(bytes.subarray(0, usable), before)
  const start = all[0] === CR && all[1] === LF ? 2 : all[0] === LF ? 1 : 0
  const first = all[start]
  if (first !== undefined && first !== CR && first !== LF && !isTokenByte(first)) {
    return { kind: 'fault', violation: syntax(start, describeByte(first), 'an HTTP start line') }
  }
  const end = findEnd(all, Math.max(start, reader.searched - 3))
  if (end > 0 && (limit === null || end <= limit)) {
    return { kind: 'head', head: parseHead(all, start, end), next: end - before }
  }
  if (limit !== null && all.length > limit) {
    return { kind: 'fault', violation: violation('ws-head-too-large', limit, { limit }) }
  }
  return { kind: 'more', reader: { pending: all, searched: all.length } }
}

/**
 * Behind the empty line that ends the section, or -1. A bare LF ends a line too: it is reported as a fault
 * later.
 */
function findEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3
  }
  return -1
}

function parseHead(bytes: Uint8Array, start: number, end: number): Head {
  const faults: Violation[] = []
  const fields: HeadField[] = []
  let startLine: string | null = null
  let at = start
  while (at < end) {
    const lf = bytes.indexOf(LF, at)
    const stop = lf > at && bytes[lf - 1] === CR ? lf - 1 : lf
    if (stop === lf) faults.push(syntax(lf, 'a bare LF', 'CR LF'))
    const line = latin1(bytes.subarray(at, stop))
    checkText(line, at, faults)
    if (startLine === null) startLine = line
    else if (stop > at) parseField(line, at, fields, faults)
    at = lf + 1
  }
  faults.sort((a, b) => a.problem.place!.byte! - b.problem.place!.byte!)
  return { startLine: startLine ?? '', fields, length: end, faults }
}

function parseField(line: string, at: number, fields: HeadField[], faults: Violation[]): void {
  if (/^[ \t]/.test(line)) {
    faults.push(violation('ws-head-syntax', at, folded, { clause: 'RFC 9112 §5.2' }))
    return
  }
  const colon = line.indexOf(':')
  const name = colon < 0 ? line : line.slice(0, colon)
  const bad = Array.from(name, (char) => isTokenByte(char.charCodeAt(0))).indexOf(false)
  const clause = 'RFC 9112 §5.1'
  if (colon < 0) {
    const params = { unexpected: 'a line without a colon', expected: 'name: value' }
    faults.push(violation('ws-head-syntax', at, params, { clause }))
    return
  }
  if (name === '' || bad >= 0) {
    const unexpected = name === '' ? 'an empty field name' : describeByte(name.charCodeAt(bad))
    faults.push(
      violation(
        'ws-head-syntax',
        at + Math.max(0, bad),
        { unexpected, expected: 'a field name' },
        { clause },
      ),
    )
    return
  }
  const raw = line.slice(colon + 1)
  const leading = raw.length - raw.replace(/^[ \t]+/, '').length
  fields.push({ name, value: raw.replace(/^[ \t]+|[ \t]+$/g, ''), at, valueAt: at + colon + 1 + leading })
}

const folded = { unexpected: 'a folded line', expected: 'one line a field' }

function checkText(line: string, at: number, faults: Violation[]): void {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) {
      faults.push(syntax(at + i, describeByte(code), 'text'))
      return
    }
  }
}

function syntax(at: number, unexpected: string, expected: string): Violation {
  return violation('ws-head-syntax', at, { unexpected, expected })
}

function describeByte(byte: number): string {
  if (byte > 0x20 && byte < 0x7f) return `“${String.fromCharCode(byte)}”`
  return `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** `tchar` of RFC 9110 §5.6.2. */
function isTokenByte(byte: number): boolean {
  if ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a))
    return true
  return byte < 0x7f && "!#$%&'*+-.^_`|~".includes(String.fromCharCode(byte))
}

/** Is this text a `token` (RFC 9110 §5.6.2)? */
export function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isTokenByte(text.charCodeAt(i))) return false
  return text !== ''
}

/** The fields of a name, which has no case, in the order of the section. */
export function fieldsNamed(head: Head, name: string): HeadField[] {
  const wanted = name.toLowerCase()
  return head.fields.filter((field) => field.name.toLowerCase() === wanted)
}

/**
 * The elements of a comma-separated list over all fields of a name; empty elements are ignored (RFC 9110
 * §5.6.1.2).
 */
export function listNamed(head: Head, name: string): string[] {
  return fieldsNamed(head, name)
    .flatMap((field) => field.value.split(','))
    .map((element) => element.trim())
    .filter((element) => element !== '')
}
