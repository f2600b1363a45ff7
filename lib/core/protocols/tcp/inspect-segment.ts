// The fields of a TCP segment for the byte inspector. Lenient: it shows what is there, right or wrong.
// Read first: RFC 9293 §3.1 and §3.2.
import {
  hex,
  inspectIp,
  LayerInspector,
  rightOrWrong,
  type InspectedLayer,
  type Meaning,
} from '#lib/core/protocols/inspect.ts'
import { describeControlBits, type AddressPair } from '#lib/core/protocols/tcp/wire.ts'
import { finishChecksum, pseudoHeaderSum, sumWords } from '#lib/core/protocols/wire/checksum.ts'
import { PROTOCOL_TCP } from '#lib/core/protocols/wire/ip.ts'
import { octetsFromBytes, textFromOctets } from '#lib/core/protocols/wire/octets.ts'

const clause = 'RFC 9293 §3.1'

const bitNames: readonly (readonly [name: string, meaning: Meaning, clause: string])[] = [
  ['CWR', { en: 'The sender has slowed down', zh: '发送方已降低速率' }, 'RFC 3168 §6.1'],
  ['ECE', { en: 'Congestion was marked on the way', zh: '途中出现拥塞标记' }, 'RFC 3168 §6.1'],
  ['URG', { en: 'The urgent pointer counts', zh: '紧急指针有效' }, clause],
  ['ACK', { en: 'The acknowledgment number counts', zh: '确认号有效' }, clause],
  ['PSH', { en: 'Hand the data to the application now', zh: '请立即把数据交给应用' }, clause],
  ['RST', { en: 'The connection is reset', zh: '重置连接' }, clause],
  ['SYN', { en: 'Synchronizes sequence numbers; takes one', zh: '同步序列号，占用一个序列号' }, clause],
  [
    'FIN',
    { en: 'No more data from the sender; takes one number', zh: '发送方不再发送数据，占用一个序列号' },
    clause,
  ],
]

/** The layers of an IP packet that carries TCP; fewer where it does not. */
export function inspectPacket(bytes: Uint8Array): InspectedLayer[] {
  const ip = inspectIp(bytes)
  if (ip === null) return []
  if (ip.protocol !== PROTOCOL_TCP || bytes.length < ip.next + 20) return [ip.layer]
  const wide = ip.layer.name === 'IPv6'
  const addresses = {
    source: bytes.subarray(wide ? 8 : 12, wide ? 24 : 16),
    destination: bytes.subarray(wide ? 24 : 16, wide ? 40 : 20),
  }
  return [ip.layer, ...inspectSegment(bytes, ip.next, addresses)]
}

/** The TCP header at `offset` and the data behind it. */
export function inspectSegment(bytes: Uint8Array, offset: number, addresses: AddressPair): InspectedLayer[] {
  const inspect = new LayerInspector(bytes, offset)
  const number = (name: string, bit: number, bits: number, meaning: Meaning): number => {
    const value = inspect.number(bit, bits)
    inspect.add(name, bit, bits, String(value), clause, meaning)
    return value
  }
  number('Source Port', 0, 16, { en: 'The sender’s port', zh: '发送方端口' })
  number('Destination Port', 16, 16, { en: 'The receiver’s port', zh: '接收方端口' })
  number('Sequence Number', 32, 32, {
    en: 'Of the first data octet; with SYN, the initial sequence number',
    zh: '第一个数据字节的序列号；带 SYN 时为初始序列号',
  })
  number('Acknowledgment Number', 64, 32, {
    en: 'The next sequence number that the sender expects',
    zh: '发送方期望收到的下一个序列号',
  })
  const words = number('Data Offset', 96, 4, {
    en: 'Header length in 32-bit words',
    zh: '首部长度，以 32 位字计',
  })
  number('Reserved', 100, 4, { en: 'Zero', zh: '为零' })
  for (const [at, [name, meaning, where]] of bitNames.entries()) {
    inspect.add(name, 104 + at, 1, String(inspect.number(104 + at, 1)), where, meaning)
  }
  number('Window', 112, 16, {
    en: 'Octets that the sender is ready to take, before scaling',
    zh: '发送方愿意接收的字节数（缩放之前）',
  })
  const pseudo = pseudoHeaderSum(addresses.source, addresses.destination, PROTOCOL_TCP, bytes.length - offset)
  const right = finishChecksum(sumWords(bytes, offset, bytes.length, pseudo)) === 0
  inspect.add('Checksum', 128, 16, hex(inspect.number(128, 16), 4), clause, rightOrWrong(right))
  number('Urgent Pointer', 144, 16, {
    en: 'Octets from the sequence number to the end of urgent data',
    zh: '从序列号到紧急数据末尾的字节数',
  })
  const headerLength = Math.max(20, words * 4)
  inspectOptions(inspect, Math.min(headerLength, bytes.length - offset))
  const CTL = inspect.number(104, 8)
  const header: InspectedLayer = {
    name: `TCP ${describeControlBits(CTL)}`,
    ...{ offset, length: headerLength, fields: inspect.fields },
  }
  const data = inspect.octets(headerLength, bytes.length)
  if (data.length === 0) return [header]
  const body = new LayerInspector(bytes, offset + headerLength)
  const text = textFromOctets(octetsFromBytes(data.subarray(0, 64)))
  body.add('Data', 0, data.length * 8, JSON.stringify(text), clause, {
    en: `${data.length} octets`,
    zh: `${data.length} 字节`,
  })
  return [header, { name: 'Data', offset: offset + headerLength, length: data.length, fields: body.fields }]
}

interface OptionKind {
  readonly name: string
  readonly clause: string
  readonly meaning: Meaning
}

const optionKinds: Readonly<Record<number, OptionKind>> = {
  0: {
    name: 'End of Option List',
    clause: 'RFC 9293 §3.2',
    meaning: { en: 'Nothing follows but padding', zh: '其后只有填充' },
  },
  1: {
    name: 'No-Operation',
    clause: 'RFC 9293 §3.2',
    meaning: { en: 'Aligns what follows', zh: '对齐其后的选项' },
  },
  2: {
    name: 'Maximum Segment Size',
    clause: 'RFC 9293 §3.2',
    meaning: {
      en: 'The most data that the sender takes in one segment',
      zh: '发送方单个报文段能接收的最大数据量',
    },
  },
  3: {
    name: 'Window Scale',
    clause: 'RFC 7323 §2.2',
    meaning: { en: 'Later windows are shifted left by this', zh: '此后的窗口值左移这么多位' },
  },
  4: {
    name: 'SACK Permitted',
    clause: 'RFC 2018 §2',
    meaning: { en: 'Selective acknowledgments may be sent', zh: '允许选择性确认' },
  },
  5: {
    name: 'SACK',
    clause: 'RFC 2018 §3',
    meaning: { en: 'Blocks that have arrived beyond a gap', zh: '空洞之后已到达的数据块' },
  },
  8: {
    name: 'Timestamps',
    clause: 'RFC 7323 §3.2',
    meaning: { en: 'The sender’s clock, and the peer’s last one echoed', zh: '发送方时钟与回显的对方时钟' },
  },
}

function inspectOptions(inspect: LayerInspector, end: number): void {
  let at = 20
  while (at < end) {
    const code = inspect.number(at * 8, 8)
    const kind = optionKinds[code] ?? {
      name: `Option ${code}`,
      clause: 'RFC 9293 §3.2',
      meaning: { en: 'Not known here', zh: '此处不认识的选项' },
    }
    const single = code === 0 || code === 1
    const stated = single ? 1 : inspect.number(at * 8 + 8, 8)
    // A length that cannot be is shown as running to the end of the header, and nothing is read after it.
    const length = code === 0 || stated < (single ? 1 : 2) || at + stated > end ? end - at : stated
    inspect.add(
      kind.name,
      at * 8,
      length * 8,
      optionValue(inspect, code, at, length),
      kind.clause,
      kind.meaning,
    )
    at += length
  }
}

function optionValue(inspect: LayerInspector, code: number, at: number, length: number): string {
  const word = (byte: number): number => inspect.number((at + byte) * 8, 32)
  if (code === 2 && length === 4) return String(inspect.number((at + 2) * 8, 16))
  if (code === 3 && length === 3) return String(inspect.number((at + 2) * 8, 8))
  if (code === 8 && length === 10) return `${word(2)} ${word(6)}`
  if (code !== 5) return ''
  const blocks: string[] = []
  for (let byte = 2; byte + 8 <= length; byte += 8) blocks.push(`${word(byte)}-${word(byte + 4)}`)
  return blocks.join(' ')
}
