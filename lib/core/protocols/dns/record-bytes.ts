// RDATA ↔ octets, field by field after each type's row in `record.ts`. Faults go to the reader.
// It does not judge what the data says, only whether it is well formed.
// Read first: RFC 1035 §3.3, RFC 3597, RFC 4034 §2 to §5, RFC 9460 §2.2.
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'
import { fromBase32Hex, toBase32Hex } from '#lib/core/protocols/dns/base32hex.ts'
import { MessageReader } from '#lib/core/protocols/dns/message-reader.ts'
import { MessageWriter } from '#lib/core/protocols/dns/message-writer.ts'
import { nameKey, type DnsName } from '#lib/core/protocols/dns/name.ts'
import {
  holdsCompressedNames, isLaidOut, layouts, typeName, typeNumber,
  type FieldKind, type FieldValues, type LaidOutType, type RecordData, type RecordType, type ServiceParam,
} from '#lib/core/protocols/dns/record.ts'

type Readers = {
  readonly [Kind in FieldKind]: (reader: MessageReader, type: LaidOutType) => FieldValues[Kind]
}
type Writers = { readonly [Kind in FieldKind]: (writer: MessageWriter, value: FieldValues[Kind]) => void }

/** Types whose names RFC 3597 §4 lets a receiver decompress, though nobody may compress them now. */
const compressedByOldSenders: readonly LaidOutType[] = ['RP', 'AFSDB', 'SRV', 'NAPTR']

const readers: Readers = {
  u8: (reader) => reader.u8(),
  u16: (reader) => reader.u16(),
  u32: (reader) => reader.u32(),
  seconds: (reader) => reader.u32(),
  name: (reader) => reader.name(true),
  'plain-name': (reader, type) => reader.name(compressedByOldSenders.includes(type)),
  ipv4: (reader) => formatIpv4(octetsOr(reader, 4)),
  ipv6: (reader) => formatIpv6(octetsOr(reader, 16)),
  string: (reader) => reader.string(reader.u8()),
  strings: (reader) => {
    const strings = [reader.string(reader.u8())]
    while (reader.left > 0) strings.push(reader.string(reader.u8()))
    return strings
  },
  octets: (reader) => reader.string(reader.left),
  hex: (reader) => reader.hex(reader.left),
  base64: (reader) => btoa(reader.string(reader.left)),
  salt: (reader) => reader.hex(reader.u8()),
  hash: (reader) => toBase32Hex(reader.octets(reader.u8())),
  type: (reader) => typeName(reader.u16()),
  types: readTypes,
  time: (reader) => reader.u32(),
  params: readParams,
}

const writers: Writers = {
  u8: (writer, value) => writer.u8(value),
  u16: (writer, value) => writer.u16(value),
  u32: (writer, value) => writer.u32(value),
  seconds: (writer, value) => writer.u32(value),
  name: (writer, value) => writer.name(value, true),
  'plain-name': (writer, value) => writer.name(value, false),
  ipv4: (writer, value) => writer.octets(parseIpv4(value) ?? [0, 0, 0, 0]),
  ipv6: (writer, value) => writer.octets(parseIpv6(value) ?? new Array<number>(16).fill(0)),
  string: writeString,
  strings: (writer, value) => value.forEach((string) => writeString(writer, string)),
  octets: (writer, value) => writer.string(value),
  hex: (writer, value) => writer.hex(value),
  base64: (writer, value) => writer.string(atob(value)),
  salt: (writer, value) => {
    writer.u8(value.length / 2)
    writer.hex(value)
  },
  hash: (writer, value) => {
    const octets = fromBase32Hex(value) ?? []
    writer.u8(octets.length)
    writer.octets(octets)
  },
  type: (writer, value) => writer.u16(typeNumber(value) ?? 0),
  types: writeTypes,
  time: (writer, value) => writer.u32(value),
  params: (writer, value) => {
    for (const param of value) {
      writer.u16(param.key)
      writer.u16(param.value.length / 2)
      writer.hex(param.value)
    }
  },
}

/** The data of a record of this type's number from here to the reader's end. */
export function readData(reader: MessageReader, number: number): RecordData {
  const type = typeName(number)
  if (!isLaidOut(type)) return { type: `TYPE${number}`, rdata: reader.hex(reader.left) }
  const data: Record<string, unknown> = { type }
  for (const [field, kind] of Object.entries(layouts[type]) as [string, FieldKind][]) {
    data[field] = readers[kind](reader, type)
  }
  if (reader.left > 0 && !reader.problem) {
    reader.fail({ code: 'dns-rdata-long', params: { type, octets: reader.left }, place: { byte: reader.at } })
  }
  return data as unknown as RecordData
}

/** Writes RDATA without its length. Names of RFC 1035 types are compressed against what the writer holds. */
export function writeData(writer: MessageWriter, data: RecordData): void {
  const held = fixedOctets.get(data)
  if (held) {
    writer.octets(held)
    return
  }
  const start = writer.at
  writeFields(writer, data)
  if (!holdsCompressedNames(data.type)) fixedOctets.set(data, writer.copyFrom(start))
}

/** Data that is the same octets in every message: a server writes the same records again and again. */
const fixedOctets = new WeakMap<RecordData, Uint8Array>()

function writeFields(writer: MessageWriter, data: RecordData): void {
  if ('rdata' in data) {
    writer.hex(data.rdata)
    return
  }
  const fields = data as unknown as Readonly<Record<string, never>>
  for (const [field, kind] of Object.entries(layouts[data.type]) as [string, FieldKind][]) {
    writers[kind](writer, fields[field]!)
  }
}

/**
 * RDATA that is written in hexadecimal, as its type lays it out, or in the unknown form where it does not
 * fit.
 */
export function dataFromHex(type: RecordType, rdata: string): RecordData {
  const writer = new MessageWriter()
  writer.hex(rdata)
  const reader = new MessageReader(writer.finish())
  const number = typeNumber(type) ?? 0
  const data = readData(reader, number)
  return reader.problem ? { type: `TYPE${number}`, rdata } : data
}

/** The whole RDATA in hexadecimal, names written out. */
export function dataToHex(data: RecordData): string {
  const writer = new MessageWriter()
  writeData(writer, data)
  const bytes = writer.finish()
  return new MessageReader(bytes).hex(bytes.length)
}

/**
 * What data is compared by: its octets with the letters of names in lower case (RFC 4034 §6.2, for every
 * type).
 */
export function dataKey(data: RecordData): string {
  if ('rdata' in data) return data.rdata
  const folded: Record<string, unknown> = { ...data }
  for (const [field, kind] of Object.entries(layouts[data.type]) as [string, FieldKind][]) {
    if (kind === 'name' || kind === 'plain-name') folded[field] = nameKey(folded[field] as DnsName)
  }
  return dataToHex(folded as unknown as RecordData)
}

function octetsOr(reader: MessageReader, count: number): ArrayLike<number> {
  const octets = reader.octets(count)
  return octets.length === count ? octets : new Uint8Array(count)
}

function writeString(writer: MessageWriter, value: string): void {
  writer.u8(value.length)
  writer.string(value)
}

function readTypes(reader: MessageReader): RecordType[] {
  const types: RecordType[] = []
  let last = -1
  while (reader.left > 0) {
    const start = reader.at
    const window = reader.u8()
    const length = reader.u8()
    if (window <= last || length < 1 || length > 32) {
      reader.fail({ code: 'dns-type-bitmap', place: { byte: start } })
      break
    }
    last = window
    reader.octets(length).forEach((octet, index) => {
      for (let bit = 0; bit < 8; bit++) {
        if (octet & (0x80 >> bit)) types.push(typeName(window * 256 + index * 8 + bit))
      }
    })
  }
  return types
}

function writeTypes(writer: MessageWriter, types: readonly RecordType[]): void {
  const numbers = types.map((type) => typeNumber(type) ?? 0).sort((a, b) => a - b)
  for (const window of new Set(numbers.map((number) => number >> 8))) {
    const low = numbers.filter((number) => number >> 8 === window).map((number) => number & 0xff)
    const bits = new Uint8Array((low.at(-1)! >> 3) + 1)
    for (const number of low) bits[number >> 3]! |= 0x80 >> (number & 7)
    writer.u8(window)
    writer.u8(bits.length)
    writer.octets(bits)
  }
}

function readParams(reader: MessageReader): ServiceParam[] {
  const params: ServiceParam[] = []
  while (reader.left > 0) {
    const start = reader.at
    const key = reader.u16()
    const value = reader.hex(reader.u16())
    // Keys stand in strictly increasing order (RFC 9460 §2.2).
    if (key <= (params.at(-1)?.key ?? -1)) {
      reader.fail({ code: 'dns-param-order', params: { key }, place: { byte: start } })
    }
    params.push({ key, value })
  }
  return params
}
