// Arbitrary names, records and messages for the property tests of this folder.
import fc from 'fast-check'
import { formatIpv4, formatIpv6 } from '#lib/core/protocols/wire/address.ts'
import { toBase32Hex } from '#lib/core/protocols/dns/base32hex.ts'
import type { Message } from '#lib/core/protocols/dns/message.ts'
import { nameFromLabels, nameOctets, type DnsName } from '#lib/core/protocols/dns/name.ts'
import {
  layouts, typeName, type FieldKind, type LaidOutType, type RecordData, type ResourceRecord,
} from '#lib/core/protocols/dns/record.ts'

const octet = fc.integer({ min: 0, max: 255 })
const octetString = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(octet, { minLength: min, maxLength: max }).map((octets) => String.fromCharCode(...octets))
const hexString = (max: number): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength: max }).map((octets) => Array.from(octets, (o) =>
    o.toString(16).padStart(2, '0')).join(''))

/**
 * Short labels of few letters, so that names share endings and compression has work to do; some odd octets.
 */
const label = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'B', 'www', 'example', 'Example', 'com', '*', '_tcp') },
  { weight: 1, arbitrary: octetString(1, 63) },
)

export const anyName: fc.Arbitrary<DnsName> = fc
  .array(label, { maxLength: 6 })
  .map((labels) => nameFromLabels(labels))
  .filter((name) => nameOctets(name) <= 255)

const u16 = fc.integer({ min: 0, max: 0xffff })
const u32 = fc.integer({ min: 0, max: 0xffffffff })
const type = u16.map(typeName)

const fields: Readonly<Record<FieldKind, fc.Arbitrary<unknown>>> = {
  u8: octet,
  u16,
  u32,
  seconds: u32,
  name: anyName,
  'plain-name': anyName,
  ipv4: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(formatIpv4),
  ipv6: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(formatIpv6),
  string: octetString(0, 255),
  strings: fc.array(octetString(0, 255), { minLength: 1, maxLength: 3 }),
  octets: octetString(0, 40),
  hex: hexString(40),
  base64: fc.uint8Array({ maxLength: 40 }).map((octets) => btoa(String.fromCharCode(...octets))),
  salt: hexString(20),
  hash: fc.uint8Array({ minLength: 1, maxLength: 20 }).map(toBase32Hex),
  type,
  types: fc.uniqueArray(u16, { maxLength: 10 }).map((numbers) => numbers.sort((a, b) => a - b).map(typeName)),
  time: u32,
  params: fc
    .uniqueArray(u16, { maxLength: 4 })
    .chain((keys) => fc.tuple(...keys.sort((a, b) => a - b).map((key) =>
      fc.record({ key: fc.constant(key), value: hexString(9) })))),
}

export const anyData: fc.Arbitrary<RecordData> = fc.oneof(
  ...(Object.keys(layouts) as LaidOutType[]).map((name) =>
    fc
      .record(Object.fromEntries(Object.entries(layouts[name]).map(([field, kind]) => [field, fields[kind]])))
      .map((data) => ({ type: name, ...data }) as RecordData),
  ),
  hexString(30).map((rdata): RecordData => ({ type: 'TYPE65280', rdata })),
)

export const anyRecord: fc.Arbitrary<ResourceRecord> = fc.record({
  name: anyName,
  class: fc.constantFrom('IN', 'CH', 'CLASS77'),
  ttl: fc.integer({ min: 0, max: 0x7fffffff }),
  data: anyData,
})

const records = fc.array(anyRecord, { maxLength: 4 })
const bit = fc.boolean()

export const anyMessage: fc.Arbitrary<Message> = fc.record({
  id: u16, qr: bit, aa: bit, tc: bit, rd: bit, ra: bit, ad: bit, cd: bit,
  opcode: fc.constantFrom('QUERY', 'NOTIFY', 'UPDATE', 'OPCODE3'),
  rcode: fc.constantFrom('NOERROR', 'NXDOMAIN', 'REFUSED', 'RCODE12'),
  question: fc.array(
    fc.record({ name: anyName, type, class: fc.constantFrom('IN', 'ANY') }), { maxLength: 2 },
  ),
  answer: records,
  authority: records,
  additional: records,
  edns: fc.option(fc.record({
    udpSize: u16, version: octet, dnssecOk: bit,
    options: fc.array(fc.record({ code: u16, data: hexString(10) }), { maxLength: 3 }),
  })),
})
