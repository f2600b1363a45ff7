// A whole DNS message: bytes ↔ `Message`. Decoding never throws and says at which byte a message is broken.
// What a message means, and how long it may be where, are the machines' matter.
// Read first: RFC 1035 §4.1; RFC 6891 §6.1 for OPT; RFC 2181 §9 for the cut of a message.
import {
  opcodeName, opcodeNumber, rcodeName, rcodeNumber, sections,
  type Edns, type EdnsOption, type Message, type Question, type Section,
} from '#lib/core/protocols/dns/message.ts'
import { MessageReader } from '#lib/core/protocols/dns/message-reader.ts'
import { MessageWriter } from '#lib/core/protocols/dns/message-writer.ts'
import { root, sameName } from '#lib/core/protocols/dns/name.ts'
import {
  className, classNumber, holdsCompressedNames, typeName, typeNumber, typeOf,
  type RecordData, type ResourceRecord,
} from '#lib/core/protocols/dns/record.ts'
import { readData, writeData } from '#lib/core/protocols/dns/record-bytes.ts'
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'

/** UDP without EDNS carries no more (RFC 1035 §2.3.4); TCP's length field has 16 bits (§4.2.2). */
export const udpOctets = 512
export const tcpOctets = 65_535

/** A message has at least a header. */
export const headerOctets = 12

const optType = 41

/** What could be read of a message, up to its fault if it has one. */
export interface PartialMessage {
  readonly message: Message
  readonly problem: Problem | null
}

/**
 * Reads a message. With `tolerant`, data that does not fit its type's layout and holds no compressed names is
 * kept in the unknown form (RFC 3597 §5), as a resolver passes it on; otherwise it is a fault like any other.
 */
export function decodeMessage(bytes: Uint8Array, options: { tolerant?: boolean } = {}): Result<Message> {
  const { message, problem } = decodePart(bytes, options)
  return problem === null ? ok(message) : fail(problem)
}

/**
 * Like `decodeMessage`, with what stands before a fault: header, question and EDNS are what FORMERR needs.
 */
export function decodePart(bytes: Uint8Array, options: { tolerant?: boolean } = {}): PartialMessage {
  const reader = new MessageReader(bytes)
  const { message, counts } = readHeader(reader)
  const question: Question[] = []
  for (let i = 0; i < counts[0]! && reader.isSound(); i++) {
    const asked = { name: reader.name(true), type: typeName(reader.u16()), class: className(reader.u16()) }
    if (reader.isSound()) question.push(asked)
  }
  const records: Record<Section, ResourceRecord[]> = { answer: [], authority: [], additional: [] }
  let edns: Edns | null = null
  let upperRcode = 0
  sections.forEach((section, index) => {
    for (let i = 0; i < counts[index + 1]! && !reader.problem; i++) {
      const start = reader.at
      const name = reader.name(true)
      const number = reader.u16()
      if (number === optType) {
        // RFC 6891 §6.1.1: at most one, at the root, in the additional section.
        if (section !== 'additional' || edns !== null || name !== root) {
          reader.fail({ code: 'dns-opt-place', place: { byte: start } })
        }
        const udpSize = reader.u16()
        upperRcode = reader.u8()
        const version = reader.u8()
        const flags = reader.u16()
        edns = { udpSize, version, dnssecOk: (flags & 0x8000) !== 0, options: readOptions(reader) }
      } else {
        const recordClass = className(reader.u16())
        const ttl = reader.u32()
        const data = readRdata(reader, number, options.tolerant === true)
        // A TTL with its top bit set is taken as zero (RFC 2181 §8).
        records[section].push({ name, class: recordClass, ttl: ttl > 0x7fffffff ? 0 : ttl, data })
      }
    }
  })
  if (!reader.problem && reader.left > 0) {
    reader.fail({ code: 'dns-trailing', params: { octets: reader.left }, place: { byte: reader.at } })
  }
  const rcode = rcodeName(upperRcode * 16 + rcodeNumber(message.rcode))
  return { message: { ...message, rcode, question, ...records, edns }, problem: reader.problem }
}

function readHeader(reader: MessageReader): { message: Message; counts: readonly number[] } {
  const id = reader.u16()
  const high = reader.u8()
  const low = reader.u8()
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()]
  const message: Message = {
    id,
    qr: (high & 0x80) !== 0,
    opcode: opcodeName((high >> 3) & 0xf),
    aa: (high & 4) !== 0,
    tc: (high & 2) !== 0,
    rd: (high & 1) !== 0,
    ra: (low & 0x80) !== 0,
    ad: (low & 0x20) !== 0,
    cd: (low & 0x10) !== 0,
    rcode: rcodeName(low & 0xf),
    question: [], answer: [], authority: [], additional: [], edns: null,
  }
  return { message, counts }
}

function readRdata(reader: MessageReader, number: number, tolerant: boolean): RecordData {
  const length = reader.u16()
  if (!reader.has(length)) return { type: `TYPE${number}`, rdata: '' }
  const { at: start, end } = reader
  reader.end = start + length
  const data = readData(reader, number)
  if (reader.problem && tolerant && !holdsCompressedNames(typeName(number))) {
    reader.problem = null
    reader.at = start
    const raw: RecordData = { type: `TYPE${number}`, rdata: reader.hex(length) }
    reader.end = end
    return raw
  }
  reader.end = end
  return data
}

function readOptions(reader: MessageReader): EdnsOption[] {
  const length = reader.u16()
  if (!reader.has(length)) return []
  const { end } = reader
  reader.end = reader.at + length
  const options: EdnsOption[] = []
  while (reader.left > 0) {
    const code = reader.u16()
    options.push({ code, data: reader.hex(reader.u16()) })
  }
  reader.end = end
  return options
}

/**
 * Writes a message, never longer than `limit` octets. Where it does not fit, whole RRsets fall away from
 * its end and TC is set, unless only additional data fell away (RFC 2181 §9). Glue of a referral counts as
 * required (RFC 9471 §3): `required` says how many of the first additional records may not fall away
 * without TC.
 */
export function encodeMessage(message: Message, limit = tcpOctets, required = 0): Uint8Array {
  const writer = new MessageWriter()
  const rcode = rcodeNumber(message.rcode)
  const { edns } = message
  const reserved = edns === null ? 0 : 11 + optionOctets(edns)
  writer.u16(message.id)
  writer.u16(0)
  for (let i = 0; i < 4; i++) writer.u16(0)
  for (const question of message.question) {
    writer.name(question.name, true)
    writer.u16(typeNumber(question.type) ?? 0)
    writer.u16(classNumber(question.class) ?? 0)
  }
  const counts = [message.question.length, 0, 0, 0]
  let full = false
  let cut = false
  for (const [index, section] of sections.entries()) {
    const records = message[section]
    for (let first = 0; first < records.length && !full; ) {
      const next = endOfSet(records, first)
      const mark = writer.at
      for (let i = first; i < next; i++) writeRecord(writer, records[i]!)
      if (writer.at > limit - reserved) {
        writer.rewind(mark)
        full = true
        cut ||= section !== 'additional' || first < required
      } else {
        counts[index + 1]! += next - first
        first = next
      }
    }
    if (full && section !== 'additional') break
  }
  if (edns !== null) {
    writeOpt(writer, edns, rcode >> 4)
    counts[3]! += 1
  }
  writer.patch16(2, flagBits(message, cut, rcode))
  counts.forEach((count, index) => writer.patch16(4 + 2 * index, count))
  return writer.finish()
}

function flagBits(message: Message, cut: boolean, rcode: number): number {
  const bit = (on: boolean, place: number): number => (on ? 1 << place : 0)
  return (
    bit(message.qr, 15) | (opcodeNumber(message.opcode) << 11) | bit(message.aa, 10) |
    bit(message.tc || cut, 9) | bit(message.rd, 8) | bit(message.ra, 7) | bit(message.ad, 5) |
    bit(message.cd, 4) | (rcode & 0xf)
  )
}

/** Where the RRset that begins at `first` ends, as far as its records stand together. */
function endOfSet(records: readonly ResourceRecord[], first: number): number {
  const { name, data } = records[first]!
  const type = typeOf(data)
  let next = first + 1
  for (; next < records.length; next++) {
    const other = records[next]!
    if (typeOf(other.data) !== type || !sameName(other.name, name)) break
  }
  return next
}

function writeRecord(writer: MessageWriter, record: ResourceRecord): void {
  writer.name(record.name, true)
  writer.u16(typeNumber(record.data.type) ?? 0)
  writer.u16(classNumber(record.class) ?? 0)
  writer.u32(record.ttl)
  const at = writer.at
  writer.u16(0)
  writeData(writer, record.data)
  writer.patch16(at, writer.at - at - 2)
}

function optionOctets(edns: Edns): number {
  return edns.options.reduce((sum, option) => sum + 4 + option.data.length / 2, 0)
}

function writeOpt(writer: MessageWriter, edns: Edns, upperRcode: number): void {
  writer.u8(0)
  writer.u16(optType)
  writer.u16(edns.udpSize)
  writer.u8(upperRcode)
  writer.u8(edns.version)
  writer.u16(edns.dnssecOk ? 0x8000 : 0)
  writer.u16(optionOctets(edns))
  for (const option of edns.options) {
    writer.u16(option.code)
    writer.u16(option.data.length / 2)
    writer.hex(option.data)
  }
}
