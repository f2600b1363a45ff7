// The fields of a DNS message for the byte inspector, each with its place, its meaning and its clause.
// Lenient: it shows what is there and stops where nothing more can be read; whether that is right,
// `wire.ts` says.
// Read first: RFC 1035 §4.1, RFC 6891 §6.1.2.
import { LayerInspector, type InspectedLayer, type Meaning } from '#lib/core/protocols/inspect.ts'
import { opcodeName, rcodeName } from '#lib/core/protocols/dns/message.ts'
import { MessageReader } from '#lib/core/protocols/dns/message-reader.ts'
import { className, typeName, typeOf } from '#lib/core/protocols/dns/record.ts'
import { readData } from '#lib/core/protocols/dns/record-bytes.ts'
import { formatData } from '#lib/core/protocols/dns/record-text.ts'

const headerClause = 'RFC 1035 §4.1.1'

const flagBits: readonly (readonly [name: string, bit: number, meaning: Meaning, clause: string])[] = [
  ['AA', 21, { en: 'Authoritative answer', zh: '权威应答' }, headerClause],
  ['TC', 22, { en: 'Truncated: ask again over TCP', zh: '被截断，应改用 TCP 再问' }, headerClause],
  ['RD', 23, { en: 'Recursion desired', zh: '希望递归' }, headerClause],
  ['RA', 24, { en: 'Recursion available', zh: '可以递归' }, headerClause],
  ['Z', 25, { en: 'Zero', zh: '为零' }, headerClause],
  ['AD', 26, { en: 'Authentic data', zh: '数据已验证' }, 'RFC 4035 §3.2.3'],
  ['CD', 27, { en: 'Checking disabled', zh: '关闭验证' }, 'RFC 4035 §3.2.2'],
]

const counts: readonly (readonly [name: string, meaning: Meaning])[] = [
  ['QDCOUNT', { en: 'Questions', zh: '问题数' }],
  ['ANCOUNT', { en: 'Records in the answer section', zh: '回答段的记录数' }],
  ['NSCOUNT', { en: 'Records in the authority section', zh: '权威段的记录数' }],
  ['ARCOUNT', { en: 'Records in the additional section', zh: '附加段的记录数' }],
]

const sectionNames: readonly Meaning[] = [
  { en: 'Question', zh: '问题' },
  { en: 'Answer', zh: '回答' },
  { en: 'Authority', zh: '权威' },
  { en: 'Additional', zh: '附加' },
]

/** The layers of the message that begins at `offset`: its header, then each question and record. */
export function inspectMessage(bytes: Uint8Array, offset = 0): InspectedLayer[] {
  const message = bytes.subarray(offset)
  const layers = [inspectHeader(bytes, offset)]
  if (message.length < 12) return layers
  const reader = new MessageReader(message)
  reader.at = 12
  for (let section = 0; section < 4; section++) {
    const count = message[4 + 2 * section]! * 256 + message[5 + 2 * section]!
    for (let i = 1; i <= count && reader.isSound() && reader.left > 0; i++) {
      const start = reader.at
      const inspect = new LayerInspector(bytes, offset + start)
      if (section === 0) inspectQuestion(inspect, reader, start)
      else inspectRecord(inspect, reader, start)
      const end = reader.isSound() ? reader.at : message.length
      const { en } = sectionNames[section]!
      layers.push({ name: `${en} ${i}`, offset: offset + start, length: end - start, fields: inspect.fields })
    }
  }
  return layers
}

function inspectHeader(bytes: Uint8Array, offset: number): InspectedLayer {
  const inspect = new LayerInspector(bytes, offset)
  const id = inspect.number(0, 16)
  inspect.add('ID', 0, 16, String(id), headerClause, {
    en: 'Chosen by whoever asks; the response repeats it', zh: '由提问者选定，应答中原样带回',
  })
  const response = inspect.number(16, 1) === 1
  inspect.add('QR', 16, 1, response ? '1' : '0', headerClause, {
    en: response ? 'Response' : 'Query', zh: response ? '应答' : '查询',
  })
  const opcode = opcodeName(inspect.number(17, 4))
  inspect.add('OPCODE', 17, 4, opcode, headerClause, { en: 'Kind of query', zh: '查询种类' })
  for (const [name, bit, meaning, clause] of flagBits) {
    inspect.add(name, bit, 1, String(inspect.number(bit, 1)), clause, meaning)
  }
  const rcode = rcodeName(inspect.number(28, 4))
  inspect.add('RCODE', 28, 4, rcode, headerClause, { en: 'Outcome, its lower four bits', zh: '结果码的低 4 位' })
  counts.forEach(([name, meaning], index) => {
    const bit = 32 + 16 * index
    inspect.add(name, bit, 16, String(inspect.number(bit, 16)), headerClause, meaning)
  })
  return { name: 'DNS header', offset, length: Math.min(12, bytes.length - offset), fields: inspect.fields }
}

function inspectQuestion(inspect: LayerInspector, reader: MessageReader, start: number): void {
  const clause = 'RFC 1035 §4.1.2'
  const bits = (at: number): number => (at - start) * 8
  inspectName(inspect, reader, start, 'QNAME', clause)
  const type = reader.at
  const typeText = typeName(reader.u16())
  if (reader.isSound()) inspect.add(
    'QTYPE', bits(type), 16, typeText, clause, { en: 'Type asked for', zh: '所问类型' },
  )
  const recordClass = reader.at
  const classText = className(reader.u16())
  if (!reader.isSound()) return
  inspect.add(
    'QCLASS', bits(recordClass), 16, classText, clause, { en: 'Class, IN nearly always', zh: '类别，几乎总是 IN' },
  )
}

function inspectRecord(inspect: LayerInspector, reader: MessageReader, start: number): void {
  const clause = 'RFC 1035 §4.1.3'
  const add = (
    name: string, at: number, octets: number, value: string, meaning: Meaning, where = clause,
  ): void => {
    if (reader.isSound()) inspect.add(name, (at - start) * 8, octets * 8, value, where, meaning)
  }
  inspectName(inspect, reader, start, 'NAME', clause)
  const at = reader.at
  const number = reader.u16()
  const opt = number === 41
  add('TYPE', at, 2, typeName(number), { en: 'What the data is', zh: '数据的类型' })
  const second = reader.u16()
  if (opt) {
    const size = { en: 'The UDP size that the sender can take', zh: '发送方可接收的 UDP 大小' }
    add('CLASS', at + 2, 2, String(second), size, 'RFC 6891 §6.1.2')
    const bits = reader.u32()
    const version = `version ${(bits >>> 16) & 0xff}, ${bits & 0x8000 ? 'DO' : 'no DO'}`
    const meaning = { en: 'Upper RCODE bits, version and flags', zh: 'RCODE 高位、版本与标志' }
    add('TTL', at + 4, 4, version, meaning, 'RFC 6891 §6.1.3')
  } else {
    add('CLASS', at + 2, 2, className(second), { en: 'Class, IN nearly always', zh: '类别，几乎总是 IN' })
    const ttl = reader.u32()
    add('TTL', at + 4, 4, String(ttl), { en: 'Seconds that it may be cached', zh: '可缓存的秒数' })
  }
  const length = reader.u16()
  add('RDLENGTH', at + 8, 2, String(length), { en: 'Octets of data', zh: '数据的字节数' })
  if (!reader.has(length)) return
  const { end } = reader
  const dataAt = reader.at
  reader.end = dataAt + length
  const data = opt ? ({ type: 'TYPE41', rdata: reader.hex(length) } as const) : readData(reader, number)
  const text = reader.isSound() ? formatData(data) : '?'
  const meaning = { en: `Data of the ${typeOf(data)} record`, zh: `${typeOf(data)} 记录的数据` }
  inspect.add('RDATA', (dataAt - start) * 8, length * 8, text, clause, meaning)
  reader.problem = null
  reader.at = dataAt + length
  reader.end = end
}

/** A name, written out or by a pointer; the value is the whole name. */
function inspectName(
  inspect: LayerInspector, reader: MessageReader, start: number, field: string, clause: string,
): void {
  const at = reader.at
  const name = reader.name(true)
  if (!reader.isSound()) return
  const octets = reader.at - at
  const last = reader.bytes[reader.at - 2] ?? 0
  const pointed = octets >= 2 && last >= 0xc0
  const target = pointed ? (last & 0x3f) * 256 + reader.bytes[reader.at - 1]! : 0
  const meaning = pointed
    ? { en: `Compressed: goes on at byte ${target}`, zh: `已压缩：在第 ${target} 字节处继续` }
    : { en: 'Labels, each with its length, up to the root', zh: '一个个带长度的标签，直到根' }
  inspect.add(field, (at - start) * 8, octets * 8, name, pointed ? 'RFC 1035 §4.1.4' : clause, meaning)
}
