// A DNS message as a value: header, question and three sections, with EDNS apart from the records that
// carry it. Types, tables of codes and small constructors; bytes are `wire.ts`'s matter.
// Read first: RFC 1035 §4.1, RFC 6895 §2, RFC 6891 §6.1.
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import type { RecordType, ResourceRecord } from '#lib/core/protocols/dns/record.ts'

/** A mnemonic such as `QUERY`, or `OPCODE3`. */
export type Opcode = string
/** A mnemonic such as `NXDOMAIN`, or `RCODE12`; with EDNS it holds all twelve bits. */
export type Rcode = string

export interface Question {
  readonly name: DnsName
  readonly type: RecordType
  readonly class: string
}

export interface EdnsOption {
  readonly code: number
  /** The option's data in hexadecimal. */
  readonly data: string
}

/** What the OPT pseudo-record says, but for the upper bits of the RCODE (RFC 6891 §6.1). */
export interface Edns {
  /** The sender's UDP payload size in octets, as sent. */
  readonly udpSize: number
  readonly version: number
  readonly dnssecOk: boolean
  readonly options: readonly EdnsOption[]
}

export interface Message {
  readonly id: number
  readonly qr: boolean
  readonly opcode: Opcode
  readonly aa: boolean
  readonly tc: boolean
  readonly rd: boolean
  readonly ra: boolean
  readonly ad: boolean
  readonly cd: boolean
  readonly rcode: Rcode
  readonly question: readonly Question[]
  readonly answer: readonly ResourceRecord[]
  readonly authority: readonly ResourceRecord[]
  /** Without OPT, which is `edns`. */
  readonly additional: readonly ResourceRecord[]
  readonly edns: Edns | null
}

export type Section = 'answer' | 'authority' | 'additional'
export const sections = ['answer', 'authority', 'additional'] as const satisfies readonly Section[]

const opcodes: readonly (string | undefined)[] = [
  'QUERY', 'IQUERY', 'STATUS', undefined, 'NOTIFY', 'UPDATE', 'DSO',
]
const rcodes: readonly (string | undefined)[] = [
  'NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET',
  'NOTAUTH', 'NOTZONE', 'DSOTYPENI', undefined, undefined, undefined, undefined, 'BADVERS', 'BADKEY',
  'BADTIME', 'BADMODE', 'BADNAME', 'BADALG', 'BADTRUNC', 'BADCOOKIE',
]

export const opcodeName = (number: number): Opcode => opcodes[number] ?? `OPCODE${number}`
export const rcodeName = (number: number): Rcode => rcodes[number] ?? `RCODE${number}`
export const opcodeNumber = (name: Opcode): number => numberOf(name, opcodes, 'OPCODE', 0xf)
export const rcodeNumber = (name: Rcode): number => numberOf(name, rcodes, 'RCODE', 0xfff)

type Names = readonly (string | undefined)[]

function numberOf(name: string, names: Names, prefix: string, mask: number): number {
  const index = names.indexOf(name)
  return index >= 0 ? index : Number(name.slice(prefix.length)) & mask
}

/** A query as a stub or a resolver sends it. */
export function makeQuery(id: number, question: Question, more: Partial<Message> = {}): Message {
  return {
    id, qr: false, opcode: 'QUERY', aa: false, tc: false, rd: false, ra: false, ad: false, cd: false,
    rcode: 'NOERROR', question: [question], answer: [], authority: [], additional: [], edns: null, ...more,
  }
}

/** The bare response to a query: its id, opcode, question and RD, nothing found yet. */
export function makeResponse(query: Message, more: Partial<Message> = {}): Message {
  return {
    id: query.id, qr: true, opcode: query.opcode, aa: false, tc: false, rd: query.rd, ra: false, ad: false,
    cd: query.cd, rcode: 'NOERROR', question: query.question,
    answer: [], authority: [], additional: [], edns: null, ...more,
  }
}
