// Resource records: the table of types with the layout of each one's RDATA, and the record itself.
// Adding a type is one row here; the codecs of bytes and of text follow the row. Nothing here reads or
// writes.
// Read first: RFC 1035 §3.2 and §3.3; RFC 3597 for types without a row.
import type { DnsName } from '#lib/core/protocols/dns/name.ts'

/** What a field of RDATA holds, as the value that the program sees. Octets are characters 0 to 255. */
export interface FieldValues {
  u8: number
  u16: number
  u32: number
  /** 32 bits; text may have units, `1h`. */
  seconds: number
  /** A name that may be compressed in a message: only those of RFC 1035 (RFC 3597 §4). */
  name: DnsName
  /** A name that is never written compressed; SRV's is read so all the same, as RFC 3597 §4 asks. */
  'plain-name': DnsName
  ipv4: string
  ipv6: string
  /** One <character-string> of at most 255 octets. */
  string: string
  /** One or more <character-string>s to the end. */
  strings: readonly string[]
  /** Octets to the end, written as one quoted string (CAA). */
  octets: string
  /** To the end, in lower-case hexadecimal. */
  hex: string
  base64: string
  /** NSEC3: a length octet and that many, in hexadecimal; `-` in text when empty. */
  salt: string
  /** NSEC3: a length octet and that many, in base32hex without padding. */
  hash: string
  type: RecordType
  /** The type bitmap of RFC 4034 §4.1.2, as the types that it holds, ascending. */
  types: readonly RecordType[]
  /** Seconds since 1970, in text as `YYYYMMDDHHmmSS` (RFC 4034 §3.2). */
  time: number
  params: readonly ServiceParam[]
}
export type FieldKind = keyof FieldValues

/** One SvcParam: its key's number and its value's octets in hexadecimal (RFC 9460 §2.2). */
export interface ServiceParam {
  readonly key: number
  readonly value: string
}

type Layout = Readonly<Record<string, FieldKind>>

const delegationSigner = { keyTag: 'u16', algorithm: 'u8', digestType: 'u8', digest: 'hex' } as const
const publicKey = { flags: 'u16', protocol: 'u8', algorithm: 'u8', publicKey: 'base64' } as const
const service = { priority: 'u16', target: 'plain-name', params: 'params' } as const

/** The fields of each type's RDATA, in the order that they have in a message and in a master file. */
export const layouts = {
  A: { address: 'ipv4' },
  NS: { target: 'name' },
  CNAME: { target: 'name' },
  SOA: {
    mname: 'name', rname: 'name', serial: 'u32', refresh: 'seconds', retry: 'seconds', expire: 'seconds',
    minimum: 'seconds',
  },
  MB: { host: 'name' },
  MG: { mailbox: 'name' },
  MR: { mailbox: 'name' },
  PTR: { target: 'name' },
  HINFO: { cpu: 'string', os: 'string' },
  MINFO: { responsible: 'name', errors: 'name' },
  MX: { preference: 'u16', exchange: 'name' },
  TXT: { strings: 'strings' },
  RP: { mailbox: 'plain-name', text: 'plain-name' },
  AFSDB: { subtype: 'u16', hostname: 'plain-name' },
  AAAA: { address: 'ipv6' },
  SRV: { priority: 'u16', weight: 'u16', port: 'u16', target: 'plain-name' },
  NAPTR: {
    order: 'u16', preference: 'u16', flags: 'string', services: 'string', regexp: 'string',
    replacement: 'plain-name',
  },
  KX: { preference: 'u16', exchanger: 'plain-name' },
  CERT: { certificateType: 'u16', keyTag: 'u16', algorithm: 'u8', certificate: 'base64' },
  DNAME: { target: 'plain-name' },
  DS: delegationSigner,
  SSHFP: { algorithm: 'u8', fingerprintType: 'u8', fingerprint: 'hex' },
  RRSIG: {
    typeCovered: 'type', algorithm: 'u8', labels: 'u8', originalTtl: 'u32', expiration: 'time',
    inception: 'time', keyTag: 'u16', signer: 'plain-name', signature: 'base64',
  },
  NSEC: { next: 'plain-name', types: 'types' },
  DNSKEY: publicKey,
  NSEC3: { hashAlgorithm: 'u8', flags: 'u8', iterations: 'u16', salt: 'salt', next: 'hash', types: 'types' },
  NSEC3PARAM: { hashAlgorithm: 'u8', flags: 'u8', iterations: 'u16', salt: 'salt' },
  TLSA: { usage: 'u8', selector: 'u8', matchingType: 'u8', association: 'hex' },
  CDS: delegationSigner,
  CDNSKEY: publicKey,
  OPENPGPKEY: { publicKey: 'base64' },
  SVCB: service,
  HTTPS: service,
  SPF: { strings: 'strings' },
  CAA: { flags: 'u8', tag: 'string', value: 'octets' },
  DLV: delegationSigner,
} as const satisfies Record<string, Layout>

type Layouts = typeof layouts
export type LaidOutType = keyof Layouts

/**
 * RDATA without a layout, or that does not fit its type's: the unknown form of RFC 3597 §5, in hexadecimal.
 */
export interface RawData {
  readonly type: `TYPE${number}`
  readonly rdata: string
}

type DataOf<Type extends LaidOutType> = {
  readonly [Field in keyof Layouts[Type]]: Layouts[Type][Field] extends FieldKind
    ? FieldValues[Layouts[Type][Field]]
    : never
} & { readonly type: Type }

export type RecordData = { readonly [Type in LaidOutType]: DataOf<Type> }[LaidOutType] | RawData

/** A mnemonic such as `AAAA`, or `TYPE65280`. */
export type RecordType = string

export interface ResourceRecord<Data extends RecordData = RecordData> {
  readonly name: DnsName
  readonly class: string
  /** Seconds, 0 to 2³¹−1 (RFC 2181 §8). */
  readonly ttl: number
  readonly data: Data
}

export type RecordOf<Type extends LaidOutType> = ResourceRecord<Extract<RecordData, { readonly type: Type }>>

/** All records of one name, class and type (RFC 2181 §5). */
export interface RRset {
  readonly name: DnsName
  readonly type: RecordType
  readonly class: string
  readonly ttl: number
  readonly data: readonly RecordData[]
}

const typeNumbers: ReadonlyMap<RecordType, number> = new Map([
  ['A', 1], ['NS', 2], ['CNAME', 5], ['SOA', 6], ['MB', 7], ['MG', 8], ['MR', 9], ['PTR', 12],
  ['HINFO', 13], ['MINFO', 14], ['MX', 15], ['TXT', 16],
  ['RP', 17], ['AFSDB', 18], ['AAAA', 28], ['SRV', 33], ['NAPTR', 35], ['KX', 36], ['CERT', 37], ['DNAME', 39], ['OPT', 41], ['DS', 43],
  ['SSHFP', 44], ['RRSIG', 46], ['NSEC', 47], ['DNSKEY', 48], ['NSEC3', 50], ['NSEC3PARAM', 51], ['TLSA', 52],
  ['CDS', 59], ['CDNSKEY', 60], ['OPENPGPKEY', 61], ['SVCB', 64], ['HTTPS', 65], ['SPF', 99], ['IXFR', 251], ['AXFR', 252], ['MAILB', 253],
  ['MAILA', 254], ['ANY', 255], ['CAA', 257], ['DLV', 32_769],
])
const classNumbers: ReadonlyMap<string, number> = new Map([
  ['IN', 1], ['CH', 3], ['HS', 4], ['NONE', 254], ['ANY', 255],
])

const typeNames = turned(typeNumbers)
const classNames = turned(classNumbers)

function turned(numbers: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map([...numbers].map(([name, number]) => [number, name]))
}

/** The mnemonic of a type's number; `TYPE<n>` for one without. */
export function typeName(number: number): RecordType {
  return typeNames.get(number) ?? `TYPE${number}`
}

/** The number of a type's mnemonic in any case, or of `TYPE<n>`; null if it is neither. */
export function typeNumber(name: RecordType): number | null {
  return typeNumbers.get(name) ?? numberOf(name.toUpperCase(), typeNumbers, 'TYPE')
}

export function className(number: number): string {
  return classNames.get(number) ?? `CLASS${number}`
}

export function classNumber(name: string): number | null {
  return classNumbers.get(name) ?? numberOf(name.toUpperCase(), classNumbers, 'CLASS')
}

function numberOf(name: string, numbers: ReadonlyMap<string, number>, prefix: string): number | null {
  const known = numbers.get(name)
  if (known !== undefined) return known
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  return /^[0-9]{1,5}$/.test(digits) && Number(digits) <= 0xffff ? Number(digits) : null
}

export function isLaidOut(type: RecordType): type is LaidOutType {
  return Object.hasOwn(layouts, type)
}

/** The type of a record's data under its own mnemonic, also where the data is in the unknown form. */
export function typeOf(data: RecordData): RecordType {
  return 'rdata' in data ? typeName(Number(data.type.slice(4))) : data.type
}

/** Whether its data may hold compressed names: what is broken there cannot be passed on (RFC 3597 §4). */
export function holdsCompressedNames(type: RecordType): boolean {
  return isLaidOut(type) && Object.values(layouts[type]).includes('name')
}

/** Types that only a question may name (RFC 1035 §3.2.3, RFC 6895 §3.1). */
export function isQuestionType(type: RecordType): boolean {
  const number = typeNumber(type)
  return number !== null && (number === 41 || (number >= 128 && number <= 255))
}

/** The records of a set, one for each datum. */
export function recordsOf(rrset: RRset): ResourceRecord[] {
  return rrset.data.map((data) => ({ name: rrset.name, class: rrset.class, ttl: rrset.ttl, data }))
}
